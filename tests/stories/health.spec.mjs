/* SPDX-License-Identifier: Apache-2.0 */
/* A sign that something could help: to the two first, with one thing to do; the team reads its kind when it is
 * asked. The mentee on a phone in German without scripts, the mentor by keyboard, the manager at a desk. */
import { expect, test } from '@playwright/test';
import { PASSWORD } from '../lib/client.mjs';
import { Hand } from '../lib/hand.mjs';
import { fillPair, makeWorld } from '../lib/world.mjs';

test('a sign, a way through, a stage by hand, the list of the team', async ({ browser }) => {
	const w = await makeWorld(), r = w.pair.id, place = `/relationships/${r}/challenges`;
	await fillPair(r, w.mentor, w.mentee);
	for (const [person, openness] of [[w.mentee, '2'], [w.mentor, '5']])
		await person.api.post(`/relationships/${r}/pulse`, { openness, respect: '4', adapts: '4', comfort: '4' });
	await w.mentee.api.put('/account/settings', { lang: 'de', tz: 'UTC' });
	const mentee = await Hand.open(browser, w.server, { lang: 'de', width: 320, js: false });
	const mentor = await Hand.open(browser, w.server, { lang: 'en', width: 800, keyboard: true });
	const manager = await Hand.open(browser, w.server, { lang: 'en', width: 1400 });
	for (const [hand, person] of [[mentee, w.mentee], [mentor, w.mentor], [manager, w.manager]]) {
		await hand.goto('/sign-in');
		await hand.fill('email', person.email);
		await hand.fill('password', PASSWORD);
		await hand.next();
	}
	/* The two see it, with what it rests on; the team does not. */
	await manager.goto(`/programmes/${w.programme}/exceptions`);
	await expect(manager.page.locator('main')).not.toContainText('Milo');
	for (const hand of [mentee, mentor])
		await hand.goto(place);
	await mentor.follow(`${place}/miscommunication`);
	await mentor.sees('Milo');
	/* The straight talk goes on the next agenda by the one thing to do. */
	await mentor.next();
	await mentor.sees('What has stayed unsaid between us?');
	/* The mentee puts the card away, brings it back, and asks the team for a hand. */
	await mentee.follow(`${place}/miscommunication`);
	await mentee.press(mentee.page.locator(`form[action="${place}/miscommunication/mark"] button`).first());
	await mentee.goto(`${place}/miscommunication`);
	await mentee.send(`${place}/miscommunication/help`);
	await manager.goto(`/programmes/${w.programme}/exceptions`);
	await manager.sees('Milo');
	await expect(manager.page.locator('main')).not.toContainText('2 of 5');
	await manager.press(manager.page.locator(`form[action^="/programmes/${w.programme}/exceptions"] button`).first());
	/* A stage is moved by hand, for a reason that the two read. */
	await mentor.goto(`/relationships/${r}/stages`);
	await mentor.choose('stage', '3');
	await mentor.fill('reason', 'We know each other from the last project');
	await mentor.press(mentor.page.locator(`form[action="/relationships/${r}/stages"] button`).first());
	await mentee.goto(`/relationships/${r}/stages`);
	await mentee.sees('We know each other from the last project');
	/* Each criterion that is open leads to the page where one does it. */
	for (const hand of [mentor, mentee]) {
		await hand.goto(`/relationships/${r}/stages`);
		const items = hand.page.locator('main ul.items a'), links = [];
		for (let i = 0; i < await items.count(); i++)
			links.push(await items.nth(i).getAttribute('href'));
		expect(links.length).toBeGreaterThanOrEqual(2);
		for (const link of links) {
			await hand.goto(link);
			expect([link, hand.status]).toEqual([link, 200]);
		}
	}
	/* Before a number is changed the manager sees whom it would concern; never fewer than five, never an answer. */
	await manager.goto(`/programmes/${w.programme}/thresholds/longest-gap?value=14`);
	await manager.sees('Newly concerned: fewer than 5 pairs.');
	await manager.next();
	await manager.goto(`/programmes/${w.programme}/thresholds/longest-gap`);
	await expect(manager.page.locator('input[name="value"]').first()).toHaveValue('14');
	/* Their list is folded under headings, but for the part with a number of their own; on paper it is all there. */
	await manager.goto(`/programmes/${w.programme}/thresholds`);
	const rules = manager.page.locator('details.fold li'), open = manager.page.locator('details.fold[open]');
	await expect(open).toHaveCount(1);
	await expect(open.locator('summary')).toContainText('Meetings');
	const folded = manager.page.locator('details.fold:not([open]) li').first();
	await expect(folded).not.toBeVisible();
	await manager.page.emulateMedia({ media: 'print' });
	expect(await rules.evaluateAll((all) => all.filter((x) => x.getBoundingClientRect().height === 0).length), 'rules missing on paper').toBe(0);
	await manager.page.emulateMedia({ media: 'screen' });
	await manager.unfold(manager.page.locator('details.fold summary').first());
	await expect(manager.page.locator('details.fold li').first()).toBeVisible();
	await manager.goto(`/programmes/${w.programme}/thresholds/pulse-low`);
	await manager.sees('no preview here on purpose');
	for (const path of ['start', 'expectations', 'check', 'pause', 'cadence']) {
		await mentee.goto(`/relationships/${r}/${path}`);
		expect([path, mentee.status]).toEqual([path, 200]);
	}
	for (const hand of [mentee, mentor, manager]) {
		expect([...hand.found]).toEqual([]);
		await hand.close();
	}
	await w.server.stop();
});
