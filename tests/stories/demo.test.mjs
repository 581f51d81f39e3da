/* SPDX-License-Identifier: Apache-2.0 */
/* The demonstration: ready at once, the same every time, and one click to be somebody. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Client, cookieOf } from '../lib/client.mjs';
import { call, startServer } from '../lib/server.mjs';

test('the demonstration', async (t) => {
	const begun = performance.now();
	const server = await startServer({ verb: 'demo' });
	const ready = performance.now() - begun;
	t.after(() => server.stop());
	const page = await new Client(server).page('/demo');
	const people = [...new Set([...page.text.matchAll(/action="\/demo\/sign-in\/(\d+)"/g)].map((m) => Number(m[1])))];
	const be = async (id) => {
		const a = await call(server, 'POST', `/demo/sign-in/${id}`, { headers: { 'Sec-Fetch-Site': 'same-origin', Accept: 'text/html' }, body: '' });
		assert.equal(a.status, 303, `${id}: ${a.text.slice(0, 200)}`);
		return new Client(server, { cookie: cookieOf(a) });
	};

	await t.test('is ready soon', () => assert.ok(ready < 10_000, `${Math.round(ready)} ms`));
	await t.test('offers an administrator, a manager, a mentor and a mentee', () => assert.ok(people.length >= 4, String(people)));
	await t.test('has one next step for each of them', async () => {
		for (const id of people) {
			const home = await (await be(id)).page('/');
			assert.equal(home.status, 200);
			assert.equal(home.text.split(/<main/)[1].match(/class="button go"/g)?.length ?? 0, 1, `person ${id}`);
		}
	});
	await t.test('has about 240 people and five programmes', async () => {
		const all = await Promise.all(people.map(be));
		const accounts = await Promise.all(all.map((c) => c.get('/account')));
		const admin = all[accounts.findIndex((a) => a.admin)];
		assert.ok(admin);
		assert.equal((await admin.items('/programmes')).length, 5);
		const text = (await admin.page('/people')).text;
		const count = Number(text.match(/id="count"[^>]*>\D*([\d,.]+)/)[1].replace(/\D/g, ''));
		assert.ok(count >= 200 && count <= 300, `${count} people`);
	});
	await t.test('shows every page of its navigation to everybody', async () => {
		for (const id of people) {
			const c = await be(id);
			const home = await c.page('/');
			for (const [, path] of home.text.matchAll(/<a[^>]* href="(\/[^"#?]*)"/g)) {
				const a = await c.page(path);
				assert.equal(a.status, 200, `${path} for person ${id}`);
			}
		}
	});
});
