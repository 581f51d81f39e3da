/* SPDX-License-Identifier: Apache-2.0 */
/* The main job over JSON, spoken by the description that the program gives of itself: from an empty
 * database to a second meeting whose agenda knows what the first one left. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { accept, Client, join, setUp, signIn } from '../lib/client.mjs';
import { Description } from '../lib/openapi.mjs';
import { startServer, until } from '../lib/server.mjs';
import { clock, day } from '../lib/world.mjs';

const GOAL = { title: 'Lead the weekly round', specific: 'I lead the round of eight people, every second week.', metric: 'Rounds that I led', unit: 'rounds',
	baseline: '0', target: '6', achievable: 'My lead leaves me every second one.', relevant: 'I want to lead a team next year.', due_on: day(120), horizon: 'short' };

test('the main job over JSON', async (t) => {
	const server = await startServer();
	t.after(() => server.stop());
	const api = await Description.of(new Client(server));
	let admin, manager, programme, mentor, mentee, relationship, meeting, next;
	const as = (person, name, ids, json, query) => api.does(person.api, name, ids, json, query);

	await t.test('the first administrator comes in by the link that was printed, once', async () => {
		admin = await setUp(server, { tz: 'Europe/Berlin' });
		assert.equal((await as(admin, 'account_show')).admin, 1);
		const again = await new Client(server).ask('POST', new URL(server.setupLink).pathname, { json: { organisation: 'x', name: 'x', email: 'x@example.org', password: 'y'.repeat(20), tz: 'UTC' } });
		assert.equal(again.status, 404);
	});
	await t.test('the organisation has levels and a field of its own', async () => {
		await as(admin, 'level_update', {}, { name_1: 'Junior', place_1: '1', name_2: 'Senior', place_2: '2' });
		assert.deepEqual((await as(admin, 'level_list')).items.map((l) => l.name), ['Junior', 'Senior']);
		const { id } = await as(admin, 'field_create', {}, { label: 'Office', kind: 'one', choices: 'Bremen\nOslo', audience: 'everyone', matching: true, sensitive: false });
		assert.equal((await as(admin, 'field_edit', { field: id })).name, 'office');
	});
	await t.test('somebody is invited, chooses a password, and signs in', async () => {
		manager = await join(server, admin, 'Maya Manager');
		assert.equal((await signIn(server, manager.email)).status, 200);
	});
	await t.test('a programme is made and gets its manager', async () => {
		programme = (await as(admin, 'programme_create', {}, { name: 'Harbour pilots', about: 'For everybody who wants to lead.', purpose: ['leadership-development'],
			level: 'all', setting: 'workplace', starts_on: day(0), ends_on: day(365), cadence_days: 28, readiness: 'require', aim: 'everyone' })).id;
		await as(admin, 'participant_create', { programme }, { person: manager.id, role: 'manager' });
		assert.equal((await as(manager, 'programme_show', { programme })).name, 'Harbour pilots');
	});

	for (const role of ['mentor', 'mentee'])
		await t.test(`people come in from a file: ${role}s`, async () => {
			const file = readFileSync(`examples/${role}s.csv`);
			const id = await importFile(api, manager, programme, role, `${role}s.csv`, file);
			const first = await as(manager, 'import_show', { import: id });
			assert.equal(first.new_n + first.changed_n + first.same_n, 24);
			assert.ok(first.new_n >= 20);
			assert.equal(first.rejected_n, 0);
			const again = await as(manager, 'import_show', { import: await importFile(api, manager, programme, role, `${role}s.csv`, file) });
			assert.deepEqual([again.new_n, again.changed_n, again.same_n], [0, 0, 24], 'the same file again changes nothing');
		});
	await t.test('rules, a match with its points explained, and publishing it', async () => {
		/* The usual rules that must hold ask for what these files do not say: languages, and grades in order. */
		for (const rule of (await as(manager, 'rule_list', { programme })).items.filter((x) => x.hard))
			await as(manager, 'rule_delete', { programme, rule: rule.id });
		await as(manager, 'rule_create', { programme }, { kind: 'same', hard: false, mentee_field: 'field:profession', points: 10 });
		const match = (await as(manager, 'match_create', { programme }, { aim: 'everyone' })).id;
		const run = await until('the proposal', async () => {
			const m = await as(manager, 'match_show', { match });
			return m.state === 'running' ? null : m;
		});
		assert.equal(run.state, 'proposed');
		assert.equal(run.matched, 24);
		assert.equal(run.proven, 1);
		assert.equal((await admin.api.items('/admin/outbox')).filter((m) => m.kind !== 'invitation').length, 0, 'nobody is told before');
		const pairs = (await as(manager, 'pair_list', { match })).items;
		assert.ok(pairs[0].reasons.length > 0);
		await as(manager, 'publication_create', { match });
		await until('the pairs', async () => (await as(manager, 'match_show', { match })).state === 'published');
		assert.equal((await as(manager, 'relationship_list', { programme })).items.length, run.matched);
		[mentor, mentee] = [pairs[0].mentor, pairs[0].mentee];
	});
	await t.test('both sides get different letters, and accept', async () => {
		const card = async (id) => ({ id, ...(await admin.api.get(`/people/${id}`)) });
		const emailOf = async (id) => (await manager.api.items(`/programmes/${programme}/participants?q=${encodeURIComponent((await card(id)).name)}`)).find((p) => p.person === id).email;
		const people = {};
		for (const [role, id] of [['mentor', mentor], ['mentee', mentee]])
			people[role] = { name: (await card(id)).name, email: await emailOf(id), id };
		const letters = (await admin.api.items('/admin/outbox')).filter((m) => m.kind !== 'invitation');
		const body = async (p) => (await admin.api.get(`/admin/outbox/${letters.find((m) => m.to_addr === p.email).id}`)).body_text;
		const [a, b] = [await body(people.mentor), await body(people.mentee)];
		assert.notEqual(a.split('\n')[2], b.split('\n')[2]);
		assert.ok(a.includes(people.mentee.name.split(' ')[0]));
		mentor = await accept(server, admin, people.mentor);
		mentee = await accept(server, admin, people.mentee);
		[{ id: relationship }] = (await as(mentee, 'my_relationship_list')).items;
		assert.equal((await as(mentor, 'relationship_show', { relationship })).mentee_name, mentee.name);
	});
	await t.test('no first meeting before both have prepared; then the answers lie side by side', async () => {
		const early = await mentee.api.ask('POST', `/relationships/${relationship}/meetings`, { json: { starts: clock('Europe/Berlin', 60), minutes: 60, place: '' } });
		assert.equal(early.status, 409);
		await as(mentee, 'preparation_update', { relationship }, { wants: 'To be heard.' });
		const half = await mentee.api.ask('POST', `/relationships/${relationship}/preparation/readiness`, { json: { wants: 'To be heard.' } });
		assert.equal(half.status, 422);
		assert.deepEqual(half.json.errors.map((e) => e.field), ['brings', 'expects']);
		await as(mentee, 'readiness_create', { relationship }, { wants: 'To be heard.', brings: 'Questions.', expects: 'Honest words.' });
		assert.equal((await as(mentor, 'preparation_show', { relationship })).items.length, 0, 'not before both are ready');
		await as(mentor, 'readiness_create', { relationship }, { wants: 'To pass on.', brings: 'Stories.', expects: 'Curiosity.', gains: 'A fresh view.' });
		const both = (await as(mentee, 'preparation_show', { relationship })).items;
		assert.equal(both.length, 7);
		assert.ok(both.some((x) => x.body === 'Stories.'));
		const unsigned = await mentee.api.ask('POST', `/relationships/${relationship}/meetings`, { json: { starts: clock('Europe/Berlin', 60), minutes: 60, place: '' } });
		assert.equal(unsigned.status, 409, 'a formal programme wants a signature');
		for (const one of [mentee, mentor])
			await as(one, 'beginning_update', { relationship }, { role: true, limits: true, points: true });
	});
	await t.test('a goal passes its five checks', async () => {
		const { id } = await as(mentee, 'goal_create', { relationship }, { title: GOAL.title });
		const draft = await as(mentee, 'goal_show', { goal: id });
		await as(mentee, 'goal_update', { goal: id }, { ...GOAL, version: draft.version });
		const stale = await mentee.api.ask('PUT', `/goals/${id}`, { json: { ...GOAL, title: 'From another tab', version: draft.version } });
		assert.equal(stale.status, 409, 'no silent overwriting');
		await as(mentor, 'progress_create', { goal: id }, { current: '2' });
		assert.equal((await as(mentor, 'goal_show', { goal: id })).current, '2');
	});
	await t.test('a meeting, its calendar file, and the three questions by both', async () => {
		meeting = (await as(mentee, 'meeting_create', { relationship }, { starts: clock('Europe/Berlin', 60), minutes: 60, place: 'Room 3' })).id;
		const agenda = (await as(mentor, 'agenda_list', { meeting })).items;
		assert.ok(agenda.length >= 2, 'an agenda is never empty');
		const ics = (await mentor.api.ask('GET', `/meetings/${meeting}/calendar.ics`)).text;
		assert.match(ics, /BEGIN:VEVENT[^]*UID:\S+[^]*DTSTART[^]*END:VEVENT/);
		await as(mentee, 'closing_create', { meeting }, { useful: 'The stories', step1: 'Lead one round', due1: day(10), change: 'Start with my question' });
		await as(mentor, 'closing_create', { meeting }, { useful: 'The calm', step1: 'Introduce Ines', due1: day(12), change: '' });
		const promised = (await as(mentee, 'commitment_list', { relationship })).items;
		assert.deepEqual(promised.map((k) => [k.body, k.owner === mentee.id]), [['Lead one round', true], ['Introduce Ines', false]]);
		assert.equal((await as(mentee, 'meeting_show', { meeting })).state, 'held');
	});
	await t.test('the next agenda knows', async () => {
		next = (await as(mentor, 'meeting_create', { relationship }, { starts: clock('Europe/Berlin', 20160), minutes: 60, place: '' })).id;
		const points = (await as(mentee, 'agenda_list', { meeting: next })).items.map((a) => a.text);
		for (const text of ['Start with my question', 'Lead one round', 'Introduce Ines'])
			assert.ok(points.includes(text), `${text} in ${points.join(' | ')}`);
	});
	await t.test('only who promised says that it is done', async () => {
		const [mine] = (await as(mentee, 'commitment_list', { relationship })).items;
		assert.equal((await mentor.api.ask('POST', `/commitments/${mine.id}/completion`, { json: {} })).status, 403);
		await as(mentee, 'commitment_completion_create', { commitment: mine.id });
		assert.equal((await as(mentee, 'commitment_list', { relationship })).items.find((k) => k.id === mine.id).state, 'done');
	});
	await t.test('the manager sees dates and status, and nothing else', async () => {
		const s = await as(manager, 'relationship_status_show', { relationship });
		assert.equal(s.held, 1);
		for (const path of ['', '/preparation', '/goals', '/meetings', '/commitments'])
			assert.ok([403, 404].includes((await manager.api.ask('GET', `/relationships/${relationship}${path}`)).status), path);
	});
	await t.test('a kind ending: the meeting ahead is called off, everything stays readable', async () => {
		await as(mentee, 'ending_create', { relationship }, { sure: true });
		await until('the meeting to be called off', async () => (await as(mentor, 'meeting_show', { meeting: next })).state === 'cancelled');
		assert.equal((await as(mentor, 'goal_list', { relationship })).items.length, 1);
		assert.equal((await mentor.api.ask('POST', `/relationships/${relationship}/goals`, { json: GOAL })).status, 409);
	});
});

/* Upload, mapping, preview, commit; the id of the import. */
async function
importFile(api, manager, programme, role, name, bytes)
{
	const up = await manager.api.upload(api.pathOf('import_create', { programme }), { role }, name, bytes);
	assert.equal(up.status, 201, up.text);
	const id = up.json.id;
	const state = (...states) => until(`import ${id}: ${states}`, async () => states.includes((await manager.api.get(`/imports/${id}`)).state), 60_000);
	await api.does(manager.api, 'mapping_update', { import: id }, {});
	await state('checked');
	await api.does(manager.api, 'commit_create', { import: id });
	await state('done', 'failed');
	return id;
}
