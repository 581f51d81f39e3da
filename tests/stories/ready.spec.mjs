/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A newcomer from the invitation to being ready: home says each time what comes next. In English on a wide screen by
 * keyboard alone, and in German at 320 pixels without scripts.
 */
import { expect, test } from '@playwright/test';
import { join, PASSWORD } from '../lib/client.mjs';
import { Hand } from '../lib/hand.mjs';
import { day, makeWorld, takePart } from '../lib/world.mjs';

const WAYS = [
	{ name: 'a mentor, English, wide, keyboard', role: 'mentor', lang: 'en', width: 1280, keyboard: true },
	{ name: 'a mentee, German, narrow, without scripts', role: 'mentee', lang: 'de', width: 320, js: false },
];

for (const way of WAYS)
	test(`getting ready: ${way.name}`, async ({ browser }) => {
		test.setTimeout(180_000);
		const w = await makeWorld(), programme = w.programme;
		const person = await join(w.server, w.admin, 'Nina Newcomer');
		await takePart(w.admin, programme, person, way.role);
		await person.api.put('/account/settings', { lang: way.lang, tz: 'UTC' });
		const hand = await Hand.open(browser, w.server, way);
		const goes = async (url) => {
			await hand.goto('/');
			await expect(hand.page.locator('main .button.go')).toHaveAttribute('href', url);
			await hand.next();
		};
		await hand.goto('/guides'); /* open to anyone */
		await hand.goto(`/guides/become-${way.role}`);
		await expect(hand.page.locator(`form[action^="/learning/"]`)).toHaveCount(0);
		await hand.goto('/sign-in');
		await hand.fill('email', person.email);
		await hand.fill('password', PASSWORD);
		await hand.next();
		await expect(hand.page.locator('ol.items li')).toHaveCount(6);
		await expect(hand.page.locator('ol.items [aria-current=step]')).toHaveCount(1);

		await goes(`/people/${person.id}/edit`);
		await hand.fill('about', 'I repair clocks.');
		await hand.next();
		await goes(`/people/${person.id}/topics/edit`);
		await hand.fill(way.role === 'mentor' ? 'offered_1' : 'wanted_1', 'Patience');
		await hand.next();
		await goes(`/self-check/${way.role}`);
		await hand.choose('trust', '1');
		await hand.choose('motivation', '5');
		await hand.choose('learning', '4');
		await hand.choose('hours', '3');
		await hand.next();
		await expect(hand.page.locator('section[aria-labelledby=tips] li')).toHaveCount(1);
		await goes(`/programmes/${programme}/role`);
		await expect(hand.page.locator('table tbody tr')).not.toHaveCount(0);
		await hand.next();
		await expect(hand.page.locator('.summary a')).toHaveCount(1);
		await hand.choose('role', '1');
		await hand.next();
		await goes(`/programmes/${programme}/promise`);
		await hand.choose('limits', '1');
		await hand.choose('points', '1');
		await hand.next();
		await hand.goto('/'); /* now one waits, with something worth doing */
		const learn = hand.page.locator('main .button.go');
		await expect(learn).toHaveAttribute('href', new RegExp(`^/guides/become-${way.role}#`));
		await hand.goto(`/guides/become-${way.role}`);
		await hand.press(hand.page.locator('form[action^="/learning/steps/"] button').first());
		await expect(hand.page.locator('section.card .tag.good')).toHaveCount(1);
		const scene = way.role === 'mentor' ? 'not-done' : 'bad-advice';
		await hand.goto(`/scenes/${scene}`);
		await hand.choose('choice', way.role === 'mentor' ? 'curious' : 'explore');
		await hand.next();
		await expect(hand.page.locator('section[aria-labelledby=reply]')).toBeVisible();
		await hand.next();
		await hand.goto('/exercises/say-it-back');
		await hand.next();
		if (way.role === 'mentor') {
			await hand.goto('/traits');
			for (const [name, value] of [['communication', '4'], ['empathy', '2'], ['adaptability', '3'], ['learning', '5']])
				await hand.choose(name, value);
			await hand.next();
			await expect(hand.page.locator('section[aria-labelledby=now] .items li')).toHaveCount(2);
		}
		expect([...hand.found]).toEqual([]);
		await hand.close();
		await w.server.stop();
	});

