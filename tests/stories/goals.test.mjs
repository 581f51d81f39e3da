/* SPDX-License-Identifier: Apache-2.0 */
/* From a wish to a plan over JSON: both rate and accept a goal, it changes with a reason, the plan gets a
 * second version, themes lie over the meetings of a rhythm. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Client } from '../lib/client.mjs';
import { Description } from '../lib/openapi.mjs';
import { clock, day, makeWorld, prepare } from '../lib/world.mjs';

test('goals, plan and roadmap over JSON', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const api = await Description.of(new Client(w.server));
	const { mentor, mentee } = w, relationship = w.pair.id;
	const as = (person, name, ids, json, query) => api.does(person.api, name, ids, json, query);
	const refused = async (person, method, path, json) => {
		const a = await person.api.ask(method, path, { json });
		return [a.status, (a.json.errors ?? []).map((e) => e.field).join()];
	};
	let goal, theme;
	await prepare(relationship, mentor, mentee);

	await t.test('E1, E11: both say what they hope for', async () => {
		await as(mentor, 'direction_update', { relationship }, { hope: 'That you speak up.', aim: 'leadership' });
		await as(mentee, 'direction_update', { relationship }, { hope: 'To speak up.', aim: 'skills', career: 'A team', path: 'advance', skills: 'Delegating', learn: 'To say no' });
		const both = (await as(mentor, 'direction_edit', { relationship })).items;
		assert.deepEqual(both.map((d) => d.aim).sort(), ['leadership', 'skills']);
	});
	await t.test('E2: the wish is asked about, part by part', async () => {
		goal = (await as(mentee, 'goal_create', { relationship }, { title: 'Lead the weekly round', career: 'ladder' })).id;
		await as(mentee, 'question_update', { goal }, { part: 'specific', specific: 'Eight people, every week.' });
		await as(mentee, 'question_update', { goal }, { part: 'measurable', metric: 'Rounds', baseline: '0', target: '6', unit: 'rounds' });
		assert.equal((await refused(mentee, 'POST', `/goals/${goal}/acceptance`, { wording: 3 }))[0], 409, 'a draft is not accepted');
		await as(mentee, 'question_update', { goal }, { part: 'achievable', achievable: 'Every second one.' });
		await as(mentee, 'question_update', { goal }, { part: 'relevant', relevant: 'I want to lead.' });
		await as(mentee, 'question_update', { goal }, { part: 'time-bound', due_on: day(90) });
		assert.equal((await as(mentee, 'goal_show', { goal })).career, 'ladder');
	});
	await t.test('E3: the sample loads, and its target follows from where it begins', async () => {
		const page = (await mentee.browser.page(`/relationships/${relationship}/goals/new?sample=email-conversion`)).text;
		const of = (name) => page.match(new RegExp(`<input id="${name}"[^>]* value="([^"]*)"`))?.[1];
		assert.deepEqual(['title', 'baseline', 'target', 'unit'].map(of), ['Increase email campaign conversion rates by 10% within the next quarter', '2.5', '10', '% of readers']);
		assert.ok(page.includes('From 2.5, a change of +10 % leads to 2.75.'));
		const { id } = await mentee.api.post(`/relationships/${relationship}/goals`, { title: of('title'), metric: 'The share', baseline: of('baseline'), target: of('target'), target_percent: true, unit: of('unit') });
		assert.ok((await mentee.browser.page(`/goals/${id}`)).text.includes('From 2.5 to 2.75 % of readers (+10 %)'));
		await mentee.api.post(`/goals/${id}/adjustment`, { what: 'drop', reason: 'Only to see it' });
	});
	await t.test('M11: both say where it stands', async () => {
		await as(mentee, 'progress_create', { goal }, { current: '2', note: 'Two of them.' });
		await as(mentor, 'progress_create', { goal }, { current: '3' });
		const points = (await as(mentor, 'point_list', { goal })).items;
		assert.deepEqual(points.map((p) => [p.value, p.note]), [['2', 'Two of them.'], ['3', '']]);
	});
	await t.test('M11: five levels, proposed from the numbers, what one expects first', async () => {
		const { id } = await mentee.api.post(`/relationships/${relationship}/goals`, { title: 'Speak freely', metric: 'Parts', baseline: '0', target: '4', unit: 'parts' });
		const at = `/goals/${id}/levels`, names = ['level3', 'level4', 'level5', 'level2', 'level1'];
		const filled = (page) => [...page.text.matchAll(/<input id="(level\d)"([^>]*)>/g)].map((m) => [m[1], m[2].match(/ value="([^"]*)"/)?.[1] ?? '']);
		const page = await mentee.browser.page(at);
		assert.deepEqual(filled(page), [['level3', '4 parts'], ['level4', '5 parts'], ['level5', '6 parts'], ['level2', '2 parts'], ['level1', '0 parts, as today']]);
		assert.ok(page.text.includes('These levels are made of the numbers of your goal'));
		assert.equal((await mentee.api.get(`/goals/${id}`)).scale, '', 'looking keeps nothing');
		const four = { level1: 'I read', level2: 'I begin freely', level3: 'Half of it', level4: 'All of it', level5: '' };
		const bad = await mentee.browser.ask('PUT', at, { form: { ...four }, headers: { Accept: 'text/html' } });
		assert.equal(bad.status, 422);
		assert.deepEqual(filled(bad).map(([n, v]) => [n, v]), names.map((n) => [n, four[n]]), 'everything typed is kept');
		await as(mentee, 'goal_level_update', { goal: id }, { ...four, level5: 'And the questions' });
		const goal5 = await as(mentee, 'goal_show', { goal: id });
		assert.equal(goal5.scale, 'I read\nI begin freely\nHalf of it\nAll of it\nAnd the questions');
		assert.deepEqual([goal5.metric, goal5.baseline, goal5.target], ['Parts', '0', '4'], 'the numbers stay');
		const again = await mentee.browser.page(at);
		assert.deepEqual(filled(again)[0], ['level3', 'Half of it']);
		assert.ok(!again.text.includes('made of the numbers'));
		/* The question about what is measured leaves them alone, and leads to them. */
		const question = await mentee.browser.page(`/goals/${id}/question?part=measurable`);
		assert.match(question.text, /name="levels" value="1">Change the five levels/);
		await as(mentee, 'goal_level_update', { goal: id }, { level1: '', level2: '', level3: '', level4: '', level5: '' });
		assert.equal((await as(mentee, 'goal_show', { goal: id })).scale, '', 'back to its number');
		await mentee.api.post(`/goals/${id}/adjustment`, { what: 'drop', reason: 'Only to see it' });
	});
	await t.test('E10, E9: both accept it; then a change needs a reason, and stays in the history', async () => {
		const { wording } = await as(mentee, 'goal_show', { goal });
		for (const p of [mentee, mentor])
			await as(p, 'goal_acceptance_create', { goal }, { wording });
		const g = await as(mentee, 'goal_show', { goal });
		const again = Object.fromEntries(['title', 'specific', 'metric', 'unit', 'baseline', 'target', 'achievable', 'relevant', 'due_on', 'horizon', 'version'].map((k) => [k, g[k]]));
		assert.deepEqual(await refused(mentee, 'PUT', `/goals/${goal}`, { ...again, target: '4' }), [422, 'reason']);
		/* Other levels are other words, too, and the page does not call the reason optional. */
		const five = { level1: 'a', level2: 'b', level3: 'c', level4: 'd', level5: 'e' };
		assert.deepEqual(await refused(mentee, 'PUT', `/goals/${goal}/levels`, five), [422, 'reason']);
		assert.match((await mentee.browser.page(`/goals/${goal}/levels`)).text, /<textarea id="reason"[^>]* required/);
		await as(mentee, 'goal_update', { goal }, { ...again, target: '4', reason: 'Fewer weeks are left.' });
		await as(mentee, 'adjustment_create', { goal }, { what: 'pause', reason: 'A long journey.' });
		assert.equal((await as(mentee, 'goal_show', { goal })).state, 'paused');
		await as(mentor, 'completion_delete', { goal });
		assert.equal((await as(mentee, 'goal_show', { goal })).state, 'open');
		const kinds = (await as(mentor, 'goal_change_list', { goal })).items.map((k) => k.kind);
		assert.deepEqual(kinds.slice(0, 3), ['resumed', 'paused', 'changed']);
		assert.equal(kinds.at(-1), 'made');
	});
	await t.test('F1, F2, F5: a plan of both, in versions', async () => {
		const step = (await as(mentee, 'step_create', { relationship }, { body: 'Lead one round', due_on: day(10), goal })).id;
		const theirs = (await as(mentee, 'step_create', { relationship }, { body: 'Ask the lead', owner: mentor.id })).id;
		await as(mentee, 'resource_create', { step }, { kind: 'reading', title: 'A book', link: 'https://example.org/book' });
		assert.deepEqual(await refused(mentee, 'POST', `/steps/${step}/resources`, { kind: 'tool', title: 'x', link: 'javascript:alert(1)' }), [422, 'link']);
		assert.equal((await as(mentor, 'resource_list', { step })).items[0].title, 'A book');
		for (const p of [mentee, mentor])
			await as(p, 'plan_acceptance_create', { relationship }, {});
		assert.equal((await refused(mentee, 'POST', `/steps/${theirs}/completion`))[0], 403, 'only the owner closes it');
		await as(mentor, 'step_completion_create', { step: theirs });
		await as(mentor, 'step_delete', { step });
		assert.deepEqual(await refused(mentor, 'POST', `/relationships/${relationship}/plan/acceptance`, {}), [422, 'reason']);
		await as(mentor, 'plan_acceptance_create', { relationship }, { reason: 'It came too early.' });
		const versions = (await as(mentee, 'plan_version_list', { relationship })).items;
		assert.deepEqual(versions.map((v) => [v.number, v.yes]), [[2, 1], [1, 2]]);
	});
	await t.test('F3: a milestone with its evidence', async () => {
		const milestone = (await as(mentee, 'milestone_create', { relationship }, { title: 'Three rounds', due_on: day(0) })).id;
		await as(mentee, 'milestone_answer_create', { milestone }, { answer: 'on-track' });
		assert.deepEqual(await refused(mentor, 'POST', `/milestones/${milestone}/answers`, { answer: 'done' }), [422, 'evidence']);
		await as(mentor, 'milestone_answer_create', { milestone }, { answer: 'done', evidence: 'The minutes of three rounds.' });
		assert.equal((await as(mentee, 'milestone_show', { milestone })).state, 'done');
	});
	await t.test('F4, F6, F7: meetings in a rhythm, and what they are about', async () => {
		await as(mentee, 'rhythm_create', { relationship }, { starts: clock('UTC', 1440), weeks: 2, count: 3, minutes: 60, place: '' });
		const meetings = (await as(mentor, 'meeting_list', { relationship })).items;
		assert.equal(meetings.length, 3);
		assert.equal(meetings[1].starts_at - meetings[0].starts_at, 14 * 86400);
		await as(mentee, 'usual_theme_create', { relationship });
		const themes = async () => (await as(mentor, 'roadmap_show', { relationship })).items;
		assert.deepEqual((await themes()).map((x) => x.body || x.prompt), ['Lead the weekly round', 'To say no', 'industry-trends', 'time-management', 'biggest-lessons', 'technical-issues']);
		theme = (await themes())[1].id;
		await as(mentor, 'theme_update', { theme }, { move: 'up' });
		assert.equal((await themes())[0].id, theme);
		const agenda = (await as(mentee, 'agenda_list', { meeting: meetings[1].id })).items;
		assert.equal(agenda[0].text, 'To say no');
	});
	await t.test('H3 to H6: promises, both sides, and a companion', async () => {
		const { id: commitment } = await as(mentee, 'commitment_create', { relationship }, { body: 'Send the draft', due_on: day(3) });
		const { id: other } = await as(mentee, 'commitment_create', { relationship }, { body: 'A secret', due_on: day(3) });
		await as(mentee, 'commitment_update', { commitment }, { due_on: day(0), confidence: 6 });
		assert.equal((await refused(mentor, 'PUT', `/commitments/${commitment}`, { due_on: day(9) }))[0], 403);
		await as(mentee, 'commitment_completion_create', { commitment });
		const rates = (await as(mentor, 'follow_show', { relationship })).items;
		assert.deepEqual(rates.map((x) => [x.person, x.due, x.kept]), [[mentor.id, 0, 0], [mentee.id, 1, 1]]);
		assert.equal((await as(mentor, 'participation_list', { relationship })).items.find((x) => x.person === mentee.id).promises, 2);

		assert.deepEqual(await refused(mentee, 'POST', `/relationships/${relationship}/companions`, { peer: mentor.id }), [422, 'peer']);
		const companion = (await as(mentee, 'companion_create', { relationship }, { peer: w.member.id })).id;
		await as(mentee, 'action_update', { companion }, { commitment: [String(commitment)] });
		const seen = async () => (await as(w.member, 'action_list', { companion })).items.map((a) => a.body);
		assert.deepEqual(await seen(), [], 'nothing before a yes');
		await as(w.member, 'companion_acceptance_create', { companion });
		assert.deepEqual(await seen(), ['Send the draft']);
		assert.ok(!(await w.member.browser.page(`/companions/${companion}`)).text.includes('A secret'), `promise ${other} was not chosen`);
		assert.equal((await mentor.api.ask('GET', `/companions/${companion}`)).status, 404);
		await as(mentee, 'companion_delete', { companion });
		assert.equal((await w.member.api.ask('GET', `/companions/${companion}`)).status, 404);
	});
	await t.test('what the team reads of goals: how many there are, and titles that it may read', async () => {
		const report = async (person) => (await person.browser.page(`/relationships/${relationship}/status`)).text;
		const shared = (await as(mentee, 'goal_create', { relationship }, { title: 'Speak at the forum', share_title: true })).id;
		assert.equal((await as(w.manager, 'relationship_status_show', { relationship })).goals, 2);
		for (const person of [w.manager, mentee]) {
			assert.match(await report(person), /<dt>Goals<\/dt><dd>2<\/dd>/);
			assert.match(await report(person), /Speak at the forum/, 'whoever writes sees what the team sees');
			assert.doesNotMatch(await report(person), /Lead the weekly round/);
		}
		assert.match((await mentee.browser.page(`/goals/${shared}`)).text, /The programme team can read the title/);
		assert.ok([403, 404].includes((await w.manager.api.ask('GET', `/goals/${shared}`)).status));
		const g = await as(mentee, 'goal_show', { goal: shared });
		await as(mentee, 'goal_update', { goal: shared }, { title: g.title, version: g.version, share_title: false });
		assert.doesNotMatch(await report(w.manager), /Speak at the forum/);
	});
	await t.test('nobody else reads any of it', async () => {
		for (const p of [w.manager, w.admin, w.line, w.stranger])
			for (const path of [`/goals/${goal}/history`, `/relationships/${relationship}/plan`, `/relationships/${relationship}/roadmap`, `/relationships/${relationship}/direction`])
				assert.ok([403, 404].includes((await p.api.ask('GET', path)).status), `${p.name} ${path}`);
	});
});
