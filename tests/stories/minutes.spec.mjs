/* SPDX-License-Identifier: Apache-2.0 */
/* Two people write into one note at the same time, side by side; the connection goes and comes back; the same line
 * is changed by both; without scripts, in German, at 320 px a button does the same. */
import { expect, test } from '@playwright/test';
import { PASSWORD } from '../lib/client.mjs';
import { Hand } from '../lib/hand.mjs';
import { until } from '../lib/server.mjs';
import { clock, makeWorld, prepare } from '../lib/world.mjs';

async function
signIn(hand, person)
{
	await hand.goto('/sign-in');
	await hand.fill('email', person.email);
	await hand.fill('password', PASSWORD);
	await hand.next();
}

test('two people write one note', async ({ browser }) => {
	const w = await makeWorld(), r = w.pair.id;
	await prepare(r, w.mentor, w.mentee);
	const meeting = (await w.mentee.api.post(`/relationships/${r}/meetings`, { starts: clock('UTC', 26 * 60), minutes: 60, place: '' })).id;
	const place = `/meetings/${meeting}`, note = `${place}/notes/shared`;
	const mentor = await Hand.open(browser, w.server, { lang: 'en', width: 1280, keyboard: true });
	const mentee = await Hand.open(browser, w.server, { lang: 'en', width: 1280 });
	await signIn(mentor, w.mentor);
	await signIn(mentee, w.mentee);
	const area = (hand, whose = 'shared') => hand.page.locator(`#${whose}-body`);
	const says = (hand, whose = 'shared') => hand.page.locator(`#${whose}-saved`);
	const kept = async () => (await w.mentor.api.get(note)).body;

	await mentor.goto(place);
	await mentee.goto(place);
	await mentor.axe();
	await test.step('what one types is saved, and is there for the other without loading', async () => {
		await area(mentor).focus();
		await mentor.page.keyboard.type('The new team\nTime in the morning');
		await expect(says(mentor)).toContainText('Saved', { timeout: 15_000 });
		await expect(area(mentee)).toHaveValue('The new team\nTime in the morning', { timeout: 15_000 });
		await expect(says(mentee)).toContainText('Mona has written');
	});
	await test.step('both write at once: both texts are there, and the caret stays', async () => {
		await area(mentor).press('Control+End');
		await area(mentee).press('Control+Home');
		await Promise.all([mentor.page.keyboard.type('\nAsk for help', { delay: 40 }), mentee.page.keyboard.type('First: \n', { delay: 60 })]);
		await until('that both are there', async () => (await kept()) === 'First: \nThe new team\nTime in the morning\nAsk for help' || (await kept()) === 'First:\nThe new team\nTime in the morning\nAsk for help');
		for (const hand of [mentor, mentee])
			await expect(area(hand)).toHaveValue(/^First: ?\nThe new team\nTime in the morning\nAsk for help$/, { timeout: 15_000 });
	});
	await test.step('the connection goes: it stays on the page, and is saved when it is back', async () => {
		await mentor.page.context().setOffline(true);
		await area(mentor).press('Control+End');
		await mentor.page.keyboard.type('\nWritten in a tunnel');
		await expect(says(mentor)).toContainText('No connection', { timeout: 15_000 });
		await area(mentee).press('Control+Home');
		await mentee.page.keyboard.type('Meanwhile\n');
		await expect(says(mentee)).toContainText('Saved', { timeout: 15_000 });
		await mentor.page.context().setOffline(false);
		await until('that it is saved', async () => (await kept()).endsWith('\nWritten in a tunnel'));
		expect(await kept()).toMatch(/^Meanwhile\n/);
		await expect(area(mentor)).toHaveValue(/^Meanwhile\n.*Written in a tunnel$/s, { timeout: 15_000 });
	});
	await test.step('the session ends: signed in again elsewhere, it is saved here', async () => {
		await area(mentee, 'private').focus();
		await mentee.page.keyboard.type('Breathe first');
		await expect(says(mentee, 'private')).toContainText('Saved', { timeout: 15_000 });
		const cookies = await mentee.page.context().cookies();
		await mentee.page.context().clearCookies();
		await mentee.page.keyboard.type(', then speak');
		await expect(says(mentee, 'private')).toContainText('signed out', { timeout: 15_000 });
		await mentee.page.context().addCookies(cookies);
		await until('that it is saved', async () => (await w.mentee.api.get(`${place}/notes/private`)).body === 'Breathe first, then speak');
		expect((await w.mentor.api.get(`${place}/notes/private`)).body).toBe('');
	});
	await test.step('the same line, changed by both: one compares, by keyboard', async () => {
		const version = async () => (await w.mentee.api.get(note)).version;
		await mentor.page.context().setOffline(true);
		await area(mentor).press('Control+End');
		await mentor.page.keyboard.type(' and seen');
		await expect(says(mentor)).toContainText('No connection', { timeout: 15_000 });
		await w.mentee.api.put(note, { body: (await kept()).replace('Written in a tunnel', 'Written at night'), version: await version() });
		await mentor.page.context().setOffline(false);
		await expect(says(mentor)).toContainText('Both texts are kept', { timeout: 15_000 });
		await mentor.axe();
		mentor.said.length = 0; /* that the connection was gone is no fault of a page */
		await says(mentor).locator('a').focus();
		await mentor.page.keyboard.press('Enter');
		await mentor.page.waitForURL('**/comparison');
		await mentor.look();
		await mentor.sees('Written at night');
		await mentor.sees('Written in a tunnel and seen');
		await mentor.axe();
		await mentor.press(mentor.page.getByRole('button', { name: 'Take mine' }));
		expect(await kept()).toContain('Written in a tunnel and seen');
		expect(await kept()).not.toContain('at night');
	});
	await test.step('an earlier version, and back to it', async () => {
		const before = await kept();
		await w.mentee.api.put(note, { body: 'Oh', version: (await w.mentee.api.get(note)).version });
		await mentor.goto(`${note}/versions`);
		await mentor.press(mentor.page.locator('main ul.items a').last());
		await mentor.sees('First:');
		await mentor.press(mentor.page.getByRole('button', { name: 'Bring this version back' }));
		await mentor.sees('It is back');
		expect(await kept()).toBe(before);
	});
	await test.step('without scripts, in German, on a phone: a button does the same', async () => {
		await w.mentee.api.put('/account/settings', { lang: 'de', tz: 'UTC' });
		const plain = await Hand.open(browser, w.server, { lang: 'de', width: 320, js: false });
		await signIn(plain, w.mentee);
		await plain.goto(place);
		await plain.axe();
		const before = await kept();
		await area(plain).fill(`${before}\nOhne Skript`);
		await w.mentor.api.put(note, { body: `Oben\n${before}`, version: (await w.mentor.api.get(note)).version });
		await plain.press(plain.page.locator('#shared-note button'));
		await plain.sees('Die Notiz ist gespeichert, zusammen mit dem');
		expect(await kept()).toBe(`Oben\n${before}\nOhne Skript`);
		await area(plain).fill('Alles anders');
		await w.mentor.api.put(note, { body: 'Ganz neu', version: (await w.mentor.api.get(note)).version });
		await plain.press(plain.page.locator('#shared-note button'));
		await plain.sees('Ganz neu');
		await plain.axe();
		await plain.page.locator('textarea[name=body]').fill('Ganz neu und alles anders');
		await plain.next();
		expect(await kept()).toBe('Ganz neu und alles anders');
		await plain.goto(`/relationships/${r}/meetings/held`);
		await plain.fill('about', 'Am Telefon: das Angebot');
		await plain.next();
		await plain.sees('Am Telefon: das Angebot');
		expect([...plain.found]).toEqual([]);
		await plain.close();
	});
	for (const hand of [mentee, mentor]) {
		expect([...hand.found]).toEqual([]);
		await hand.close();
	}
	await w.server.stop();
});
