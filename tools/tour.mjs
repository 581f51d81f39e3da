/* SPDX-License-Identifier: Apache-2.0 */
/* Takes the pictures of docs/tour.md and the README from the demonstration: wide and light, wide and dark, on a
 * phone. `node tools/tour.mjs [DIRECTORY]`; WAYMARK names the program. */
import { chromium } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from '../tests/lib/server.mjs';

const OUT = process.argv[2] ?? 'docs/img';
const CAST = ['administrator', 'manager', 'mentor', 'mentee'];
/* Whose page, its name in docs/tour.md, and where it is; r: the person's first relationship, m: its next meeting. */
const PAGES = [
	['mentee', 'home', '/'],
	['mentee', 'relationship', 'r'],
	['mentor', 'meeting', 'm'],
	['mentee', 'goals', 'r/goals'],
	['mentee', 'roadmap', 'r/roadmap'],
	['mentor', 'messages', 'r/messages'],
	['mentee', 'feedback', 'r/feedback'],
	['mentee', 'together', 'r/together'],
	['manager', 'matching', 'match'],
	['manager', 'exceptions', '/programmes/1/exceptions'],
];
const SHAPES = [['light', 1280, 860], ['dark', 1280, 860], ['phone', 390, 844]];

mkdirSync(OUT, { recursive: true });
const server = await startServer({ verb: 'demo' });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
try {
	for (const who of ['mentee', 'mentor', 'manager']) {
		const page = await (await browser.newContext()).newPage();
		const wire = await page.context().newCDPSession(page);
		await page.goto(`${server.url}/demo`);
		await page.locator('main form button').nth(CAST.indexOf(who)).click();
		await page.goto(`${server.url}/relationships`);
		const pair = await page.locator('main a[href^="/relationships/"]').first().getAttribute('href').catch(() => '');
		/* The programme that waits to be matched is, once: its proposal. */
		let proposal = '';
		const match = async () => {
			await page.goto(`${server.url}/programmes/2/matching`);
			await page.locator('main button.go').first().click();
			await page.waitForURL(/\/matches\/\d+/);
			await page.locator('main table, main .facts').first().waitFor();
			return new URL(page.url()).pathname;
		};
		const path = async (at) => {
			if (at === 'match')
				return proposal ||= await match();
			if (!/^[rm](\/|$)/.test(at))
				return at;
			if (at === 'm') {
				await page.goto(server.url + pair);
				return page.locator('main a.button:not(.go)[href^="/meetings/"]').first().getAttribute('href');
			}
			return pair + at.slice(1);
		};
		for (const [, name, at] of PAGES.filter(([w]) => w === who))
			for (const [shape, width, height] of SHAPES) {
				await page.setViewportSize({ width, height });
				await page.emulateMedia({ colorScheme: shape === 'dark' ? 'dark' : 'light' });
				const a = await page.goto(server.url + await path(at));
				if (a.status() !== 200)
					throw new Error(`${name}: ${a.status()}`);
				const { data } = await wire.send('Page.captureScreenshot', { format: 'webp', quality: 55 });
				writeFileSync(join(OUT, `${name}-${shape}.webp`), Buffer.from(data, 'base64'));
			}
	}
} finally {
	await browser.close();
	await server.stop();
}
