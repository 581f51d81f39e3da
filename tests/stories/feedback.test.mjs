/* SPDX-License-Identifier: Apache-2.0 */
/* Feedback over JSON and on its pages: looked at once more, with hints that hold nobody up; asked for, answered. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Description } from '../lib/openapi.mjs';
import { day, makeWorld } from '../lib/world.mjs';

const SAID = { situation: 'The round on Monday', deed: 'You waited until all had spoken', effect: 'Two people said something new', keep: 'Good job', change: '', next: '' };

test('feedback over JSON', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const relationship = w.pair.id, { mentor, mentee, manager } = w;
	const api = await Description.of(mentee.api);
	const as = (person, name, ids, json, query) => api.does(person.api, name, ids, json, query);
	const mine = (path) => `/relationships/${relationship}/${path}`;

	await t.test('a page shows it once more, with hints, and keeps what was typed', async () => {
		const page = await mentor.browser.ask('POST', mine('feedback'), { form: { ...SAID, change: 'You are impatient', next: 'Count' }, headers: { Accept: 'text/html' } });
		assert.equal(page.status, 200);
		for (const text of ['Nothing has been sent yet', 'What exactly was done well, because …?', 'because you backed up your points with solid data', 'This says what somebody is',
			'I want to help with', 'The round on Monday'])
			assert.ok(page.text.includes(text), text);
		assert.deepEqual((await as(mentee, 'feedback_list', { relationship })).items, []);
		const back = await mentor.browser.ask('POST', mine('feedback/edit'), { form: { ...SAID }, headers: { Accept: 'text/html' } });
		assert.ok(back.text.includes('Two people said something new'));
	});
	await t.test('a change needs a first step', async () => {
		const a = await mentor.api.ask('POST', mine('feedback'), { json: { ...SAID, change: 'Less haste' } });
		assert.equal(a.status, 422);
		assert.match(a.text, /first step/);
	});
	await t.test('given, read and answered by the two alone', async () => {
		const id = (await as(mentor, 'feedback_create', { relationship }, { ...SAID, skill: 'communication', level: '3', sure: true })).id;
		assert.equal((await as(mentee, 'feedback_show', { feedback: id })).deed, SAID.deed);
		assert.equal((await manager.api.ask('GET', `/feedback/${id}`)).status, 404);
		assert.equal((await mentor.api.ask('POST', `/feedback/${id}/answer`, { json: { answer: 'x' } })).status, 403);
		await as(mentee, 'feedback_answer_create', { feedback: id }, { answer: 'I will wait again' });
		assert.equal((await as(mentor, 'feedback_show', { feedback: id })).answer, 'I will wait again');
		assert.deepEqual((await as(mentee, 'skill_list', { relationship })).items.map((s) => [s.name, s.items, s.last]), [['Communication', 1, 3]]);
		await mentor.api.post(`/relationships/${relationship}/advice`, { body: 'Say the number first', skill: 'communication' });
		await as(mentor, 'feedback_create', { relationship }, { ...SAID, skill: 'communication', level: '5', sure: true });
		assert.deepEqual((await as(mentee, 'skill_list', { relationship })).items.map((s) => [s.items, s.advice, s.first, s.last, s.change]), [[2, 1, 3, 5, 2]]);
		const page = (await mentee.browser.page(`/relationships/${relationship}/skills?skill=communication`)).text;
		assert.ok(page.includes('Say the number first') && page.includes('5 (+2)'));
		assert.equal((await mentor.api.ask('POST', `/relationships/${relationship}/advice`, { json: { body: 'x', skill: 'juggling' } })).status, 422);
	});
	await t.test('asked for: the next step of the other one, open to both until it is answered', async () => {
		const request = (await as(mentee, 'feedback_request_create', { relationship }, { work: 'My talk', event_on: day(0) })).id;
		for (const p of [mentor, mentee])
			assert.equal((await as(p, 'feedback_request_list', { relationship })).items.length, 1);
		assert.ok((await mentor.browser.page(mine(`feedback/new?request=${request}`))).text.includes('My talk'));
		await as(mentor, 'feedback_create', { relationship }, { ...SAID, request, sure: true });
		assert.deepEqual((await as(mentee, 'feedback_request_list', { relationship })).items, []);
	});
	await t.test('what was begun before the end says so, with every word of it, and nothing is sent', async () => {
		const at = `/relationships/${w.ended.id}/feedback`, { mentor3, mentee3 } = w;
		const html = { headers: { Accept: 'text/html' } };
		assert.equal((await mentor3.browser.page(`${at}/new`)).status, 200);
		await mentee3.api.post(`/relationships/${w.ended.id}/ending`, { sure: true });
		for (const [path, more] of [[at, {}], [at, { sure: '1' }], [`${at}/edit`, {}], [at, { situation: '' }]]) {
			const a = await mentor3.browser.ask('POST', path, { form: { ...SAID, ...more }, ...html });
			assert.equal(a.status, 409, path);
			assert.match(a.text, /This relationship has ended, so \w+ gets no feedback here any more/);
			for (const word of [SAID.deed, SAID.effect, SAID.keep])
				assert.ok(a.text.includes(word), `${path}: ${word}`);
			assert.ok(!a.text.includes('Nothing has been sent yet') && !a.text.includes('Look at it once more<'), path);
		}
		assert.equal((await mentor3.browser.page(`${at}/new`)).status, 409);
		assert.equal((await mentor3.api.ask('POST', at, { json: { ...SAID, sure: true } })).status, 409);
		assert.deepEqual((await mentee3.api.get(at)).items, []);
	});
	await t.test('a kind word, apart from it', async () => {
		await as(mentor, 'encouragement_create', { relationship }, { kind: 'believe', body: '' });
		assert.equal((await mentee.api.ask('POST', mine('encouragements'), { json: { kind: 'appreciation', body: '' } })).status, 422);
		assert.equal((await as(mentee, 'encouragement_list', { relationship })).items.length, 1);
		assert.ok((await mentee.browser.page(mine('feedback'))).text.includes('I believe in you'));
	});
});
