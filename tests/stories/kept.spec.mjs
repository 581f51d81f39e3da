/* SPDX-License-Identifier: Apache-2.0 */
/* Nothing that somebody typed is lost: the connection goes, the server stops, the session ends elsewhere; with
 * scripts and by keyboard, and without, in German on a phone. */
import { expect, test } from '@playwright/test';
import { PASSWORD } from '../lib/client.mjs';
import { Hand } from '../lib/hand.mjs';
import { day, fillPair, makeWorld } from '../lib/world.mjs';

const WORDS = 'What I wrote on the train';

async function
enter(hand, person)
{
	await hand.goto('/sign-in');
	await hand.fill('email', person.email);
	await hand.fill('password', PASSWORD);
	await hand.next();
}

/* Where words of two people go, each from a form of its page to a list at the same address. */
const places = (r) => ['roadblocks', 'questions', 'advice', 'heard', 'introductions'].map((word) => `/relationships/${r}/${word}`);
const NAME = { introductions: 'purpose', new: 'title' };
const nameOf = (page) => NAME[page.split('/').at(-1)] ?? 'body';

/* The words, and whatever else the form cannot be sent without; the button. */
async function
write(hand, page, words)
{
	const name = nameOf(page), form = hand.page.locator(`main form.form:has([name="${name}"])`).first();
	await hand.goto(page);
	await hand.fill(name, words);
	for (const field of await form.locator(':is(input, textarea, select):required').all()) {
		const type = await field.evaluate((e) => (e.matches('select') ? 'select' : e.type));
		if (['radio', 'checkbox'].includes(type))
			await field.check();
		else if (type === 'select')
			await field.selectOption({ index: 1 });
		else if (!await field.inputValue())
			await field.fill(type === 'date' ? day(20) : type === 'number' ? '1' : 'So it is');
	}
	return form.locator('.end .button').first();
}

/* Larger forms, where more is lost: what is written or chosen, field by field, and where it stands once it is saved.
 * `looked`: it is looked at once more before it is sent. */
const larger = (r, words) => [
	{ page: `/relationships/${r}/agreement/edit`, at: `/relationships/${r}/agreement`, answers: { expectations: `${words}: agreement`, lateness: `${words}: too late` } },
	{ page: `/relationships/${r}/feedback/new`, at: `/relationships/${r}/feedback`, looked: true, answers: { situation: `${words}: feedback`, deed: `${words}: you waited`, effect: `${words}: I spoke`, keep: `${words}: go on` } },
	{ page: `/relationships/${r}/trust`, at: `/relationships/${r}/pulse`, answers: { openness: 2, respect: 3, adapts: 4, comfort: 5 } },
	{ page: `/relationships/${r}/review`, at: `/relationships/${r}/review`, answers: { 'answer_review-worked': `${words}: review` } },
	{ page: `/relationships/${r}/story`, at: `/relationships/${r}/story`, answers: { body: `${words}: story` } },
	{ page: `/relationships/${r}/plan`, at: `/relationships/${r}/plan`, answers: { body: `${words}: plan` } },
];

/* Answers a form; its button. Other stories look at these pages. */
async function
answer(hand, { page, answers })
{
	await hand.page.goto(page);
	for (const [name, value] of Object.entries(answers))
		await (typeof value === 'number' ? hand.choose(name, String(value)) : hand.fill(name, value));
	return hand.page.locator(`main form:has([name="${Object.keys(answers)[0]}"]:not([type=hidden])) .end .button`).first();
}

/* All of it stands there, as it was answered. */
async function
stands(hand, { answers })
{
	for (const [name, value] of Object.entries(answers))
		if (typeof value === 'number')
			await expect(hand.page.locator(`main [name="${name}"][value="${value}"]`)).toBeChecked();
		else
			await expect(hand.field(name).first()).toHaveValue(value);
}

/* And it has been saved, as the program has it. */
async function
isSaved(hand, person, go, { at, answers, looked })
{
	const send = async (button) => Promise.all([hand.page.waitForEvent('framenavigated'), button.click()]);
	await send(go);
	if (looked)
		await send(hand.page.locator('main .button.go'));
	await hand.page.waitForLoadState('load');
	const said = JSON.stringify(await person.api.get(at));
	for (const [name, value] of Object.entries(answers))
		expect(said, `${at} ${name}`).toContain(typeof value === 'number' ? `"${name}":${value}` : value);
}

