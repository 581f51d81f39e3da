/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Nothing that was typed is lost when a session ends before it arrives. Every form of every page of two people is sent
 * after its person has signed in anew: what was typed is shown again, with all that is needed to send it. Then a few of
 * them all the way: without a session, signed in by the right and by the wrong person, and saved once.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Client, cookieOf, PASSWORD, signIn } from '../lib/client.mjs';
import { formsOf, typedIn } from '../lib/forms.mjs';
import { call } from '../lib/server.mjs';
import { fillPair, makeWorld } from '../lib/world.mjs';

const THEIRS = /^\/(relationships|goals|meetings|agreements|steps|milestones|commitments|messages|questions|own-questions|heard|roadblocks|introductions|feedback|journal|decisions|advice|companions|concerns|themes|stories)\b/;
const PAGES = 220;
const shape = (path) => path.replace(/\?.*/, '').replace(/\/\d+/g, '/n');
const HTML = { Accept: 'text/html', 'Sec-Fetch-Site': 'same-origin', 'Content-Type': 'application/x-www-form-urlencoded' };
const WORDS = 'Two words & <more>';
const escaped = 'Two words &amp; &lt;more&gt;';

const field = (form, name) => form.fields.find(([k]) => k === name)?.[1];
const kept = (text) => text.match(/name="_kept" value="([^"]*)"/)?.[1];
/* As formsOf reads it, with something typed into every text. */
const filled = (form) => ({ ...form, fields: form.fields.map(([k, v]) => [k, !k.startsWith('_') && typedIn(form).some(([name, type]) => name === k && type === 'text') ? WORDS : v]) });

