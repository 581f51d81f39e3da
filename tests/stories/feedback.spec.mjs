/* SPDX-License-Identifier: Apache-2.0 */
/* Feedback in the browser: asked for in German on a phone without scripts, given by keyboard after a second look. */
import { expect, test } from '@playwright/test';
import { PASSWORD } from '../lib/client.mjs';
import { Hand } from '../lib/hand.mjs';
import { fillPair, makeWorld } from '../lib/world.mjs';

test('feedback is asked for, looked at once more, given, answered', async ({ browser }) => {
	const w = await makeWorld(), r = w.pair.id, place = `/relationships/${r}/feedback`;
	await fillPair(r, w.mentor, w.mentee);
	await w.mentee.api.put('/account/settings', { lang: 'de', tz: 'UTC' });
	const mentee = await Hand.open(browser, w.server, { lang: 'de', width: 320, js: false });
	const mentor = await Hand.open(browser, w.server, { lang: 'en', width: 1400, keyboard: true });
	for (const [hand, person] of [[mentee, w.mentee], [mentor, w.mentor]]) {
		await hand.goto('/sign-in');
		await hand.fill('email', person.email);
		await hand.fill('password', PASSWORD);
		await hand.next();
	}
	await mentee.goto(`/relationships/${r}`);
	await mentee.press(mentee.page.locator(`nav a[href="${place}"]`));
	await mentee.fill('work', 'Mein Vortrag');
	await mentee.send(`/relationships/${r}/feedback-requests`);
	await mentor.goto(place);
	await mentor.sees('Mein Vortrag');
	await mentor.follow(`${place}/new?request=`);
	await mentor.fill('situation', 'The talk on Tuesday');
	await mentor.fill('deed', 'You are so impatient');
	await mentor.fill('keep', 'Good job');
	await mentor.fill('change', 'Wait for the first answer');
	/* Without a first step it does not leave, and nothing that was typed is lost. */
	await mentor.next();
	await mentor.sees('What exactly was done well, because …?');
	await mentor.next();
	await mentor.sees('The talk on Tuesday');
	await expect(mentor.field('keep')).toHaveValue('Good job');
	await mentor.fill('next', 'Count to five');
	await mentor.next();
	await mentor.fill('framing', 'I want to help with the quiet ones');
	await mentor.next();
	expect((await w.mentee.api.items(place)).filter((x) => x.situation === 'The talk on Tuesday').length).toBe(1);
	const [{ id }] = await w.mentee.api.items(place);
	await mentee.goto(place);
	await mentee.follow(`/feedback/${id}`);
	await mentee.sees('Count to five');
	await mentee.sees('I want to help with the quiet ones');
	await mentee.fill('answer', 'Ich zähle bis fünf');
	await mentee.next();
	await mentor.goto(`/feedback/${id}`);
	await mentor.sees('Ich zähle bis fünf');
	/* A kind word, apart from it. */
	await mentor.goto(place);
	await mentor.send(`/relationships/${r}/encouragements`);
	await mentee.goto(place);
	await mentee.sees(mentee.word('I believe in you'));
	for (const hand of [mentee, mentor])
		await hand.goto(`/relationships/${r}/skills`);
	for (const hand of [mentee, mentor]) {
		expect([...hand.found]).toEqual([]);
		await hand.close();
	}
	await w.server.stop();
});
