/* SPDX-License-Identifier: Apache-2.0 */
/* Two people agree how they work together, side by side in two browsers: the mentee in German on a phone,
 * the mentor in English without scripts. */
import { expect, test } from '@playwright/test';
import { PASSWORD } from '../lib/client.mjs';
import { Hand } from '../lib/hand.mjs';
import { makeWorld, prepare } from '../lib/world.mjs';

const FIVE = ['role', 'expectations', 'areas', 'meetings', 'contact'];

async function
comeIn(browser, w, person, options)
{
	const hand = await Hand.open(browser, w.server, options);
	await hand.goto('/sign-in');
	await hand.fill('email', person.email);
	await hand.fill('password', PASSWORD);
	await hand.next();
	return hand;
}

/* The five questions, each with the same few words. */
async function
answer(hand, r, text)
{
	await hand.goto(`/relationships/${r}/agreement`);
	await hand.next();
	for (const x of FIVE)
		await hand.fill(`answer_boundary-${x}`, x === 'role' ? 'Zuhören' : text);
	await hand.next();
}

test('two people agree how they work together', async ({ browser }) => {
	const w = await makeWorld(), r = w.pair.id, place = `/relationships/${r}/agreement`;
	await prepare(r, w.mentor, w.mentee);
	await w.mentee.api.put('/account/settings', { lang: 'de', tz: 'UTC' });
	const mentee = await comeIn(browser, w, w.mentee, { lang: 'de', width: 320 });
	const mentor = await comeIn(browser, w, w.mentor, { lang: 'en', width: 1280, js: false });

	await answer(mentee, r, 'Lieber morgens');
	await expect(mentee.page.locator('main')).not.toContainText('Rather late');
	await answer(mentor, r, 'Rather late');
	await mentor.sees('Lieber morgens');
	await mentor.next();
	await expect(mentor.field('role')).toHaveValue('Zuhören');
	await mentor.sees('What is a middle ground for each of us?');
	for (const x of FIVE.slice(1))
		await mentor.fill(x, 'In between');
	for (const x of ['times', 'place', 'channel', 'lateness', 'outsiders', 'how_often'])
		await mentor.fill(x, 'As it suits both');
	await mentor.next();
	await mentor.sees('You propose version 1');

	await mentee.goto(`/relationships/${r}`);
	await mentee.next();
	await mentee.sees('In between');
	await mentee.next();
	await mentee.follow(`${place}/edit`);
	await mentee.fill('times', 'Freitags');
	await mentee.next();
	await mentor.goto(place);
	await expect(mentor.page.locator('del')).toHaveText('As it suits both');
	await expect(mentor.page.locator('ins')).toHaveText('Freitags');
	await mentor.next();
	await mentor.sees('Our agreement, version 2');
	for (const path of [`/relationships/${r}`, `/relationships/${r}/sheets`, `/relationships/${r}/sheets/rapport`, `/relationships/${r}/sheets/stories`,
		`/relationships/${r}/sheets/boundaries?edit=1`, `/relationships/${r}/attendance`, `/relationships/${r}/style`, `${place}/edit?direction=1`])
		for (const hand of [mentee, mentor])
			await hand.goto(path);

	/* On paper: the agreement and lines to sign, no buttons. */
	await mentor.page.emulateMedia({ media: 'print' });
	await mentor.page.goto(place);
	await expect(mentor.page.locator('.sign')).toBeVisible();
	await expect(mentor.page.locator('main a.button').first()).toBeHidden();
	for (const hand of [mentee, mentor]) {
		expect([...hand.found]).toEqual([]);
		await hand.close();
	}
	await w.server.stop();
});
