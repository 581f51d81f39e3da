/* SPDX-License-Identifier: Apache-2.0 */
/* The ways in: who may send what from where, what an outsider can learn, how long a session lives, and what
 * happens when the same thing is sent twice or a thousand times. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Client, cookieOf, join, linkFor, PASSWORD, setUp, signIn } from '../lib/client.mjs';
import { call, startServer, until } from '../lib/server.mjs';
import { fillPair, makeWorld } from '../lib/world.mjs';

const OTHER_PASSWORD = 'nine loud geese under the bridge';

/* Without what differs from answer to answer: ids of requests, tokens, keys, the address that was typed. */
const plain = (text) => text.replace(/"request":"\w+"/g, '').replace(/(name="_?(?:token|key)" (?:value|content)=")[^"]*/g, '$1')
	.replace(/<meta name="token" content="[^"]*">/, '').replace(/[\w.]+@example\.org/g, 'ADDRESS').replace(/\b[0-9a-f]{16}\b/g, '');

const median = (all) => all.sort((a, b) => a - b)[all.length >> 1];

test('sessions, guesses and forgeries', async (t) => {
	const server = await startServer();
	t.after(() => server.stop());
	const admin = await setUp(server);
	const people = {};
	for (const name of ['Cara Csrf', 'Rita Revoked', 'Petra Password', 'Rolf Reset', 'Dora Deactivated', 'Egon Enumerated', 'Gina Guessed'])
		people[name.split(' ')[0]] = await join(server, admin, name);

	await t.test('a change comes from a page of this site, with the token of its session', async () => {
		const { cookie, browser, token } = people.Cara;
		const right = await browser.formToken();
		const foreign = await people.Rita.browser.formToken();
		for (const site of ['same-origin', 'none', 'same-site', 'cross-site', null])
			for (const origin of [server.url, 'https://evil.example', 'null', null])
				for (const csrf of [right, foreign, 'x', null]) {
					const headers = { Cookie: cookie, Accept: 'application/json', 'Content-Type': 'application/x-www-form-urlencoded' };
					if (site)
						headers['Sec-Fetch-Site'] = site;
					if (origin)
						headers.Origin = origin;
					const a = await call(server, 'PUT', '/account/settings', { headers, body: new URLSearchParams({ tz: 'UTC', lang: 'en', ...(csrf ? { _token: csrf } : {}) }).toString() });
					const ours = site ? ['same-origin', 'none'].includes(site) : origin === server.url;
					assert.equal(a.status, ours && csrf === right ? 200 : 403, `site ${site}, origin ${origin}, token ${csrf === right ? 'right' : csrf === foreign ? "somebody else's" : csrf}`);
				}
		/* A program with an access token is no browser: nobody can make it send anything. */
		const a = await call(server, 'PUT', '/account/settings', { headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' }, body: '{"tz":"UTC","lang":"en"}' });
		assert.equal(a.status, 200);
	});
	await t.test('signing in cannot be forged either, and a question changes nothing', async () => {
		for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' }, { Origin: 'https://evil.example' }, {}])
			assert.equal((await call(server, 'POST', '/sign-in', { headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify({ email: people.Cara.email, password: PASSWORD }) })).status, 403);
		for (const method of ['delete', 'put', 'post'])
			await people.Cara.browser.page(`/sign-in?_method=${method}`);
		assert.equal((await people.Cara.browser.ask('GET', '/account')).status, 200);
	});
	await t.test('a cookie that scripts cannot read and other sites cannot send', async () => {
		const a = await signIn(server, people.Cara.email);
		const [set] = a.headers['set-cookie'];
		for (const word of ['HttpOnly', 'SameSite=Lax', 'Path=/'])
			assert.ok(set.includes(word), set);
		assert.notEqual(cookieOf(a), people.Cara.cookie);
	});
	await t.test('every answer carries the policy, errors too', async () => {
		for (const path of ['/', '/sign-in', '/nothing', '/people/1', '/assets/waymark.css', '/api/openapi.json', '/metrics']) {
			const a = await call(server, 'GET', path, { headers: { Cookie: people.Cara.cookie } });
			assert.match(a.headers['content-security-policy'] ?? '', /default-src 'none'/, path);
			assert.doesNotMatch(a.headers['content-security-policy'], /unsafe|\*/, path);
			assert.equal(a.headers['x-content-type-options'], 'nosniff', path);
			for (const name of ['referrer-policy', 'cross-origin-opener-policy', 'cross-origin-resource-policy', 'permissions-policy'])
				assert.ok(a.headers[name] !== undefined, `${path}: ${name}`);
		}
		assert.match((await call(server, 'GET', '/account', { headers: { Cookie: people.Cara.cookie } })).headers['cache-control'], /no-store/);
		const asked = (path) => call(server, 'GET', path, { headers: { Cookie: people.Cara.cookie, Accept: 'text/html' } });
		for (const [, path] of (await asked('/account')).headers.link.matchAll(/<([^>]*)>/g))
			assert.equal((await asked(path)).status, 200, `${path}, which every page asks for in its head`);
	});
	await t.test('signing out and being signed out', async () => {
		const { Rita } = people;
		const second = new Client(server, { cookie: cookieOf(await signIn(server, Rita.email)) });
		const sessions = await second.items('/account/sessions');
		assert.equal(sessions.length, 2);
		const first = sessions.reduce((a, b) => (a.id < b.id ? a : b));
		await second.delete(`/account/sessions/${first.id}`);
		assert.equal((await Rita.browser.ask('GET', '/account')).status, 401);
		assert.equal((await second.ask('GET', '/account')).status, 200);
		await second.delete('/sign-in');
		assert.equal((await second.ask('GET', '/account')).status, 401);
		assert.equal((await Rita.api.ask('GET', '/account')).status, 200, 'tokens are withdrawn by themselves');
		const [token] = await Rita.api.items('/account/tokens');
		await Rita.api.delete(`/account/tokens/${token.id}`);
		assert.equal((await Rita.api.ask('GET', '/account')).status, 401);
	});
	await t.test('a new password ends all that was open, but where it was changed', async () => {
		const { Petra } = people;
		const here = new Client(server, { cookie: cookieOf(await signIn(server, Petra.email)) });
		assert.equal((await here.ask('PUT', '/account/password', { json: { old_password: 'wrong', password: OTHER_PASSWORD } })).status, 422);
		for (const weak of ['short', 'passwordpassword', 'petra.password', 'aaaaaaaaaaaaaaaaaaaa'])
			assert.equal((await here.ask('PUT', '/account/password', { json: { old_password: PASSWORD, password: weak } })).status, 422, weak);
		await here.put('/account/password', { old_password: PASSWORD, password: OTHER_PASSWORD });
		assert.equal((await Petra.browser.ask('GET', '/account')).status, 401);
		assert.equal((await Petra.api.ask('GET', '/account')).status, 401);
		assert.equal((await here.ask('GET', '/account')).status, 200);
		assert.equal(cookieOf(await signIn(server, Petra.email)), undefined, 'the old password');
		assert.ok(cookieOf(await signIn(server, Petra.email, OTHER_PASSWORD)));
	});
	await t.test('a link for a new password works once, and ends what was open', async () => {
		const { Rolf } = people;
		const before = (await admin.api.items('/admin/outbox'))[0].id;
		await new Client(server).post('/reset', { email: Rolf.email });
		const link = await linkFor(admin, Rolf.email, before);
		const a = await new Client(server).ask('POST', link, { json: { password: OTHER_PASSWORD } });
		assert.ok(cookieOf(a));
		assert.equal((await Rolf.browser.ask('GET', '/account')).status, 401);
		assert.equal((await Rolf.api.ask('GET', '/account')).status, 401);
		const again = await new Client(server).ask('POST', link, { json: { password: PASSWORD } });
		assert.equal(cookieOf(again), undefined, 'once');
		assert.ok(cookieOf(await signIn(server, Rolf.email, OTHER_PASSWORD)));
	});
	await t.test('a closed account is out at once, and stays out until it is opened again', async () => {
		const { Dora } = people;
		await admin.api.post(`/people/${Dora.id}/deactivation`);
		for (const c of [Dora.browser, Dora.api])
			assert.equal((await c.ask('GET', '/account')).status, 401);
		const refused = await signIn(server, Dora.email), unknown = await signIn(server, 'nobody.here@example.org');
		assert.equal(refused.status, unknown.status);
		assert.equal(plain(refused.text), plain(unknown.text));
		await admin.api.delete(`/people/${Dora.id}/deactivation`);
		assert.equal((await Dora.browser.ask('GET', '/account')).status, 401, 'the old session stays dead');
		assert.equal((await Dora.api.ask('GET', '/account')).status, 401, 'the old token stays dead');
		assert.ok(cookieOf(await signIn(server, Dora.email)));
	});
	await t.test('an outsider does not learn who has an account: neither in bytes nor in time', async () => {
		const known = people.Egon.email, unknown = 'zzzz.zzzzzzzzzz@example.org';
		for (const accept of ['text/html', 'application/json'])
			for (const [path, more] of [['/sign-in', { password: 'wrong' }], ['/reset', {}]]) {
				const ask = (email) => call(server, 'POST', path, { headers: { Accept: accept, 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded' },
					body: new URLSearchParams({ email, ...more }).toString() });
				const [a, b] = [await ask(known), await ask(unknown)];
				assert.equal(a.status, b.status, path);
				assert.equal(plain(a.text), plain(b.text), path);
				assert.deepEqual(Object.keys(a.headers).sort(), Object.keys(b.headers).sort(), path);
				assert.equal(a.headers.location, b.headers.location, path);
			}
		const times = { known: [], unknown: [] };
		for (let i = 0; i < 5; i++)
			for (const who of ['known', 'unknown']) {
				const begun = performance.now();
				await signIn(server, who === 'known' ? known : unknown, 'wrong');
				times[who].push(performance.now() - begun);
			}
		const ratio = median(times.unknown) / median(times.known);
		assert.ok(ratio > 0.4 && ratio < 2.5, `an unknown account takes ${ratio.toFixed(2)} times as long`);
	});
	await t.test('guessing is slowed down, for one account and not for others', async () => {
		const { Gina } = people;
		let answer;
		for (let i = 0; i < 11; i++)
			answer = await signIn(server, Gina.email, `guess ${i}`);
		assert.match(answer.text, /Too many tries/);
		assert.equal(cookieOf(await signIn(server, Gina.email)), undefined, 'the right one does not help now');
		assert.equal((await Gina.browser.ask('GET', '/account')).status, 200, 'who is in stays in');
		assert.ok(cookieOf(await signIn(server, people.Cara.email)), 'others are not kept out');
		await server.end();
		await server.again();
		assert.equal(cookieOf(await signIn(server, Gina.email)), undefined, 'a restart forgets nothing');
	});
});

test('the same thing twice is done once', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	await fillPair(w.pair.id, w.mentor, w.mentee);
	const path = `/relationships/${w.pair.id}/commitments`;
	const count = async () => (await w.mentee.api.items(path)).length;

	await t.test('one after the other', async () => {
		const before = await count();
		const headers = { 'Idempotency-Key': 'the-same-key-1' };
		const a = await w.mentee.api.ask('POST', path, { json: { body: 'Once' }, headers });
		const b = await w.mentee.api.ask('POST', path, { json: { body: 'Once' }, headers });
		assert.equal(a.status, 201);
		assert.equal(b.status, 201);
		assert.deepEqual(b.json, a.json);
		assert.equal(await count(), before + 1);
	});
	await t.test('all at the same time', async () => {
		const before = await count();
		const headers = { 'Idempotency-Key': 'the-same-key-2' };
		const all = await Promise.all(Array.from({ length: 12 }, () => w.mentee.api.ask('POST', path, { json: { body: 'Once more' }, headers })));
		assert.equal(new Set(all.filter((a) => a.status === 201).map((a) => a.json.id)).size, 1);
		assert.ok(all.every((a) => [201, 409].includes(a.status)));
		assert.equal(await count(), before + 1);
	});
	await t.test("with somebody else's key", async () => {
		const before = await count();
		for (const p of [w.mentee, w.mentor])
			assert.equal((await p.api.ask('POST', path, { json: { body: 'Mine' }, headers: { 'Idempotency-Key': 'the-same-key-3' } })).status, 201);
		assert.equal(await count(), before + 2);
	});
	await t.test('a form, and a restart in between', async () => {
		const before = await count();
		const page = (await w.mentee.browser.page(path)).text.split(`action="${path}"`)[1];
		const hidden = Object.fromEntries([...page.split('</form>')[0].matchAll(/name="(_\w+)" value="([^"]*)"/g)].map((m) => [m[1], m[2]]));
		assert.ok(hidden._key && hidden._token);
		const send = () => call(w.server, 'POST', path, { headers: { Cookie: w.mentee.cookie, Accept: 'text/html', 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded' },
			body: new URLSearchParams({ ...hidden, body: 'From the form' }).toString() });
		assert.equal((await send()).status, 303);
		await w.server.end();
		await w.server.again();
		assert.equal((await send()).status, 303);
		assert.equal(await count(), before + 1);
	});
	await t.test('publishing a match begins each relationship once', async () => {
		const all = await Promise.all(Array.from({ length: 4 }, () => w.admin.api.ask('POST', `/matches/${w.pair.match}/publication`, { json: {} })));
		assert.ok(all.every((a) => a.status === 409));
		await until('one relationship', async () => (await w.mentee.api.items('/relationships')).length === 1);
	});
});
