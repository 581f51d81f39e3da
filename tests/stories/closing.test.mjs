/* SPDX-License-Identifier: Apache-2.0 */
/* Closing a meeting, over JSON and as the page has it: what a programme asks for is what the page says. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { clock, makeWorld, prepare } from '../lib/world.mjs';

/* What a page shows between the label of a field and its control. */
const label = (html, name) => html.match(new RegExp(`<label for="${name}">(.*?)</label>`, 's'))[1];
const legend = (html, name) => html.match(new RegExp(`<legend>((?:(?!</legend>).)*)</legend>(?:(?!</fieldset>).)*name="${name}"`, 's'))[1];
const wrong = (a) => Object.fromEntries(a.json.errors.map((e) => [e.field, e.message]));

test('closing a meeting', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const { mentor, mentee } = w, r = w.pair.id;
	await prepare(r, mentor, mentee);
	const { id: meeting } = await mentee.api.post(`/relationships/${r}/meetings`, { starts: clock('UTC', 60), minutes: 60, place: '' });
	const at = `/meetings/${meeting}/closing`;
	const gate = (mode) => w.manager.api.put(`/programmes/${w.programme}/gates/hopes`, { mode });
	const page = async () => (await mentee.browser.page(at)).text;

	await t.test('E1: what both hope for is called optional only where it is', async () => {
		for (const [lang, optional, needed] of [['en', '(optional)', 'Only what both of you hope for is needed'], ['de', '(freiwillig)', 'Nur was Sie beide sich erhoffen,']]) {
			await mentee.api.put('/account/settings', { lang, tz: 'UTC' });
			await gate('off');
			assert.doesNotMatch(await page(), /name="hope"/);
			await gate('remind');
			assert.ok(label(await page(), 'hope').includes(optional));
			assert.ok(legend(await page(), 'aim').includes(optional));
			assert.doesNotMatch(await page(), /name="hope" required/);
			await gate('require');
			const html = await page();
			assert.ok(!label(html, 'hope').includes(optional), label(html, 'hope'));
			assert.ok(!legend(html, 'aim').includes(optional), legend(html, 'aim'));
			assert.match(html, /name="hope" required/);
			assert.match(html, /name="aim" value="skills" required/);
			assert.doesNotMatch(html, /name="aim" value=""/, 'nothing that leaves it open');
			assert.ok(html.includes(needed));
			assert.ok(label(html, 'useful').includes(optional), 'the three questions are as they were');
		}
	});
	await t.test('E1: who leaves it out is told why, in the own language, and keeps what was typed', async () => {
		for (const [lang, hope, aim] of [['de', /In diesem Programm sagen Sie das beide/, /eine Richtung/], ['en', /In this programme both of you say this/, /both of you choose a direction/]]) {
			await mentee.api.put('/account/settings', { lang, tz: 'UTC' });
			const a = await mentee.api.ask('POST', at, { json: { useful: 'The stories' } });
			assert.equal(a.status, 422);
			assert.match(wrong(a).hope, hope);
			assert.match(wrong(a).aim, aim);
		}
		const a = await mentee.browser.ask('POST', at, { form: { useful: 'The stories', hope: '' }, headers: { Accept: 'text/html', 'Content-Type': 'application/x-www-form-urlencoded' } });
		assert.equal(a.status, 422, a.text);
		assert.ok(!label(a.text, 'hope').includes('(optional)'));
		assert.match(a.text, /The stories<\/textarea>/);
		await mentee.api.post(at, { useful: 'The stories', hope: 'A team that laughs', aim: 'leadership' });
	});
});
