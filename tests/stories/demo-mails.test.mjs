/* SPDX-License-Identifier: Apache-2.0 */
/* The mailbox of the demonstration: what nobody sends can be read, its links work, and only there. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Client, cookieOf } from '../lib/client.mjs';
import { call, startServer } from '../lib/server.mjs';
import { makeWorld } from '../lib/world.mjs';

const HTML = { Accept: 'text/html', 'Sec-Fetch-Site': 'same-origin' };
const ids = (text, pattern) => [...new Set([...text.matchAll(pattern)].map((m) => Number(m[1])))];

test('the mails of the demonstration', async (t) => {
	const server = await startServer({ verb: 'demo' });
	t.after(() => server.stop());
	const cast = ids((await new Client(server).page('/demo')).text, /action="\/demo\/sign-in\/(\d+)"/g);
	const be = async (id) => {
		const a = await call(server, 'POST', `/demo/sign-in/${id}`, { headers: HTML, body: '' });
		return new Client(server, { cookie: cookieOf(a) });
	};
	const [mentor, mentee] = await Promise.all(cast.slice(2, 4).map(be));
	const mails = async (c) => ids((await c.page('/demo/mails')).text, /href="\/demo\/mails\/(\d+)"/g);

	await t.test('are in reach of the menu and of the page of the demonstration', async () => {
		assert.match((await mentee.page('/')).text, /href="\/demo\/mails"/);
		assert.match((await mentee.page('/demo')).text.split('<main')[1], /href="\/demo\/mails"/);
		const nobody = await call(server, 'GET', '/demo/mails', { headers: HTML });
		assert.deepEqual([nobody.status, nobody.headers.location], [303, '/demo']);
	});
	await t.test('are each read by whoever got it', async () => {
		const mine = await mails(mentee);
		const theirs = await mails(mentor);
		assert.ok(mine.length > 3 && theirs.length > 3, `${mine.length}, ${theirs.length}`);
		for (const id of mine)
			for (const path of ['', '/letter', '/letter.css']) {
				assert.equal((await mentee.page(`/demo/mails/${id}${path}`)).status, 200, `${id}${path}`);
				assert.equal((await mentor.page(`/demo/mails/${id}${path}`)).status, 404, `${id}${path}`);
				assert.equal((await call(server, 'GET', `/demo/mails/${id}${path}`, { headers: HTML })).status, 404);
			}
	});
	await t.test('look as they do in a mailbox, without a style on the page', async () => {
		const [id] = await mails(mentee);
		const letter = await mentee.page(`/demo/mails/${id}/letter`);
		assert.match(letter.text, /^<!doctype html>/);
		assert.doesNotMatch(letter.text, /<style/);
		assert.match(letter.text, new RegExp(`<link rel="stylesheet" href="/demo/mails/${id}/letter.css">`));
		const look = await mentee.page(`/demo/mails/${id}/letter.css`);
		assert.match(look.headers['content-type'], /^text\/css/);
		assert.match(look.text, /prefers-color-scheme:dark/);
	});
	await t.test('have links that lead somewhere, in plain text and in HTML', async () => {
		for (const c of [mentor, mentee])
			for (const id of await mails(c))
				for (const path of ['', '/letter']) {
					const main = (await c.page(`/demo/mails/${id}${path}`)).text;
					const links = [...main.matchAll(new RegExp(`href="${server.url}(/[^"]+)"`, 'g'))].map((m) => m[1].replaceAll('&amp;', '&'));
					assert.ok(links.length, `${id}${path} leads nowhere`);
					for (const link of links)
						assert.equal((await c.page(link)).status, 200, `${id}${path}: ${link}`);
				}
	});
	await t.test('hold something that is done in two clicks, without signing in', async () => {
		const list = (await mentee.page('/demo/mails')).text;
		assert.match(list, /two clicks/);
		const texts = await Promise.all((await mails(mentee)).map((id) => mentee.page(`/demo/mails/${id}`)));
		const link = texts.map((a) => a.text.match(/href="[^"]*(\/errands\/suits-[^"]+)"/)?.[1]).find(Boolean);
		assert.ok(link, 'no mail asks whether the time suits');
		const first = await call(server, 'GET', link, { headers: HTML });
		assert.equal(first.text.match(/<main[\s\S]*<\/main>/)[0].match(/<button/g).length, 1);
		const fields = Object.fromEntries([...first.text.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((m) => [m[1], m[2]]));
		const done = await call(server, 'POST', link, { headers: { ...HTML, 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(fields).toString() });
		assert.ok([200, 303].includes(done.status), `${done.status}: ${done.text.slice(0, 300)}`);
		const after = (await call(server, 'GET', link, { headers: HTML })).text.match(/<main[\s\S]*<\/main>/)[0];
		assert.match(after, /<h1>Done<\/h1>/);
		assert.doesNotMatch(after, /<form/);
	});
});

test('a real installation has no page of the demonstration', async (t) => {
	const world = await makeWorld();
	t.after(() => world.server.stop());
	for (const who of [null, world.mentee, world.admin])
		for (const path of ['/demo', '/demo/mails', '/demo/mails/1', '/demo/mails/1/letter', '/demo/mails/1/letter.css']) {
			const a = who ? await who.api.page(path) : await call(world.server, 'GET', path, { headers: HTML });
			assert.equal(a.status, 404, `${path}: ${a.status}`);
		}
	const a = await world.mentee.api.page('/');
	assert.doesNotMatch(a.text, /\/demo/);
});
