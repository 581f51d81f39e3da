/* SPDX-License-Identifier: Apache-2.0 */
/* Closing a meeting, over JSON and as the page has it: what a programme asks for is what the page says. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { clock, makeWorld, prepare } from '../lib/world.mjs';

/* What a page shows between the label of a field and its control. */
const label = (html, name) => html.match(new RegExp(`<label for="${name}">(.*?)</label>`, 's'))[1];
const legend = (html, name) => html.match(new RegExp(`<legend>((?:(?!</legend>).)*)</legend>(?:(?!</fieldset>).)*name="${name}"`, 's'))[1];
const wrong = (a) => Object.fromEntries(a.json.errors.map((e) => [e.field, e.message]));

test('closing a meeting', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const { mentor, mentee } = w, r = w.pair.id;
	await prepare(r, mentor, mentee);
	const { id: meeting } = await mentee.api.post(`/relationships/${r}/meetings`, { starts: clock('UTC', 60), minutes: 60, place: '' });
	const at = `/meetings/${meeting}/closing`;
	const gate = (mode) => w.manager.api.put(`/programmes/${w.programme}/gates/hopes`, { mode });
	const page = async () => (await mentee.browser.page(at)).text;

	await t.test('E1: what both hope for is called optional only where it is', async () => {
		for (const [lang, optional, needed] of [['en', '(optional)', 'Only what both of you hope for is needed'], ['de', '(freiwillig)', 'Nur was Sie beide sich erhoffen,']]) {
			await mentee.api.put('/account/settings', { lang, tz: 'UTC' });
			await gate('off');
			assert.doesNotMatch(await page(), /name="hope"/);
			await gate('remind');
			assert.ok(label(await page(), 'hope').includes(optional));
			assert.match(await page(), /name="aim" value="" checked/, 'it may stay open');
			assert.doesNotMatch(await page(), /name="hope" required/);
			await gate('require');
			const html = await page();
			assert.ok(!label(html, 'hope').includes(optional), label(html, 'hope'));
			assert.ok(!legend(html, 'aim').includes(optional), legend(html, 'aim'));
			assert.match(html, /name="hope" required/);
			assert.match(html, /name="aim" value="skills" required/);
			assert.doesNotMatch(html, /name="aim" value=""/, 'nothing that leaves it open');
			assert.ok(html.includes(needed));
			assert.ok(label(html, 'useful').includes(optional), 'the three questions are as they were');
		}
	});
	await t.test('E1: who leaves it out is told why, in the own language, and keeps what was typed', async () => {
		for (const [lang, hope, aim] of [['de', /In diesem Programm sagen Sie das beide/, /eine Richtung/], ['en', /In this programme both of you say this/, /both of you choose a direction/]]) {
			await mentee.api.put('/account/settings', { lang, tz: 'UTC' });
			const a = await mentee.api.ask('POST', at, { json: { useful: 'The stories' } });
			assert.equal(a.status, 422);
			assert.match(wrong(a).hope, hope);
			assert.match(wrong(a).aim, aim);
		}
		const a = await mentee.browser.ask('POST', at, { form: { useful: 'The stories', hope: '' }, headers: { Accept: 'text/html', 'Content-Type': 'application/x-www-form-urlencoded' } });
		assert.equal(a.status, 422, a.text);
		assert.ok(!label(a.text, 'hope').includes('(optional)'));
		assert.match(a.text, /The stories<\/textarea>/);
		await mentee.api.post(at, { useful: 'The stories', hope: 'A team that laughs', aim: 'leadership' });
	});
});

/* A goal of numbers and one of levels; their ids. */
const twoGoals = async (person, r) => ({
	rounds: (await person.api.post(`/relationships/${r}/goals`, { title: 'Six rounds', metric: 'Rounds', baseline: '0', target: '6', unit: 'rounds' })).id,
	voice: (await person.api.post(`/relationships/${r}/goals`, { title: 'Speak up', level1: 'Never', level2: 'When asked', level3: 'Once', level4: 'Twice', level5: 'Often' })).id,
});

