/* SPDX-License-Identifier: Apache-2.0 */
/* The clock of a server, in the hand of a test: the seconds in the file of `test_clock` are added to its own. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { call, until } from './server.mjs';

const DAY = 86400;

export class TestClock {
	/* begins: the moment that the server starts at, "2027-01-11T08:00Z". */
	constructor(server, file, begins)
	{
		Object.assign(this, { server, file, shift: 0n });
		this.fd = openSync(file, 'w');
		this.set(Date.parse(begins) / 1000);
		process.on('exit', () => { try { closeSync(this.fd); } catch { /* it was closed */ } });
	}

	/* Seconds since 1970, as the server has them. */
	get now() { return Math.floor(Date.now() / 1000) + Number(this.shift); }

	set(at)
	{
		const bytes = Buffer.alloc(8);
		this.shift = BigInt(Math.ceil(at) - Math.floor(Date.now() / 1000));
		bytes.writeBigInt64LE(this.shift);
		writeSync(this.fd, bytes, 0, 8, 0);
	}

	/* Lets time pass until then, and waits for all that has become due. It only goes forward. */
	async to(at)
	{
		if (at < this.now)
			throw new Error(`the clock is at ${new Date(this.now * 1000).toISOString()} already`);
		this.set(at);
		await this.settled();
	}

	/* Until no job is due or running. */
	async settled()
	{
		let said;
		await until('the jobs to be done', async () => {
			said = (await call(this.server, 'GET', '/metrics')).text;
			return / 0$/m.test(said.match(/^waymark_jobs_pressing .*/m)?.[0] ?? '');
		}, 60_000, 10);
		if (!/^waymark_jobs_failed 0$/m.test(said))
			throw new Error(`a job has failed:\n${this.server.log().slice(-2000)}`);
	}

	/* YYYY-MM-DD, so many days from now (UTC). */
	day(n = 0) { return new Date((this.now + n * DAY) * 1000).toISOString().slice(0, 10); }

	/* YYYY-MM-DDTHH:MM on the clock of a time zone, so many minutes from now. */
	local(tz, minutes = 0)
	{
		return new Intl.DateTimeFormat('sv-SE', { timeZone: tz, dateStyle: 'short', timeStyle: 'short' })
			.format(new Date((this.now + minutes * 60) * 1000)).replace(' ', 'T');
	}
}
