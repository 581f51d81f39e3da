/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A newcomer from the invitation to being ready: home says each time what comes next. In English on a wide screen by
 * keyboard alone, and in German at 320 pixels without scripts.
 */
import { expect, test } from '@playwright/test';
import { join, PASSWORD } from '../lib/client.mjs';
import { Hand } from '../lib/hand.mjs';
import { makeWorld, takePart } from '../lib/world.mjs';

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
