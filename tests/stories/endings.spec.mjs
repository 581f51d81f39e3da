/* SPDX-License-Identifier: Apache-2.0 */
/* An early ending in a browser: said kindly, looked at once more, looked back on, gone on as allies, told. */
import { expect, test } from '@playwright/test';
import { Hand } from '../lib/hand.mjs';
import { fillPair, makeWorld } from '../lib/world.mjs';

const VARIANTS = [
	{ name: 'English, wide, mouse', lang: 'en', width: 1280 },
	{ name: 'German, narrow, without scripts', lang: 'de', width: 320, js: false },
	{ name: 'German, narrow, keyboard alone', lang: 'de', width: 320, keyboard: true },
];

for (const variant of VARIANTS)
	test(`an ending: ${variant.name}`, async ({ browser }) => {
		test.setTimeout(300_000);
		const w = await makeWorld();
		const r = w.pair.id, hands = [];
		const enter = async (person) => {
			const h = await Hand.open(browser, w.server, variant);
			const [name, value] = person.cookie.split(/=(.*)/s);
			await person.api.put('/account/settings', { lang: variant.lang, tz: 'UTC' });
			await h.context.addCookies([{ name, value, url: w.server.url }]);
			hands.push(h);
			return h;
		};
		try {
			await fillPair(r, w.mentor, w.mentee);
			const mentee = await enter(w.mentee), mentor = await enter(w.mentor);
			await test.step('said kindly, and looked at once more', async () => {
				await mentee.goto(`/relationships/${r}/ending`);
				await mentee.fill('farewell', 'Thank you for the questions.');
				await mentee.next();
				await expect(mentee.page.locator('main .letter')).toBeVisible();
				expect((await w.mentee.api.get(`/relationships/${r}`)).state).toBe('active');
				await mentee.next();
				await expect(mentee.page.locator('main blockquote')).toHaveText('Thank you for the questions.');
			});
			await test.step('both look back', async () => {
				for (const [h, words] of [[mentee, 'Early mornings'], [mentor, 'Short and often']]) {
					await h.goto(`/relationships/${r}`);
					await h.next();
					await h.fill('answer_review-worked', words);
					await h.next();
				}
				await expect(mentor.page.locator('main blockquote')).toHaveCount(2);
			});
			await test.step('allies, when both want it', async () => {
				for (const h of [mentor, mentee]) {
					await h.goto(`/relationships/${r}/afterwards`);
					await h.send(`/relationships/${r}/ally`);
				}
				await mentee.choose('interval', 'quarterly');
				await mentee.next();
				await expect(mentee.page.locator('main .card h2').first()).toBeVisible();
				expect((await w.manager.api.get(`/relationships/${r}/status`)).state).toBe('ended');
			});
			await test.step('the story of both', async () => {
				await mentee.goto(`/relationships/${r}/story`);
				await mentee.fill('body', 'We met at dawn.');
				await mentee.next();
				await mentor.goto(`/relationships/${r}/story`);
				await mentor.next();
				await expect(mentor.page.locator('main .tag.good')).toBeVisible();
			});
			for (const page of ['ending', 'afterwards', 'review', 'keeping-in-touch', 'fit', 'mentor-path', 'story', 'together'])
				await mentee.goto(`/relationships/${r}/${page}`); /* each is looked at on the way */
			for (const h of hands)
				expect([...h.found]).toEqual([]);
		} finally {
			await Promise.all(hands.map((h) => h.close()));
			await w.server.stop();
		}
	});
