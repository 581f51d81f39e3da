/* SPDX-License-Identifier: Apache-2.0 */
/* The journal in the browser: the mentee writes in German on a phone without scripts, the mentor by keyboard. */
import { expect, test } from '@playwright/test';
import { PASSWORD } from '../lib/client.mjs';
import { Hand } from '../lib/hand.mjs';
import { clock, fillPair, makeWorld } from '../lib/world.mjs';

test('a question after a meeting, a page shared, a decision, what a mentor gains', async ({ browser }) => {
	const w = await makeWorld(), r = w.pair.id;
	await fillPair(r, w.mentor, w.mentee);
	const last = (await w.mentor.api.post(`/relationships/${r}/meetings`, { starts: clock('UTC', -60), minutes: 30, place: '' })).id;
	await w.mentee.api.put('/account/settings', { lang: 'de', tz: 'UTC' });
	const mentee = await Hand.open(browser, w.server, { lang: 'de', width: 320, js: false });
	const mentor = await Hand.open(browser, w.server, { lang: 'en', width: 1400, keyboard: true });
	for (const [hand, person] of [[mentee, w.mentee], [mentor, w.mentor]]) {
		await hand.goto('/sign-in');
		await hand.fill('email', person.email);
		await hand.fill('password', PASSWORD);
		await hand.next();
	}
	/* A meeting is closed; the question waits on the page of the two and asks about it. */
	await mentee.goto(`/meetings/${last}/closing`);
	await mentee.fill('useful', 'Die Fragen');
	await mentee.next();
	await mentee.goto(`/relationships/${r}/together`);
	await mentee.follow(`/relationships/${r}/journal`);
	await mentee.fill('body', 'Ich hätte fragen sollen');
	await mentee.choose('confidence', '3');
	await mentee.next();
	await mentee.sees('Ich hätte fragen sollen');
	await mentee.goto('/journal?q=FRAGEN');
	await mentee.sees('1 Seite gefunden');
	/* The page is shared with one person, and taken back. */
	await mentee.follow('/journal/entries/');
	const at = mentee.path();
	await mentee.send(`${at}/sharing`);
	await mentee.sees('Mona');
	await mentor.goto(`/relationships/${r}/together`);
	await mentor.follow(`/relationships/${r}/journal`);
	await mentor.sees('Ich hätte fragen sollen');
	await mentor.goto(at);
	await mentor.sees('until Milo takes it back');
	await mentee.send(`${at}/sharing`);
	await mentor.goto(at);
	expect(mentor.status).toBe(404);
	/* A decision, with its parts read out one below the other. */
	await mentee.goto('/decisions');
	await mentee.fill('question', 'Bleiben oder wechseln?');
	await mentee.fill('options', 'Bleiben\nWechseln\nEin halbes Jahr warten');
	await mentee.fill('criteria', 'Zeit');
	await mentee.next();
	await mentee.fill('choice', 'Warten');
	await mentee.next();
	await mentee.send(`${mentee.path()}/sharing`);
	await mentor.goto(`/relationships/${r}/journal`);
	await mentor.press(mentor.page.getByRole('link', { name: 'Bleiben oder wechseln?' }));
	await mentor.sees('Ein halbes Jahr warten');
	/* A page without a search leads to where people are found. */
	await mentor.goto('/');
	await mentor.page.keyboard.press('/');
	await mentor.page.waitForURL('**/people#q');
	await expect(mentor.page.locator('#q')).toBeFocused();
	/* What it gives the mentor, and who leads. */
	await mentor.goto('/');
	await mentor.page.keyboard.press('g');
	await mentor.page.keyboard.press('j');
	await mentor.page.waitForURL('**/journal');
	await mentor.look();
	await mentor.follow('/journal/gains');
	await mentor.choose('kind', 'satisfaction');
	await mentor.fill('body', 'He laughed about it');
	await mentor.next();
	await mentor.sees('He laughed about it');
	await mentor.goto(`/relationships/${r}/independence`);
	await mentor.send(`/relationships/${r}/independence/agenda`);
	await mentor.sees('What would you do?');
	await mentee.goto(`/relationships/${r}/independence`);
	/* A draft saves itself while it is typed. */
	await mentor.goto('/journal');
	await mentor.fill('body', 'Half a thought');
	await expect(mentor.page.locator('#saved')).toContainText('Saved');
	await mentor.goto('/journal');
	await expect(mentor.field('body')).toHaveValue('Half a thought');
	for (const hand of [mentee, mentor]) {
		expect([...hand.found]).toEqual([]);
		await hand.close();
	}
	await w.server.stop();
});
