/* SPDX-License-Identifier: Apache-2.0 */
/* What pages of two people say in a pause, after the end and among allies is true then (states.test.mjs: what they offer). */
import assert from 'node:assert/strict';
import test from 'node:test';
import { day, fillPair, makeWorld } from '../lib/world.mjs';

test('what is said is true in each state', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const { mentor, mentee } = w, r = `/relationships/${w.pair.id}`;
	const words = async (p, path) => (await p.browser.page(path)).text.split('<main')[1].split('</main>')[0].replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
	await fillPair(w.pair.id, mentor, mentee);

	await t.test('in a pause nothing is marked as waiting for an answer', async () => {
		assert.match(await words(mentee, r), /one minute/);
		await mentee.api.post(`${r}/pause`, { until_on: day(30) });
		assert.doesNotMatch(await words(mentee, r), /one minute|one click/);
		await mentee.api.delete(`${r}/pause`);
	});
	await t.test('after the end nothing waits any more', async () => {
		await mentee.api.post(`${r}/ending`, { ending: 'early', farewell: '', reason: '', sure: true });
		for (const p of [mentee, mentor]) {
			const agreement = await words(p, `${r}/agreement`);
			assert.match(agreement, /Version 1 was not accepted Proposed by Milo Mentee on/);
			assert.doesNotMatch(agreement, /It is valid when|proposes? version/);
			assert.doesNotMatch(await words(p, `${r}/roadmap`), /around \d|coming meetings/);
			assert.doesNotMatch(await words(p, `${r}/beginning`), /starting: \d|It takes two minutes/);
			assert.match((await p.browser.page(r)).text.split('<main')[1], new RegExp(`href="${r}/concerns"`), 'a concern is one click away, as before');
		}
	});
	await t.test('among allies what is said to be saved is saved', async () => {
		for (const p of [mentee, mentor])
			await p.api.post(`${r}/ally`);
		await mentee.api.put(`${r}/cadence`, { days: '14', minutes: '30' });
		assert.equal((await mentor.api.get(`${r}/cadence`)).cadence_days, 14);
		assert.doesNotMatch(await words(mentee, `${r}/beginning`), /starting: \d/);
	});
});
