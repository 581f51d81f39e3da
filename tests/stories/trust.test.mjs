/* SPDX-License-Identifier: Apache-2.0 */
/* Trust over JSON: the pulse of two people, what they see each other grow in, what they show each other. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Description } from '../lib/openapi.mjs';
import { until } from '../lib/server.mjs';
import { clock, makeWorld, prepare } from '../lib/world.mjs';

test('trust over JSON', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const api = await Description.of(w.mentee.api);
	const relationship = w.pair.id, { mentor, mentee } = w;
	const as = (person, name, ids, json, query) => api.does(person.api, name, ids, json, query);

	await t.test('the pulse of the other is read after answering oneself', async () => {
		await as(mentee, 'pulse_create', { relationship }, { openness: '5', respect: '5', adapts: '4', comfort: '2' });
		assert.deepEqual((await as(mentor, 'pulse_list', { relationship })).items, []);
		await as(mentor, 'pulse_create', { relationship }, { openness: '3', respect: '5', adapts: '4', comfort: '3' });
		assert.equal((await as(mentor, 'pulse_list', { relationship })).items.length, 2);
		assert.ok((await mentor.browser.page(`/relationships/${relationship}/trust`)).text.includes('Worth a talk'));
		assert.equal((await mentee.api.ask('POST', `/relationships/${relationship}/pulse`, { json: { openness: '6', respect: '1', adapts: '1', comfort: '1' } })).status, 422);
		assert.equal((await w.manager.api.ask('GET', `/relationships/${relationship}/pulse`)).status, 403);
	});
	await t.test('what one sees the other grow in opens the next agenda', async () => {
		await as(mentor, 'growth_update', { relationship }, { body: 'Saying no' });
		await prepare(relationship, mentor, mentee);
		const meeting = (await as(mentee, 'meeting_create', { relationship }, { starts: clock('UTC', 3000), minutes: 30, place: '' })).id;
		const first = async () => (await as(mentee, 'agenda_list', { meeting })).items[0].text;
		await until('the agenda', async () => (await first()) === 'What has become of this? Saying no');
		assert.deepEqual((await as(mentee, 'growth_list', { relationship })).items.map((g) => g.body), ['Saying no']);
	});
	await t.test('what is ticked is shown, and nothing else', async () => {
		await as(mentee, 'sheet_update', { relationship, sheet: 'mind' }, { 'answer_mind-thoughts': 'Mine alone', 'answer_mind-feelings': 'Uneasy', 'shared_mind-feelings': true });
		assert.deepEqual((await as(mentor, 'sheet_show', { relationship, sheet: 'mind' })).items.map((a) => a.body), ['Uneasy']);
		assert.equal((await mentor.api.ask('PUT', `/relationships/${relationship}/sheets/mind`, { json: {} })).status, 404);
	});
});
