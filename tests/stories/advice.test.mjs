/* SPDX-License-Identifier: Apache-2.0 */
/* Advice and what became of it, and how two people work, over JSON. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Description } from '../lib/openapi.mjs';
import { day, makeWorld } from '../lib/world.mjs';

test('advice and mode over JSON', { timeout: 120_000 }, async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const api = await Description.of(w.admin.api);
	const { mentor, mentee } = w, relationship = w.pair.id;
	const as = (who, id, path = {}, body) => api.does(who.api, id, path, body);
	const refused = async (who, method, url, json) => (await who.api.ask(method, url, { json })).status;
	let advice;

	await t.test('either writes it down, the mentee tries it', async () => {
		advice = (await as(mentor, 'advice_create', { relationship }, { body: 'Ask before the meeting' })).id;
		const own = (await as(mentee, 'advice_create', { relationship }, { body: 'Count to three', given_on: day(-40) })).id;
		const all = (await as(mentee, 'advice_list', { relationship })).items;
		assert.deepEqual(all.map((a) => [a.id, a.old]), [[own, 1], [advice, 0]], 'what waits for more than thirty days is first');
		assert.equal(await refused(mentor, 'PUT', `/advice/${advice}/tried`, { tried_on: day(0), result: 'x' }), 403);
		assert.equal(await refused(mentee, 'PUT', `/advice/${advice}/tried`, { tried_on: day(2), result: 'x' }), 422);
		assert.equal(await refused(mentee, 'PUT', `/advice/${advice}/tried`, { tried_on: day(0), result: '' }), 422);
		await as(mentee, 'advice_tried_update', { advice }, { tried_on: day(0), result: 'They waited for me' });
		const seen = await as(mentor, 'advice_show', { advice });
		assert.deepEqual([seen.state, seen.tried_on, seen.result], ['tried', day(0), 'They waited for me']);
		await as(mentee, 'advice_aside_create', { advice: own });
		assert.ok((await as(mentor, 'advice_list', { relationship })).items.every((a) => !a.old));
		await as(mentee, 'advice_tried_delete', { advice: own });
		assert.equal((await as(mentee, 'advice_show', { advice: own })).state, 'open');
		assert.equal(await refused(mentor, 'DELETE', `/advice/${own}`), 403);
		await as(mentee, 'advice_delete', { advice: own });
		for (const other of [w.admin, w.manager, w.line, w.stranger])
			assert.equal(await refused(other, 'GET', `/advice/${advice}`), 404);
	});
	await t.test('whoever takes advice away takes his own words, and no others', async () => {
		await as(mentor, 'advice_delete', { advice });
		const left = await as(mentee, 'advice_show', { advice });
		assert.deepEqual([left.body, left.result], ['', 'They waited for me']);
		assert.ok((await mentee.browser.page(`/relationships/${relationship}/advice`)).text.includes('Advice that was taken away'));
		await as(mentee, 'advice_tried_delete', { advice });
		assert.equal(await refused(mentee, 'GET', `/advice/${advice}`), 404);
	});
	await t.test('how the two work decides what stands first', async () => {
		const first = async (who) => (await as(who, 'together_list', { relationship })).items.filter((x) => x.part === 'first').map((x) => x.url.split('/').slice(3).join('/'));
		assert.deepEqual((await first(mentee)).slice(0, 4), ['sheets/stories', 'advice', 'introductions', 'direction']);
		assert.equal((await as(mentee, 'mode_show', { relationship })).mode, 'mentoring');
		assert.equal(await refused(mentor, 'PUT', `/relationships/${relationship}/mode`, { mode: 'therapy' }), 422);
		await as(mentor, 'mode_update', { relationship }, { mode: 'coaching' });
		assert.equal((await first(mentee))[0], 'goals');
		const m = await as(mentee, 'mode_show', { relationship });
		assert.deepEqual([m.mode, m.by_name], ['coaching', mentor.name]);
		await as(mentee, 'mode_update', { relationship }, { mode: 'blended' });
		assert.ok((await first(mentor)).includes('advice'));
	});
	await t.test('a theme is about the work, or about how one is', async () => {
		await as(mentee, 'theme_create', { relationship }, { source: 'person', body: 'Sleeping before a talk', side: 'emotional' });
		await as(mentee, 'theme_create', { relationship }, { source: 'practice', word: 'belonging' });
		await as(mentee, 'theme_create', { relationship }, { source: 'person', body: 'The budget' });
		assert.deepEqual((await as(mentor, 'roadmap_show', { relationship })).items.map((x) => x.side), ['emotional', 'emotional', 'professional']);
	});
});
