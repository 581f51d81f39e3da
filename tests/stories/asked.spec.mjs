/* SPDX-License-Identifier: Apache-2.0 */
/* What those who look after a programme or a house do for others, and what these see of it: a gate is changed, and an
 * account is deleted for somebody who asked, by page, by program and from a shell. */
import { expect, test } from '@playwright/test';
import { PASSWORD, join, signIn } from '../lib/client.mjs';
import { Hand } from '../lib/hand.mjs';
import { clock, makeWorld } from '../lib/world.mjs';

async function
enter(hand, person)
{
	await hand.goto('/sign-in');
	await hand.fill('email', person.email);
	await hand.fill('password', PASSWORD);
	await hand.next();
}

test('what others do for one, and what one sees of it', async ({ browser }) => {
	const w = await makeWorld(), r = `/relationships/${w.pair.id}`;
	const manager = await Hand.open(browser, w.server);
	const phone = await Hand.open(browser, w.server, { width: 320, js: false });
	const plan = () => w.mentee.api.ask('POST', `${r}/meetings`, { json: { starts: clock('UTC', 3000), minutes: 60, place: '' } });
	const ask = async (gate, mode) => {
		const form = manager.page.locator(`form[action="/programmes/${w.programme}/gates/${gate}"]`);
		await manager.goto(`/programmes/${w.programme}/gates`);
		await form.locator(`[name=mode][value=${mode}]`).check();
		await manager.press(form.getByRole('button'));
		expect((await w.manager.api.items(`/programmes/${w.programme}/gates`)).find((g) => g.id === gate).mode).toBe(mode);
	};
	const step = async () => { await phone.goto(r); return phone.page.locator('main .next').first().innerText(); };

	await test.step('a gate: required, it is the next step and no meeting can be planned; off, nobody is asked', async () => {
		await enter(manager, w.manager);
		await enter(phone, w.mentee);
		for (const gate of ['role-read', 'pledge'])
			await ask(gate, 'off');
		await ask('prepared', 'require');
		const required = await step();
		expect((await plan()).status).toBe(409);
		await ask('prepared', 'remind');
		expect(await step(), 'still the next step').toBe(required);
		await ask('prepared', 'off');
		expect(await step(), 'nobody is asked').not.toBe(required);
		expect((await plan()).status).toBe(201);
	});
	await test.step('an administrator deletes an account for somebody who asked, and the letter stops it', async () => {
		const gone = await join(w.server, w.admin, 'Gerda Gone');
		const admin = await Hand.open(browser, w.server, { keyboard: true });
		await enter(admin, w.admin);
		await admin.goto(`/people/${gone.id}/deletion`);
		await admin.send(`/people/${gone.id}/deletion`);
		await admin.sees('The account is closed and will be deleted.');
		expect((await signIn(w.server, gone.email)).status).toBe(422);
		const mail = (await w.admin.api.items('/admin/outbox')).find((m) => m.to_addr === gone.email && /will be deleted/.test(m.subject));
		const link = (await w.admin.api.get(`/admin/outbox/${mail.id}`)).body_text.match(/\/return\/[\w-]+/)[0];
		await phone.context.clearCookies();
		await phone.goto(link);
		await phone.next();
		expect((await signIn(w.server, gone.email)).status).toBeLessThan(400);
		expect([...admin.found]).toEqual([]);
		await admin.close();
	});
	for (const hand of [manager, phone]) {
		expect([...hand.found]).toEqual([]);
		await hand.close();
	}
	await w.server.stop();
});
