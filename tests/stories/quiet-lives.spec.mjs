/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two more pairs, through the same months: one in trouble, which ends without anybody's fault, and one that does the
 * minimum, which is never held up, and hears no more than the rules say. In German with the keyboard alone, from right to
 * left, and in the language that is 40 % longer, on phones.
 */
import { expect, test } from '@playwright/test';
import { Life } from '../lib/life.mjs';
import { linksOf } from '../lib/mails.mjs';
import { Resident } from '../lib/resident.mjs';

const DAYS = 182;
const PREPARED = { wants: 'To listen better.', brings: 'Curiosity.', expects: 'An hour a month.', gains: 'A fresh view.' };

test('a pair in trouble, and a pair that does the minimum', async ({ browser }) => {
	test.setTimeout(420_000);
	const l = await Life.begin({ days: DAYS }), { clock } = l, { mails } = l.server;
	/* A programme that only reminds: nothing of what it offers has to be done before they meet. */
	const coffee = await l.another('Coffee', { readiness: 'remind' });
	for (const { id } of await l.admin.api.items(`/programmes/${coffee}/gates`))
		await l.admin.api.put(`/programmes/${coffee}/gates/${id}`, { mode: 'remind' });
	const hard = await l.pair(['Nora Mentor', ''], ['Noel Mentee', 'de']), calm = await l.pair(['Ona Mentor'], ['Olaf Mentee', ''], coffee);
	const r = `/relationships/${hard.id}`, c = `/relationships/${calm.id}`;
	const nora = await Resident.open(browser, l, hard.mentor, { lang: 'ar-XB', width: 320 });
	const noel = await Resident.open(browser, l, hard.mentee, { lang: 'de', width: 320, keyboard: true });
	const maya = await Resident.open(browser, l, l.manager, { lang: 'en', width: 1280 });
	const olaf = await Resident.open(browser, l, calm.mentee, { lang: 'en-XL', width: 320 });
	const ona = await Resident.open(browser, l, calm.mentor, { lang: 'en', width: 1280, js: false });
	const plan = (person, days) => person.api.post(`${r}/meetings`, { starts: clock.local('UTC', days * 1440 - 120), minutes: 60, place: '' });
	const byMail = async (who, path) => {
		const mail = mails.to(who.person).reverse().find((m) => linksOf(m).some((x) => path.test(x)));
		expect(mail, `a mail to ${who.person.name} that leads to ${path}`).toBeTruthy();
		await who.visit(linksOf(mail).find((x) => path.test(x)));
		return mail;
	};
	const kinds = async (person) => (await person.api.items(`${r}/challenges`)).map((x) => x.kind);
	/* What each of the calm pair was told was next, week by week. */
	const told = [];

	/* They meet, and afterwards he notes three lines: two pages, from the page of the two. */
	const meetElsewhere = async () => {
		await olaf.visit(c);
		await olaf.visit(`${c}/meetings/new`);
		await olaf.say({ starts: clock.local('UTC', -120), place: '' });
		if (!/\/closing$/.test(olaf.hand.path()))
			await olaf.hand.next();
		expect(olaf.hand.path()).toMatch(/\/closing$/);
		await olaf.say({ useful: 'Her questions', step1: 'Write the letter', change: 'Begin earlier' });
		expect(olaf.hand.status ?? 200).toBeLessThan(400);
	};
	let met = 0;
	const pass = async (day) => l.until(day, async () => {
		if (l.today % 28 === 7) {
			await meetElsewhere();
			met++;
		}
		if (l.today % 7 === 0)
			for (const p of [calm.mentee, calm.mentor])
				told.push(await l.nextStep(calm, p));
	});

	await test.step('they meet once, and see it differently', async () => {
		for (const p of [hard.mentor, hard.mentee]) {
			await p.api.post(`${r}/preparation/readiness`, PREPARED);
			await p.api.put(`${r}/beginning`, { role: true, limits: true, points: true });
		}
		const { id } = await plan(hard.mentee, 3);
		await pass(3);
		for (const p of [hard.mentor, hard.mentee])
			await p.api.post(`/meetings/${id}/closing`, { useful: 'Hm' });
		await hard.mentor.api.post(`${r}/pulse`, { openness: '4', respect: '4', adapts: '4', comfort: '4' });
		await noel.visit(`${r}/trust`);
		for (const x of ['openness', 'respect', 'adapts', 'comfort'])
			await noel.hand.choose(x, '2');
		await noel.hand.next();
		expect(await kinds(hard.mentor)).toContain('miscommunication');
	});
	await test.step('a card, and one thing to do: the straight talk on the next agenda', async () => {
		const { id } = await plan(hard.mentor, 7);
		await pass(4);
		await noel.visit(`${r}/challenges`);
		await noel.hand.follow(`${r}/challenges/miscommunication`);
		await noel.hand.press(noel.hand.page.locator('main form[action$="/agenda"] button').first());
		expect((await hard.mentee.api.items(`/meetings/${id}/agenda`)).length).toBeGreaterThan(3);
		await nora.visit(`/meetings/${id}`);
	});
	await test.step('twice called off: shorter, rarer, or a pause', async () => {
		for (let n = 0; n < 2; n++) {
			await pass(l.today + 3);
			const ahead = (await hard.mentor.api.items(`${r}/meetings`)).find((m) => m.state === 'planned' && m.starts_at > clock.now);
			await hard.mentor.api.post(`/meetings/${ahead.id}/cancellation`);
			if (!n)
				await plan(hard.mentor, 6);
		}
		await pass(l.today + 1);
		expect(await kinds(hard.mentee)).toContain('time-constraints');
		await noel.visit(`${r}/challenges/time-constraints`);
		await noel.hand.follow(`${r}/pause`);
		await noel.say({ until_on: clock.day(20) });
		expect((await hard.mentor.api.get(r)).state).toBe('paused');
		await nora.visit(r);
		const before = mails.to(hard.mentor).length;
		await pass(l.today + 19);
		expect(mails.to(hard.mentor).length, 'a pause is quiet').toBeLessThanOrEqual(before + 1);
		await pass(l.today + 3);
		expect((await hard.mentor.api.get(r)).state).toBe('active');
	});
	await test.step('a concern, in two clicks, to the coordinator alone', async () => {
		await noel.visit(`${r}/sheets/rapport`);
		await noel.hand.follow(r);
		await noel.hand.follow(`${r}/concerns`);
		await noel.hand.choose('addressee', 'coordinator');
		await noel.hand.choose('kind', 'other');
		await noel.say({ body: 'Ich komme nicht zu Wort.' });
		await clock.settled();
		await byMail(maya, /^\/concerns\/\d+$/);
		await maya.hand.sees('Ich komme nicht zu Wort.');
		await maya.say({ answer: 'Ich rufe Sie heute an.' });
		await noel.visit(`${r}/concerns`);
		await noel.hand.follow('/concerns/');
		await noel.hand.sees('Ich rufe Sie heute an.');
		expect(mails.to(hard.mentor).filter((m) => /concern/i.test(m.text))).toEqual([]);
	});
	await test.step('silence: the two first, the team later and only that it is so', async () => {
		const list = async () => (await l.manager.api.items(`/programmes/${l.programme}/exceptions`)).filter((x) => x.subject === hard.id).map((x) => x.kind);
		await pass(80);
		expect(await kinds(hard.mentor)).toContain('silence');
		await nora.visit(`${r}/challenges`);
		await pass(105);
		expect(await list()).toContain('silence');
		await maya.visit(`/programmes/${l.programme}/exceptions`);
		await expect(maya.hand.page.locator('main')).not.toContainText('zu Wort');
	});
	await test.step('asked whether they go on; nobody answers; it ends kindly, and nobody is to blame', async () => {
		const asked = () => mails.to(hard.mentee).filter((m) => linksOf(m).some((x) => /challenges\/going-on/.test(x))).length;
		const before = asked(), seven = [];
		for (let n = 0; n < 50 && (await hard.mentor.api.get(r)).state === 'active'; n++) {
			await pass(l.today + 1);
			if (asked() > before)
				seven.push(l.today);
		}
		expect(seven.length, 'a week to answer').toBeGreaterThanOrEqual(7);
		expect((await hard.mentor.api.get(r)).ending).not.toBe('early');
		await noel.visit(`${r}/afterwards`);
		await expect(noel.hand.page.locator('main form[action$="/reopening"]')).toHaveCount(1);
		await nora.visit(`${r}/afterwards`);
		/* Whether somebody new should be found is one's own wish, taken back and said again. */
		for (const wish of ['no', 'yes']) {
			await noel.visit(`${r}/afterwards`);
			const button = noel.hand.page.locator(`main form[action$="/next-match"] button[value="${wish}"]`);
			if (await button.count())
				await noel.hand.press(button);
		}
		expect((await hard.mentee.api.get(`${r}/afterwards`)).match).toBe('waiting');
		expect((await l.manager.api.items(`/programmes/${l.programme}/participants`)).find((p) => p.person === hard.mentee.id).state).toBe('waiting');
	});
	await test.step('it was too early: they go on; it is ended kindly, one asks, and the other says yes', async () => {
		const state = async () => (await hard.mentor.api.get(r)).state;
		await noel.visit(`${r}/afterwards`);
		await noel.hand.send(`${r}/reopening`);
		expect(await state()).toBe('active');
		await clock.settled();
		await byMail(nora, new RegExp(`^${r}$`));
		/* He is writing something while she ends it. */
		await noel.visit(`${r}/roadblocks`);
		await noel.hand.choose('kind', 'people');
		for (const [name, words] of Object.entries({ body: 'Ich komme nie dran', step: 'Nora fragen', review_on: clock.day(14) }))
			await noel.hand.fill(name, words);
		await nora.visit(`${r}/ending`);
		await nora.hand.choose('ending', 'early');
		await nora.say({ farewell: 'Fair winds' });
		await nora.hand.next(); /* looked at once more */
		expect(await state()).toBe('ended');
		await noel.hand.next();
		for (const words of [noel.hand.word('What you wrote is still here'), 'Ich komme nie dran', 'Nora fragen'])
			await noel.hand.sees(words);
		await clock.settled();
		await byMail(noel, /afterwards$/);
		await noel.hand.sees('Fair winds');
		/* Who ended it can take it back; the other one asks. */
		await noel.hand.send(`${r}/reopening`);
		expect(await state()).toBe('ended');
		await clock.settled();
		await byMail(nora, /afterwards$/);
		await nora.hand.sees('Noel');
		await nora.hand.send(`${r}/reopening`);
		expect(await state()).toBe('active');
		await clock.settled();
		await byMail(noel, new RegExp(`^${r}$`));
		await noel.visit(`${r}/trust`); /* everything is where they left it */
		expect((await hard.mentor.api.items(`${r}/meetings`)).filter((m) => m.state === 'held')).toHaveLength(1);
		expect((await l.manager.api.items(`/programmes/${l.programme}/participants`)).find((p) => p.person === hard.mentee.id).state).toBe('matched');
		await maya.visit(`${r}/status`);
		await expect(maya.hand.page.locator('main')).not.toContainText('Fair winds');
	});
	await test.step('the others have met every four weeks, and were hardly ever written to', async () => {
		await pass(DAYS);
		await clock.settled();
		expect(met).toBeGreaterThanOrEqual(6);
		expect((await calm.mentee.api.items(`${c}/meetings`)).filter((m) => m.state === 'held')).toHaveLength(met);
		/* The invitation, the programme, who it is, a question after 30, 90 and 150 days, the last stretch, and how to stay in touch. */
		for (const p of [calm.mentor, calm.mentee])
			expect(mails.to(p).map((m) => m.subject).length, mails.to(p).map((m) => m.subject).join(' | ')).toBeLessThanOrEqual(8);
		/* Never more than one thing at a time, never about what they left out: they meet, and are asked when they meet again. */
		const titles = [...new Set(told.map((s) => s.title))];
		expect(titles.length, titles.join(' | ')).toBeLessThanOrEqual(8);
		for (const who of [olaf, ona])
			for (const path of ['', '/together', '/meetings', '/challenges', '/goals', '/agreement', '/trust'].map((x) => c + x).concat('/'))
				await who.visit(path);
		await ona.hand.next();
	});
	for (const who of [nora, noel, maya, olaf, ona]) {
		expect([...who.hand.found]).toEqual([]);
		await who.hand.close();
	}
	await l.stop();
});
