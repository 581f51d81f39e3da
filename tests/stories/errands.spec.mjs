/* SPDX-License-Identifier: Apache-2.0 */
/* From a mail to done in a browser where nobody has signed in: by its plain text and by its HTML. */
import { expect, test } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';
import { PASSWORD } from '../lib/client.mjs';
import { Hand } from '../lib/hand.mjs';
import { Life } from '../lib/life.mjs';
import { linksOf } from '../lib/mails.mjs';
import { prepare } from '../lib/world.mjs';

test('done from a mail, without signing in', async ({ browser }) => {
	const l = await Life.begin({ days: 182 }), mails = l.server.mails;
	const pair = await l.pair(['Mona Mentor'], ['Milo Mentee', 'de']), { mentor, mentee } = pair, r = `/relationships/${pair.id}`;
	await prepare(pair.id, mentor, mentee);
	const newest = (who, what) => mails.to(who).filter((m) => linksOf(m).some((x) => x.startsWith(`/errands/${what}-`))).at(-1);
	const plan = async (who, days) => (await who.api.post(`${r}/meetings`, { starts: l.clock.local('UTC', days * 1440 - 120), minutes: 60, place: 'Room 3' })).id;
	const wide = await Hand.open(browser, l.server, { lang: 'en', width: 1280, keyboard: true });
	const phone = await Hand.open(browser, l.server, { lang: 'de', width: 320, js: false });
	let meeting;

	await test.step('the HTML of a mail, light and dark, wide and narrow, and its button', async () => {
		meeting = await plan(mentee, 3);
		await l.clock.settled();
		const mail = newest(mentor, 'suits'), html = mail.parts.find((p) => /text\/html/.test(p.type)).text;
		for (const width of [320, 800])
			for (const colorScheme of ['light', 'dark']) {
				const context = await browser.newContext({ viewport: { width, height: 700 }, colorScheme, javaScriptEnabled: true });
				const page = await context.newPage(), asked = [];
				page.on('request', (q) => asked.push(q.url()));
				await page.setContent(html);
				expect(asked, 'a mail loads nothing').toEqual([]);
				expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
				expect((await new AxeBuilder({ page }).disableRules(['landmark-one-main', 'region', 'page-has-heading-one']).analyze()).violations.map((v) => v.id)).toEqual([]);
				await expect(page.locator('a.go')).toHaveText(['The time suits me']);
				await context.close();
			}
		await wide.goto(new URL(html.match(/class="go" href="([^"]+)"/)[1]).pathname);
		await wide.sees('You and Milo Mentee meet on');
		expect((await mentee.browser.page(`/meetings/${meeting}`)).text).not.toContain('Der Termin passt Mona');
		await wide.next();
		await wide.sees('Thank you. That was all.');
		await wide.sees('Milo sees that the time suits you.');
		expect((await mentee.browser.page(`/meetings/${meeting}`)).text).toContain('Der Termin passt Mona');
	});
	await test.step('a promise, from the plain text, in German on a phone without scripts', async () => {
		await mentee.api.post(`${r}/commitments`, { body: 'The heron article', due_on: l.clock.day(7) });
		await l.until(7);
		await phone.goto(linksOf(newest(mentee, 'kept')).find((x) => x.startsWith('/errands/kept-')));
		await phone.sees('Etwas, das Sie zugesagt haben');
		await phone.next();
		await phone.sees('Es ist als erledigt abgehakt.');
		await phone.goto(phone.path());
		await phone.sees('Erledigt');
		expect((await mentee.api.items(`${r}/commitments`))[0].state).toBe('done');
	});
	await test.step('that a meeting took place; the three questions come after signing in', async () => {
		await phone.goto(linksOf(newest(mentee, 'met')).find((x) => x.startsWith('/errands/met-')));
		await phone.next();
		await phone.sees('Das Treffen ist als gehalten vermerkt.');
		await phone.next();
		expect(phone.path()).toContain('/sign-in?to=');
		expect((await mentee.api.get(`/meetings/${meeting}`)).state).toBe('held');
	});
	await test.step('how much one wants to go on; a number that is none keeps the page', async () => {
		await l.until(38);
		const mail = newest(mentee, 'check');
		expect(mail, 'the question of the month').toBeTruthy();
		await phone.goto(linksOf(mail).find((x) => x.startsWith('/errands/check-')));
		await phone.sees('Eine Frage nur an Sie');
		await phone.next();
		await phone.sees('Wählen Sie eine Zahl von 1 bis 10.');
		await phone.fill('value', '8');
		await phone.next();
		await phone.sees('Ihre Antwort ist festgehalten, nur für Sie.');
		expect(await phone.page.locator('main').textContent()).not.toMatch(/\b8\b/);
		expect((await mentee.api.items(`${r}/check`))[0].value).toBe(8);
	});
	await test.step('a damaged link, an old one, and somebody else who is signed in', async () => {
		const link = linksOf(newest(mentee, 'kept')).find((x) => x.startsWith('/errands/kept-'));
		await phone.goto(`${link}x`);
		expect(phone.status).toBe(404);
		await phone.goto(link);
		expect(phone.status).toBe(410);
		await phone.sees('Dieser Link ist zu alt');
		await phone.next();
		await phone.fill('email', mentee.email);
		await phone.fill('password', PASSWORD);
		await phone.next();
		expect(phone.path(), 'the way on leads to the thing itself').toBe(`${r}/commitments`);
		await phone.goto(link);
		await expect(phone.page.locator('main')).not.toContainText(/anmelden/i);
		await phone.goto(`${link}x`);
		await expect(phone.page.locator('main')).not.toContainText(/anmelden/i);
	});
	for (const hand of [wide, phone]) {
		expect([...hand.found]).toEqual([]);
		await hand.close();
	}
	await l.stop();
});
