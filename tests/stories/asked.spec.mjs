/* SPDX-License-Identifier: Apache-2.0 */
/* What those who look after a programme or a house do for others, and what these see of it: a gate and a number are
 * changed, who was left over is told, the next date is put away, an account is deleted for somebody who asked. */
import { expect, test } from '@playwright/test';
import { PASSWORD, join, signIn } from '../lib/client.mjs';
import { Hand } from '../lib/hand.mjs';
import { clock, makeWorld, matchAndPublish, prepare, takePart } from '../lib/world.mjs';

const DAY = 86400;

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

test('a rule of thumb, a question put away, a kind letter', async ({ browser }) => {
	const w = await makeWorld({ clock: '2027-01-11T08:00Z' }), r = `/relationships/${w.pair.id}`, time = w.server.clock;
	const manager = await Hand.open(browser, w.server);
	const phone = await Hand.open(browser, w.server, { width: 320, js: false });
	await prepare(w.pair.id, w.mentor, w.mentee);
	await time.to(time.now + 9 * DAY);
	await enter(manager, w.manager);
	await enter(phone, w.mentee);

	await test.step('"Not now" of the next date: something else is first for a while', async () => {
		await phone.goto(r);
		await phone.sees('Plan your first meeting');
		await phone.press(phone.page.getByRole('button', { name: /^Not now.*Plan your first meeting/ }));
		await phone.goto(r);
		await expect(phone.page.locator('main .next').first()).not.toContainText('Plan your first meeting');
		expect((await w.mentor.api.get(`${r}/next-step`)).url, 'the other is still asked').toContain('/meetings/new');
	});
	await test.step('those whom a matching left over are told kindly, once', async () => {
		const [moe, ...two] = [await join(w.server, w.admin, 'Moe Newmentor'), await join(w.server, w.admin, 'Una Newmentee'), await join(w.server, w.admin, 'Ute Newmentee')];
		await w.admin.api.post(`/programmes/${w.programme}/participants`, { person: moe.id, role: 'mentor', places: 1 });
		for (const p of two)
			await takePart(w.admin, w.programme, p, 'mentee');
		const run = await matchAndPublish(w.manager, w.programme);
		await manager.goto(`/matches/${run}/unmatched`);
		const [left] = await w.manager.api.items(`/matches/${run}/unmatched?role=mentee`), una = two.find((p) => p.id === left.person);
		const told = async () => (await una.api.items('/notices')).length;
		await manager.sees(una.name);
		const before = await told();
		await manager.press(manager.page.getByRole('button', { name: /^Tell \d+ (person|people) kindly$/ }));
		await time.settled();
		await manager.goto(`/matches/${run}/unmatched`);
		await manager.sees('told');
		await expect(manager.page.getByRole('button', { name: /kindly/ })).toHaveCount(0);
		expect(await told()).toBe(before + 1);
	});
	await test.step('a number is changed after its preview; the sign appears for the pair', async () => {
		await w.mentee.api.post(`${r}/meetings`, { starts: time.local('UTC', -120), minutes: 30, place: '' }).then(({ id }) =>
			w.mentor.api.post(`/meetings/${id}/closing`, { useful: 'The questions', change: '' }));
		await time.to(time.now + 20 * DAY);
		await phone.goto(r);
		await expect(phone.page.locator('main')).not.toContainText('A long silence');
		await enter(manager, w.manager);
		await manager.goto(`/programmes/${w.programme}/thresholds/longest-gap?value=14`);
		await manager.sees('Newly concerned: fewer than 5 pairs.');
		await manager.next();
		await time.to(time.now + 1.5 * DAY);
		await enter(phone, w.mentee);
		await phone.goto(`${r}/challenges`);
		await phone.sees('A long silence');
	});
	for (const hand of [manager, phone]) {
		expect([...hand.found]).toEqual([]);
		await hand.close();
	}
	await w.server.stop();
});
