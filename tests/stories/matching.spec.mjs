/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A manager with thousands of people changes a weight and sees the difference, asks why and why not, pins
 * two, keeps two apart, takes other rules over and publishes. The time that comparing takes on a quiet machine
 * is well below a second (.75 with sixteen others at work on two cores); the limit here is three.
 */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { PASSWORD, setUp } from '../lib/client.mjs';
import { crowd } from '../lib/crowd.mjs';
import { Hand, throughJob } from '../lib/hand.mjs';
import { startServer } from '../lib/server.mjs';
import { makeProgramme } from '../lib/world.mjs';

/* A sanitizer makes everything several times slower. */
const LIMIT = readFileSync(process.env.WAYMARK ?? 'build/waymark').includes('__asan_init') ? 20_000 : 3_000;

const MATCH = /\/matches\/\d+$/;

/* How long the server worked on the last request of a route, in milliseconds. */
function
took(server, route)
{
	return Math.max(...server.log().split('\n').filter((l) => l.includes(`route=${route} `)).slice(-1).map((l) => Number(l.match(/ us=(\d+)/)[1]) / 1000));
}

const VARIANTS = [
	{ name: '5,000 people, English, wide', lang: 'en', width: 1280, mentees: 3700, mentors: 1300 },
	{ name: '500 people, German, narrow, without scripts', lang: 'de', width: 320, js: false, mentees: 370, mentors: 130 },
];

for (const variant of VARIANTS)
	test(`matching: ${variant.name}`, async ({ browser }) => {
		test.setTimeout(600_000);
		const server = await startServer();
		let hand;
		try {
			const admin = await setUp(server, { tz: 'UTC' });
			await admin.api.put('/account/settings', { lang: variant.lang, tz: 'UTC' });
			const programme = await makeProgramme(admin, 'The whole harbour');
			crowd(server.dir, variant.mentees, variant.mentors);
			for (const role of ['mentor', 'mentee'])
				server.run('import', '--programme', String(programme), '--role', role, `${server.dir}/${role}s.csv`);
			const rule = (await admin.api.items(`/programmes/${programme}/rules`)).find((r) => r.mentee_field === 'wanted').id;
			hand = await Hand.open(browser, server, variant);
			const { page } = hand;
			await test.step('signing in, and the first proposal', async () => {
				await hand.goto('/sign-in');
				await hand.fill('email', admin.email);
				await hand.fill('password', PASSWORD);
				await hand.next();
				await hand.goto(`/programmes/${programme}/matching`);
				await hand.next();
				await throughJob(hand, MATCH);
				await expect(page.locator('tbody tr').first()).toBeVisible();
			});
			await test.step('a weight is changed, and the difference is seen', async () => {
				await hand.goto(`/programmes/${programme}/trial`);
				await expect(page.locator('#n')).toHaveText(hand.word('This is what the rules as they are lead to'));
				await hand.fill(`rule_${rule}`, '9');
				if (variant.js === false)
					await hand.press(page.locator('form.card button').first());
				await expect(page.locator('#n')).not.toHaveText(hand.word('This is what the rules as they are lead to'), { timeout: 60_000 });
				await hand.look();
				const ms = took(server, 'trial_show');
				test.info().annotations.push({ type: 'compared', description: `${ms} ms` });
				expect(ms, 'two sets of rules side by side').toBeLessThan(LIMIT);
			});
			await test.step('why these two, and what another mentor would cost', async () => {
				await hand.goto(`/programmes/${programme}/matching`);
				await hand.next();
				await hand.press(page.locator('tbody a[href*="/people/"]', { hasText: hand.word('Why these two') }).first());
				await expect(page.locator('ul.points li').first()).toBeVisible();
				await expect(page.locator('section[aria-labelledby=others] li')).toHaveCount(5);
				await hand.fill('q', 'mentor7');
				await hand.press(page.locator('section[aria-labelledby=ask] button').first());
				expect(await page.locator('section[aria-labelledby=ask] li').count()).toBeGreaterThan(0);
				const asked = (await admin.api.items(hand.path())).filter((x) => x.eligible);
				expect(asked.length).toBeGreaterThan(0);
				for (const x of asked) {
					expect([x.possible, x.at_least], `what ${x.name} would cost is known, and exactly`).toEqual([1, 0]);
					await expect(page.locator('section[aria-labelledby=ask] li', { has: page.getByRole('link', { name: x.name, exact: true }) })).toContainText(x.words);
				}
			});
			await test.step('two are pinned: the best pairs are found again at once', async () => {
				const name = (await page.locator('section[aria-labelledby=others] li a').first().innerText()).trim();
				await hand.press(page.locator('section[aria-labelledby=others] li button').first());
				await throughJob(hand, MATCH);
				await hand.goto(`/programmes/${programme}/rules`);
				await expect(page.locator('section[aria-labelledby=wishes]')).toContainText(name);
			});
			await test.step('two are kept apart', async () => {
				await hand.goto(`/programmes/${programme}/matching`);
				await hand.next();
				await hand.press(page.locator('tbody button', { hasText: hand.word('Not these two') }).first());
				await throughJob(hand, MATCH);
				await hand.goto(`/programmes/${programme}/rules`);
				await expect(page.locator('section[aria-labelledby=wishes] li')).toHaveCount(2);
			});
			await test.step('why not: nobody speaks the language', async () => {
				const match = (await admin.api.items(`/programmes/${programme}/matching`))[0].id;
				await hand.goto(`/matches/${match}/unmatched`);
				const left = (await admin.api.items(`/matches/${match}/unmatched?role=mentee`)).find((x) => /mentee\d*00$/.test(x.name) || x.name === 'Mia mentee0');
				await hand.goto(`/matches/${match}/people/${left.person}`);
				await expect(page.locator('section[aria-labelledby=why] tbody tr').first()).toBeVisible();
			});
			await test.step('the tried rules are taken over, and published', async () => {
				await hand.goto(`/programmes/${programme}/trial?rule_${rule}=9`);
				await hand.press(page.locator('#difference form button'));
				await throughJob(hand, MATCH);
				expect((await admin.api.items(`/programmes/${programme}/rules`)).find((r) => r.id === rule).points).toBe(9);
				await hand.next(); /* the letters */
				await hand.next();
				await throughJob(hand, MATCH);
				const all = (await admin.api.items(`/programmes/${programme}/matching`))[0];
				expect(all.state).toBe('published');
				expect(all.matched).toBeGreaterThan(variant.mentees / 2);
			});
			expect([...hand.found], 'what is wrong with the pages').toEqual([]);
		} finally {
			await hand?.close();
			await server.stop();
		}
	});
