/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A programme of peers as large as an organisation: N people of `bench-fill --csv` come in by `waymark import`, and the
 * server matches them by the rules of its template. Seconds by the clock and of the processor, and the most memory that
 * was in use. `node bench/peers.mjs BENCH-FILL [N]`; WAYMARK names the program.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setUp } from '../tests/lib/client.mjs';
import { startServer, until } from '../tests/lib/server.mjs';
import { makeProgramme } from '../tests/lib/world.mjs';

const [fill, n = '200000'] = process.argv.slice(2), WITHIN = 900_000, TICKS = 100;
const s = await startServer();
const of = (file) => readFileSync(`/proc/${s.pid}/${file}`, 'utf8');
const processor = () => { const f = of('stat').split(') ')[1].split(' '); return (Number(f[11]) + Number(f[12])) / TICKS; };
const memory = () => Math.round(of('status').match(/VmHWM:\s*(\d+)/)[1] / 1024);

async function
timed(what, work)
{
	const began = Date.now(), used = processor(), said = await work();
	console.log(`${what}\t${((Date.now() - began) / 1000).toFixed(1)} s\t${(processor() - used).toFixed(1)} s of the server\t${memory()} MB\t${said}`);
}

try {
	const admin = await setUp(s, { tz: 'UTC' }), file = join(s.dir, 'people.csv');
	const programme = await makeProgramme(admin, 'Side by side', { template: 'peers' });
	writeFileSync(file, execFileSync(fill, ['--csv', n], { maxBuffer: 1 << 30 }));
	await timed('import', () => s.run('import', '--programme', String(programme), '--role', 'mentee', file).trim());
	let run;
	await timed('match', async () => {
		run = (await admin.api.post(`/programmes/${programme}/matches`)).id;
		const m = await until('the proposal', async () => { const x = await admin.api.get(`/matches/${run}`); return x.state !== 'running' && x; }, WITHIN, 250);
		return `${m.state}: ${m.matched} pairs of ${m.candidates} candidates, ${m.score} points`;
	});
	for (const at of [`/programmes/${programme}/matching`, `/matches/${run}`, `/matches/${run}/pairs`])
		await timed(at, async () => (await admin.browser.page(at)).status);
} finally {
	await s.stop();
}
