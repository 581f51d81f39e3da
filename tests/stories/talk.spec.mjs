/* SPDX-License-Identifier: Apache-2.0 */
/* A question and its answer: the mentee asks in German on a phone without scripts, the mentor answers by hand. */
import { expect, test } from '@playwright/test';
import { PASSWORD } from '../lib/client.mjs';
import { Hand } from '../lib/hand.mjs';
import { fillPair, makeWorld } from '../lib/world.mjs';

test('a question, own ideas, an answer', async ({ browser }) => {
	const w = await makeWorld(), r = w.pair.id, place = `/relationships/${r}/questions`;
	const things = await fillPair(r, w.mentor, w.mentee);
	await w.mentee.api.put('/account/settings', { lang: 'de', tz: 'UTC' });
	const mentee = await Hand.open(browser, w.server, { lang: 'de', width: 320, js: false });
	const mentor = await Hand.open(browser, w.server, { lang: 'en', width: 1400 });
	const keys = await Hand.open(browser, w.server, { lang: 'en', width: 1400, keyboard: true });
	for (const [hand, person] of [[mentee, w.mentee], [mentor, w.mentor]]) {
		await hand.goto('/sign-in');
		await hand.fill('email', person.email);
		await hand.fill('password', PASSWORD);
		await hand.next();
	}
	await mentee.goto(`/relationships/${r}/together`);
	await mentee.follow(place);
	await mentee.fill('body', 'Soll ich wechseln?');
	await mentee.fill('ideas', 'Erst mit der Leitung sprechen');
	await mentee.next();
	await mentee.sees('Darauf kann man mit Ja oder Nein antworten.'); /* a hint, which holds nobody up */
	await mentee.next();
	await mentee.sees('Soll ich wechseln?');
	const [{ id }] = (await w.mentee.api.items(place)).filter((x) => x.body === 'Soll ich wechseln?');
	await mentor.goto(place);
	await mentor.follow(`/questions/${id}`);
	await mentor.sees('Erst mit der Leitung sprechen');
	await mentor.next();
	await mentor.fill('answer', 'What would you ask first?');
	await mentor.next();
	await mentee.goto(`/questions/${id}`);
	await mentee.sees('What would you ask first?');
	await test.step('the library, without scripts: by moment, one on the agenda, one asked', async () => {
		await mentee.goto(place);
		await mentee.follow(`/relationships/${r}/library`);
		await mentee.page.selectOption('select[name=moment]', 'closing');
		await mentee.press(mentee.page.locator('form.search button'));
		await mentee.sees('Welchen Satz von heute nehmen Sie mit?');
		await mentee.press(mentee.page.locator('#q-close-one-sentence button[value=agenda]'));
		await mentee.sees('Sie steht auf der Tagesordnung');
		await expect(mentee.page.locator('#q-close-one-sentence')).toContainText('auf der Tagesordnung');
		await mentee.follow(`${place}?ask=close-left-open#ask`);
		expect(await mentee.page.inputValue('textarea[name=body]')).toContain('Was haben wir offen gelassen');
		await mentee.goto(`/relationships/${r}/library`);
		await mentee.fill('body', 'Was würden Sie weglassen?');
		await mentee.next();
		await mentee.sees('Ihre eigenen Fragen');
		await mentee.sees('Was würden Sie weglassen?');
	});
	await test.step('the library by keyboard: it follows the typing, and one comes on the roadmap', async () => {
		await keys.goto('/sign-in');
		await keys.fill('email', w.mentor.email);
		await keys.fill('password', PASSWORD);
		await keys.next();
		await keys.goto(`/relationships/${r}/library?moment=all`);
		await keys.tabTo(keys.page.locator('input[type=search]'));
		await keys.page.keyboard.type('first step');
		await expect(keys.page.locator('#q-grow-first-step')).toBeVisible();
		await expect(keys.page.locator('#q-close-one-sentence')).toHaveCount(0);
		await keys.axe();
		await keys.press(keys.page.locator('#q-grow-first-step button[value=roadmap]'));
		await keys.sees('It is a theme on your roadmap now.');
		await keys.goto(`/relationships/${r}/roadmap`);
		await keys.sees('What is the first step that takes less than an hour');
	});
	for (const path of [`/relationships/${r}/heard`, `/heard/${things.heard}`, `/relationships/${r}/roadblocks`, `/roadblocks/${things.roadblock}`,
		`/relationships/${r}/introductions`, `/introductions/${things.introduction}`])
		for (const hand of [mentee, mentor])
			await hand.goto(path);
	for (const hand of [mentee, mentor, keys]) {
		expect([...hand.found]).toEqual([]);
		await hand.close();
	}
	await w.server.stop();
});
