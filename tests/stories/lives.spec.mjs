/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A mentor and a mentee from their match to allies, side by side in two browsers: she in German on a phone without
 * scripts, he in English at a desk. Half a year passes day by day, jobs run as they do, and what people do
 * begins where it does for them: with a mail, or with the one next step of their page.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Life } from '../lib/life.mjs';
import { linksOf } from '../lib/mails.mjs';
import { Resident } from '../lib/resident.mjs';

const DAYS = 182;
const FIVE = ['role', 'expectations', 'areas', 'meetings', 'contact'];

test('half a year, side by side', async ({ browser }) => {
	test.setTimeout(420_000);
	const l = await Life.begin({ days: DAYS }), { clock } = l, { mails } = l.server;
	const pair = await l.pair(['Mona Mentor', 'de'], ['Milo Mentee', 'en']), r = `/relationships/${pair.id}`;
	const mentor = await Resident.open(browser, l, pair.mentor, { lang: 'de', width: 320, js: false });
	const mentee = await Resident.open(browser, l, pair.mentee, { lang: 'en', width: 1280 });
	const pia = await l.join('Pia Peer'), peer = await Resident.open(browser, l, pia, { lang: 'en', width: 320 });
	const both = [mentor, mentee];
	let first; /* the first meeting */
	let decision, companion; /* what is the mentee's own, and what somebody else sees of it */
	for (const [p, unit] of [[pair.mentor, 'Docks'], [pair.mentee, 'Office']])
		await l.admin.api.put(`/people/${p.id}`, { name: p.name, tz: 'UTC', mentees_max: 1, unit });
	const stage = async () => (await pair.mentee.api.get(r)).stage;
	const plan = (days, place) => pair.mentee.api.post(`${r}/meetings`, { starts: clock.local('UTC', days * 1440 - 120), minutes: 60, place });
	/* The newest mail to somebody that leads there; they follow it. */
	const byMail = async (who, path) => {
		const mail = mails.to(who.person).reverse().find((m) => linksOf(m).some((x) => path.test(x)));
		expect(mail, `a mail to ${who.person.name} that leads to ${path}`).toBeTruthy();
		await who.visit(linksOf(mail).find((x) => path.test(x)));
		return mail;
	};
	/* Nothing of it is for those who look after the programme or the program. */
	const closed = async (...paths) => {
		for (const path of paths)
			for (const p of [l.manager, l.admin])
				expect([403, 404], `${path} for ${p.name}`).toContain((await p.api.ask('GET', path)).status);
	};
	const hides = (who, words) => expect(who.hand.page.locator('main')).not.toContainText(words);
	const gone = async (who, path) => { await who.hand.goto(path); expect(who.hand.status).toBe(404); };

	await test.step('day 0: a mail says who it is; both prepare, each alone', async () => {
		await byMail(mentee, /^\/relationships\/\d+$/);
		await mentee.hand.next();
		await mentee.say({ wants: 'To lead a round', brings: 'Curiosity', expects: 'An hour a month' });
		await byMail(mentor, /^\/(relationships|welcome)/);
		expect(await mentor.nextStep(pair)).toBe(`${r}/preparation`);
		await mentor.hand.sees('Milo');
		await expect(mentor.hand.page.locator('main')).not.toContainText('To lead a round');
		await mentor.say({ wants: 'Zuhören', brings: 'Fehler', expects: 'Offenheit', gains: 'Ein frischer Blick' });
		await mentor.visit(`${r}/preparation`);
		await mentor.hand.sees('To lead a round');
	});
	await test.step('day 1: what they promise each other, and a first date', async () => {
		await l.until(1);
		for (const who of both) {
			await who.visit(`${r}/beginning`);
			for (const x of ['role', 'limits', 'points'])
				await who.hand.choose(x, '1');
			await who.hand.next();
		}
		expect(await mentee.nextStep(pair)).toBe(`${r}/meetings/new`);
		await mentee.say({ starts: clock.local('UTC', 3 * 1440 - 120), place: 'Room 3' });
		await clock.settled();
		const mail = await byMail(mentor, /^\/meetings\/\d+$/);
		expect(mail.parts.some((p) => /text\/calendar/.test(p.type))).toBe(true);
		await mentor.hand.sees('Room 3');
		/* The time suits: two clicks from the mail. */
		await mentor.hand.goto(l.errand(pair.mentor, 'suits'));
		await mentor.hand.next();
		await mentor.hand.sees('Milo sieht, dass Ihnen der Termin passt');
		await mentor.visit(`/meetings/${first = (await pair.mentor.api.items(`${r}/meetings`))[0].id}`);
		const point = mentor.hand.page.locator('main form[action$="/agenda"]').filter({ has: mentor.hand.page.locator('[name="body"]') }).first();
		await point.locator('[name="body"]').fill('Wie oft treffen wir uns?');
		await mentor.hand.press(point.locator('button').first());
		/* Questions for this moment, of the library: one each, by one click. */
		for (const who of both) {
			await who.visit(`${r}/library`);
			await who.hand.select(who.hand.page.locator('form.search [name=moment]'), 'first-meeting');
			await who.hand.press(who.hand.page.locator('form.search button'));
			await who.hand.press(who.hand.page.locator('main form button[value=agenda]').first());
		}
		await mentee.visit(`/meetings/${first}`);
	});
	await test.step('day 3: both write into one note; where both changed the same line, one compares', async () => {
		await l.until(3);
		const note = `/meetings/${first}/notes/shared`, kept = async () => (await pair.mentor.api.get(note)).body;
		const area = (who) => who.hand.page.locator('#shared-body');
		const save = (who) => who.hand.press(who.hand.page.locator('#shared-note button').first());
		await mentor.visit(`/meetings/${first}`);
		await area(mentor).fill('Die Runde\nWer zuerst spricht');
		await save(mentor);
		await mentee.visit(`/meetings/${first}`);
		await area(mentee).press('Control+End');
		await mentee.hand.page.keyboard.type('\nWatch three rounds');
		await expect(mentee.hand.page.locator('#shared-saved')).toContainText('Saved', { timeout: 20_000 });
		/* Without scripts he still has the text of before: other lines are put together. */
		await area(mentor).fill('Die Runde am Montag\nWer zuerst spricht');
		await save(mentor);
		expect(await kept()).toBe('Die Runde am Montag\nWer zuerst spricht\nWatch three rounds');
		await area(mentor).fill('Die Runde am Montag\nAna spricht zuerst\nWatch three rounds');
		const { version } = await pair.mentee.api.get(note);
		await pair.mentee.api.put(note, { body: 'Die Runde am Montag\nI speak last\nWatch three rounds', version });
		await save(mentor);
		await mentor.hand.sees('I speak last');
		await mentor.hand.page.locator('textarea[name=body]').fill('Die Runde am Montag\nAna spricht zuerst, Milo zuletzt\nWatch three rounds');
		await mentor.hand.next();
		expect(await kept()).toContain('Ana spricht zuerst, Milo zuletzt');
		await mentee.visit(`/meetings/${first}`);
		await expect(area(mentee)).toHaveValue(/Milo zuletzt/);
	});
	await test.step('day 4: the first meeting is closed with three questions, on both sides', async () => {
		await l.until(4);
		for (const [who, words] of [[mentee, { useful: 'The questions', step1: 'Watch three rounds', due1: clock.day(12), change: 'Talk about the team' }],
			[mentor, { useful: 'Seine Offenheit', step1: 'Send the article', due1: clock.day(10) }]]) {
			expect(await who.nextStep(pair)).toMatch(/\/closing$/);
			await who.say(words);
		}
		await plan(26, 'Room 3');
	});
	await test.step('day 4: a page of the journal, shared with one person and taken back', async () => {
		await mentor.visit(`${r}/together`);
		await mentor.hand.follow(`${r}/journal`);
		await mentor.hand.choose('confidence', '3');
		await mentor.say({ body: 'Ich habe zu früh gesprochen' });
		await mentee.visit(`${r}/journal`);
		await expect(mentee.hand.page.locator('main')).not.toContainText('zu früh gesprochen');
		const [{ id }] = await pair.mentor.api.items('/journal'), page = `/journal/entries/${id}`;
		await mentor.visit(page);
		await mentor.hand.send(`${page}/sharing`);
		await mentee.visit(`${r}/journal`);
		await mentee.hand.sees('zu früh gesprochen');
		await mentor.hand.send(`${page}/sharing`);
		await mentee.hand.goto(page);
		expect(mentee.hand.status).toBe(404);
	});
	await test.step('day 5: each answers alone, then a middle ground is found and accepted', async () => {
		await l.until(5);
		for (const [who, words] of [[mentee, 'Rather early'], [mentor, 'Eher spät']]) {
			expect(await who.nextStep(pair)).toBe(`${r}/sheets/boundaries`);
			await who.say(Object.fromEntries(FIVE.map((x) => [`answer_boundary-${x}`, words])));
		}
		expect(await mentee.nextStep(pair)).toBe(`${r}/agreement/edit`);
		await mentee.hand.sees('Eher spät');
		await mentee.say(Object.fromEntries([...FIVE, 'times', 'place', 'channel', 'lateness', 'outsiders', 'how_often'].map((x) => [x, 'In between'])));
		expect(await mentor.nextStep(pair)).toBe(`${r}/agreement`);
		await mentor.hand.next();
		await mentee.visit(`${r}/agreement`);
		await mentee.hand.sees('version 1');
	});
	await test.step('day 6: a wish becomes a goal in six small steps; both accept it, and a plan', async () => {
		await l.until(6);
		expect(await mentee.nextStep(pair)).toBe(`${r}/goals/new`);
		for (const words of [{ title: 'Lead the weekly round' }, { specific: 'Eight people, every week' }, { metric: 'Rounds', baseline: '0', target: '6', unit: 'rounds' },
			{ achievable: 'Every second one' }, { relevant: 'I want to lead' }, { due_on: clock.day(150) }])
			await mentee.say(words);
		const goal = mentee.hand.path();
		await mentee.hand.next();
		await mentor.visit(goal);
		await mentor.hand.next();
		await mentee.visit(`${r}/plan`);
		await mentee.hand.fill('body', 'Lead one round');
		await mentee.hand.send(`${r}/plan/steps`);
		await mentee.hand.next();
		await mentor.visit(`${r}/plan`);
		await mentor.hand.next();
		await pair.mentee.api.post(`${r}/themes/usual`);
		await mentee.visit(`${r}/roadmap`);
	});
	await test.step('day 7: getting to know each other, four sentences, and the third stage', async () => {
		await l.until(7);
		for (const who of both) {
			await who.visit(`${r}/sheets/rapport`);
			await who.hand.choose('shared_rapport-place', '1');
			await who.say({ 'answer_rapport-place': 'By the sea,\nin winter' });
			await who.visit(`${r}/trust`);
			for (const x of ['openness', 'respect', 'adapts', 'comfort'])
				await who.hand.choose(x, '4');
			await who.hand.next();
		}
		await clock.settled();
		expect(await stage()).toBe(3);
		await mentor.visit(`${r}/stages`);
		/* Lines end where they were ended, once. */
		await mentor.visit(`${r}/sheets/rapport`);
		expect(await mentor.hand.page.locator('main blockquote.said').first().innerText()).toBe('By the sea,\nin winter');
	});
	await test.step('day 9: a question with own ideas, an answer, advice that is tried', async () => {
		await l.until(9);
		await mentee.visit(`${r}/questions`);
		await mentee.say({ body: 'How do I say no?', ideas: 'By mail' });
		await clock.settled();
		await byMail(mentor, /^\/questions\/\d+$/);
		await mentor.hand.sees('By mail');
		await mentor.hand.next();
		await mentor.say({ answer: 'Fragen, was dafür liegen bleibt' });
		await pair.mentor.api.post(`${r}/advice`, { body: 'Fragen, was dafür liegen bleibt' });
		await mentee.visit(`${r}/advice`);
		await mentee.hand.follow('/advice/');
		await mentee.hand.fill('tried_on', clock.day());
		await mentee.say({ result: 'He took it back himself' });
		await mentor.visit(`${r}/advice`);
		await mentor.hand.sees('He took it back himself');
	});
	await test.step('day 9: what was heard is put right; a roadblock; an introduction that is a promise', async () => {
		await mentor.visit(`${r}/heard`);
		await mentor.say({ body: 'Ich habe gehört, dass dich die Runde langweilt' });
		await clock.settled();
		await byMail(mentee, /^\/heard\/\d+$/);
		const heard = mentee.hand.path();
		await mentee.say({ meant: 'It is too early in the morning' });
		await mentor.visit(heard);
		await mentor.hand.sees('It is too early in the morning');
		await mentee.visit(`${r}/roadblocks`);
		await mentee.hand.choose('kind', 'time');
		await mentee.say({ body: 'No hour is free', step: 'Block the Fridays', review_on: clock.day(60) });
		await mentor.visit(`${r}/roadblocks`);
		await mentor.hand.sees('Block the Fridays');
		await mentor.visit(`${r}/introductions`);
		await mentor.say({ contact: 'Die Leiterin der Werft', purpose: 'Wie man anfängt', due_on: clock.day(9) });
		await mentee.visit(`${r}/introductions`);
		await mentee.hand.sees('Die Leiterin der Werft');
		await mentee.hand.sees('still to be asked');
		await mentor.visit(`${r}/commitments`);
		await mentor.hand.sees('Wie man anfängt');
		await mentor.visit(`${r}/introductions`);
		await mentor.hand.follow('/introductions/');
		const introduction = mentor.hand.path();
		await mentor.hand.choose('state', 'made');
		await mentor.hand.next(); /* nobody is introduced without having been asked */
		await expect(mentor.hand.page.locator('main .summary')).toBeVisible();
		await mentor.hand.choose('consent', '1');
		await mentor.hand.next();
		await mentee.visit(introduction);
		await mentee.hand.sees('agreed to be introduced');
		await closed(heard, introduction, `${r}/heard`, `${r}/roadblocks`, `${r}/introductions`);
	});
	await test.step('day 9: a decision of one\'s own, read by nobody before it is shared; what the mentor gains', async () => {
		await mentee.visit(`${r}/independence`);
		await mentee.hand.follow(`/decisions?about=${pair.id}`);
		await mentee.say({ question: 'Take the new team?', options: 'Yes\nNo\nAfter half a year', criteria: 'Time\nJoy', review_on: clock.day(8) });
		decision = `/decisions/${(await pair.mentee.api.items('/decisions'))[0].id}`;
		await mentor.visit(`${r}/journal`);
		await hides(mentor, 'Take the new team?');
		await gone(mentor, decision);
		await mentee.visit(decision);
		await mentee.hand.send(`${decision}/sharing`);
		await mentor.visit(`${r}/journal`);
		await mentor.hand.follow(decision);
		await mentor.hand.sees('After half a year');
		await expect(mentor.hand.page.locator('main form')).toHaveCount(0); /* it is not hers to make */
		await mentor.visit('/journal/gains');
		await mentor.hand.choose('kind', 'fresh');
		await mentor.say({ body: 'Er sieht, was ich übersehe' });
		await mentor.hand.sees('Er sieht, was ich übersehe');
		await mentee.visit(`${r}/journal`);
		await hides(mentee, 'was ich übersehe');
		await closed(decision, `${r}/journal`, `${r}/independence`);
	});
	await test.step('day 9: somebody who keeps company sees one promise, and nothing else', async () => {
		await mentee.visit(`${r}/follow-through`);
		await mentee.hand.follow(`${r}/companions/new`);
		await mentee.hand.fill('q', 'Pia');
		await mentee.hand.press(mentee.hand.page.locator('main form.search button'));
		await mentee.hand.press(mentee.hand.page.locator('main form[action$="/companions"] button'));
		await clock.settled();
		await byMail(peer, /^\/companions\/\d+$/);
		companion = peer.hand.path();
		await mentee.visit(companion);
		await mentee.hand.page.locator('main label', { hasText: 'Watch three rounds' }).locator('input').check();
		await mentee.hand.next();
		await peer.visit(companion);
		await hides(peer, 'Watch three rounds'); /* first they are asked */
		await peer.hand.next();
		await peer.hand.sees('Watch three rounds');
		for (const words of ['Send the article', 'Wie man anfängt', 'Take the new team?'])
			await hides(peer, words);
		for (const path of [r, decision, `${r}/commitments`])
			await gone(peer, path);
		await gone(mentor, companion); /* it is between the mentee and her */
		await closed(companion);
	});
	await test.step('months two to four: promises, feedback both ways, half-way', async () => {
		await l.until(18);
		await byMail(mentee, /^\/decisions\/\d+$/);
		await mentee.say({ outcome: 'Waiting was right', choice: 'After half a year' });
		await mentor.visit(decision);
		await mentor.hand.sees('Waiting was right');
		await mentee.visit(decision);
		await mentee.hand.send(`${decision}/sharing`);
		await gone(mentor, decision);
		expect(await mentee.nextStep(pair)).toBe(`${r}/commitments`);
		await mentee.hand.press(mentee.hand.page.locator('main form[action$="/completion"] button').first());
		await byMail(peer, /^\/companions\/\d+$/); /* once a week */
		await expect(peer.hand.page.locator('main .tag.good')).toHaveCount(1);
		await mentee.visit(companion);
		await mentee.hand.press(mentee.hand.page.locator('main form button.danger'));
		await gone(peer, companion);
		expect(await mentor.nextStep(pair)).toBe(`${r}/commitments`); /* hers stays open: Milo sees it and says nothing */
		await l.until(31);
		for (const who of both) {
			await byMail(who, /^\/meetings\/\d+$/);
			expect(await who.nextStep(pair)).toMatch(/\/closing$/);
			await who.say({ useful: 'Wir lachen', change: '' });
		}
		await plan(40, 'Room 4');
		/* Who leads: both read the same numbers; and a question for the next agenda, in each one's language. */
		await expect(async () => { /* what is open comes on the agenda of the new meeting by itself, a moment after it was planned */
			const led = [];
			for (const who of both) {
				await who.visit(`${r}/independence`);
				led.push((await who.hand.page.locator('main .points').innerText()).match(/\d+/g).join());
			}
			expect(led[0]).toBe(led[1]);
		}).toPass({ timeout: 10_000 });
		await mentor.visit(`${r}/independence`);
		await mentor.hand.send(`${r}/independence/agenda`);
		const ahead = (await pair.mentee.api.items(`${r}/meetings`)).find((m) => m.state === 'planned' && m.starts_at > clock.now);
		await mentee.visit(`/meetings/${ahead.id}`);
		for (const words of ['What would you do?', 'No hour is free'])
			await mentee.hand.sees(words);
		await mentor.visit(`${r}/roadblocks`);
		await mentor.hand.press(mentor.hand.page.locator('main form[action$="/clearing"] button').first());
		await mentee.visit(`/meetings/${ahead.id}`);
		await hides(mentee, 'No hour is free');
		await mentor.visit(`${r}/commitments`);
		await mentor.hand.press(mentor.hand.page.locator('main form[action$="/completion"] button').first());
		expect(await mentee.nextStep(pair)).toBe(`${r}/feedback/new`);
		await mentee.say({ situation: 'Our first talk', deed: 'You waited until I had finished', effect: 'I found it myself', keep: 'Your patience' });
		await mentee.hand.next(); /* looked at once more */
		await clock.settled();
		await byMail(mentor, /^\/feedback\/\d+$/);
		await mentor.hand.sees('You waited until I had finished');
		await mentor.hand.fill('answer', 'Ich warte weiter');
		await mentor.hand.press(mentor.hand.page.locator('main form[action$="/answer"] button').first());
		await mentor.visit(`${r}/feedback/new`);
		await mentor.say({ situation: 'Die Runde', deed: 'Du hast alle gefragt', effect: 'Zwei haben Neues gesagt', change: 'Kürzer', next: 'Zehn Minuten' });
		await mentor.hand.next();
		await mentee.visit(`${r}/feedback`);
		await l.until(72);
		for (const p of [pair.mentor, pair.mentee])
			await p.api.post(`/meetings/${(await p.api.items(`${r}/meetings`)).find((m) => m.state !== 'held' || m.starts_at > clock.now - 3 * 86400).id}/closing`, { useful: 'Looking back' });
		await plan(30, 'Room 4');
		await l.until(92);
		for (const who of both) {
			await who.visit(`${r}/expectations`);
			for (const x of ['cadence', 'length', 'lead', 'help', 'between'])
				await who.hand.page.locator(`main [name="answer_${x}"]`).first().evaluate((e) => e.tagName === 'SELECT')
					? await who.hand.page.locator(`main [name="answer_${x}"]`).selectOption({ index: 1 })
					: await who.hand.page.locator(`main [name="answer_${x}"]`).first().check();
			await who.hand.next();
		}
	});
	await test.step('half-way: the agreement is changed, and both see what is different', async () => {
		await mentee.visit(`${r}/agreement/edit`);
		await mentee.say({ how_often: 'Every five weeks' });
		expect(await mentor.nextStep(pair)).toBe(`${r}/agreement`);
		await expect(mentor.hand.page.locator('del')).toHaveText('In between');
		await expect(mentor.hand.page.locator('ins')).toHaveText('Every five weeks');
		await mentor.hand.next();
		await mentee.visit(`${r}/agreement`);
		await mentee.hand.sees('version 2');
		await mentee.hand.follow('/agreements/');
	});
	await test.step('half-way: a new direction counts when both accept it; what was before is kept', async () => {
		const turned = 'You go in a new direction. Do your goals still fit?';
		await mentee.visit(`${r}/agreement`);
		await mentee.hand.follow(`${r}/agreement/edit?direction=1`);
		await mentee.say({ direction: 'To lead people instead of rounds' });
		await mentor.visit(`${r}/agreement`);
		await mentor.hand.sees('To lead people instead of rounds');
		await hides(mentor, mentor.hand.word(turned));
		await mentor.hand.next();
		for (const who of both) {
			await who.visit(`${r}/agreement`);
			await who.hand.sees(who.hand.word(turned));
		}
		await mentee.hand.follow(`${r}/goals`);
		await mentee.visit(`${r}/agreement`);
		await mentee.hand.send(`${r}/agreement/alignment`);
		await mentor.visit(`${r}/agreement`);
		await hides(mentor, mentor.hand.word(turned));
		const [before] = (await pair.mentor.api.items(`${r}/agreement`)).filter((a) => a.version === 2);
		await mentor.hand.follow(`/agreements/${before.id}`);
		await mentor.hand.sees('Every five weeks');
		await hides(mentor, 'To lead people instead of rounds');
		await closed(`${r}/agreement`, `/agreements/${before.id}`);
	});
	await test.step('half-way: each writes alone what they see differently, then both read it', async () => {
		await mentee.visit(`${r}/challenges`);
		await mentee.hand.sees('You work in different parts of the organisation.');
		await mentee.hand.follow(`${r}/challenges/perspectives`);
		await mentee.hand.follow(`${r}/sheets/perspectives`);
		await mentee.say({ 'answer_perspective-differently': 'The office hears first', 'answer_perspective-learned': 'What a tide is' });
		await mentor.visit(`${r}/sheets/perspectives`);
		await hides(mentor, 'The office hears first');
		await mentor.say({ 'answer_perspective-differently': 'Am Kai hört man es zuletzt', 'answer_perspective-learned': 'Zu fragen' });
		await mentor.hand.sees('The office hears first');
		await mentee.visit(`${r}/sheets/perspectives`);
		await mentee.hand.sees('Am Kai hört man es zuletzt');
		await closed(`${r}/sheets/perspectives`);
		await clock.settled();
		expect((await pair.mentor.api.items(`${r}/challenges`)).map((x) => x.kind)).not.toContain('perspectives');
	});
	await test.step('the pulse of the quarter: seen differently, talked about, said anew', async () => {
		for (const [who, open] of [[mentee, '2'], [mentor, '4']]) {
			await who.visit(`${r}/trust`);
			for (const x of ['openness', 'respect', 'adapts', 'comfort'])
				await who.hand.choose(x, x === 'openness' ? open : '4');
			await who.hand.next();
		}
		await mentor.hand.sees('Ein Gespräch wert');
		expect((await pair.mentor.api.items(`${r}/challenges`)).map((x) => x.kind)).toContain('miscommunication');
		await mentee.visit(`${r}/challenges`);
		await mentee.hand.follow(`${r}/challenges/miscommunication`);
		await mentee.hand.press(mentee.hand.page.locator('main form[action$="/agenda"] button').first());
		await l.until(103);
		await mentee.visit(`${r}/trust`);
		await mentee.hand.unfold(mentee.hand.page.locator('main details summary').first());
		await mentee.hand.choose('openness', '4');
		await mentee.hand.send(`${r}/pulse`);
		await clock.settled();
		await mentee.visit(`${r}/challenges`);
		expect((await pair.mentor.api.items(`${r}/challenges`)).map((x) => x.kind)).not.toContain('miscommunication');
	});
	await test.step('a silence is seen by the two, with one thing to do', async () => {
		for (const p of [pair.mentor, pair.mentee])
			await p.api.post(`/meetings/${(await p.api.items(`${r}/meetings`)).find((m) => m.starts_at > clock.now - 3 * 86400).id}/closing`, { useful: 'Again' });
		await l.until(140);
		await mentor.visit(`${r}/challenges`);
		await mentor.hand.press(mentor.hand.page.locator('main a[href*="/meetings/new"], main a[href*="/challenges/"]').first());
		expect([`${r}/meetings/new`, `${r}/challenges/next-date`]).toContain(await mentor.nextStep(pair));
		await mentor.visit(`${r}/meetings/new`);
		await mentor.say({ starts: clock.local('UTC', 5 * 1440 - 120), place: 'Am Hafen' });
	});
	await test.step('thirty days before the end: the last stage, how to stay in touch, looking back', async () => {
		await l.until(145);
		for (const who of both) {
			expect(await who.nextStep(pair)).toMatch(/\/closing$/);
			await who.say({ useful: 'Das Meer' });
		}
		await l.until(153);
		expect(await stage()).toBe(4);
		await byMail(mentee, /keeping-in-touch$/);
		await mentee.hand.choose('interval', 'quarterly');
		await mentee.hand.next();
		for (const who of both) {
			expect(await who.nextStep(pair)).toBe(`${r}/review`);
			await who.say({ 'answer_review-worked': 'Early mornings' });
		}
		await expect(mentee.hand.page.locator('main blockquote')).toHaveCount(2);
	});
	await test.step('what is one\'s own: who looked, a document, a file', async () => {
		await l.manager.api.get(`${r}/status`);
		for (const who of both) {
			await who.visit('/account/openings');
			await who.hand.sees('Maya Manager');
			await who.visit('/account/data/document');
			await who.hand.sees(who === mentor ? 'Ich habe zu früh gesprochen' : 'He took it back himself');
		}
		await mentor.hand.sees('Vor allem die oder der Mentee'); /* what was chosen, in words */
		await mentor.visit('/journal/gains');
		await mentor.hand.sees(`Ihr Jahr ${clock.day().slice(0, 4)}`);
		await expect(mentor.hand.page.locator('main .facts dd').first()).toHaveText('1');
		await expect(mentee.hand.page.locator('main')).not.toContainText('Ich habe zu früh gesprochen');
		await mentee.visit('/account/data');
		const [file] = await Promise.all([mentee.hand.page.waitForEvent('download'), mentee.hand.page.locator('main a[href="/account/data/download"]').click()]);
		expect(JSON.stringify(JSON.parse(readFileSync(await file.path(), 'utf8')))).toContain('Lead the weekly round');
	});
	await test.step('a planned ending, in two steps', async () => {
		await l.until(DAYS + 1);
		expect(await mentor.nextStep(pair)).toBe(`${r}/ending`);
		await mentor.hand.choose('ending', 'planned');
		await mentor.say({ farewell: 'Danke für die Fragen' });
		expect((await pair.mentee.api.get(r)).state).toBe('active');
		await mentor.hand.next();
		await clock.settled();
		await byMail(mentee, /afterwards$/);
		await mentee.hand.sees('Danke für die Fragen');
	});
	await test.step('allies; the mentee becomes a mentor; a date later they hear of each other', async () => {
		for (const who of both) {
			await who.visit(`${r}/afterwards`);
			await who.hand.send(`${r}/ally`);
		}
		/* What he wanted to learn is filled in; one thing more in his own words. */
		await pair.mentee.api.put(`/people/${pair.mentee.id}/topics`, { wanted_1: 'Leading a round' });
		await mentee.visit(`${r}/mentor-path`);
		await expect(mentee.hand.page.locator('main [name="topic"]').first()).toBeChecked();
		await mentee.say({ other: 'Settling in' });
		await mentee.visit(`/people/${pair.mentee.id}`);
		for (const offer of ['Leading a round', 'Settling in'])
			await mentee.hand.sees(offer);
		expect((await l.manager.api.items(`/programmes/${l.programme}/mentor-wishes`))[0].name).toBe('Milo Mentee');
		await mentee.visit(`${r}/story`);
		await mentee.say({ body: 'It began with a round.' });
		await l.until(DAYS + 95);
		await byMail(mentor, /keeping-in-touch$/);
		await mentor.hand.sees('Milo');
		for (const who of both)
			for (const path of ['', '/together', '/messages', '/growth'].map((x) => r + x).concat('/', '/notices', '/relationships'))
				await who.visit(path).catch((e) => { throw new Error(`${path}: ${e.message}`); });
	});
	for (const who of [...both, peer]) {
		expect([...who.hand.found]).toEqual([]);
		await who.hand.close();
	}
	await l.stop();
});
