/* SPDX-License-Identifier: Apache-2.0 */
/* The pages of the demonstration in a language that takes 40 % more room and in one that runs from right to
 * left, on a phone: nothing is wider than the screen, nothing is left for axe. Everybody of the cast, and of the situations
 * those whose pages look different (the others are of the same pages; some of them have a language of their own). */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Hand } from '../lib/hand.mjs';
import { startServer } from '../lib/server.mjs';

const SITUATIONS = ['just-matched', 'pausing', 'ended-well', 'allies'];
const ALL = readFileSync('practice/demo/situations.yml', 'utf8').split(/\n {2}- id: /).slice(1).map((x) => x.split('\n')[0]);

let server;
test.beforeAll(async () => { server = await startServer({ verb: 'demo' }); });
test.afterAll(() => server.stop());

for (const [lang, dir] of [['en-XL', 'ltr'], ['ar-XB', 'rtl']])
	test(`${lang} at 320 px`, async ({ browser }) => {
		const hand = await Hand.open(browser, server, { lang, width: 320 });
		await hand.goto('/demo');
		expect(await hand.page.evaluate(() => document.documentElement.dir)).toBe(dir);
		const actions = await hand.page.locator('form[action^="/demo/sign-in/"]').evaluateAll((all) => all.map((f) => f.getAttribute('action')));
		const cast = actions.filter((a) => !a.includes('?')), situations = actions.filter((a) => a.includes('?'));
		expect(situations.length).toBe(ALL.length);
		for (const action of [...cast, ...SITUATIONS.map((id) => situations[ALL.indexOf(id)])]) {
			await hand.goto('/demo');
			await hand.send(action);
			const seen = new Set();
			for (const from of ['/', await hand.page.locator('main a[href^="/"]').first().getAttribute('href')]) {
				await hand.goto(from);
				for (const path of await hand.page.locator('main a[href^="/"]').evaluateAll((all) => all.map((a) => a.pathname)))
					if (!seen.has(path.replace(/\d+/g, 'n')) && !/\.(ics|csv)$/.test(path)) {
						seen.add(path.replace(/\d+/g, 'n'));
						await hand.goto(path);
					}
			}
		}
		expect([...hand.found]).toEqual([]);
		await hand.close();
	});