test('what was typed is not lost', async ({ browser }) => {
	test.setTimeout(300_000);
	const w = await makeWorld(), r = w.pair.id;
	await fillPair(r, w.mentor, w.mentee);
	await w.mentor.api.put('/account/settings', { lang: 'de', tz: 'UTC' });
	const mentee = await Hand.open(browser, w.server, { keyboard: true });
	const mentor = await Hand.open(browser, w.server, { lang: 'de', width: 320, js: false });
	await enter(mentee, w.mentee);
	await enter(mentor, w.mentor);
	const lost = (hand) => hand.page.locator('main .lost');

	await test.step('no connection: said beside the button, everything stays, and it is saved when it is back', async () => {
		for (const page of places(r)) {
			const name = nameOf(page), go = await write(mentee, page, `${WORDS} ${page}`);
			await mentee.context.setOffline(true);
			await go.focus();
			await mentee.page.keyboard.press('Enter');
			await expect(lost(mentee)).toContainText('There is no connection');
			await expect(mentee.field(name).first()).toHaveValue(`${WORDS} ${page}`);
			expect(mentee.path()).toBe(page);
			await mentee.axe(`${page} without a connection`);
			await mentee.context.setOffline(false);
			await expect(lost(mentee)).toContainText('The connection is back', { timeout: 15_000 });
			mentee.said.length = 0; /* that the connection was gone is no fault of a page */
			await mentee.press(go);
			mentee.keyboard = false;
			expect(JSON.stringify(await w.mentee.api.items(page))).toContain(`${WORDS} ${page}`);
		}
	});
	await test.step('the server is away while somebody fills in agreement, feedback, pulse, review, story and plan', async () => {
		/* Each in a tab of its own, all at once. */
		const first = mentee.page, tabs = [];
		for (const form of larger(r, 'On the train')) {
			mentee.page = await mentee.context.newPage();
			tabs.push({ form, page: mentee.page, go: await answer(mentee, form) });
		}
		await w.server.end();
		for (const { form, page, go } of tabs) {
			mentee.page = page;
			await go.click();
			await expect(lost(mentee)).toContainText('nothing was saved yet');
			expect(mentee.path()).toBe(form.page);
			await stands(mentee, form);
		}
		await w.server.again();
		for (const { form, page, go } of tabs) {
			mentee.page = page;
			await expect(lost(mentee)).toContainText('You can save now', { timeout: 15_000 });
			await stands(mentee, form);
			await isSaved(mentee, w.mentee, go, form);
			await page.close();
		}
		mentee.page = first;
		mentee.said.length = 0;
	});
	await test.step('the server stops and comes back', async () => {
		const page = places(r)[1], go = await write(mentee, page, 'While it was restarting');
		await w.server.end();
		await go.focus();
		await mentee.page.keyboard.press('Enter');
		await expect(lost(mentee)).toContainText('nothing was saved yet');
		await w.server.again();
		await expect(lost(mentee)).toContainText('You can save now', { timeout: 15_000 });
		mentee.said.length = 0;
		await mentee.press(go);
		expect(JSON.stringify(await w.mentee.api.items(page))).toContain('While it was restarting');
	});
	await test.step('without scripts: the way back leads to what was typed, and loading again sends it', async () => {
		const page = `/relationships/${r}/goals/new`, go = await write(mentor, page, 'Im Tunnel');
		await mentor.context.setOffline(true);
		await go.click();
		await mentor.page.waitForURL('chrome-error://**');
		await mentor.context.setOffline(false);
		await mentor.page.goBack();
		await expect(mentor.field('title')).toHaveValue('Im Tunnel');
		mentor.said.length = 0;
		await mentor.press(go);
		expect(JSON.stringify(await w.mentor.api.items(`/relationships/${r}/goals`))).toContain('Im Tunnel');

		/* A form that goes to the address of its own page: there is no way back, and the browser still has it. */
		const own = places(r)[2], again = await write(mentor, own, 'Beim Neustart');
		await w.server.end();
		await again.click();
		await mentor.page.waitForURL('chrome-error://**');
		await w.server.again();
		await mentor.page.reload();
		mentor.said.length = 0;
		await mentor.look();
		expect((await w.mentor.api.items(own)).filter((x) => x.body === 'Beim Neustart')).toHaveLength(1);
	});
	await test.step('signed out elsewhere while writing: signed in again, shown again, saved', async () => {
		for (const [hand, person, page, words, save] of [
			[mentee, w.mentee, places(r)[0], 'Written while signed out', 'Save it now'],
			[mentor, w.mentor, places(r)[1], 'Geschrieben, als ich abgemeldet war', 'Jetzt speichern'],
		]) {
			const go = await write(hand, page, words);
			for (const s of await person.api.items('/account/sessions'))
				await person.api.delete(`/account/sessions/${s.id}`);
			await hand.press(go);
			await hand.sees(hand.word('You had been signed out before this was saved. Sign in: what you wrote is shown again and can be saved.'));
			await expect(hand.page.locator('main')).not.toContainText(words);
			await hand.fill('email', person.email);
			await hand.fill('password', 'not my password at all');
			await hand.next();
			/* Forgotten? The address is there already, and nothing is lost on the way there and back. */
			const door = { forgotten: 'I have forgotten my password', back: 'Back to signing in' };
			for (const words of Object.values(door)) {
				await hand.press(hand.page.getByRole('button', { name: hand.word(words) }));
				await expect(hand.field('email')).toHaveValue(person.email);
			}
			await hand.fill('password', PASSWORD);
			await hand.next();
			await hand.sees(hand.word('What you wrote is still here'));
			await hand.sees(words);
			await hand.press(hand.page.getByRole('button', { name: save }));
			expect(JSON.stringify(await person.api.items(page))).toContain(words);
		}
	});
	await test.step('the session ends while somebody fills in agreement, feedback, pulse, review, story and plan', async () => {
		for (const form of larger(r, 'Im Zug')) {
			const go = await answer(mentor, form);
			for (const s of await w.mentor.api.items('/account/sessions'))
				await w.mentor.api.delete(`/account/sessions/${s.id}`);
			await mentor.press(go);
			await mentor.fill('email', w.mentor.email);
			await mentor.fill('password', PASSWORD);
			await mentor.next();
			await mentor.sees('Was Sie geschrieben haben, ist noch da');
			for (const words of Object.values(form.answers).filter((x) => typeof x === 'string'))
				await mentor.sees(words);
			await isSaved(mentor, w.mentor, mentor.page.getByRole('button', { name: 'Jetzt speichern' }), form);
		}
	});
	await test.step('signed in again in another window: one more click, in this session', async () => {
		const page = places(r)[2], go = await write(mentee, page, 'From the window before');
		const other = await mentee.context.newPage();
		await other.goto('/account');
		await other.locator('form[action="/sign-in"] button').first().evaluate((b) => b.form.submit());
		await other.waitForURL('**/sign-in');
		await other.fill('[name=email]', w.mentee.email);
		await other.fill('[name=password]', PASSWORD);
		await other.click('.button.go');
		await other.waitForURL((u) => !u.pathname.startsWith('/sign-in'));
		await other.close();
		await mentee.press(go);
		await mentee.sees('From the window before');
		await mentee.next();
		expect(JSON.stringify(await w.mentee.api.items(page))).toContain('From the window before');
	});
	await test.step('who leaves a form of short words by accident is asked, administrators too', async () => {
		const [name, value] = w.admin.cookie.split(/=(.*)/s), asked = [];
		const admin = await Hand.open(browser, w.server, {});
		await admin.context.addCookies([{ name, value, url: w.server.url }]);
		admin.page.on('dialog', (d) => asked.push(d.type()));
		for (const [page, field] of [['/people/new', 'name'], ['/organisation', 'name'], [`/programmes/${w.programme}/participants`, 'email']]) {
			await admin.page.goto(page);
			await admin.field(field).first().click();
			await admin.page.keyboard.type('Lena');
			await admin.page.goto('/admin');
			expect(asked.splice(0), page).toEqual(['beforeunload']);
		}
		await admin.page.goto('/people/new');
		await admin.page.goto('/admin');
		expect(asked).toEqual([]);
		await admin.close();
	});
	for (const hand of [mentee, mentor]) {
		expect([...hand.found]).toEqual([]);
		await hand.close();
	}
	await w.server.stop();
});