/* And then the two begin: what each brings, what both promise, a story, strengths seen by both, how they work, advice. */
test('the first steps of two people, side by side', async ({ browser }) => {
	test.setTimeout(180_000);
	const w = await makeWorld(), r = `/relationships/${w.pair.id}`, hands = {};
	for (const way of WAYS) {
		const person = w[way.role], hand = hands[way.role] = await Hand.open(browser, w.server, way), [name, value] = person.cookie.split(/=(.*)/s);
		await person.api.put('/account/settings', { lang: way.lang, tz: 'UTC' });
		await hand.context.addCookies([{ name, value, url: w.server.url }]);
	}
	const { mentor, mentee } = hands;
	const say = async (hand, path, fields) => {
		await hand.goto(`${r}${path}`);
		for (const [name, value] of Object.entries(fields))
			await hand.fill(name, value);
		await hand.next();
	};

	await test.step('A1, A3: each prepares alone, then both read it', async () => {
		await mentee.goto(r);
		await mentee.next();
		await expect(mentee.field('gains')).toHaveCount(0);
		await say(mentee, '/preparation', { wants: 'Leiten lernen', brings: 'Fragen', expects: 'Eine Stunde im Monat' });
		await mentor.goto(`${r}/preparation`);
		await expect(mentor.page.locator('main')).not.toContainText('Leiten lernen');
		await say(mentor, '/preparation', { wants: 'To listen', brings: 'Mistakes', expects: 'Honesty', gains: 'A fresh view' });
		await mentor.goto(`${r}/preparation`);
		await mentor.sees('Leiten lernen');
	});
	await test.step('A4, A5, A11, A13: the role card, what mentoring can and cannot do, the pledge; both see the day', async () => {
		for (const hand of [mentor, mentee]) {
			await hand.goto(`${r}/beginning`);
			for (const name of ['role', 'limits', 'points'])
				await hand.choose(name, '1');
			await hand.next();
		}
		const b = await w.mentee.api.get(`${r}/beginning`);
		expect(b.signed_at > 0 && b.partner_signed_at > 0).toBe(true);
		await mentee.goto(`${r}/beginning`);
	});
	await test.step('D2, D5: a story of the mentor, strengths that both see', async () => {
		await say(mentor, '/sheets/stories', { 'answer_story-challenge': 'The first talk', 'answer_story-mistake': 'I answered before I had listened' });
		await mentee.goto(`${r}/sheets/stories`);
		await mentee.sees('I answered before I had listened');
		for (const [hand, good] of [[mentee, 'Warten'], [mentor, 'He listens']])
			await say(hand, '/sheets/strengths', { 'answer_strengths-good': good, 'answer_strengths-grow': 'Nein sagen', 'answer_strengths-hidden': 'Zeichnen' });
		for (const hand of [mentee, mentor]) {
			await hand.goto(`${r}/sheets/strengths`);
			await hand.sees('Warten');
			await hand.sees('He listens');
		}
	});
	await test.step('A7, A8: how a mentor and a coach differ; the mode decides what stands first', async () => {
		await mentor.goto(`${r}/mode`);
		await expect(mentor.page.locator('main table tbody tr')).not.toHaveCount(0);
		await expect(mentor.page.locator(`main a[href="${r}/advice"]`)).toHaveCount(1);
		await mentor.choose('mode', 'coaching');
		await mentor.next();
		await mentee.goto(`${r}/mode`);
		await expect(mentee.page.locator('[name=mode][value=coaching]')).toBeChecked();
		await mentee.choose('mode', 'mentoring');
		await mentee.next();
		await mentee.goto(`${r}/together`);
	});
	await test.step('A6: advice is written down, tried, and has a result', async () => {
		await say(mentor, '/advice', { body: 'Count to three' });
		await mentee.goto(`${r}/advice`);
		await mentee.follow('/advice/');
		await mentee.fill('tried_on', day(0));
		await mentee.fill('result', 'Sie haben gewartet');
		await mentee.next();
		await mentor.goto(`${r}/advice`);
		await mentor.sees('Sie haben gewartet');
	});
	for (const hand of [mentor, mentee]) {
		expect([...hand.found]).toEqual([]);
		await hand.close();
	}
	await w.server.stop();
});
