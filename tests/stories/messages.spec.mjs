/* SPDX-License-Identifier: Apache-2.0 */
/* Two people write to each other: one in German on a phone without scripts, the other with them, by keyboard;
 * what arrives is there without loading. And the links below a mail, without signing in. */
import { expect, test } from '@playwright/test';
import { PASSWORD } from '../lib/client.mjs';
import { Hand } from '../lib/hand.mjs';
import { until } from '../lib/server.mjs';
import { makeWorld } from '../lib/world.mjs';

test('two people write to each other', async ({ browser }) => {
	const w = await makeWorld(), r = w.pair.id, place = `/relationships/${r}/messages`;
	await w.mentee.api.put('/account/settings', { lang: 'de', tz: 'Africa/Lagos' });
	const mentee = await Hand.open(browser, w.server, { lang: 'de', width: 320, js: false });
	const mentor = await Hand.open(browser, w.server, { lang: 'en', width: 1280, keyboard: true });
	for (const [hand, person] of [[mentee, w.mentee], [mentor, w.mentor]]) {
		await hand.goto('/sign-in');
		await hand.fill('email', person.email);
		await hand.fill('password', PASSWORD);
		await hand.next();
		await hand.goto(place);
	}
	await test.step('a draft without scripts, then the message', async () => {
		await mentee.fill('body', 'Es lief gut am Freitag.');
		await mentee.press(mentee.page.locator(`button[formaction="${place}/draft"]`));
		await mentee.sees('Gespeichert');
		expect(await mentee.page.inputValue('textarea[name=body]')).toBe('Es lief gut am Freitag.');
		await mentee.next();
		await mentee.sees('Es lief gut am Freitag.');
	});
	await test.step('it arrives while the page is open, told by the server, and counts as read', async () => {
		const asked = [];
		mentor.page.on('request', (q) => asked.push(new URL(q.url()).pathname));
		await expect(mentor.page.locator('#thread')).toContainText('Es lief gut am Freitag.', { timeout: 15_000 });
		await until('that it was read', async () => (await w.mentor.api.get(`${place}/state`)).unread === 0);
		await w.mentee.api.post(place, { body: 'Und am Montag?' });
		await expect(mentor.page.locator('#thread')).toContainText('Und am Montag?', { timeout: 15_000 });
		expect(asked).not.toContain(`${place}/state`); /* nobody had to ask */
		await mentor.axe();
	});
	await test.step('where events do not come through the page asks', async () => {
		const plain = await mentor.context.newPage();
		await plain.route(`**${place}/events`, (x) => x.abort());
		await plain.goto(place);
		await w.mentee.api.post(place, { body: 'Oder am Dienstag?' });
		await expect(plain.locator('#thread')).toContainText('Oder am Dienstag?', { timeout: 15_000 });
		await plain.close();
	});
	await test.step('one of them becomes a question for the next meeting', async () => {
		const { id } = (await w.mentee.api.items(place)).at(-1);
		await mentee.goto(place);
		await mentee.follow(`/messages/${id}/question`);
		await mentee.fill('ideas', 'Lieber am Montag');
		await mentee.next();
		await mentee.sees('Als Frage gestellt');
		await mentee.sees('Sie wartet auf eine Antwort von Mona');
	});
	await test.step('what is typed is kept as one types', async () => {
		await mentor.fill('body', 'Tell me more');
		await mentor.page.locator('textarea[name=body]').press('End');
		await mentor.page.keyboard.type(' on Monday.');
		await expect(mentor.page.locator('#saved')).toContainText('Saved');
		expect((await w.mentor.api.get(`${place}/draft`)).body).toBe('Tell me more on Monday.');
		await mentor.next();
		await mentor.sees('Tell me more on Monday.');
		await new Promise((done) => setTimeout(done, 1500));
		expect((await w.mentor.api.get(`${place}/draft`)).body).toBe('');
	});
	await test.step('unread on the pages of the other, and among the notices', async () => {
		await mentee.goto('/notices');
		await mentee.sees('Mona Mentor hat Ihnen geschrieben');
		await mentee.page.getByRole('button', { name: 'Mona Mentor hat Ihnen geschrieben', exact: true }).click();
		await mentee.look();
		expect(mentee.path()).toBe(place);
		await mentee.sees('Tell me more on Monday.');
		await mentee.send(`${place}/reading`);
		await mentee.goto('/account/notices');
		await mentee.choose('messages', 'off');
		await mentee.next();
	});
	await test.step('the links below a mail, two clicks, signed in or not', async () => {
		const mails = (await w.admin.api.items('/admin/outbox')).filter((m) => m.to_addr === w.mentor.email && m.kind === 'message-arrived');
		const { body_text: text } = await w.admin.api.get(`/admin/outbox/${mails[0].id}`);
		const outside = await Hand.open(browser, w.server, { lang: 'en', width: 320 });
		for (const [way, said] of [['pause', 'Mails are paused'], ['leave', 'All mails have stopped'], ['off', 'These mails have stopped']]) {
			await outside.goto(text.match(new RegExp(`(/mails/\\S+/${way})\n`))[1]);
			if (way === 'pause')
				await outside.fill('until', new Date(Date.now() + 5 * 86400_000).toISOString().slice(0, 10));
			await outside.next();
			await outside.sees(said);
			await outside.page.getByRole('button', { name: 'Undo' }).click();
			await outside.look();
			await outside.sees('Mails come again');
		}
		expect([...outside.found]).toEqual([]);
		await outside.close();
	});
	for (const hand of [mentee, mentor]) {
		expect([...hand.found]).toEqual([]);
		await hand.close();
	}
	await w.server.stop();
});
