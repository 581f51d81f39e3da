/* SPDX-License-Identifier: Apache-2.0 */
/* Talking over JSON: questions, what was heard, roadblocks, introductions. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Description } from '../lib/openapi.mjs';
import { until } from '../lib/server.mjs';
import { clock, day, makeWorld, prepare } from '../lib/world.mjs';

test('talking over JSON', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const api = await Description.of(w.mentee.api);
	const relationship = w.pair.id, { mentor, mentee } = w;
	const as = (person, name, ids, json, query) => api.does(person.api, name, ids, json, query);
	const agenda = async (meeting) => (await as(mentee, 'agenda_list', { meeting })).items.map((x) => x.text);
	let question, meeting;

	await t.test('a question waits, and is on the agenda as soon as there is one', async () => {
		question = (await as(mentee, 'question_create', { relationship }, { body: 'How do I say no?', ideas: 'By mail' })).id;
		assert.equal((await mentee.api.ask('POST', `/relationships/${relationship}/questions`, { json: { body: 'x', ideas: '' } })).status, 422);
		await prepare(relationship, mentor, mentee);
		meeting = (await as(mentee, 'meeting_create', { relationship }, { starts: clock('UTC', 3000), minutes: 30, place: '' })).id;
		await until('the agenda', async () => (await agenda(meeting)).includes('How do I say no?'));
	});
	await t.test('the answer comes after the ideas were read, and takes it off the agenda', async () => {
		assert.equal((await mentor.api.ask('PUT', `/questions/${question}/answer`, { json: { answer: 'No' } })).status, 409);
		await as(mentor, 'ideas_reading_create', { question });
		await as(mentor, 'question_answer_update', { question }, { answer: 'What would a mail leave open?' });
		assert.equal((await as(mentee, 'question_show', { question })).answer, 'What would a mail leave open?');
		assert.ok(!(await agenda(meeting)).includes('How do I say no?'));
		assert.equal((await w.manager.api.ask('GET', `/relationships/${relationship}/questions`)).status, 403);
		assert.equal((await w.admin.api.ask('GET', `/questions/${question}`)).status, 404);
	});
	await t.test('the library: found by moment, brought along by one click, own ones added', async () => {
		const all = (await as(mentee, 'library_list', { relationship })).items;
		assert.ok(all.length > 120);
		const closing = (await mentee.api.items(`/relationships/${relationship}/library?moment=closing`));
		assert.ok(closing.length > 5 && closing.length < all.length && closing.every((x) => x.moments.includes('at the end of a conversation')));
		const [open] = await mentee.api.items(`/relationships/${relationship}/library?q=overcome+challenge`);
		assert.equal(open.text, 'How can we overcome this challenge together?');
		const point = (await as(mentee, 'library_pick_create', { relationship }, { question: open.question, place: 'agenda' })).id;
		assert.equal((await as(mentee, 'library_pick_create', { relationship }, { question: open.question, place: 'agenda' })).id, point);
		assert.equal((await agenda(meeting)).filter((x) => x === open.text).length, 1);
		assert.equal((await mentee.api.items(`/relationships/${relationship}/library?q=overcome+challenge`))[0].item, point);
		await as(mentee, 'library_pick_create', { relationship }, { question: 'grow-first-step', place: 'roadmap' });
		const own_question = (await as(mentor, 'library_create', { relationship }, { body: 'What would you cut?', moment: 'session' })).id;
		await as(mentee, 'library_pick_create', { relationship }, { own: own_question, place: 'agenda' });
		assert.ok((await agenda(meeting)).includes('What would you cut?'));
		assert.equal((await mentee.api.ask('DELETE', `/own-questions/${own_question}`)).status, 403);
		await as(mentor, 'own_question_delete', { own_question });
		assert.ok((await agenda(meeting)).includes('What would you cut?'));
		assert.deepEqual(await mentee.api.items(`/relationships/${relationship}/library?topic=own`), []);
		for (const json of [{ question: 'pulse-respect', place: 'agenda' }, { own: own_question, place: 'agenda' }, { place: 'roadmap' }])
			assert.equal((await mentee.api.ask('POST', `/relationships/${relationship}/library/picks`, { json })).status, 422);
		assert.equal((await mentee.api.ask('POST', `/relationships/${relationship}/library`, { json: { body: 'x', moment: 'never' } })).status, 422);
		assert.equal((await w.manager.api.ask('GET', `/relationships/${relationship}/library`)).status, 403);
	});
	await t.test('a message becomes a question', async () => {
		const message = (await as(mentee, 'message_create', { relationship }, { body: 'Should I go first?' })).id;
		const asked = (await as(mentee, 'message_question_create', { message }, { body: 'When is it good to go first?', ideas: 'Early' })).id;
		assert.equal((await as(mentor, 'message_list', { relationship })).items.at(-1).question, asked);
		assert.ok((await agenda(meeting)).includes('When is it good to go first?'));
		assert.equal((await mentee.api.ask('POST', `/messages/${message}/question`, { json: { body: 'x', ideas: 'y' } })).status, 409);
		assert.ok([403, 404].includes((await mentor.api.ask('POST', `/messages/${message}/question`, { json: { body: 'x', ideas: 'y' } })).status));
	});
	await t.test('what was heard is put right by who said it', async () => {
		const heard = (await as(mentor, 'heard_create', { relationship }, { body: 'I heard that you are tired' })).id;
		assert.equal((await mentor.api.ask('PUT', `/heard/${heard}`, { json: { meant: 'x' } })).status, 403);
		await as(mentee, 'heard_update', { heard }, { meant: 'Bored' });
		assert.deepEqual((await as(mentor, 'heard_list', { relationship })).items.map((x) => [x.state, x.meant]), [['corrected', 'Bored']]);
	});
	await t.test('a roadblock has a kind, a step and a day', async () => {
		assert.equal((await mentee.api.ask('POST', `/relationships/${relationship}/roadblocks`, { json: { kind: 'time', body: 'x', step: 'y', review_on: '2020-01-01' } })).status, 422);
		const roadblock = (await as(mentee, 'roadblock_create', { relationship }, { kind: 'time', body: 'No free hour', step: 'Block Friday', review_on: day(14) })).id;
		assert.ok((await agenda(meeting)).includes('No free hour'));
		await as(mentor, 'roadblock_clearing_create', { roadblock });
		assert.ok(!(await agenda(meeting)).includes('No free hour'));
		assert.equal((await as(mentee, 'roadblock_show', { roadblock })).state, 'cleared');
	});
	await t.test('an introduction is a promise of the mentor, and needs consent', async () => {
		const introduction = (await as(mentor, 'introduction_create', { relationship }, { contact: 'Head of design', purpose: 'A look behind the scenes', consent: false, due_on: day(9) })).id;
		const promise = async () => (await as(mentee, 'commitment_list', { relationship })).items.find((k) => k.body.endsWith('A look behind the scenes'));
		assert.equal((await promise()).owner, mentor.id);
		assert.equal((await mentor.api.ask('PUT', `/introductions/${introduction}`, { json: { consent: false, state: 'made' } })).status, 422);
		assert.equal((await mentee.api.ask('PUT', `/introductions/${introduction}`, { json: { consent: true, state: 'made' } })).status, 403);
		await as(mentor, 'introduction_update', { introduction }, { consent: true, state: 'made' });
		assert.equal((await promise()).state, 'done');
	});
});
