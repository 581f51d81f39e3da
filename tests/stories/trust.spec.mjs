/* SPDX-License-Identifier: Apache-2.0 */
/* Two people say how it is between them: the mentee in German on a phone, the mentor without scripts. */
import { expect, test } from '@playwright/test';
import { PASSWORD } from '../lib/client.mjs';
import { Hand } from '../lib/hand.mjs';
import { fillPair, makeWorld } from '../lib/world.mjs';

const ITEMS = ['openness', 'respect', 'adapts', 'comfort'];

test('how it is between two people', async ({ browser }) => {
	const w = await makeWorld(), r = w.pair.id, place = `/relationships/${r}/trust`;
	await fillPair(r, w.mentor, w.mentee);
	await w.mentee.api.put('/account/settings', { lang: 'de', tz: 'UTC' });
	const mentee = await Hand.open(browser, w.server, { lang: 'de', width: 320 });
	const mentor = await Hand.open(browser, w.server, { lang: 'en', width: 800, js: false });
	for (const [hand, person, mark] of [[mentee, w.mentee, 2], [mentor, w.mentor, 5]]) {
		await hand.goto('/sign-in');
		await hand.fill('email', person.email);
		await hand.fill('password', PASSWORD);
		await hand.next();
		await hand.goto(`/relationships/${r}`);
		await hand.follow(place);
		for (const x of ITEMS)
			await hand.choose(x, String(mark));
		await hand.next();
	}
	await mentor.sees('Worth a talk');
	await mentor.fill('body', 'Saying no');
	await mentor.send(place.replace('trust', 'growth'));
	await mentee.goto(place);
	await mentee.sees('Saying no');
	/* They have talked about it; what was said before can be said anew, and there is nothing left to talk about. */
	await mentee.unfold(mentee.page.locator('main details summary').first());
	await expect(mentee.page.locator('[name=openness][value="2"]')).toBeChecked();
	for (const x of ITEMS)
		await mentee.choose(x, '4');
	await mentee.send(place.replace('trust', 'pulse'));
	await mentor.goto(place);
	await expect(mentor.page.locator('#talk')).toHaveCount(0);
	for (const hand of [mentee, mentor]) {
		expect([...hand.found]).toEqual([]);
		await hand.close();
	}
	await w.server.stop();
});
