/* SPDX-License-Identifier: Apache-2.0 */
/* Every text field of every form that the program describes, with everything of the corpus: no fault, no
 * stopped server, nothing that reaches the database as anything but a text. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Client } from '../lib/client.mjs';
import { Description } from '../lib/openapi.mjs';
import { call } from '../lib/server.mjs';
import { clock, day, fillPair, makeWorld } from '../lib/world.mjs';
import { NAMES, SCRIPTS, STATEMENTS } from './corpus.mjs';

/* A good body for a form, so that the text under test is what decides. */
const GOOD = {
	person_new_form: (n) => ({ name: `Person ${n}`, email: `p${n}@example.org` }),
	person_form: () => ({ name: 'Milo Mentee', tz: 'UTC', mentees_max: 1 }),
	organisation_form: () => ({ name: 'Harbour Works', lang: 'en', tz: 'UTC' }),
	field_form: (n) => ({ label: `Field ${n}`, kind: 'one', choices: 'a\nb', audience: 'everyone', matching: true, sensitive: false }),
	programme_form: (n) => ({ name: `Programme ${n}`, about: '', purpose: ['other'], level: 'all', setting: 'workplace', starts_on: day(0), ends_on: day(90),
		cadence_days: 28, readiness: 'off', aim: 'fit' }),
	goal_form: () => ({ title: 'A goal', version: 0 }),
	held_form: () => ({ held_on: day(-1), about: 'x' }),
	note_form: () => ({ body: 'x', version: 0 }),
	note_choice_form: () => ({ body: 'x', version: 0, draft: 1, take: 'edited' }),
	meeting_form: () => ({ starts: clock('UTC', 600), minutes: 30, place: '' }),
	participant_form: () => ({ email: 'nobody@example.org', role: 'mentor' }),
	participant_state_form: () => ({ state: 'waiting', places: 1 }),
	rule_form: () => ({ kind: 'same', hard: false, mentee_field: 'unit', points: 5 }),
	setting_form: () => ({ lang: 'en', tz: 'UTC', keys_off: false }),
	sign_in_form: () => ({ email: 'nobody@example.org', password: 'x' }),
	agreement_form: () => ({ role: 'x', notice_hours: 24 }),
	concern_form: () => ({ addressee: 'partner', kind: '', body: 'x' }),
	concern_answer_form: () => ({ answer: 'x', closed: false }),
	pulse_form: () => ({ openness: '1', respect: '2', adapts: '3', comfort: '4' }),
	notice_setting_form: () => ({ pairs: 'once', meetings: 'once', together: 'digest', messages: 'off', companions: 'once', reminders: 'digest', digest_hour: '8', quiet_from: '21', quiet_to: '7' }),
	message_edit_form: () => ({ body: 'x', version: 1 }),
	circle_topic_form: () => ({ name: 'A topic', least: 3, most: 8 }),
	circle_size_form: () => ({ least: 3, most: 8 }),
	placement_form: () => ({}),
	topic_choice_form: () => ({ only: false, not_for_me: [] }),
	mixture_form: () => ({ alike: 'unit', alike_most: 2 }),
	ranking_form: () => ({ order: [], not_for_me: [], only: false }),
	ranking_move_form: () => ({ what: 'only' }),
	commitment_form: () => ({ body: 'x', due_on: '' }),
	introduced_form: () => ({ consent: true, state: 'promised' }),
	feedback_form: () => ({ situation: 'x', deed: 'x', keep: 'x' }),
	ask_form: () => ({ work: 'x' }),
	kind_word_form: () => ({ kind: 'appreciation', body: 'x' }),
	entry_form: () => ({ kind: 'entry', body: 'x' }),
	entry_edit_form: () => ({ body: 'x', version: 1 }),
	reflection_form: () => ({ every_days: '14' }),
	decision_new_form: () => ({ question: 'x' }),
	decision_form: () => ({ question: 'x', version: 1 }),
	touch_form: () => ({ interval: 'monthly', support: 'x' }),
	story_form: () => ({ body: 'x', named: false }),
	mark_form: () => ({ state: 'later' }),
	rest_form: () => ({ until_on: day(20) }),
	cadence_form: () => ({ days: '28', minutes: '30' }),
	stage_form: () => ({ stage: '2', reason: 'x' }),
	exception_form: () => ({ kind: 'silence', subject: 1, state: 'later' }),
	craft_switch_form: () => ({ state: 'on' }),
	craft_place_form: () => ({ side: 'before', of: 'time-management' }),
	craft_text_form: () => ({ t_en: 'x', t_de: 'x' }),
	craft_pack_form: () => ({ text: 'kind: theme\nitems:\n  - id: time-management\n' }),
	contact_form: () => ({ kind: 'silence' }),
	own_question_form: () => ({ body: 'x', moment: 'session' }),
	library_pick_form: () => ({ question: 'open-challenge', place: 'agenda' }),
	advice_form: () => ({ body: 'x', given_on: '' }),
	tried_form: () => ({ tried_on: day(0), result: 'x' }),
	self_check_form: () => ({ trust: '1', motivation: '2', learning: '3', hours: '4', gains: 'x' }),
	traits_form: () => ({ communication: '1', empathy: '2', adaptability: '3', learning: '4' }),
};
/* Names of fields that are made at run time. */
const OPEN = { topic_form: ['wanted_1', 'offered_1', 'interest_1'], level_form: ['name_1', 'place_1', 'id_1'], person_form: ['hours_1_from', 'field_1'],
	sheet_form: ['answer_rapport-place', 'shared_rapport-place'], expectation_form: ['answer_cadence', 'answer_length'], review_form: ['answer_review-worked'],
	closing_form: ['goal_1', 'goal_x'], craft_text_form: ['t_en', 't_de', 't_NEW_en'] };