test('what was typed is not lost with the session', { timeout: 240_000 }, async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	await fillPair(w.pair.id, w.mentor, w.mentee);
	const again = async (person) => new Client(w.server, { cookie: cookieOf(await signIn(w.server, person.email)) });
	/* As a browser without scripts. */
	const send = (client, form, headers = {}) => call(w.server, 'POST', form.action, { headers: { ...HTML, ...(client.cookie ? { Cookie: client.cookie } : {}), ...headers }, body: new URLSearchParams(form.fields).toString() });
	const nobody = new Client(w.server);

	const forms = new Map();
	for (const person of [w.mentee, w.mentor]) {
		const seen = new Set(), queue = [`/relationships/${w.pair.id}`, `/relationships/${w.pair.id}/together`, '/journal'];
		for (let at; (at = queue.shift()) && seen.size < PAGES;) {
			if (seen.has(shape(at)))
				continue;
			seen.add(shape(at));
			const page = await person.browser.page(at);
			if (page.status !== 200 || !/html/.test(page.headers['content-type']))
				continue;
			for (const f of formsOf(page.text))
				if (f.method === 'post' && THEIRS.test(f.action) && typedIn(f).some(([, type]) => type === 'text'))
					forms.set(`${shape(f.action)} ${field(f, '_method') ?? ''}`, { person, page: at, form: filled(f) });
			queue.push(...[...page.text.matchAll(/<a\b[^>]*\shref="(\/[^"#]*)/g)].map((m) => m[1].replace(/&amp;/g, '&')).filter((x) => THEIRS.test(x) && !/\.(ics|csv|json)$|export/.test(x)));
		}
	}
	const newer = new Map();
	for (const person of [w.mentee, w.mentor])
		newer.set(person, await again(person));

	await t.test('every form that takes words', async () => {
		const lost = [];
		for (const [name, { person, page, form }] of forms) {
			const out = await send(nobody, form, { Referer: `${w.server.url}${page}` });
			if (out.status !== 401 || !kept(out.text) || out.text.includes(escaped))
				lost.push(`${name}: without a session ${out.status}`);
			const a = await send(newer.get(person), form);
			const shown = formsOf(a.text).find((x) => x.action.split('?')[0] === form.action.split('?')[0]);
			const same = shown && form.fields.every(([k, v]) => ['_token', '_whose'].includes(k) || field(shown, k === '_key' ? '_first_key' : k) !== undefined && (k === '_key' || field(shown, k) === v || k.startsWith('_')));
			if (a.status !== 403 || !a.text.includes(escaped) || !same)
				lost.push(`${name}: in a new session ${a.status}`);
		}
		assert.deepEqual(lost, []);
		assert.ok(forms.size >= 30, `only ${forms.size} forms: ${[...forms.keys()].join(', ')}`);
	});

	const sample = ['/relationships/n/advice', '/relationships/n/roadblocks', '/relationships/n/questions', '/journal', '/relationships/n/messages'];
	for (const action of sample)
		await t.test(`${action}: signed out, signed in, saved once`, async () => {
			const { person, page, form } = forms.get(`${action} `);
			const list = async () => (await person.api.items(form.action)).length;
			const before = await list();
			const out = await send(nobody, form, { Referer: `${w.server.url}${page}` });
			assert.match(out.text, /You had been signed out before this was saved/);
			const [door] = formsOf(out.text).filter((f) => f.action === '/sign-in');
			assert.equal(field(door, 'to'), page);
			const enter = (who) => send(nobody, { action: '/sign-in', fields: { ...Object.fromEntries(door.fields), email: who.email, password: PASSWORD } });
			const wrong = await enter(w.manager);
			assert.equal(wrong.status, 303, 'the box of another person opens for nobody else');
			assert.ok(!wrong.text.includes('Two words'));
			const right = await enter(person);
			assert.equal(right.status, 200);
			assert.ok(right.text.includes(escaped));
			const shown = formsOf(right.text).find((f) => f.action === form.action);
			assert.equal(await list(), before, 'nothing is done by signing in');
			const client = new Client(w.server, { cookie: cookieOf(right) });
			const saved = await send(client, shown);
			assert.ok([200, 303].includes(saved.status), `${saved.status} ${saved.text.slice(0, 400)}`);
			const twice = await send(client, shown);
			assert.equal(twice.headers['idempotent-replayed'], 'true');
			assert.equal(await list(), before + 1);
		});

	await t.test('whose page it was: another person who is signed in is not shown it', async () => {
		const { form } = forms.get('/relationships/n/roadblocks ');
		const other = await send(newer.get(forms.get('/relationships/n/roadblocks ').person === w.mentee ? w.mentor : w.mentee), form);
		assert.equal(other.status, 401);
		assert.ok(kept(other.text) && !other.text.includes('Two words'));
		assert.match(other.text, /somebody else who was signed in here/);
	});
	await t.test('from another site nothing is kept, and a program is only told', async () => {
		const { form, person } = forms.get('/relationships/n/roadblocks ');
		for (const client of [nobody, newer.get(person)]) {
			const cross = await send(client, form, { 'Sec-Fetch-Site': 'cross-site' });
			assert.ok([401, 403].includes(cross.status) && !kept(cross.text) && !cross.text.includes('Two words'));
		}
		const forged = await send(newer.get(person), { ...form, fields: form.fields.filter(([k]) => k !== '_whose') });
		assert.ok(forged.status === 403 && !forged.text.includes('Two words'));
		const json = await nobody.ask('POST', form.action, { json: { body: WORDS } });
		assert.equal(json.status, 401);
		assert.equal(json.json.code, 'sign-in');
	});
	await t.test('passwords are not kept, nor what has no words; a changed box opens for nobody', async () => {
		const page = await w.mentee.browser.page('/account');
		const password = formsOf(page.text).find((f) => f.action === '/account/password');
		const out = await send(nobody, { ...password, fields: password.fields.map(([k, v]) => [k, k.includes('password') ? PASSWORD : v]) });
		assert.equal(out.status, 401);
		assert.equal(kept(out.text), undefined);
		const { form } = forms.get('/relationships/n/roadblocks ');
		const box = kept((await send(nobody, form)).text);
		for (const bad of [box.slice(1), `${box.slice(0, -9)}AAAAAAAAA`, 'x', '']) {
			const a = await send(nobody, { action: '/sign-in', fields: { email: w.admin.email, password: PASSWORD, to: '/account', _kept: bad } });
			assert.deepEqual([a.status, a.headers.location], [303, '/account']);
		}
	});
});
