/* SPDX-License-Identifier: Apache-2.0 */
/* One database, several processes: what one changes in the practice, the others say from their next answer on. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import test from 'node:test';
import { Client } from '../lib/client.mjs';
import { call, PROGRAM, until } from '../lib/server.mjs';
import { makeWorld } from '../lib/world.mjs';

const freePort = () => new Promise((done) => {
	const s = createServer();
	s.listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => done(port)); });
});

/* A second server on the same database. */
async function
beside(server)
{
	const port = await freePort();
	const child = spawn(PROGRAM, ['serve', '--listen', `127.0.0.1:${port}`, ...server.settings], { stdio: 'ignore' });
	const ended = new Promise((done) => child.on('exit', done));
	const other = { port, url: `http://127.0.0.1:${port}` };
	await until('the second server', () => call(other, 'GET', '/readyz').then((a) => a.status === 200, () => false));
	return { ...other, stop: async () => { child.kill('SIGTERM'); assert.equal(await ended, 0); } };
}

test('the practice in several processes', async (t) => {
	const w = await makeWorld({ pg: true });
	t.after(() => w.server.stop());
	const name = async (api) => (await api.items('/practice?kind=theme&q=trends')).find((x) => x.id === 'industry-trends').name;
	const rename = (api, text) => api.put('/practice/items/theme/industry-trends/fields/name', { t_en: text, t_de: text });

	await t.test('a verb beside a running server', async () => {
		const file = join(w.server.dir, 'pack.yml');
		writeFileSync(file, 'kind: theme\nitems:\n  - id: industry-trends\n    name: {en: "Trends of the trade", de: "Trends"}\n');
		assert.match(w.server.run('practice', 'check', file), /^rewrite\ttheme\/industry-trends\tName$/m);
		assert.equal(await name(w.admin.api), 'Industry trends');
		w.server.run('practice', 'import', file);
		assert.equal(await name(w.admin.api), 'Trends of the trade');
		assert.match(w.server.run('practice', 'export', '--changed'), /Trends of the trade/);
		const [last] = await w.admin.api.items('/practice/changes');
		assert.equal(last.who_name, 'On the server');
		writeFileSync(file, 'kind: theme\nitems:\n  - id: industry-trends\n    nam: {en: "x", de: "x"}\n');
		assert.throws(() => w.server.run('practice', 'import', file), (e) => e.status === 65 && /pack\.yml: Line 4: "nam" is not known in a theme/.test(e.stderr));
		assert.throws(() => w.server.run('practice', 'import', join(w.server.dir, 'none.yml')), (e) => e.status === 66);
		assert.throws(() => w.server.run('practice', 'burn'), (e) => e.status === 64);
		await w.admin.api.post(`/practice/changes/${last.id}/undo`);
		assert.equal(await name(w.admin.api), 'Industry trends');
	});

	await t.test('a second server reads what the first has written, at once, and the other way round', { skip: !w.server.db.startsWith('postgres') }, async () => {
		const other = await beside(w.server);
		try {
			const there = new Client(other, { token: w.admin.token });
			for (let i = 0; i < 20; i++) {
				const [writes, reads] = i % 2 ? [there, w.admin.api] : [w.admin.api, there];
				await rename(writes, `Trends ${i}`);
				assert.equal(await name(reads), `Trends ${i}`);
				assert.equal(await name(writes), `Trends ${i}`);
			}
			/* Both at once, on the same item: each is kept or told to try again, and both then say the same. */
			const all = await Promise.all([...Array(12).keys()].map((i) => (i % 2 ? there : w.admin.api).ask('PUT', '/practice/items/theme/industry-trends/fields/name', { json: { t_en: `Both ${i}`, t_de: 'x' } })));
			assert.ok(all.every((a) => [200, 409, 429].includes(a.status)), all.map((a) => a.status).join());
			assert.equal(await name(there), await name(w.admin.api));
		} finally {
			await other.stop();
		}
	});
});
