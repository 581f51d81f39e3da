/* SPDX-License-Identifier: Apache-2.0 */
/* Takes the pictures of docs/tour.md and the README from the demonstration: wide and light, wide and dark, on a
 * phone. `node tools/tour.mjs [DIRECTORY]`; WAYMARK names the program. */
import { chromium } from '@playwright/test';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startServer } from '../tests/lib/server.mjs';
import { PAGES, placesOf } from './places.mjs';

const OUT = process.argv[2] ?? 'docs/img';
const SHAPES = [['light', 1280, 860], ['dark', 1280, 860], ['phone', 390, 844]];

mkdirSync(OUT, { recursive: true });
const server = await startServer({ verb: 'demo' });
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
try {
	for (const who of ['mentee', 'mentor', 'manager']) {
		const page = await (await browser.newContext()).newPage();
		const wire = await page.context().newCDPSession(page);
		const path = await placesOf(page, server, who);
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