/* Slow or about the account that asks: once each is enough. */
const SPARE = new Set(['setup_create', 'session_create', 'reset_create', 'passage_create', 'password_update', 'import_create', 'ending_create']);

const texts = (schema) => Object.entries(schema.properties ?? {}).filter(([, p]) => [p.type].flat().includes('string') && !p.contentMediaType).map(([name]) => name);

test('every field with everything', { timeout: 300_000 }, async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const api = await Description.of(new Client(w.server));
	const set = await fillPair(w.pair.id, w.mentor, w.mentee);
	const ids = { relationship: w.pair.id, goal: set.goal, meeting: set.meeting, person: w.mentee.id, programme: w.other, participant: w.foreign.participant,
		field: (await w.admin.api.post('/organisation/fields', GOOD.field_form(0))).id, rule: (await w.admin.api.post(`/programmes/${w.other}/rules`, GOOD.rule_form())).id,
		match: w.foreign.match, token: 'x'.repeat(43), gate: 'prepared', role: 'mentor', guide: 'become-mentor', exercise: 'say-it-back', scene: 'not-done', shelf: 'steps', lesson: 'mentor-why', agreement: set.agreement, concern: set.concern, sheet: 'rapport', whose: 'shared', version: 1, feedback: set.feedback, challenge: 'silence',
		commitment: set.commitment, step: set.step, milestone: set.milestone, theme: set.theme, message: set.message,
		kind: 'theme', item: 'industry-trends', part: 'name', question: set.question, own_question: set.own_question, heard: set.heard, advice: set.advice, roadblock: set.roadblock, introduction: set.introduction,
		entry: set.entry, decision: set.decision };
	/* Relationships belong to their two people; everything else is an administrator's. */
	const who = (op) => (/^\/(relationships|goals|meetings|agreements|concerns|steps|milestones|themes|commitments|messages|questions|own-questions|heard|advice|roadblocks|introductions|journal|decisions)/.test(op.path) ? w.mentee : w.admin);
	let n = 0;

	for (const op of api.operations.values()) {
		const schema = op.method !== 'GET' && api.input(op.operationId);
		if (!schema || op.operationId === 'import_create') /* files: xss.spec.mjs */
			continue;
		const form = Object.entries(api.doc.components.schemas).find(([, s]) => s === schema)?.[0];
		await t.test(`${op.operationId} (${form})`, async () => {
			const values = SPARE.has(op.operationId) ? [SCRIPTS[2], STATEMENTS[2]] : [...SCRIPTS, ...STATEMENTS, ...NAMES, '', ' ', '\u0000', '\uD800', '\uFEFF', 'x'.repeat(100_000), 0, true, null, {}, [[]]];
			for (const name of [...texts(schema), ...(OPEN[form] ?? [])])
				for (const value of values) {
					const body = { ...GOOD[form]?.(++n), [name]: value };
					const a = await who(op).api.ask(op.method, api.pathOf(op.operationId, ids), { json: body });
					assert.ok(a.status < 500, `${op.operationId}.${name} = ${JSON.stringify(value).slice(0, 80)}: ${a.status} ${a.text.slice(0, 200)}`);
				}
		});
	}
	await t.test('every query and every path', async () => {
		for (const value of [...STATEMENTS, ...SCRIPTS, '%00', '%zz', '-1', '99999999999999999999'])
			for (const path of ['/people?q=', '/people?topic=', '/people?level=', '/people?page=', `/programmes/${w.programme}/participants?q=`, `/programmes/${w.programme}/participants?role=`,
				`/matches/${w.pair.match}/pairs?q=`, `/matches/${w.pair.match}/unmatched?role=`, '/people/', '/assets/', '/welcome/', '/setup/', '/sign-in?to=', '/practice?q=', '/practice?kind=', '/practice?moment=', '/practice/items/theme/', '/practice/items/letter/invitation/fields/', `/relationships/${w.pair.id}/goals/new?sample=`,
				'/journal?q=', '/journal?question=', '/journal?before=', '/decisions?about=']) {
				const a = await w.admin.browser.page(path + encodeURIComponent(value));
				assert.ok(a.status < 500, `${path}${value}: ${a.status}`);
				assert.ok(!/evil\.example/.test(a.headers.location ?? ''), `${path}${value} leads to ${a.headers.location}`);
			}
	});
	await t.test('where one is sent after signing in is a page of this site', async () => {
		for (const to of ['//evil.example', '/\\evil.example', 'https://evil.example', '\\\\evil.example', '/\t/evil.example', 'javascript:alert(1)', '/%0d%0aSet-Cookie:x=y', '/\r\nX: y']) {
			const a = await call(w.server, 'POST', '/sign-in', { headers: { 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded' },
				body: new URLSearchParams({ email: w.member.email, password: w.member.password, to }).toString() });
			if (a.status === 422)
				break; /* the bucket of the account is empty; what was asked until then is enough */
			assert.equal(a.status, 303);
			assert.equal(new URL(a.headers.location, w.server.url).origin, w.server.url, to);
			assert.doesNotMatch(a.headers.location, /^[/\\][\t\r\n]*[/\\]/, to);
		}
	});
	await t.test('the database is as it should be, and the server wrote of no fault', async () => {
		assert.equal((await w.admin.api.get(`/people/${w.mentor.id}`)).name, w.mentor.name);
		assert.doesNotMatch(w.server.log(), / error /);
		w.server.run('check');
	});
});
