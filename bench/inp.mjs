/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The slowest interaction with a page, as Interaction to Next Paint counts it: what the browser itself reports of each
 * (Event Timing, in steps of 8 ms; nothing above 16 ms is 16), on a phone whose processor is SLOWER times slower.
 */

/* Looks at the page with the keyboard, opens everything that opens, and writes into what can be written into; in ms. */
export async function
slowestInteraction(browser, url, cookies, slower)
{
	const context = await browser.newContext({ viewport: { width: 412, height: 823 }, hasTouch: true, isMobile: true });
	try {
		await context.addCookies(cookies);
		const page = await context.newPage();
		await page.addInitScript(() => {
			window.slowest = 16;
			new PerformanceObserver((list) => {
				for (const e of list.getEntries())
					if (e.interactionId)
						window.slowest = Math.max(window.slowest, e.duration);
			}).observe({ type: 'event', durationThreshold: 16, buffered: true });
		});
		await page.goto(url);
		await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: slower });
		for (let n = 0; n < 5; n++)
			await page.keyboard.press('Tab');
		for (const opens of (await page.locator('summary:visible').all()).slice(0, 4))
			await opens.tap();
		await page.keyboard.press('Escape');
		for (const field of (await page.locator('main :is(textarea, input[type="text"]):visible').all()).slice(0, 2)) {
			await field.tap();
			await page.keyboard.type('What became of it? ', { delay: 10 });
		}
		await page.waitForTimeout(300); /* entries come after the paint */
		return await page.evaluate(() => window.slowest);
	} finally {
		await context.close();
	}
}
