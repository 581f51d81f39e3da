/* SPDX-License-Identifier: Apache-2.0 */
/* Saying whom one would like: in English with the keyboard on a wide screen, in German on a phone without scripts; then the manager matches and publishes. */
import { expect, test } from '@playwright/test';
import { join, PASSWORD, setUp } from '../lib/client.mjs';
import { Hand, throughJob } from '../lib/hand.mjs';
import { startServer } from '../lib/server.mjs';
import { makeProgramme, takePart } from '../lib/world.mjs';

test('whom would you like?', async ({ browser }) => {
	const server = await startServer(), admin = await setUp(server, { tz: 'UTC' });
	const programme = await makeProgramme(admin, 'By choice', { way: 'wishes' });
	const p = {};
	for (const name of ['Anna', 'Berta', 'Carla', 'Milo', 'Noel']) {
		p[name] = await join(server, admin, `${name} Example`);
		await takePart(admin, programme, p[name], 'ABC'.includes(name[0]) ? 'mentor' : 'mentee');
	}
	await p.Noel.api.put('/account/settings', { lang: 'de', tz: 'UTC' });
	const place = `/programmes/${programme}/ranking?role=mentee`;
	const open = async (person, more) => {
		const hand = await Hand.open(browser, server, more);
		await hand.goto('/sign-in');
		await hand.fill('email', person.email);
		await hand.fill('password', PASSWORD);
		await hand.next();
		return hand;
	};
	const names = async (hand) => (await hand.page.locator('ol.order li > div > a').allInnerTexts()).map((x) => x.split(' ')[0]);
	const press = async (hand, within, word, name) => hand.press(hand.page.locator(`${within} button`, { hasText: `${hand.word(word)}: ${name} Example` }).first());

	for (const [person, more] of [[p.Milo, { keyboard: true }], [p.Noel, { lang: 'de', width: 320, js: false }]]) {
		const hand = await open(person, more);
		await hand.goto(place); /* home leads here once the profile is complete */
		await hand.sees(hand.word('Only you can see this, now and later. The people who run the programme see how many have said something, never what.'));
		for (const name of ['Anna', 'Berta'])
			await press(hand, '#list', 'Add to my list', name);
		await press(hand, 'ol.order', 'Up', 'Berta');
		expect(await names(hand)).toEqual(['Berta', 'Anna']);
		await press(hand, '#list', 'Not for me', 'Carla');
		await hand.press(hand.page.locator('fieldset button'));
		await hand.sees(hand.word('Rather nobody this time'));
		expect([...hand.found]).toEqual([]);
		await hand.close();
	}
	await test.step('dragging does the same as the buttons', async () => {
		const hand = await open(p.Milo, {});
		await hand.goto(place);
		await hand.page.locator('ol.order li').nth(1).dragTo(hand.page.locator('ol.order li').nth(0));
		await expect(hand.page.locator('ol.order li > div > a').first()).toHaveText('Anna Example');
		await hand.close();
	});
	await test.step('the manager learns how many, matches and publishes', async () => {
		const hand = await open(admin, {});
		await hand.goto(`/programmes/${programme}/matching`);
		await hand.sees('2 of 2 mentees and 0 of 3 mentors have said whom they would like.');
		await hand.next();
		await throughJob(hand, /\/matches\/\d+$/);
		await hand.sees('No two who are not paired would both rather be');
		await hand.next();
		await hand.next();
		await throughJob(hand, /\/matches\/\d+$/);
		expect((await admin.api.items(`/programmes/${programme}/matching`))[0].state).toBe('published');
		expect([...hand.found]).toEqual([]);
		await hand.close();
	});
	await server.stop();
});
