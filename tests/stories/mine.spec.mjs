/* SPDX-License-Identifier: Apache-2.0 */
/* My data, lived through: the mentor in English on a wide screen with the keyboard, the mentee in German on a phone
 * without scripts. */
import { expect, test } from '@playwright/test';
import { PASSWORD } from '../lib/client.mjs';
import { Hand } from '../lib/hand.mjs';
import { fillPair, makeWorld } from '../lib/world.mjs';

test.setTimeout(120_000);

async function
come(hand, person)
{
	await hand.goto('/sign-in');
	await hand.fill('email', person.email);
	await hand.fill('password', PASSWORD);
	await hand.next();
}

test('what is mine: seen, taken along, deleted', async ({ browser }) => {
	const w = await makeWorld(), r = w.pair.id;
	await fillPair(r, w.mentor, w.mentee);
	await w.mentee.api.put('/account/settings', { lang: 'de', tz: 'UTC' });
	await w.manager.api.get(`/relationships/${r}/status`);
	await w.admin.api.get(`/people/${w.mentee.id}`);
	const mentor = await Hand.open(browser, w.server, { lang: 'en', width: 1280, keyboard: true });
	const mentee = await Hand.open(browser, w.server, { lang: 'de', width: 320, js: false });
	const looking = await Hand.open(browser, w.server, { lang: 'de', width: 320 });

	/* The mentor reads who looked, and what is kept of him. */
	await come(mentor, w.mentor);
	await mentor.goto('/account');
	await mentor.follow('/account/data');
	await mentor.sees('Dates and stage of you and Milo');
	await mentor.sees('Runs a programme of yours');
	await mentor.follow('/account/openings');
	await mentor.sees('Maya Manager');
	await mentor.goto('/account/data');
	await mentor.next();
	await mentor.sees('The data of Mona Mentor');
	await mentor.sees('Speak up in meetings');
	await mentor.sees('Feedback that was written to you');
	await mentor.page.emulateMedia({ media: 'print' });
	expect(await mentor.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
	await mentor.page.emulateMedia({ media: 'screen' });

	/* He ends it, has his words deleted, and keeps them after all. */
	await w.mentor.api.post(`/relationships/${r}/ending`, { sure: true });
	await mentor.goto('/account/data');
	await mentor.send(`/relationships/${r}/deletion`);
	await mentor.sees('It will be deleted.');
	await mentor.send(`/relationships/${r}/deletion`);
	await mentor.sees('It is kept.');

	/* On a phone, without scripts: the document, then the account. */
	for (const hand of [mentee, looking]) {
		await come(hand, w.mentee);
		await hand.goto('/account/data');
		await hand.goto('/account/data/document');
		await hand.sees('Die Daten von Milo Mentee');
		await hand.goto('/account/openings');
		await hand.goto('/account/deletion');
		await hand.sees('Was bleibt, und warum');
	}
	await mentee.send('/account/deletion');
	await mentee.sees('Ihr Konto ist geschlossen');
	const link = mentee.path();
	await mentee.goto('/account');
	expect(mentee.path()).toMatch(/^\/sign-in/);
	await looking.goto(link);
	await mentee.goto(link);
	await mentee.next();
	await mentee.sees('Ihr Konto ist wieder offen.');
	await mentee.goto(link);
	await mentee.sees('Dieser Link gilt nicht mehr');
	await come(mentee, w.mentee);
	await mentee.goto('/account/data');
	for (const hand of [mentor, mentee, looking]) {
		/* "Later" is what the mentee of this world wrote, and a word of the program, too. */
		expect([...hand.found].filter((x) => !/English: Later$/.test(x))).toEqual([]);
		await hand.close();
	}
	await w.server.stop();
});
