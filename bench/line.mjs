/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A slow line between a browser and a server, of this machine only: a proxy that hands bytes on as late as a line of RTT
 * milliseconds and RATE bits a second would. A new connection costs a round trip before anything passes, and one more
 * when no other is open (the name); each piece is half a round trip under way; downstream all connections share the line,
 * packet by packet, in the order in which their bytes came. (A browser's own throttling delays answers, not packets, and
 * knows no connections.)
 */
import { createServer, connect } from 'node:net';

const PACKET = 1460;

/* Listens for a server at 127.0.0.1:PORT; gives { url, cut(), stop() }: cut ends what is open, so that the next is a first visit. */
export async function
slowLine(port, { rtt = 150, rate = 1_600_000 } = {})
{
	const sockets = new Set();
	let free = 0; /* when the line has carried all that was given to it, in ms of performance.now() */

	/* Gives the bytes of FROM to TO in their order, each piece when it would have arrived. */
	const carry = (from, to, opened, paced) => {
		let last = 0;
		const at = (when, what) => {
			last = Math.max(last, when);
			setTimeout(() => to.destroyed || what(), last - performance.now());
		};
		from.on('data', (bytes) => {
			for (let i = 0; i < bytes.length; i += PACKET) {
				const piece = bytes.subarray(i, i + PACKET), now = Math.max(performance.now(), opened);
				if (paced)
					free = Math.max(free, now) + (piece.length + 40) * 8000 / rate;
				at((paced ? free : now) + rtt / 2, () => to.write(piece));
			}
		});
		from.on('end', () => at(performance.now() + rtt / 2, () => to.end()));
		from.on('error', () => to.destroy());
	};
	const door = createServer({ noDelay: true }, (near) => {
		const far = connect({ port, host: '127.0.0.1', noDelay: true }), opened = performance.now() + (sockets.size ? 1 : 2) * rtt;
		for (const s of [near, far]) {
			sockets.add(s);
			s.on('close', () => sockets.delete(s));
		}
		carry(near, far, opened, false);
		carry(far, near, opened, true);
	});
	await new Promise((done) => door.listen(0, '127.0.0.1', done));
	const cut = () => sockets.forEach((s) => s.destroy());
	return { url: `http://127.0.0.1:${door.address().port}`, cut, stop: () => {
		door.close();
		cut();
	} };
}
