/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The line of tabs of two people on a phone, read from left to right and from right to left, with scripts and without:
 * it begins where one is; the first tab stands below the edge at which the page begins, none of the others is cut off.
 */
import { expect, test } from '@playwright/test';
import { Hand } from '../lib/hand.mjs';
import { startServer } from '../lib/server.mjs';

const EDGE = 16, FADE = 32; /* px: where a page begins, and where the line fades */
let server;
test.beforeAll(async () => { server = await startServer({ verb: 'demo' }); });
test.afterAll(() => server.stop());

/* Distances of the current tab from where the line begins and from where it ends, in the direction of reading. */
const where = () => {
	const rtl = document.documentElement.dir === 'rtl';
	const at = (e) => { const { left, right } = e.getBoundingClientRect(); return rtl ? [innerWidth - right, innerWidth - left] : [left, right]; };
	const tabs = [...document.querySelectorAll('nav.tabs.within a')], here = tabs.findIndex((a) => a.ariaCurrent);
	const [from, to] = at(tabs[here]);
	return { n: tabs.length, here, from, to, heading: at(document.querySelector('main h1'))[0], moves: document.querySelector('nav.tabs.within ul').scrollWidth > innerWidth };
};

for (const [lang, js] of [['en', true], ['en', false], ['ar-XB', true], ['ar-XB', false]])
	test(`tabs at 320 px: ${lang}, ${js ? 'with' : 'without'} scripts`, async ({ browser }) => {
		const hand = await Hand.open(browser, server, { lang, width: 320, js });
		await hand.goto('/demo');
		await hand.press(hand.page.locator('main form[action^="/demo/sign-in/"] button').nth(3)); /* the mentee */
		await hand.goto('/relationships');
		await hand.press(hand.page.locator('main a[href^="/relationships/"]').first());
		const paths = await hand.page.locator('nav.tabs.within a').evaluateAll((all) => all.map((a) => a.pathname));
		for (const [i, path] of paths.entries()) {
			await hand.page.goto(path);
			const seen = await hand.page.evaluate(where);
			expect(seen.moves, 'the line is longer than the screen, or this shows nothing').toBe(true);
			expect(seen.here, path).toBe(i);
			if (i === 0)
				expect(Math.round(seen.from), 'the first tab begins where the page begins').toBe(Math.round(seen.heading));
			expect(seen.from, `${path}: not cut off where the line begins`).toBeGreaterThanOrEqual(EDGE - 1);
			expect(seen.to, `${path}: not below the fade`).toBeLessThanOrEqual(320 - FADE + 1);
		}
		expect([...hand.found]).toEqual([]);
		await hand.close();
	});
