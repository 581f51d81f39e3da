/* SPDX-License-Identifier: Apache-2.0 */
/* More rows than a page: the mentors whom a mentee could wish for, and the points of a goal. Each is met once, in the same order each time. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { writeFileSync } from 'node:fs';
import { makeProgramme, makeWorld, takePart } from '../lib/world.mjs';

const MENTORS = 45, ON_PAGE = 20, POINTS = 505, OF_JSON = 500;

for (const pg of [false, true])
	test(`leafing${pg ? ' on PostgreSQL' : ''}`, { timeout: 240_000, skip: pg && !process.env.WAYMARK_TEST_PG }, async (t) => {
		const w = await makeWorld({ pg });
		t.after(() => w.server.stop());
		const { admin, mentee } = w, r = `/relationships/${w.pair.id}`;

		await t.test('whom a mentee could wish for', async () => {
			const programme = await makeProgramme(admin, 'By choice', { way: 'wishes' }), at = `/programmes/${programme}/ranking`;
			await takePart(admin, programme, mentee, 'mentee');
			/* Three of each name: what is alike keeps its order, too. */
			writeFileSync(`${w.server.dir}/m.csv`, `email,name\n${Array.from({ length: MENTORS }, (_, i) => `m${i}@example.org,Mo ${i % 15}`).join('\n')}\n`);
			w.server.run('import', '--programme', String(programme), '--role', 'mentor', `${w.server.dir}/m.csv`);
			const read = async (page) => {
				const a = await mentee.browser.page(`${at}?page=${page}`);
				assert.equal(a.status, 200);
				return { ids: [...a.text.matchAll(/<li id="p(\d+)"/g)].map((m) => Number(m[1])), next: / rel="next"/.test(a.text), prev: / rel="prev"/.test(a.text) };
			};
			const pages = [await read(1), await read(2), await read(3)];
			assert.deepEqual(pages.map((p) => p.ids.length), [ON_PAGE, ON_PAGE, MENTORS - 2 * ON_PAGE]);
			assert.deepEqual(pages.map((p) => [p.prev, p.next]), [[false, true], [true, true], [true, false]]);
			const all = pages.flatMap((p) => p.ids);
			assert.equal(new Set(all).size, MENTORS, 'nobody twice, nobody missing');
			for (let i = 1; i <= 3; i++)
				assert.deepEqual((await read(i)).ids, pages[i - 1].ids, 'the same order');
			assert.deepEqual((await read(4)).ids, [], 'behind the last');
			for (const wrong of ['x', '0', '-1', ''])
				assert.deepEqual((await read(wrong)).ids, pages[0].ids, `page “${wrong}” is the first`);
			assert.deepEqual((await mentee.api.items(at)).map((x) => x.person).sort((a, b) => a - b), all.slice().sort((a, b) => a - b));
		});
		await t.test('points of a goal', async () => {
			const goal = (await mentee.api.post(`${r}/goals`, { title: 'Speak up' })).id, at = `/goals/${goal}/points`;
			for (let i = 1; i <= POINTS; i++)
				await mentee.api.post(`/goals/${goal}/progress`, { current: String(i), note: `Point no. ${i}.` });
			const newest = await mentee.api.items(at), older = await mentee.api.items(`${at}?page=2`);
			assert.deepEqual([newest.length, older.length], [OF_JSON, POINTS - OF_JSON]);
			const notes = [...older, ...newest].map((x) => x.note);
			assert.deepEqual(notes, Array.from({ length: POINTS }, (_, i) => `Point no. ${i + 1}.`), 'each once, as they came');
			assert.deepEqual(await mentee.api.items(at), newest);
			assert.deepEqual(await mentee.api.items(`${at}?page=3`), []);
			assert.deepEqual(await mentee.api.items(`${at}?page=x`), newest);
		});
	});