test('E5: where the goals stand is said while a meeting is closed', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const { mentor, mentee } = w, r = w.pair.id;
	await prepare(r, mentor, mentee);
	const { rounds, voice } = await twoGoals(mentee, r);
	const held = async (minutes) => (await mentee.api.post(`/relationships/${r}/meetings`, { starts: clock('UTC', minutes), minutes: 60, place: '' })).id;
	const points = async (goal) => (await mentee.api.items(`/goals/${goal}/points`)).map((p) => p.value || p.level);
	const flagged = async (id) => (await mentee.browser.page(`/meetings/${id}`)).text.includes('This meeting touched no goal');
	const form = (id, fields) => mentee.browser.ask('POST', `/meetings/${id}/closing`, { form: fields, headers: { Accept: 'text/html', 'Content-Type': 'application/x-www-form-urlencoded' } });

	await t.test('nothing is demanded, and a meeting that touched no goal says so', async () => {
		const id = await held(60);
		await mentee.api.post(`/meetings/${id}/closing`, { useful: 'The calm' });
		assert.ok(await flagged(id));
		await mentor.api.post(`/meetings/${id}/closing`, { [`goal_${voice}`]: 2 });
		assert.ok(!await flagged(id));
		assert.deepEqual([await points(rounds), await points(voice)], [[], [2]]);
	});
	await t.test('a program says it as numbers or as texts, and is told what is wrong', async () => {
		const id = await held(70), at = `/meetings/${id}/closing`;
		const a = await mentee.api.ask('POST', at, { json: { [`goal_${rounds}`]: 'many', [`goal_${voice}`]: '6', goal_99999: '1', due1: 'soon' } });
		assert.equal(a.status, 422);
		assert.deepEqual(Object.keys(wrong(a)).sort(), ['due1', 'goal_99999', `goal_${rounds}`, `goal_${voice}`].sort());
		assert.match(wrong(a)[`goal_${rounds}`], /Write a number/);
		assert.deepEqual(await points(rounds), []);
		await mentee.api.post(at, { [`goal_${rounds}`]: 2.5, [`goal_${voice}`]: '4' });
		assert.deepEqual([await points(rounds), await points(voice)], [['2.5'], [2, 4]]);
	});
	await t.test('a goal of somebody else cannot be said anything of', async () => {
		const foreign = await twoGoals(w.mentee2, w.foreign.id), id = await held(80);
		const a = await mentee.api.ask('POST', `/meetings/${id}/closing`, { json: { [`goal_${foreign.rounds}`]: '3' } });
		assert.equal(a.status, 422);
		assert.doesNotMatch(a.text, /Six rounds/);
		assert.deepEqual(await w.mentee2.api.items(`/goals/${foreign.rounds}/points`), []);
	});
	await t.test('the page keeps what was typed, also for a goal that rests by now', async () => {
		const id = await held(90);
		const page = (await mentee.browser.page(`/meetings/${id}/closing`)).text;
		assert.match(page, /Last said on [^<]*: 2\.5\. To reach: 6 rounds/);
		assert.match(page, new RegExp(`href="/meetings/${id}/absence"`), 'the mail says: if it did not take place, say so on this page');
		assert.match(page, new RegExp(`name="goal_${voice}" value="5"`));
		await mentee.api.post(`/goals/${rounds}/adjustment`, { what: 'pause', reason: 'A journey' });
		const a = await form(id, { useful: 'The calm', [`goal_${rounds}`]: '3', [`goal_${voice}`]: '5' });
		assert.equal(a.status, 422);
		assert.match(a.text, /The calm<\/textarea>/);
		assert.match(a.text, new RegExp(`name="goal_${rounds}"[^>]* value="3"`));
		assert.match(a.text, new RegExp(`name="goal_${voice}" value="5" checked`));
		assert.match(a.text, /not worked on any more/);
		await mentee.api.delete(`/goals/${rounds}/completion`);
		assert.equal((await form(id, { useful: 'The calm', [`goal_${rounds}`]: '3', [`goal_${voice}`]: '' })).status, 303);
		assert.deepEqual([(await points(rounds)).at(-1), (await points(voice)).at(-1)], ['3', 4]);
	});
	await t.test('a programme that requires it asks for one goal, and takes no for no answer', async () => {
		await w.manager.api.put(`/programmes/${w.programme}/gates/goals-touched`, { mode: 'require' });
		const id = (await mentee.api.post(`/relationships/${r}/meetings`, { starts: clock('UTC', 11 * 60), minutes: 60, place: '' })).id;
		for (const goal of [rounds, voice]) /* what was said today counts for it; so these two begin anew */
			await mentee.api.post(`/goals/${goal}/adjustment`, { what: 'pause', reason: 'A journey' });
		const fresh = await twoGoals(mentee, r);
		let a = await mentee.api.ask('POST', `/meetings/${id}/closing`, { json: {} });
		assert.equal(a.status, 422);
		assert.match(wrong(a)[`goal_${fresh.rounds}`], /at least one goal/);
		await w.manager.api.put(`/programmes/${w.programme}/gates/goals-touched`, { mode: 'off' });
		assert.doesNotMatch((await mentee.browser.page(`/meetings/${id}/closing`)).text, /name="goal_/);
		await w.manager.api.put(`/programmes/${w.programme}/gates/goals-touched`, { mode: 'require' });
		await mentee.api.post(`/meetings/${id}/closing`, { [`goal_${fresh.voice}`]: 1 });
		await mentor.api.post(`/meetings/${id}/closing`, {});
	});
});
