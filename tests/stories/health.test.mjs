/* SPDX-License-Identifier: Apache-2.0 */
/* Signs, stages and rests over JSON: what two people see, and how little the programme team does. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Description } from '../lib/openapi.mjs';
import { clock, day, makeWorld, prepare } from '../lib/world.mjs';
import { until } from '../lib/server.mjs';

const ANSWERS = { answer_cadence: 'two-weeks', answer_length: 'months-6', answer_lead: 'both', answer_help: 'advice', answer_between: 'some' };

test('health over JSON', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const api = await Description.of(w.mentee.api);
	const relationship = w.pair.id, { mentor, mentee, manager } = w;
	const as = (person, name, ids, json, query) => api.does(person.api, name, ids, json, query);
	const kinds = async (person) => (await as(person, 'challenge_list', { relationship })).items.map((x) => x.kind);
	const list = async () => (await as(manager, 'exception_list', { programme: w.programme })).items;

	await t.test('every criterion of a stage leads to a page, for both', async () => {
		for (const person of [mentor, mentee]) {
			const { text } = await person.api.page(`/relationships/${relationship}/stages`);
			const lists = [...text.matchAll(/<ul class="items">(.*?)<\/ul>/gs)].map((m) => m[1]).join('');
			const links = [...lists.matchAll(/<a href="([^"]+)"/g)].map((m) => m[1]);
			assert.equal(links.length, lists.split('<li>').length - 1);
			assert.equal(links.length, 8);
			for (const link of links)
				assert.deepEqual([link, (await person.api.page(link)).status], [link, 200]);
		}
	});
	await t.test('what each expects is compared when both have answered', async () => {
		await as(mentee, 'expectation_update', { relationship }, ANSWERS);
		assert.equal((await as(mentor, 'expectation_list', { relationship })).items[0].theirs, '');
		await as(mentor, 'expectation_update', { relationship }, { ...ANSWERS, answer_cadence: 'six-weeks' });
		const [first, second] = (await as(mentee, 'expectation_list', { relationship })).items;
		assert.deepEqual([first.theirs, first.differ, second.differ], ['Every six weeks', true, false]);
		assert.ok((await kinds(mentor)).includes('expectations'));
		assert.equal((await mentee.api.ask('PUT', `/relationships/${relationship}/expectations`, { json: { answer_cadence: 'never' } })).status, 422);
	});
	await t.test('a way through: the straight talk on the next agenda', async () => {
		for (const [person, openness] of [[mentee, '2'], [mentor, '4']])
			await as(person, 'pulse_create', { relationship }, { openness, respect: '4', adapts: '4', comfort: '4' });
		assert.ok((await kinds(mentor)).includes('miscommunication'));
		const { text } = await as(mentor, 'challenge_show', { relationship, challenge: 'miscommunication' });
		assert.match(text, /you gave 4 of 5, and Milo 2/);
		await prepare(relationship, mentor, mentee);
		const meeting = (await as(mentee, 'meeting_create', { relationship }, { starts: clock('UTC', 3000), minutes: 30, place: '' })).id;
		await as(mentee, 'challenge_agenda_create', { relationship, challenge: 'miscommunication' });
		assert.ok((await as(mentor, 'agenda_list', { meeting })).items.some((a) => a.text === 'What has stayed unsaid between us?'));
	});
	await t.test('each puts a card away for himself', async () => {
		await as(mentee, 'mark_update', { relationship, challenge: 'miscommunication' }, { state: 'never' });
		assert.ok(!(await kinds(mentee)).includes('miscommunication'));
		assert.ok((await kinds(mentor)).includes('miscommunication'));
		await as(mentee, 'mark_update', { relationship, challenge: 'miscommunication' }, { state: 'shown' });
		assert.ok((await kinds(mentee)).includes('miscommunication'));
	});
	await t.test('the number of the month is for oneself alone', async () => {
		await as(mentee, 'check_create', { relationship }, { value: 2 });
		assert.ok((await kinds(mentee)).includes('commitment'));
		assert.ok(!(await kinds(mentor)).includes('commitment'));
		assert.deepEqual((await as(mentor, 'check_list', { relationship })).items, []);
	});
	await t.test('the team reads the kind when it is asked, and nothing else', async () => {
		assert.ok(!(await list()).some((x) => x.kind === 'commitment'));
		await as(mentee, 'help_create', { relationship, challenge: 'commitment' });
		const line = (await list()).find((x) => x.kind === 'commitment');
		assert.deepEqual(Object.keys(line).sort(), ['help_at', 'kind', 'mark', 'name', 'since', 'subject']);
		assert.equal(line.mark, `0.commitment.${line.since}.${line.subject}.1`, 'where it stands, and not whose it is');
		assert.equal(line.subject, relationship);
		assert.ok(!(await kinds(mentor)).includes('commitment'));
		await as(manager, 'exception_update', { programme: w.programme }, { kind: 'commitment', subject: relationship, state: 'later' });
		assert.ok(!(await list()).some((x) => x.kind === 'commitment'));
		await as(manager, 'exception_update', { programme: w.programme }, { kind: 'commitment', subject: relationship, state: 'shown' });
		await as(manager, 'contact_create', { programme: w.programme }, { relationship });
		assert.ok(!(await list()).some((x) => x.kind === 'commitment'));
	});
	await t.test('stages move by hand with a reason', async () => {
		assert.equal((await mentee.api.ask('POST', `/relationships/${relationship}/stages`, { json: { stage: '3', reason: '' } })).status, 422);
		await as(mentee, 'stage_create', { relationship }, { stage: '3', reason: 'We know each other from before' });
		assert.deepEqual((await as(mentor, 'stage_list', { relationship })).items.map((m) => [m.was, m.stage, m.reason]), [[1, 3, 'We know each other from before']]);
		assert.equal((await as(mentor, 'start_list', { relationship })).items.length, 5);
	});
	await t.test('a number is looked at before it is saved', async () => {
		const { programme } = w;
		const look = (threshold, value) => as(manager, 'threshold_show', { programme, threshold }, undefined, `?value=${value}`);
		const gap = await look('longest-gap', 14);
		assert.deepEqual([gap.value, gap.tried, gap.preview, gap.smallest, gap.newly, gap.no_longer, gap.concerned], [42, 14, 'pairs', 5, -1, -1, -1]);
		assert.equal((await look('commitment-low', 8)).preview, 'private');
		assert.equal((await look('profile-complete', 1)).preview, 'people');
		await as(manager, 'threshold_update', { programme, threshold: 'longest-gap' }, { value: 14 });
		assert.equal((await as(manager, 'threshold_show', { programme, threshold: 'longest-gap' })).value, 14);
	});
	await t.test('a pause has a day, and either goes on earlier', async () => {
		assert.equal((await mentee.api.ask('POST', `/relationships/${relationship}/pause`, { json: { until_on: day(0) } })).status, 422);
		await as(mentee, 'pause_create', { relationship }, { until_on: day(30) });
		assert.equal((await as(mentor, 'pause_new', { relationship })).until_on, day(30));
		assert.deepEqual(await kinds(mentor), []);
		await until('the letter', async () => (await w.admin.api.items('/admin/outbox')).some((m) => m.kind === 'pause-began'));
		await as(mentor, 'pause_delete', { relationship });
		assert.equal((await as(mentee, 'relationship_show', { relationship })).state, 'active');
	});
});
