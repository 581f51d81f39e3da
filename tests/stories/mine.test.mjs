/* SPDX-License-Identifier: Apache-2.0 */
/* My data over JSON: who opened it, taking it along, deleting it, and that nobody else can. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Client, cookieOf, join, signIn } from '../lib/client.mjs';
import { Description } from '../lib/openapi.mjs';
import { call, until } from '../lib/server.mjs';
import { fillPair, makeWorld } from '../lib/world.mjs';

const DAY = 86_400;

test('my data over JSON', async (t) => {
	const w = await makeWorld({ clock: new Date().toISOString() });
	t.after(() => w.server.stop());
	const api = await Description.of(w.mentee.api);
	const r = w.pair.id, { mentor, mentee, manager, admin, line } = w;
	const openings = async (p) => (await api.does(p.api, 'opening_list')).items;
	const download = async (p) => JSON.parse((await p.api.ask('GET', '/account/data/download')).text);
	const mine = (all) => all.relationships.find((x) => x.id === r);
	await fillPair(r, mentor, mentee);

	await t.test('a page about somebody that others open is noted, once a day, before it is sent', async () => {
		const before = (await openings(mentee)).length;
		for (let i = 0; i < 3; i++)
			assert.equal((await manager.browser.page(`/relationships/${r}/status`)).status, 200);
		await line.api.get(`/relationships/${r}/status`);
		await admin.api.get(`/people/${mentee.id}`);
		await manager.api.get(`/people/${mentee.id}`);
		/* Nobody who looks after others of this pair: */
		for (const p of [mentor, mentee, w.member, w.stranger])
			await p.api.get(`/people/${mentee.id}`);
		await mentor.api.get(`/relationships/${r}/status`);
		const found = (await openings(mentee)).slice(0, (await openings(mentee)).length - before).map((o) => [o.who, o.standing, o.route, o.relationship, o.partner_name]);
		const expected = [[manager.id, 'manager', 'relationship_status_show', r, mentor.name], [line.id, 'line-manager', 'relationship_status_show', r, mentor.name],
			[manager.id, 'manager', 'person_show', 0, '']];
		for (const one of expected)
			assert.deepEqual(found.filter((f) => f[0] === one[0] && f[2] === one[2]), [one]);
		assert.ok((await openings(mentee)).some((o) => o.who === admin.id && o.standing === 'administrator' && o.route === 'person_show'));
		/* Of the pair's page both are told, of a profile its person alone. */
		const theirs = await openings(mentor);
		assert.ok(theirs.some((o) => o.who === line.id && o.route === 'relationship_status_show' && o.partner_name === mentee.name));
		assert.ok(!theirs.some((o) => o.route === 'person_show' && o.who === manager.id));
		await w.server.clock.to(w.server.clock.now + DAY);
		await line.api.get(`/relationships/${r}/status`);
		assert.equal((await openings(mentee)).filter((o) => o.who === line.id).length, 2);
	});
	await t.test('a mail and a concern are pages about somebody, too', async () => {
		const mail = (await admin.api.items('/admin/outbox')).find((m) => m.to_addr === mentee.email);
		await admin.api.get(`/admin/outbox/${mail.id}`);
		assert.ok((await openings(mentee)).some((o) => o.route === 'outbox_show'));
		const concern = (await manager.api.items('/concerns'))[0];
		await manager.api.get(`/concerns/${concern.id}`);
		assert.ok((await openings(mentee)).some((o) => o.route === 'concern_show'));
		assert.ok(!(await openings(mentor)).some((o) => o.route === 'concern_show'), 'whom a concern may be about hears nothing of it');
	});
	await t.test('what I wrote is in my download, what others wrote is not', async () => {
		await mentor.api.post(`/relationships/${r}/messages`, { body: 'only of the mentor' });
		await mentor.api.post(`/relationships/${r}/encouragements`, { kind: 'appreciation', body: 'written to the mentee' });
		const a = await mentee.api.ask('GET', '/account/data/download');
		assert.match(a.headers['content-disposition'], /attachment; filename="waymark.json"/);
		assert.match(a.headers['content-type'], /application\/json/);
		const all = JSON.parse(a.text), pair = mine(all);
		assert.equal(all.person, mentee.id);
		assert.equal(all.about_you.profile[0].email, mentee.email);
		assert.equal(pair.partner_name, mentor.name);
		assert.deepEqual(pair.messages.map((m) => m.body), ['It went well']);
		assert.deepEqual(pair.goals.map((g) => g.title), ['Speak up in meetings']);
		assert.equal(pair.questions[0].body, 'How do I say no?');
		assert.equal(pair.concerns[0].body, 'Too much');
		assert.equal(pair.encouragement_got[0].body, 'written to the mentee');
		assert.ok(all.about_you.openings.length >= 4);
		assert.ok(!a.text.includes('only of the mentor'));
		const of = await download(mentor);
		assert.ok(!JSON.stringify(of).includes('Too much'), 'a concern with a coordinator is not the partner\'s');
		assert.equal(mine(of).feedback_got[0].deed, 'You asked first');
		assert.ok(!JSON.stringify(of).includes('It went well'));
	});
	await t.test('nothing in it opens a door: no hash, no token, no link that works like a key', async () => {
		await call(w.server, 'POST', '/reset', { headers: { 'Content-Type': 'application/json', Accept: 'application/json', 'Sec-Fetch-Site': 'same-origin', 'Idempotency-Key': 'r1' },
			body: JSON.stringify({ email: mentee.email }) });
		await w.server.clock.settled();
		const text = (await mentee.api.ask('GET', '/account/data/download')).text + (await mentee.browser.page('/account/data/document')).text;
		assert.doesNotMatch(text, /argon2|_hash|\/welcome\/|\/mails\/|\/return\//);
	});
	await t.test('the document reads the same, in the language of its person', async () => {
		await mentee.api.put('/account/settings', { lang: 'de', tz: 'UTC' });
		const page = await mentee.browser.page('/account/data/document');
		for (const text of ['<html lang="de"', 'Die Daten von Milo Mentee', 'Nachrichten, die Sie geschrieben haben', 'It went well', 'Speak up in meetings', '</main></body></html>'])
			assert.ok(page.text.includes(text), text);
		assert.ok(!page.text.includes('only of the mentor'));
		await mentee.api.put('/account/settings', { lang: 'en', tz: 'UTC' });
	});
	await t.test('everybody gets what is theirs, whatever they ask for', async () => {
		for (const p of [admin, manager, mentor, line, w.stranger])
			for (const query of ['', `?person=${mentee.id}`, `?id=${mentee.id}`, `?who=${mentee.id}`]) {
				const a = await p.api.ask('GET', `/account/data/download${query}`);
				assert.equal(JSON.parse(a.text).person, p.id);
				assert.ok(!a.text.includes('It went well'), p.name);
			}
		assert.equal((await new Client(w.server).ask('GET', '/account/data/download')).status, 401);
		for (const path of [`/people/${mentee.id}/data`, `/account/data/${mentee.id}`, `/account/data/download/${mentee.id}`])
			assert.equal((await admin.api.ask('GET', path)).status, 404);
	});
	await t.test('the words of one relationship wait for thirty days, and only when it has ended', async () => {
		assert.equal((await mentee.api.ask('POST', `/relationships/${r}/deletion`, { json: {} })).status, 409);
		for (const p of [admin, manager, w.member])
			assert.notEqual((await p.api.ask('POST', `/relationships/${r}/deletion`, { json: {} })).status, 200);
		await mentor.api.post(`/relationships/${r}/ending`, { sure: true });
		await api.does(mentor.api, 'words_deletion_create', { relationship: r }, {});
		await api.does(mentor.api, 'words_deletion_delete', { relationship: r });
		await api.does(mentor.api, 'words_deletion_create', { relationship: r }, {});
		await w.server.clock.to(w.server.clock.now + 31 * DAY);
		/* The concern that the mentee raised is still being looked into: so long, deleting waits. */
		assert.equal(mine(await download(mentor)).messages.length, 1);
		/* Nobody had taken it on, so it went on to the administrator. */
		const concern = (await admin.api.items('/concerns'))[0];
		await admin.api.post(`/concerns/${concern.id}/answer`, { answer: 'We talked', closed: true });
		await w.server.clock.to(w.server.clock.now + DAY);
		await until('the words to be gone', async () => mine(await download(mentor)).messages.length === 0);
		const thread = await mentee.api.items(`/relationships/${r}/messages`);
		assert.deepEqual(thread.map((m) => m.body), ['It went well']);
	});
	await t.test('the last administrator stays', async () => {
		const a = await admin.api.ask('POST', '/account/deletion', { json: {} });
		assert.equal(a.status, 409);
		assert.match(a.text, /last administrator/);
		assert.equal((await admin.api.get('/account/data')).deletion_due_at, 0);
	});
	/* Sessions end by themselves after two weeks. */
	const fresh = async () => new Client(w.server, { cookie: cookieOf(await signIn(w.server, mentee.email)) });
	let link;
	await t.test('an account is closed at once', async () => {
		mentee.browser = await fresh();
		const made = await mentee.browser.ask('POST', '/account/deletion', { headers: { Accept: 'text/html' } });
		assert.equal(made.status, 303);
		link = made.headers.location;
		assert.match(link, /^\/return\/[\w-]{20,}$/);
		for (const c of [mentee.browser, mentee.api])
			assert.equal((await c.ask('GET', '/account')).status, 401);
		assert.equal((await signIn(w.server, mentee.email)).status, 422);
		assert.ok(!(await admin.api.items('/people')).some((p) => p.id === mentee.id));
		const mail = (await admin.api.items('/admin/outbox')).find((m) => m.to_addr === mentee.email && /will be deleted/.test(m.subject));
		assert.ok((await admin.api.get(`/admin/outbox/${mail.id}`)).body_text.includes(link));
	});
	await t.test('and comes back, with everything, within thirty days', async () => {
		await w.server.clock.to(w.server.clock.now + 29 * DAY);
		const outside = new Client(w.server);
		assert.match((await outside.page(link)).text, /Open my account again/);
		assert.equal((await outside.ask('POST', '/return/' + 'x'.repeat(43), { json: {} })).status, 409);
		assert.equal((await outside.ask('POST', link, { json: {} })).status, 200);
		assert.match((await outside.page(link)).text, /This link no longer works/);
		mentee.browser = await fresh();
		assert.equal(mine(JSON.parse((await mentee.browser.ask('GET', '/account/data/download')).text)).messages[0].body, 'It went well');
	});
	await t.test('for somebody who asked, by an administrator or from a shell; both can be stopped', async () => {
		const asked = await join(w.server, admin, 'Asta Asked'), state = async () => (await signIn(w.server, asked.email)).status < 400;
		const ways = [() => admin.api.post(`/people/${asked.id}/deletion`), () => w.server.run('user', 'delete', asked.email)];
		const back = [() => admin.api.delete(`/people/${asked.id}/deactivation`), () => w.server.run('user', 'reactivate', asked.email)];
		for (const [i, close] of ways.entries()) {
			await close();
			assert.ok(!await state(), 'closed at once');
			const mails = (await admin.api.items('/admin/outbox')).filter((m) => m.to_addr === asked.email && /will be deleted/.test(m.subject));
			assert.equal(mails.length, i + 1, 'a letter that says how to stop it');
			assert.equal((await admin.api.ask('POST', `/people/${asked.id}/deletion`, { json: {} })).status, 409);
			await back[i]();
			assert.ok(await state(), 'open again');
		}
		assert.equal((await admin.api.ask('POST', `/people/${admin.id}/deletion`, { json: {} })).status, 409, 'not oneself');
		assert.throws(() => w.server.run('user', 'delete', admin.email), /last administrator/);
	});
	await t.test('after thirty days it is gone, and the other one keeps what is theirs', async () => {
		await mentee.browser.ask('POST', '/account/deletion', { headers: { Accept: 'text/html' } });
		await w.server.clock.to(w.server.clock.now + 31 * DAY);
		const name = async () => (await mentor.api.get(`/relationships/${r}`)).mentee_name;
		await until('the name to be gone', async () => await name() === 'Former\u00a0member');
		assert.equal((await mentor.api.items(`/relationships/${r}/messages`)).length, 0);
		assert.equal((await mentor.api.items(`/relationships/${r}/goals`))[0].title, 'Speak up in meetings');
		assert.equal(mine(await download(mentor)).feedback_got[0].deed, 'You asked first');
		assert.equal((await signIn(w.server, mentee.email)).status, 422);
		assert.equal((await admin.api.ask('DELETE', `/people/${mentee.id}/deactivation`)).status, 409);
		const seen = JSON.stringify(await admin.api.get(`/people/${mentee.id}`));
		for (const left of [mentee.name, mentee.email])
			assert.ok(!seen.includes(left), left);
	});
});
