/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Nothing that was typed is lost when a session ends before it arrives. Every form of every page of two people, of who
 * looks after the programme and of an administrator is sent after its person has signed in anew: what was typed is shown
 * again, with all that is needed to send it. Then a few of them all the way: without a session, signed in by the right
 * and by the wrong person, with a password that was forgotten, and saved once.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Client, cookieOf, linkFor, PASSWORD, signIn } from '../lib/client.mjs';
import { pagesOf, things } from '../lib/every.mjs';
import { formsOf, typedIn } from '../lib/forms.mjs';
import { call } from '../lib/server.mjs';
import { makeWorld } from '../lib/world.mjs';

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
	const { ids } = await things(w, w.pair.id);
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
	const ofTheTwo = forms.size;
	for await (const { person, path, text } of pagesOf([w.manager, w.admin], ids))
		for (const f of formsOf(text)) {
			const name = `${shape(f.action)} ${field(f, '_method') ?? ''}`;
			if (f.method === 'post' && !THEIRS.test(f.action) && !forms.has(name) && typedIn(f).some(([, type]) => type === 'text') && !/type="(password|file)"/.test(f.inside))
				forms.set(name, { person, page: path, form: filled(f) });
		}
	const newer = new Map();
	for (const person of [w.mentee, w.mentor, w.manager, w.admin])
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
		assert.ok(ofTheTwo >= 30 && forms.size >= ofTheTwo + 10, `only ${ofTheTwo} and ${forms.size} forms: ${[...forms.keys()].join(', ')}`);
	});

	const sample = ['/relationships/n/advice', '/relationships/n/roadblocks', '/relationships/n/questions', '/journal', '/relationships/n/messages', '/organisation/fields'];
	for (const action of sample)
		await t.test(`${action}: signed out, signed in, saved once`, async () => {
			const { person, page, form } = forms.get(`${action} `);
			if (action === '/organisation/fields') /* anybody may see it */
				form.fields = form.fields.filter(([k]) => k !== 'sensitive').map(([k, v]) => [k, k === 'choices' ? `${v}\nAnother` : v]);
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
			assert.ok([200, 303].includes(saved.status), `${saved.status} ${saved.text.match(/class="summary"[^]{0,500}/)?.[0]}`);
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
	/* Last, because a new password ends all sessions. */
	await t.test('signed out, and the password is forgotten: the address and what was typed go along', async () => {
		const { person, page, form } = forms.get('/relationships/n/roadblocks '), { email } = person;
		const button = (html, words) => html.match(new RegExp(`<button [^>]*formaction="([^"]*)"[^>]*>${words}`))[1];
		const all = (f, more) => ({ ...Object.fromEntries(f.fields), ...more });
		const out = await send(nobody, form, { Referer: `${w.server.url}${page}` });
		const [door] = formsOf(out.text).filter((f) => f.action === '/sign-in'), box = field(door, '_kept');
		const since = (await w.admin.api.items('/admin/outbox'))[0].id;
		const forgot = await send(nobody, { action: button(out.text, 'I have forgotten'), fields: all(door, { email, password: 'it was something with herons' }) });
		assert.equal(forgot.status, 200);
		assert.ok(!forgot.text.includes('herons'), 'a password is never shown again');
		const [ask] = formsOf(forgot.text).filter((f) => f.action === '/reset');
		assert.deepEqual([field(ask, 'email'), field(ask, '_kept'), field(ask, 'to')], [email, box, page]);
		/* Back again, with the address corrected on the way. */
		const back = await send(nobody, { action: button(forgot.text, 'Back to signing in'), fields: all(ask, { email: 'half@' }) });
		const [second] = formsOf(back.text).filter((f) => f.action === '/sign-in');
		assert.deepEqual([field(second, 'email'), field(second, '_kept'), field(second, 'to')], ['half@', box, page]);
		const bad = await send(nobody, { action: '/reset', fields: all(ask, { email: 'half@' }) });
		const [still] = formsOf(bad.text).filter((f) => f.action === '/reset');
		assert.deepEqual([bad.status, field(still, 'email'), field(still, '_kept'), field(still, 'to')], [422, 'half@', box, page]);
		const sent = await send(nobody, { action: '/reset', fields: all(still, { email }) });
		assert.match(sent.text, /a mail with a link is on its way/);
		const [last] = formsOf(sent.text).filter((f) => f.action === '/sign-in');
		const path = await linkFor(w.admin, email, since);
		const fresh = 'nine calm herons beside the lock';
		assert.equal((await send(nobody, { action: path, fields: { password: fresh } })).status, 303);
		const right = await send(nobody, { action: '/sign-in', fields: all(last, { email, password: fresh }) });
		assert.equal(right.status, 200);
		assert.ok(right.text.includes(escaped), 'what was typed before all that');
	});
});
