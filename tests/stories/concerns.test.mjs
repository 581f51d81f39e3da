/* SPDX-License-Identifier: Apache-2.0 */
/* A concern over JSON: in private to a coordinator, who alone reads it; or to the partner. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Description } from '../lib/openapi.mjs';
import { until } from '../lib/server.mjs';
import { makeWorld } from '../lib/world.mjs';

const SECRET = 'He shouted at me on Monday';

test('concerns over JSON', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const api = await Description.of(w.mentee.api);
	const relationship = w.pair.id, { mentor, mentee, manager } = w;
	const as = (person, name, ids, json, query) => api.does(person.api, name, ids, json, query);
	let concern;

	await t.test('is raised in private; the coordinator gets a mail that does not say what it is', async () => {
		concern = (await as(mentee, 'concern_create', { relationship }, { addressee: 'coordinator', kind: 'limits', body: SECRET })).id;
		await until('the mail', async () => (await w.admin.api.items('/admin/outbox')).some((m) => m.subject === 'A concern waits for you'));
		for (const m of await w.admin.api.items('/admin/outbox'))
			assert.ok(!JSON.stringify(await w.admin.api.get(`/admin/outbox/${m.id}`)).includes(SECRET));
		assert.equal((await as(mentee, 'concern_show', { concern })).handler, manager.id);
		assert.equal((await as(manager, 'home_show')).url, '/concerns');
	});
	await t.test('whom it is about, the administrator and other managers find nothing', async () => {
		assert.deepEqual((await as(mentor, 'concern_list', { relationship })).items, []);
		for (const person of [mentor, w.admin, w.stranger, w.line]) {
			assert.equal((await person.api.ask('GET', `/concerns/${concern}`)).status, 404);
			assert.ok(!(await person.browser.page('/concerns')).text.includes(SECRET));
		}
		assert.ok(!(await mentor.browser.page(`/relationships/${relationship}`)).text.includes('/concerns/'));
	});
	await t.test('the raiser sees what becomes of it', async () => {
		const state = async () => (await as(mentee, 'concern_show', { concern })).state;
		assert.equal(await state(), 'open');
		await as(manager, 'taking_create', { concern });
		assert.equal(await state(), 'taken');
		await as(manager, 'concern_answer_create', { concern }, { answer: 'I call you today', closed: true });
		assert.deepEqual([await state(), (await as(mentee, 'concern_show', { concern })).answer], ['closed', 'I call you today']);
	});
	await t.test('two clicks from every page of the relationship', async () => {
		const target = `/relationships/${relationship}/concerns`, pair = `/relationships/${relationship}`;
		const links = async (path) => [...(await mentee.browser.page(path)).text.matchAll(/href="([^"]+)"/g)].map((m) => m[1]);
		assert.ok((await links(pair)).includes(target));
		for (const path of ['goals', 'meetings', 'commitments', 'preparation', 'sheets', 'sheets/rapport', 'agreement', 'attendance', 'style', 'concerns'])
			assert.ok((await links(`${pair}/${path}`)).includes(pair), path);
	});
	await t.test('to the partner: he sees it on the page of the two', async () => {
		const other = (await as(mentee, 'concern_create', { relationship }, { addressee: 'partner', body: 'You were late' })).id;
		assert.equal((await as(mentor, 'concern_show', { concern: other })).body, 'You were late');
		assert.equal((await manager.api.ask('GET', `/concerns/${other}`)).status, 404);
	});
});
