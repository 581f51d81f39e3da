/* SPDX-License-Identifier: Apache-2.0 */
/* Endings over JSON: said kindly, taken back, gone on as allies, looked back on, passed on, told. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Description } from '../lib/openapi.mjs';
import { until } from '../lib/server.mjs';
import { clock, fillPair, makeWorld } from '../lib/world.mjs';

const SECRET = 'heronmarsh';

test('endings over JSON', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const relationship = w.pair.id, { mentor, mentee, manager } = w;
	await fillPair(relationship, mentor, mentee);
	const api = await Description.of(mentee.api);
	const as = (person, name, ids, json, query) => api.does(person.api, name, ids, json, query);
	const refused = async (person, method, path, json) => (await person.api.ask(method, path, { json })).status;
	const mine = (path) => `/relationships/${relationship}/${path}`;

	await t.test('whether it fits is read by nobody else', async () => {
		await as(mentee, 'fit_update', { relationship }, { answer: 'deciding' });
		assert.deepEqual((await as(mentor, 'fit_show', { relationship })).items, []);
		assert.equal((await as(mentee, 'fit_show', { relationship })).items[0].answer, 'deciding');
		assert.equal(await refused(mentee, 'PUT', mine('fit'), { answer: 'perhaps' }), 422);
		assert.equal(await refused(manager, 'GET', mine('fit')), 403);
	});
	await t.test('a page asks once more before anything leaves', async () => {
		const page = await mentee.browser.ask('POST', mine('ending'), { form: { ending: 'early', farewell: 'So long', reason: '' }, headers: { Accept: 'text/html' } });
		assert.equal(page.status, 200);
		assert.match(page.text, /Nothing has been sent yet/);
		assert.match(page.text, /So long/);
		assert.ok(!page.text.includes(mine('concerns')));
		const hurt = await mentee.browser.ask('POST', mine('ending'), { form: { ending: 'early', farewell: '', reason: 'hurt' }, headers: { Accept: 'text/html' } });
		assert.ok(hurt.text.includes(mine('concerns'))); /* practice, part 1: a bad experience has its private way at once */
		assert.equal((await mentee.api.get(`/relationships/${relationship}`)).state, 'active');
	});
	await t.test('ended without a reason, and the other reads the goodbye', async () => {
		assert.equal(await refused(mentee, 'POST', mine('ending'), { ending: 'early', reason: 'revenge' }), 422);
		await as(mentee, 'ending_create', { relationship }, { ending: 'early', reason: 'time', farewell: `Thank you, ${SECRET}`, sure: true });
		assert.equal(await refused(mentee, 'POST', mine('ending'), { sure: true }), 409);
		const after = await as(mentor, 'aftermath_show', { relationship });
		assert.equal(after.ending, 'early');
		assert.equal(after.match, 'waiting');
		assert.ok((await mentor.browser.page(mine('afterwards'))).text.includes(SECRET));
		assert.equal(await refused(mentor, 'POST', mine('meetings'), { starts: clock('UTC', 3000), minutes: 30, place: '' }), 409);
		const letter = await until('the letter', async () => (await w.admin.api.items('/admin/outbox')).find((m) => m.kind === 'relationship-ended'));
		const text = (await w.admin.api.get(`/admin/outbox/${letter.id}`)).body_text;
		assert.ok(!text.includes(SECRET) && !/time/i.test(text.replace(/Your time|time with/g, '')));
	});
	await t.test('looking back: each alone, then both', async () => {
		assert.equal(await refused(mentee, 'POST', mine('review/readiness'), {}), 422);
		await as(mentee, 'review_readiness_create', { relationship }, { 'answer_review-worked': 'Early mornings', obstacle: ['time', 'workload'] });
		assert.deepEqual((await as(mentor, 'review_show', { relationship })).items, []);
		await as(mentor, 'review_readiness_create', { relationship }, { 'answer_review-skills': 'Waiting' });
		assert.equal((await as(mentor, 'review_show', { relationship })).items.length, 2);
		assert.deepEqual((await as(manager, 'ending_list', { programme: w.programme })).items, []); /* too few have spoken */
	});
	await t.test('allies: both want it, and no programme sees it', async () => {
		await as(mentor, 'ally_create', { relationship });
		await as(mentor, 'ally_delete', { relationship });
		await as(mentor, 'ally_create', { relationship });
		assert.equal((await as(mentee, 'aftermath_show', { relationship })).ally_theirs, 1);
		await as(mentee, 'ally_create', { relationship });
		assert.equal(await refused(mentee, 'PUT', mine('keeping-in-touch'), { interval: 'hourly' }), 422);
		await as(mentee, 'touch_update', { relationship }, { interval: 'quarterly', support: `The talk about ${SECRET}` });
		await as(mentor, 'touch_contact_create', { relationship });
		assert.equal((await as(mentor, 'touch_show', { relationship })).items[0].interval_days, 91);
		await as(mentor, 'meeting_create', { relationship }, { starts: clock('UTC', 9000), minutes: 30, place: '' });
		const status = await as(manager, 'relationship_status_show', { relationship });
		assert.equal(status.state, 'ended');
		assert.equal(status.next_at, 0);
		assert.ok((await mentee.browser.page('/')).text.includes('Mona'));
	});
	await t.test('from mentee to mentor', async () => {
		await mentee.api.put(`/people/${mentee.id}/topics`, { wanted_1: 'Saying no' });
		const [{ topic }] = (await mentee.api.items(`/people/${mentee.id}/topics`));
		assert.equal(await refused(mentor, 'POST', mine('mentor-path'), { topic: [String(topic)] }), 404);
		await as(mentee, 'mentor_path_create', { relationship }, { topic: [String(topic)] });
		assert.equal((await as(manager, 'mentor_wish_list', { programme: w.programme })).items[0].name, mentee.name);
		await as(manager, 'mentor_wish_grant_create', { programme: w.programme, person: mentee.id });
		assert.ok((await manager.api.items(`/programmes/${w.programme}/participants`)).some((p) => p.person === mentee.id && p.role === 'mentor'));
		assert.equal(await refused(manager, 'POST', `/programmes/${w.programme}/mentor-wishes/${mentee.id}`, {}), 404);
	});
	await t.test('a story of both', async () => {
		const story = (await as(mentee, 'story_update', { relationship }, { body: 'We met at dawn.', named: true })).id;
		assert.equal(await refused(manager, 'POST', `/stories/${story}/publication`, {}), 404);
		assert.equal(await refused(mentee, 'POST', `/stories/${story}/consent`, {}), 403);
		await as(mentor, 'story_consent_create', { story });
		assert.equal((await as(manager, 'story_list', { programme: w.programme })).items.length, 1);
		assert.deepEqual((await as(mentee, 'story_list', { programme: w.programme })).items, []);
		await as(manager, 'story_publication_create', { story });
		assert.equal((await as(w.mentee3, 'story_list', { programme: w.programme })).items[0].told, 'We met at dawn.');
		assert.ok((await w.mentee3.browser.page(`/programmes/${w.programme}/stories`)).text.includes('We met at dawn.'));
		/* Told without names it names nobody, over JSON neither. */
		assert.match((await as(w.mentee3, 'story_list', { programme: w.programme })).items[0].mentor_name, /\w/);
		const quiet = (await as(mentee, 'story_update', { relationship }, { body: 'We met at dusk.', named: false })).id;
		await as(mentor, 'story_consent_create', { story: quiet });
		for (const person of [manager, w.mentee3]) {
			if (person !== manager)
				await as(manager, 'story_publication_create', { story: quiet });
			const [card] = (await as(person, 'story_list', { programme: w.programme })).items;
			assert.equal(card.told, 'We met at dusk.');
			assert.deepEqual([card.mentor_name, card.mentee_name], ['', '']);
		}
		await as(mentor, 'story_delete', { story: quiet });
		assert.deepEqual((await as(manager, 'story_list', { programme: w.programme })).items, []);
	});
	await t.test('taken up again by whoever ended it', async () => {
		await as(mentee, 'next_match_update', { relationship }, { match: 'no' });
		await as(mentee, 'reopening_create', { relationship });
		assert.equal((await mentee.api.get(`/relationships/${relationship}`)).state, 'active');
		assert.equal(await refused(mentor, 'POST', mine('reopening'), {}), 409);
	});
});
