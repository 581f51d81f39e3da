/* SPDX-License-Identifier: Apache-2.0 */
/* Somebody who speaks JSON: with a personal access token, or with the cookie of a session. */
import assert from 'node:assert/strict';
import { call, until } from './server.mjs';

export const PASSWORD = 'seven quiet herons on the pier';

let keys = 0;

export class Client {
	constructor(server, { token = null, cookie = null } = {})
	{
		Object.assign(this, { server, token, cookie, csrf: null });
	}

	/* What a browser would send with a fetch of our own page. */
	async headers(method, extra)
	{
		const h = { Accept: 'application/json', ...extra };
		if (this.token)
			h.Authorization ??= `Bearer ${this.token}`;
		if (this.cookie)
			h.Cookie ??= this.cookie;
		if (method !== 'GET') {
			h['Sec-Fetch-Site'] ??= 'same-origin';
			h['Idempotency-Key'] ??= `test-${process.pid}-${++keys}`;
			if (this.cookie)
				h['X-CSRF-Token'] ??= this.csrf ??= await this.formToken();
		}
		return h;
	}

	async formToken()
	{
		const page = await call(this.server, 'GET', '/account', { headers: { Cookie: this.cookie, Accept: 'text/html' } });
		return page.text.match(/<meta name="token" content="([^"]*)"/)?.[1] ?? '';
	}

	async ask(method, path, { json, form, headers = {}, body } = {})
	{
		const h = await this.headers(method, headers);
		if (json !== undefined) {
			h['Content-Type'] ??= 'application/json';
			body = JSON.stringify(json);
		} else if (form !== undefined) {
			h['Content-Type'] ??= 'application/x-www-form-urlencoded';
			body = new URLSearchParams(form).toString();
		}
		return call(this.server, method, path, { headers: h, body });
	}

	/* The same, and it must have gone well: the JSON of the answer. */
	async must(method, path, json, more = {})
	{
		const a = await this.ask(method, path, { json, ...more });
		assert.ok(a.status < 300, `${method} ${path}: ${a.status} ${a.text}`);
		return a.json ?? a.text;
	}

	get(path) { return this.must('GET', path); }
	post(path, json = {}) { return this.must('POST', path, json); }
	put(path, json = {}) { return this.must('PUT', path, json); }
	delete(path) { return this.must('DELETE', path, {}); }
	async items(path) { return (await this.get(path)).items; }

	page(path, headers = {}) { return this.ask('GET', path, { headers: { Accept: 'text/html', ...headers } }); }

	/* A CSV file, as a page sends it. */
	upload(path, fields, name, bytes)
	{
		const mark = '----story8b2f';
		const parts = Object.entries(fields).map(([k, v]) => Buffer.from(`--${mark}\r\nContent-Disposition: form-data; name="${k}"\r\n\r\n${v}\r\n`));
		parts.push(Buffer.from(`--${mark}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n`),
			Buffer.from(bytes), Buffer.from(`\r\n--${mark}--\r\n`));
		return this.ask('POST', path, { headers: { 'Content-Type': `multipart/form-data; boundary=${mark}` }, body: Buffer.concat(parts) });
	}
}

export const cookieOf = (answer) => (answer.headers['set-cookie'] ?? []).map((c) => c.split(';')[0]).find((c) => /^(__Host-)?waymark=./.test(c));

/* Signs in over JSON; the answer has the cookie. */
export function
signIn(server, email, password = PASSWORD, headers = {})
{
	return new Client(server).ask('POST', '/sign-in', { json: { email, password }, headers });
}

/* A person with both ways of speaking: .browser with the cookie, .api with a token. */
async function
enter(server, answer, who)
{
	const cookie = cookieOf(answer);
	assert.ok(cookie, `no session for ${who.email}: ${answer.status} ${answer.text}`);
	const browser = new Client(server, { cookie });
	const { token } = await browser.post('/account/tokens', { name: 'tests' });
	const api = new Client(server, { token });
	const { id } = await api.get('/account');
	return { ...who, id, cookie, token, browser, api };
}

/* The first administrator, through the link that the server printed. */
export async function
setUp(server, { organisation = 'Harbour Works', name = 'Ada Admin', email = 'ada@example.org', tz = 'Europe/Berlin', password = PASSWORD } = {})
{
	const path = new URL(server.setupLink).pathname;
	const a = await new Client(server).ask('POST', path, { json: { organisation, name, email, password, tz } });
	assert.ok(a.status < 300, `setup: ${a.status} ${a.text}`);
	return enter(server, a, { name, email, password });
}

/* The path of the newest link that lets somebody choose a password, of those sent to that address after
 * the mail `since`: an invitation, a letter about a match, a reset. */
export async function
linkFor(admin, email, since = 0)
{
	return until(`a mail with a link to ${email}`, async () => {
		for (const m of await admin.api.items('/admin/outbox')) {
			if (m.to_addr !== email || m.id <= since)
				continue;
			const link = (await admin.api.get(`/admin/outbox/${m.id}`)).body_text.match(/http\S+\/welcome\/\S+/);
			if (link)
				return new URL(link[0]).pathname;
		}
	});
}

/* Follows an invitation that is in the outbox. */
export async function
accept(server, admin, { name, email })
{
	const path = await linkFor(admin, email);
	const a = await new Client(server).ask('POST', path, { json: { password: PASSWORD } });
	assert.ok(a.status < 300, `welcome: ${a.status} ${a.text}`);
	return enter(server, a, { name, email, password: PASSWORD });
}

/* Somebody new, who has signed in. */
export async function
join(server, admin, name, more = {})
{
	const email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@example.org`;
	await admin.api.post('/people', { name, email, ...more });
	return accept(server, admin, { name, email });
}
