/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the columns of a file are, said in two windows, or by two managers: the later one does not write over the earlier one
 * unseen, what only one of them said stays, nothing that was chosen is lost, and nobody imports what he has not seen.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { join, setUp } from '../lib/client.mjs';
import { formsOf, untouched } from '../lib/forms.mjs';
import { startServer, until } from '../lib/server.mjs';
import { makeProgramme, takePart } from '../lib/world.mjs';

const FILE = 'email,name,unit,Parking\nbea@example.org,Bea,Harbour,12\ncem@example.org,Cem,Tides,17\n';
const EMAIL = 0, NAME = 1, UNIT = 2, PARKING = 3;

for (const pg of [false, true])
	test(`columns in two windows${pg ? ' on PostgreSQL' : ''}`, { timeout: 120_000, skip: pg && !process.env.WAYMARK_TEST_PG }, async (t) => {
		const server = await startServer({ pg });
		t.after(() => server.stop());
		const admin = await setUp(server, { tz: 'UTC' }), other = await join(server, admin, 'Maya Manager');
		const programme = await makeProgramme(admin, 'Pathways');
		await takePart(admin, programme, other, 'manager');
		const { id } = (await admin.api.upload(`/programmes/${programme}/imports`, { role: 'mentee' }, 'people.csv', FILE)).json;
		const at = `/imports/${id}`;
		const state = (s) => until(`the file to be ${s}`, async () => (await admin.api.get(at)).state === s);
		const columns = async () => (await admin.api.items(`${at}/mapping`)).map((x) => [x.target, x.kind, Number(x.sensitive)]);
		const open = async (who) => formsOf((await who.browser.page(`${at}/mapping`)).text).find((f) => f.action === `${at}/mapping`);
		const send = (who, form, more = {}) => {
			const fields = untouched(form).filter(([k]) => !(k in more)).concat(Object.entries(more).filter(([, v]) => v !== null));
			return who.browser.ask('POST', form.action, { form: fields, headers: { Accept: 'text/html', 'Idempotency-Key': '' } });
		};
		const value = (form, name) => new Map(untouched(form)).get(name);
		const saved = async (answer) => { assert.equal(answer.status, 303, answer.text); await state('checked'); };

		await t.test('each says something of another column: both hold', async () => {
			const one = await open(admin), two = await open(other);
			await saved(await send(admin, one, { [`target_${UNIT}`]: 'ignore' }));
			await saved(await send(other, two, { [`target_${PARKING}`]: 'ignore' }));
			assert.deepEqual((await columns()).map(([target]) => target), ['email', 'name', 'ignore', 'ignore']);
		});
		await t.test('both say something else of the same: the second one sees both, and decides', async () => {
			const one = await open(admin), two = await open(other);
			await saved(await send(admin, one, { [`target_${UNIT}`]: 'unit' }));
			const before = await columns();
			const answer = await send(other, two, { [`target_${UNIT}`]: 'headline', [`target_${PARKING}`]: 'new' });
			assert.equal(answer.status, 409);
			assert.deepEqual(await columns(), before, 'nothing is written');
			assert.match(answer.text, /By now it says:<\/p><blockquote class="said">Unit</);
			const again = formsOf(answer.text).find((f) => f.action === `${at}/mapping`);
			assert.equal(value(again, `target_${UNIT}`), 'headline', 'what was chosen is still chosen');
			assert.equal(value(again, `target_${PARKING}`), 'new', 'also of another column');
			await saved(await send(other, again));
			assert.deepEqual((await columns()).map(([target]) => target), ['email', 'name', 'headline', 'new']);
		});
		await t.test('of a new field its kind, and whether it is sensitive', async () => {
			const one = await open(admin), two = await open(other), three = await open(other);
			assert.ok(value(one, `kind_${PARKING}`), 'a new field has a kind');
			await saved(await send(admin, one, { [`kind_${PARKING}`]: 'text', [`sensitive_${PARKING}`]: '1' }));
			const answer = await send(other, two, { [`kind_${PARKING}`]: 'many' });
			assert.equal(answer.status, 409);
			assert.ok(answer.text.includes(`id="kind_${PARKING}-wrong"`));
			assert.ok(!answer.text.includes(`id="sensitive_${PARKING}-wrong"`), 'only one of them has said so');
			assert.ok(/<input type="checkbox" id="sensitive_3"[^>]*\bchecked/.test(answer.text), 'and it is taken over');
			await saved(await send(other, three, { [`target_${NAME}`]: 'ignore', [`target_${UNIT}`]: 'name' }));
			assert.deepEqual(await columns(), [['email', (await columns())[EMAIL][1], 0], ['ignore', (await columns())[NAME][1], 0],
				['name', (await columns())[UNIT][1], 0], ['new', 'text', 1]]);
			await saved(await send(other, await open(other), { [`target_${NAME}`]: 'name', [`target_${UNIT}`]: 'unit' }));
		});
		await t.test('a column that is wrong, too: what is chosen stays on the page', async () => {
			const form = await open(other), answer = await send(other, form, { [`target_${EMAIL}`]: 'ignore' });
			assert.equal(answer.status, 422);
			const again = formsOf(answer.text).find((f) => f.action === `${at}/mapping`);
			assert.equal(value(again, `target_${EMAIL}`), 'ignore');
			await saved(await send(other, again, { [`target_${EMAIL}`]: 'email' }));
		});
		await t.test('nobody imports what he has not seen', async () => {
			const preview = await admin.browser.page(at), button = formsOf(preview.text).find((f) => f.action === `${at}/commit`);
			await saved(await send(other, await open(other), { [`target_${UNIT}`]: 'ignore' }));
			const answer = await send(admin, button);
			assert.equal(answer.status, 409);
			assert.match(answer.text, /Meanwhile somebody has said that the columns are something else/);
			assert.equal((await admin.api.get(at)).state, 'checked', 'nothing was imported');
			assert.deepEqual((await admin.api.items(`/programmes/${programme}/participants?role=mentee`)), []);
		});
		await t.test('programs say by If-Match what they have read', async () => {
			const read = async () => { const a = await admin.api.ask('GET', `${at}/mapping`); return a.headers.etag; };
			const put = (mark, json) => admin.api.ask('PUT', `${at}/mapping`, { json, headers: { 'If-Match': mark } });
			const mark = await read();
			assert.equal((await put(mark, { [`target_${UNIT}`]: 'unit' })).status, 200);
			await state('checked');
			const late = await put(mark, { [`target_${UNIT}`]: 'headline' });
			assert.deepEqual([late.status, late.json.code], [412, 'changed']);
			assert.equal((await columns())[UNIT][0], 'unit');
			assert.equal((await put(await read(), { [`target_${UNIT}`]: 'ignore' })).status, 200);
			await state('checked');
		});
		await t.test('the page that was shown again imports what it shows', async () => {
			const button = formsOf((await admin.browser.page(at)).text).find((f) => f.action === `${at}/commit`);
			assert.equal((await send(admin, button)).status, 303);
			await state('done');
			assert.equal((await admin.api.items(`/programmes/${programme}/participants?role=mentee`)).length, 2);
		});
	});
