/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Half a year of two people over JSON, from their match to allies: every address is found in the description of
 * the program by the name of its operation, or by following the next step, and every answer is held against its schema
 * there. The clock is the test's; the days pass one by one, and the mails come to the test.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { Life } from '../lib/life.mjs';
import { linksOf } from '../lib/mails.mjs';
import { Schemas } from '../lib/schemas.mjs';
import { PROGRAM } from '../lib/server.mjs';

const BEGINS = '2027-01-11T14:00:00Z', DAYS = 182;
const SAID = { situation: 'The round on Monday', deed: 'You waited until all had spoken', effect: 'Two people said something new', keep: 'Waiting', change: '', next: '', sure: true };
const AGREED = { role: 'Sounding board', expectations: 'Honesty', areas: 'Work', meetings: 'After nine', contact: 'Mail', how_often: 'Every four weeks', times: 'Thursdays at four',
	place: 'The canteen', channel: 'Mail', notice_hours: 24, lateness: 'We write', outsiders: 'Nothing' };
const EXPECTED = { answer_cadence: 'four-weeks', answer_length: 'months-6', answer_lead: 'both', answer_help: 'advice', answer_between: 'some' };

test('half a year, over JSON alone', async (t) => {
	const l = await Life.begin({ begins: BEGINS, days: DAYS });
	t.after(() => l.stop());
	const api = await Schemas.of(l.admin.api), mails = l.server.mails;
	const pair = await l.pair(['Mona Mentor'], ['Milo Mentee']);
	const { mentor, mentee } = pair, relationship = pair.id, both = [mentor, mentee];
	const as = (person, name, ids = {}, json, query) => api.does(person.api, name, { relationship, ...ids }, json, query);
	const list = async (person, name, ids) => (await as(person, name, ids)).items;
	/* What the page says is next, by the name of the operation it leads to ("" if it leads nowhere). */
	const next = async (person) => { const s = await as(person, 'next_step_show'); return s.url ? api.at(s.url) : ''; };
	const leadsTo = async (person, name) => assert.equal(await next(person), name, (await as(person, 'next_step_show')).title);
	const stage = async () => (await as(mentee, 'relationship_show')).stage;
	/* From a mail in two clicks, by whoever has it: the link, and the button on its page. */
	const fromMail = async (person, what, json) => {
		const link = l.errand(person, what);
		assert.equal((await l.nobody.page(link)).status, 200);
		await api.does(l.nobody, api.at(link), { token: link.split('/').pop() }, json);
	};
	/* A meeting at this hour, so many days ahead. */
	const plan = async (person, days, place = 'Room 3') => (await as(person, 'meeting_create', {}, { starts: l.clock.local('UTC', days * 1440 - 120), minutes: 60, place })).id;
	const close = async (meeting, words) => {
		for (const p of both) {
			await leadsTo(p, 'closing_create');
			await as(p, 'closing_create', { meeting }, words(p));
		}
	};
	/* What comes after something that went wrong would mean nothing. */
	let broken = false;
	const part = (name, fn) => t.test(name, { skip: broken }, async () => { broken = true; await fn(); broken = false; });
	const subjects = (person) => mails.fresh(person).map((m) => m.subject);
	const agenda = async (person) => (await list(person, 'agenda_list', { meeting })).map((x) => x.text);
	let meeting, goal, promise, agreement, entry, decision;

	await part('day 0: both learn by mail who it is', async () => {
		assert.ok(subjects(mentor).some((s) => /you are Milo Mentee's mentor/.test(s)));
		const [letter] = mails.to(mentee).filter((m) => /Mona Mentor is your mentor/.test(m.subject));
		assert.equal(api.at(linksOf(letter)[0]), 'relationship_show');
		mails.fresh(mentee);
		for (const p of both)
			await leadsTo(p, 'preparation_show');
	});
	await part('day 1: preparation, each alone', async () => {
		await l.until(1);
		await as(mentee, 'readiness_create', {}, { wants: 'To lead.', brings: 'Questions.', expects: 'An hour a month.' });
		assert.equal((await list(mentor, 'preparation_show')).filter((a) => a.person === mentee.id).length, 0, 'not before both are ready');
		await l.until(5);
		assert.equal(mails.fresh(mentor).filter((m) => /Milo/.test(m.text)).length, 1, 'reminded once that Milo waits');
		await as(mentor, 'readiness_create', {}, { wants: 'To listen.', brings: 'Mistakes.', expects: 'Honesty.', gains: 'A fresh view.' });
		assert.ok((await list(mentor, 'preparation_show')).some((a) => a.person === mentee.id));
		await leadsTo(mentee, 'beginning_show');
	});
	await part('day 5: a good beginning, a date, expectations, what each hopes for', async () => {
		for (const p of both) {
			await as(p, 'beginning_update', {}, { role: true, limits: true, points: true });
			await as(p, 'expectation_update', {}, EXPECTED);
			await as(p, 'sheet_readiness_create', { sheet: 'rapport' }, { 'answer_rapport-place': 'By the sea', 'shared_rapport-place': '1' });
			await as(p, 'direction_update', {}, { hope: 'Clear steps', aim: 'skills' });
			await as(p, 'sheet_readiness_create', { sheet: 'strengths' }, { 'answer_strengths-good': p === mentor ? 'He listens' : 'I wait', 'answer_strengths-grow': 'Saying no', 'answer_strengths-hidden': 'Drawing' });
		}
		assert.equal((await list(mentor, 'sheet_show', { sheet: 'strengths' })).filter((a) => a.person === mentee.id).length, 3, 'compared when both are done');
		await as(mentor, 'sheet_update', { sheet: 'stories' }, { 'answer_story-mistake': 'I answered before I had listened' });
		assert.deepEqual((await list(mentee, 'sheet_show', { sheet: 'stories' })).map((a) => a.body), ['I answered before I had listened']);
		await leadsTo(mentee, 'meeting_create');
		meeting = await plan(mentee, 3);
		await l.clock.settled();
		const [booked] = mails.fresh(mentor).filter((m) => /planned|meet/i.test(m.subject));
		assert.ok(booked.parts.some((p) => /text\/calendar/.test(p.type) && /BEGIN:VEVENT/.test(p.text)), 'the entry for the calendar');
		assert.ok((await list(mentor, 'agenda_list', { meeting })).length >= 3, 'the agenda is ready');
	});
	await part('day 5: the time suits, said from the mail in two clicks', async () => {
		await fromMail(mentor, 'suits');
		assert.ok((await mentee.browser.page(`/meetings/${meeting}`)).text.includes('The time suits Mona'));
	});
	await part('day 5: a question of the library for this moment, and one of their own', async () => {
		const { items } = await as(mentee, 'library_list', {}, undefined, '?moment=first-meeting');
		const all = await list(mentee, 'library_list');
		assert.ok(items.length > 3 && items.length < all.length);
		const pick = items.find((x) => !x.item);
		await as(mentee, 'library_pick_create', {}, { question: pick.question, place: 'agenda' });
		const own = (await as(mentor, 'library_create', {}, { body: 'What shall I leave to you?', moment: 'first-meeting' })).id;
		await as(mentor, 'library_pick_create', {}, { own, place: 'agenda' });
		const texts = await agenda(mentee);
		for (const text of [pick.text, 'What shall I leave to you?'])
			assert.ok(texts.includes(text), `${text} in ${texts.join(' | ')}`);
	});
	await part('day 7: both write into the note of the meeting; what they both change they compare', async () => {
		const note = (whose) => ({ meeting, whose }), save = (p, body, version) => as(p, 'note_update', note('shared'), { body, version });
		await l.until(7);
		const { version } = await save(mentor, 'The round\nWho speaks first', 0);
		await save(mentor, 'The round on Monday\nWho speaks first', version);
		const put = await save(mentee, 'The round\nWho speaks first\nWatch three', version);
		assert.equal(put.body, 'The round on Monday\nWho speaks first\nWatch three', 'other lines are put together');
		await save(mentor, put.body.replace('Who speaks first', 'Ana speaks first'), put.version);
		assert.equal((await save(mentee, put.body.replace('Who speaks first', 'I speak last'), put.version)).state, 'differs');
		const [o] = await list(mentee, 'comparison_show', note('shared'));
		assert.deepEqual([o.mine, o.theirs], ['I speak last', 'Ana speaks first']);
		await as(mentee, 'comparison_create', note('shared'), { body: put.body.replace('Who speaks first', 'Ana speaks first, I speak last'), version: o.version, draft: o.draft, take: 'edited' });
		assert.equal((await as(mentor, 'note_show', note('shared'))).body, 'The round on Monday\nAna speaks first, I speak last\nWatch three');
		assert.match((await list(mentor, 'note_version_list', note('shared')))[0].body, /I speak last/);
		await as(mentor, 'note_update', note('private'), { body: 'Wait longer', version: 0 });
		assert.equal((await as(mentee, 'note_show', note('private'))).body, '');
	});
	await part('day 8: the first meeting; three questions close it', async () => {
		assert.ok(subjects(mentee).length >= 1, 'a reminder, a day before');
		await leadsTo(mentee, 'meeting_show');
		await l.until(8);
		await close(meeting, (p) => ({ useful: 'The questions', step1: p === mentor ? 'Send the article' : 'Watch three rounds', due1: l.clock.day(14), change: 'Talk about the team' }));
		assert.equal((await list(mentor, 'commitment_list')).length, 2);
		assert.equal((await as(mentee, 'meeting_show', { meeting })).state, 'held');
	});
	await part('day 8: a page of the journal after the meeting, shared and taken back', async () => {
		const tile = async () => (await list(mentee, 'together_list')).find((x) => api.at(x.url) === 'shared_entry_list');
		assert.equal((await tile()).state, 'two minutes');
		const q = await as(mentee, 'reflection_show');
		assert.deepEqual([q.text, q.about], ['How could that meeting have gone better?', relationship]);
		entry = (await as(mentee, 'journal_create', {}, { kind: 'entry', prompt: q.prompt, about: relationship, body: 'I spoke too early', confidence: '2' })).id;
		assert.equal((await tile()).state, '');
		assert.deepEqual(await list(mentor, 'shared_entry_list'), []);
		await as(mentee, 'entry_sharing_update', { entry }, { relationship });
		assert.deepEqual((await list(mentor, 'shared_entry_list')).map((e) => e.body), ['I spoke too early']);
		await as(mentee, 'entry_sharing_update', { entry }, {});
		assert.deepEqual(await list(mentor, 'shared_entry_list'), []);
		await as(mentee, 'reflection_update', {}, { every_days: '14' });
		await as(mentor, 'journal_create', {}, { kind: 'learning', body: 'To wait' });
		assert.equal((await list(mentor, 'gain_list'))[0].learning, 1);
	});
	await part('day 9: how they work together, with a middle ground', async () => {
		await l.until(9);
		meeting = await plan(mentor, 27);
		await leadsTo(mentee, 'sheet_show');
		for (const p of both)
			await as(p, 'sheet_readiness_create', { sheet: 'boundaries' }, Object.fromEntries(['role', 'expectations', 'areas', 'meetings', 'contact']
				.map((x) => [`answer_boundary-${x}`, p === mentor ? 'Rather late' : 'Rather early'])));
		await leadsTo(mentor, 'agreement_create');
		agreement = (await as(mentor, 'agreement_create', {}, AGREED)).id;
		await leadsTo(mentee, 'agreement_list');
		await as(mentee, 'agreement_acceptance_create', { agreement });
		assert.equal((await as(mentor, 'agreement_show', { agreement })).state, 'valid');
	});
	await part('day 10: a wish becomes a SMART goal, and a plan', async () => {
		await l.until(10);
		await leadsTo(mentee, 'goal_create');
		goal = (await as(mentee, 'goal_create', {}, { title: 'Lead the weekly round', horizon: 'short' })).id;
		for (const part of [{ part: 'specific', specific: 'Eight people, every week.' }, { part: 'measurable', metric: 'Rounds', baseline: '0', target: '6', unit: 'rounds' },
			{ part: 'achievable', achievable: 'Every second one.' }, { part: 'relevant', relevant: 'I want to lead.' }, { part: 'time-bound', due_on: l.clock.day(150) }])
			await as(mentee, 'question_update', { goal }, part);
		const { wording } = await as(mentee, 'goal_show', { goal });
		for (const p of both)
			await as(p, 'goal_acceptance_create', { goal }, { wording });
		await as(mentee, 'step_create', {}, { body: 'Lead one', owner: mentee.id, due_on: l.clock.day(40), goal });
		await as(mentee, 'milestone_create', {}, { title: 'Three rounds', due_on: l.clock.day(60), goal });
		await as(mentee, 'usual_theme_create');
		for (const p of both)
			await as(p, 'plan_acceptance_create', {}, {});
		assert.ok((await list(mentor, 'roadmap_show')).length >= 3);
	});
	await part('day 12: the pulse of both ends the first stage; with goal and plan the second', async () => {
		await l.until(12);
		for (const p of both)
			await as(p, 'pulse_create', {}, { openness: '4', respect: '5', adapts: '4', comfort: '4' });
		await l.clock.settled();
		assert.equal(await stage(), 3);
		assert.equal((await list(mentee, 'pulse_list')).length, 2);
	});
	await part('day 13: they suit each other', async () => {
		await l.until(13);
		for (const p of both) {
			await leadsTo(p, 'fit_show');
			await as(p, 'fit_update', {}, { answer: 'good' });
		}
		assert.equal((await list(mentor, 'fit_show')).length, 1, 'nobody reads what the other said');
	});
	await part('day 16: a question with own ideas, an answer, advice that is tried', async () => {
		await l.until(16);
		const question = (await as(mentee, 'question_create', {}, { body: 'How do I say no?', ideas: 'By mail' })).id;
		await l.clock.settled();
		assert.ok((await agenda(mentor)).includes('How do I say no?'), 'it waits on the agenda');
		assert.equal((await mentor.api.ask('PUT', api.pathOf('question_answer_update', { question }), { json: { answer: 'Say no' } })).status, 409, 'his own ideas come first');
		await as(mentor, 'ideas_reading_create', { question });
		await as(mentor, 'question_answer_update', { question }, { answer: 'Ask what it would replace' });
		const advice = (await as(mentee, 'advice_create', {}, { body: 'Ask what it would replace', question })).id;
		await as(mentee, 'advice_tried_update', { advice }, { tried_on: l.clock.day(), result: 'He took it back himself' });
		assert.equal((await as(mentor, 'advice_show', { advice })).state, 'tried');
		const heard = (await as(mentor, 'heard_create', {}, { body: 'You are tired of it' })).id;
		await as(mentee, 'heard_update', { heard }, { meant: 'Bored by it' });
		assert.equal((await as(mentor, 'heard_show', { heard })).state, 'corrected');
		const introduction = (await as(mentor, 'introduction_create', {}, { contact: 'Head of design', purpose: 'A look behind the scenes', consent: true, due_on: l.clock.day(9) })).id;
		await as(mentor, 'introduction_update', { introduction }, { consent: true, state: 'made' });
		const roadblock = (await as(mentee, 'roadblock_create', {}, { kind: 'time', body: 'No free hour', step: 'Block Friday', review_on: l.clock.day(14) })).id;
		assert.ok((await agenda(mentor)).includes('No free hour'));
		await as(mentee, 'roadblock_clearing_create', { roadblock });
	});
	await part('weeks 4 to 20: meetings, a promise kept and one missed, feedback both ways', async () => {
		await l.until(21);
		[promise] = (await list(mentee, 'commitment_list')).filter((k) => k.owner === mentee.id);
		await as(mentee, 'commitment_completion_create', { commitment: promise.id });
		await l.until(25);
		await leadsTo(mentor, 'commitment_list'); /* the article was never sent */
		assert.ok(!mails.to(mentor).some((m) => /commitments/.test(m.text)), 'no mail about it while a date is booked');
		for (let n = 2; n <= 5; n++) {
			await l.until(l.today + daysTo(await as(mentee, 'meeting_show', { meeting })));
			await as(mentee, 'progress_create', { goal }, { current: String(n), note: 'It goes on.' });
			const late = (await list(mentor, 'commitment_list')).filter((k) => k.owner === mentor.id && k.state === 'open');
			for (const k of late)
				await as(mentor, 'commitment_completion_create', { commitment: k.id });
			for (const k of (await list(mentee, 'commitment_list')).filter((x) => x.owner === mentee.id && x.state === 'open' && n % 2))
				await as(mentee, 'commitment_completion_create', { commitment: k.id });
			await close(meeting, (p) => ({ useful: 'Looking back', step1: p === mentee ? `Round number ${n}` : '', due1: p === mentee ? l.clock.day(10) : '', change: '' }));
			if (n < 5)
				meeting = await plan(mentee, 28);
			if (n === 3) {
				await leadsTo(mentee, 'check_list');
				await as(mentee, 'check_create', {}, { value: 8 });
				assert.equal((await list(mentee, 'check_list'))[0].value, 8);
				assert.deepEqual((await list(mentor, 'check_list')).filter((x) => x.value === 8), [], 'for himself alone');
				await leadsTo(mentee, 'shared_entry_list'); /* all else is done: two minutes for oneself */
				await as(mentee, 'journal_create', {}, { kind: 'entry', about: relationship, body: 'I decided it alone', confidence: '4' });
				decision = (await as(mentee, 'decision_create', {}, { question: 'Stay in the team?', options: 'Stay\nGo', criteria: 'Who I learn from', choice: 'Stay', review_on: l.clock.day(14), about: relationship })).id;
				await as(mentee, 'decision_sharing_update', { decision }, { relationship });
				assert.equal((await as(mentor, 'decision_show', { decision })).choice, 'Stay');
				await as(mentor, 'independence_agenda_create');
				assert.ok((await agenda(mentee)).includes('What would you do?'));
			}
			if (n === 4)
				await pulseAgain();
			if (n === 2) {
				await leadsTo(mentee, 'feedback_create');
				const feedback = (await as(mentee, 'feedback_create', {}, SAID)).id;
				await as(mentor, 'feedback_answer_create', { feedback }, { answer: 'I will wait again' });
				await as(mentor, 'feedback_create', {}, { ...SAID, change: 'Shorter rounds', next: 'Try ten minutes' });
			}
		}
		assert.equal((await list(mentor, 'feedback_list')).length, 2);
	});
	await part('after the straight talk he says anew how it is, and the sign is gone', async () => {
		assert.ok((await list(mentor, 'challenge_list')).some((x) => x.kind === 'miscommunication'));
		await as(mentee, 'pulse_create', {}, { openness: '4', respect: '5', adapts: '4', comfort: '4' });
		await l.clock.settled();
		assert.ok(!(await list(mentor, 'challenge_list')).some((x) => x.kind === 'miscommunication'));
		assert.equal((await as(mentor, 'decision_show', { decision })).review_on < l.clock.day(), true);
		await as(mentee, 'decision_update', { decision }, { question: 'Stay in the team?', options: 'Stay\nGo', criteria: 'Who I learn from', choice: 'Stay', review_on: l.clock.day(), outcome: 'It was right', version: 1 });
		assert.equal((await as(mentor, 'decision_show', { decision })).outcome, 'It was right');
		const led = await list(mentor, 'independence_list');
		assert.ok(led.length >= 1 && led.every((x) => x.points_mentee <= x.points && x.steps_mentee <= x.steps));
	});
	await part('half-way they expect different things: a sign, a talk about it', async () => {
		for (const p of both)
			await as(p, 'expectation_update', {}, { ...EXPECTED, answer_cadence: p === mentor ? 'six-weeks' : 'four-weeks' });
		assert.ok((await list(mentee, 'challenge_list')).some((x) => x.kind === 'expectations'));
		await l.until(l.today + 1);
		const second = (await as(mentee, 'agreement_create', {}, { ...AGREED, how_often: 'Every five weeks', base: agreement })).id;
		await leadsTo(mentor, 'agreement_list');
		await as(mentor, 'agreement_acceptance_create', { agreement: second });
		const now = await as(mentee, 'agreement_show', { agreement: second }), was = await as(mentee, 'agreement_show', { agreement });
		assert.deepEqual([was.version, now.version, now.state], [1, 2, 'valid']);
		assert.deepEqual(Object.keys(AGREED).filter((k) => was[k] !== now[k]), ['how_often'], 'the old one is kept, and the difference is what was changed');
		assert.ok(!(await list(mentor, 'challenge_list')).some((x) => x.kind === 'expectations'), 'settled by a new agreement');
	});
	await part('silence is a sign of the two before anybody else hears of it', async () => {
		const last = l.today;
		mails.fresh(mentee);
		await l.until(last + 11);
		assert.equal(mails.fresh(mentee).filter((m) => /commitments/.test(m.text)).length, 1, 'reminded once of what is due: nothing is booked');
		await l.until(last + 30);
		assert.ok((await list(mentor, 'challenge_list')).some((x) => ['silence', 'next-date'].includes(x.kind)));
		assert.ok(!(await as(l.manager, 'exception_list', { programme: l.programme })).items.some((x) => x.kind === 'silence'));
		meeting = await plan(mentor, 3);
		await l.clock.settled();
		assert.ok(!(await list(mentor, 'challenge_list')).some((x) => ['silence', 'next-date'].includes(x.kind)));
	});
	await part('what is his own: who looked, and all of it to take along', async () => {
		await as(l.manager, 'relationship_status_show');
		assert.ok((await list(mentee, 'opening_list')).some((o) => o.who === l.manager.id && o.relationship === relationship));
		assert.ok((await as(mentee, 'mine_show')).openings >= 1);
		const kept = async (person) => JSON.stringify(await as(person, 'download_show'));
		const file = await kept(mentee), document = await mentee.api.page(api.pathOf('document_show'));
		assert.match(document.headers['content-type'], /text\/html/);
		for (const words of ['Lead the weekly round', 'I spoke too early', 'How do I say no?', 'He took it back himself', 'Stay in the team?', 'You waited until all had spoken', 'Ana speaks first, I speak last']) {
			assert.ok(file.includes(words), words);
			assert.ok(document.text.includes(words), `${words} in the document`);
		}
		for (const words of ['Wait longer', 'To wait'])
			assert.ok((await kept(mentor)).includes(words) && !file.includes(words), words);
	});
	await part('thirty days before the end the last stage opens by itself', async () => {
		await l.until(Math.max(l.today + 3, DAYS - 29));
		await close(meeting, () => ({ useful: 'All of it' }));
		assert.equal(await stage(), 4);
		assert.ok(mails.to(mentee).some((m) => /keeping-in-touch/.test(m.text)));
		await leadsTo(mentee, 'commitment_list'); /* what is late comes first */
		for (const k of (await list(mentee, 'commitment_list')).filter((x) => x.owner === mentee.id && x.state === 'open'))
			await as(mentee, 'commitment_completion_create', { commitment: k.id });
		await leadsTo(mentee, 'touch_show');
		await as(mentee, 'touch_update', {}, { interval: 'quarterly', support: 'One call before the interview' });
		await leadsTo(mentee, 'review_show');
	});
	await part('both look back, and end it as planned', async () => {
		await as(mentee, 'completion_create', { goal });
		for (const p of both)
			await as(p, 'review_readiness_create', {}, { 'answer_review-worked': 'Early mornings', 'answer_review-skills': 'Waiting' });
		assert.ok((await list(mentee, 'review_show')).length >= 4);
		await l.until(DAYS);
		await as(mentee, 'ending_create', {}, { ending: 'planned', farewell: 'Thank you', sure: true });
		assert.equal((await as(mentor, 'aftermath_show')).ending, 'planned');
	});
	await part('allies; the mentee becomes a mentor; they hear of each other again', async () => {
		for (const p of both)
			await as(p, 'ally_create');
		assert.ok((await as(mentee, 'relationship_show')).ally_since > 0);
		await as(mentee, 'topic_update', { person: mentee.id }, { wanted_1: 'Leading a round' });
		const [{ topic }] = await list(mentee, 'mentor_path_show'); /* filled in: what he wanted to learn */
		await as(mentee, 'mentor_path_create', {}, { topic: [String(topic)], other: 'Settling in' });
		assert.deepEqual((await list(mentor, 'topic_list', { person: mentee.id })).filter((x) => x.way === 'offered').map((x) => x.name).sort(), ['Leading a round', 'Settling in']);
		await as(l.manager, 'mentor_wish_grant_create', { programme: l.programme, person: mentee.id });
		assert.ok((await list(l.manager, 'participant_list', { programme: l.programme })).some((p) => p.person === mentee.id && p.role === 'mentor'));
		const story = (await as(mentee, 'story_update', {}, { body: 'It began with a round.', named: true })).id;
		await as(mentor, 'story_consent_create', { story });
		await as(l.manager, 'story_publication_create', { story });
		assert.equal((await list(mentor, 'story_list', { programme: l.programme }))[0].told, 'It began with a round.');
		await l.clock.settled();
		for (const p of both)
			mails.fresh(p);
		for (let day = DAYS; day < DAYS + 95 && !mails.to(mentor).some((m) => /\/errands\/touch-/.test(m.text)); day++)
			await l.until(day);
		await fromMail(mentor, 'touch');
		assert.ok((await list(mentee, 'touch_show')).some((x) => x.touched_at > l.clock.now - 86400), 'they have been in touch');
		await l.until(DAYS + 95);
		for (const p of both)
			assert.equal(mails.fresh(p).filter((m) => /keeping-in-touch/.test(m.text)).length, 1, 'one mail after a quarter of a year');
		/* The programme is over, and what is theirs stays: they plan, and write to each other. */
		meeting = await plan(mentor, 5);
		await as(mentee, 'message_create', {}, { body: 'I have a mentee now' });
		assert.equal((await as(l.manager, 'relationship_status_show')).next_at, 0, 'no report hears of it');
	});
	await part('nobody had more than one mail of the day on one day, or a mail in the night', async () => {
		for (const p of both) {
			const days = mails.to(p).filter((m) => /^Your day in mentoring/.test(m.subject)).map((m) => new Date(m.headers.date).toISOString().slice(0, 10));
			assert.deepEqual(days, [...new Set(days)]);
		}
		for (const m of mails.all.filter((x) => both.some((p) => x.to.includes(p.email))))
			assert.ok(new Date(m.headers.date).getUTCHours() >= 7 && new Date(m.headers.date).getUTCHours() < 21, m.headers.date);
		assert.ok(api.used.size > 45, `${api.used.size} operations`);
	});

	/* A quarter of a year later they see it differently: a sign, a straight talk on the agenda, and after it they say it anew. */
	async function pulseAgain()
	{
		const say = (p, openness) => as(p, 'pulse_create', {}, { openness, respect: '5', adapts: '4', comfort: '4' });
		const signs = async () => (await list(mentee, 'challenge_list')).map((x) => x.kind);
		await leadsTo(mentor, 'trust_show');
		await say(mentee, '2');
		assert.equal((await list(mentor, 'pulse_list')).length, 2, 'the new answers are read after one\'s own');
		await say(mentor, '4');
		assert.equal((await list(mentor, 'pulse_list')).length, 4);
		assert.ok((await signs()).includes('miscommunication'));
		const before = (await agenda(mentee)).length;
		await as(mentee, 'challenge_agenda_create', { challenge: 'miscommunication' });
		assert.ok((await agenda(mentor)).length > before);
		await as(mentor, 'growth_update', {}, { body: 'Saying it at once' });
		await l.clock.settled();
		assert.equal((await agenda(mentee))[1], 'What has become of this? Saying it at once', 'the next agenda opens with it, after its theme');
	}
	/* How many days until a meeting is over. */
	function daysTo(m) { return Math.max(0, Math.ceil((m.starts_at + 3600 - l.clock.now) / 86400)); }
});

test('the clock of a test is refused wherever anybody else could be served', () => {
	const dir = mkdtempSync(join(tmpdir(), 'wm-clock.')), file = join(dir, 'clock');
	const serve = (...more) => spawnSync(PROGRAM, ['serve', '--db', join(dir, 'x.db'), '--test_clock', file, ...more], { encoding: 'utf8', timeout: 20_000 });
	try {
		writeFileSync(file, Buffer.alloc(8));
		for (const more of [['--listen', '0.0.0.0:0'], ['--listen', `unix:${dir}/s`], ['--origin', 'https://mentoring.example.org'], ['--smtp_url', 'smtps://mail.example.org:465']]) {
			const said = serve(...more);
			assert.equal(said.status, 78, more.join(' '));
			assert.match(said.stderr, /test_clock is for tests/);
		}
		writeFileSync(file, 'seven b');
		assert.equal(serve('--listen', '127.0.0.1:0').status, 65);
		rmSync(file);
		assert.equal(serve('--listen', '127.0.0.1:0').status, 66);
	} finally {
		rmSync(dir, { recursive: true });
	}
});
