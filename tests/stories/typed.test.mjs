/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Nothing that somebody typed is lost because something else was wrong. Every form of every page of everybody, of those
 * who look after programmes and of administrators too, is filled in with one answer that cannot be accepted, one answer
 * after the other: the form comes again with everything as it was typed and chosen. Then what the forms speak of is gone
 * or over by the time that they arrive: what was typed is on the page that says so.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { PASSWORD } from '../lib/client.mjs';
import { pagesOf, round, things } from '../lib/every.mjs';
import { answersIn, formsOf, untouched } from '../lib/forms.mjs';
import { call, startServer } from '../lib/server.mjs';
import { clock, day, makeWorld } from '../lib/world.mjs';

/* What no page shows again: passwords, and a file that stays where it is. */
const NOT_SHOWN = ['password', 'file'];
/* Whoever leaves, and what ends, comes last. */
const LATE = /\/(participants\/n|pause|cadence|stages|direction|ending|reopening|leave|deletion)$|^\/programmes\/n$/;
const WORDS = /^(long|text)$/, ROADBLOCKS = '/relationships/n/roadblocks';

const shape = (path) => path.replace(/\?.*/, '').replace(/\/\d+/g, '/n');
const methodOf = (form) => form.hidden.find(([k]) => k === '_method')?.[1] ?? form.method;
const nameOf = (form) => `${methodOf(form)} ${shape(form.action)} ${answersIn(form).map((a) => a.name.replace(/\d+/g, 'n')).join()}`;
const escaped = (s) => s.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

let n = 0;
/* Something that fits, different each time. */
const good = ({ type, name }) => {
	n++;
	return { date: day(30 + n % 200), 'datetime-local': clock('UTC', 9000 + 60 * n), time: `1${n % 10}:${10 + n % 50}`, number: String(2 + n % 3), email: `somebody${n}@example.org`,
		password: PASSWORD, url: `https://example.org/${n}` }[type] ?? (/link/.test(name) ? `https://example.org/${n}` : `Words & <more> ${n}`);
};
/* What no such question takes. */
const bad = ({ kind, type, most, required }) => (kind !== 'typed' ? null : required && n++ % 2 && WORDS.test(type) ? ' '
	: { date: '2031-02-30', 'datetime-local': '2031-02-30T25:61', time: '25:61', number: 'twelve', email: 'nobody at home', password: 'short' }[type] ?? `Too long ${'x'.repeat(Math.min(most || 20_000, 20_000))}`);

/* [[name, value]] as somebody sends it who has touched all of it; instead: { name: value, or null for nothing }. */
function
filled(form, instead = {})
{
	const sent = [...form.hidden];
	for (const a of answersIn(form)) {
		if (a.name in instead)
			sent.push([a.name, instead[a.name]]);
		else if (a.kind === 'typed')
			sent.push([a.name, good(a)]);
		else if (a.kind === 'chosen')
			sent.push([a.name, a.values.filter((x) => x && x !== a.is).at(-1) ?? a.is ?? '']);
		else
			sent.push(...a.values.map((value) => [a.name, value]));
	}
	return sent.filter(([, value]) => value !== null);
}

/* What of it does not stand in the form that came back; of several forms for the same, the best one. */
function
missing(form, sent, page)
{
	const types = new Map(answersIn(form).map((a) => [a.name, a.type]));
	const asked = sent.filter(([k, v]) => types.has(k) && !NOT_SHOWN.includes(types.get(k)) && v.trim());
	const again = formsOf(page).filter((x) => shape(x.action) === shape(form.action) && methodOf(x) === methodOf(form)).map(untouched);
	const best = again.map((shown) => asked.filter(([k, v]) => !shown.some(([x, y]) => x === k && y === v))).sort((a, b) => a.length - b.length)[0] ?? asked;
	return best.map(([k, v]) => `${k}: ${v.slice(0, 30)}`);
}

const send = (person, form, sent) => person.browser.ask('POST', form.action, { form: sent, headers: { Accept: 'text/html', 'Idempotency-Key': '' } });

/* What else the addresses of managers and administrators speak of. */
async function
more(w)
{
	const pack = await w.admin.api.post('/practice/packs', { text: 'kind: theme\nitems:\n  - id: time-management\n' });
	const file = await w.manager.api.upload(`/programmes/${w.programme}/imports`, { role: 'mentee' }, 'people.csv', 'Who,Mail,Somewhere\nIda Import,ida@example.org,Oslo\n');
	assert.equal(file.status, 201, file.text);
	return { match: w.pair.match, import: file.json.id, pack: pack.id, guide: 'become-mentor', exercise: 'say-it-back', scene: 'not-done', challenge: 'time-constraints', mail: (await w.admin.api.items('/admin/outbox'))[0].id };
}

/* Pages that no address alone leads to: [person, page]. */
async function
others({ programme, manager, mentee, mentor2, pair, foreign })
{
	const goal = (await mentee.api.post(`/relationships/${pair.id}/goals`, { title: 'Run', metric: 'Rounds', baseline: '0', target: '6', unit: 'rounds', due_on: day(60) })).id;
	const kinds = [...(await manager.browser.page(`/programmes/${programme}/rules/new?hard=0`)).text.matchAll(/href="([^"]*\/rules\/new\?[^"]*kind=[^"]*)"/g)].map((m) => m[1].replace(/&amp;/g, '&'));
	assert.ok(kinds.length > 3, `kinds of rules: ${kinds}`);
	return [...kinds.map((path) => [manager, path]), [mentee, `/goals/${goal}`], [mentor2, `/relationships/${foreign.id}/preparation`], [mentor2, `/relationships/${foreign.id}/beginning`]];
}

/* A server that nobody has set up yet, and what one reads before one has signed in. */
async function
doors(t)
{
	const server = await startServer();
	t.after(() => server.stop());
	const path = new URL(server.setupLink).pathname, lost = [];
	const html = { Accept: 'text/html', 'Sec-Fetch-Site': 'same-origin' };
	for (const at of [path, '/sign-in?to=/account', '/reset']) {
		const [form] = formsOf((await call(server, 'GET', at, { headers: html })).text);
		for (const a of answersIn(form)) {
			const sent = filled(form, { [a.name]: bad(a) });
			const b = await call(server, 'POST', form.action, { headers: { ...html, 'Content-Type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(sent).toString() });
			assert.equal(b.status, 422, `${at} ${a.name}`);
			lost.push(...missing(form, sent, b.text).map((x) => `${at}: ${x}`));
			assert.ok(!b.text.includes(PASSWORD));
		}
	}
	return lost;
}

test('what was typed comes back', { timeout: 240_000 }, async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const people = [w.mentee, w.mentor, w.manager, w.admin];
	const { ids } = await things(w, w.pair.id), circles = await round(w);
	Object.assign(ids, await more(w));

	const forms = new Map();
	const take = ({ person, path, text }) => {
		for (const form of formsOf(text))
			if (answersIn(form).length && !forms.has(`${person === w.admin} ${nameOf(form)}`))
				forms.set(`${person === w.admin} ${nameOf(form)}`, { person, page: path, name: nameOf(form), action: shape(form.action) });
	};
	for (const [which, among] of [[circles, /\/(topics|choices|mixture|placements)/], [ids, /./]])
		for await (const page of pagesOf(people, which, among))
			take(page);
	for (const [person, path] of await others(w))
		take({ person, path, text: (await person.browser.page(path)).text });
	const late = (f) => LATE.test(f.action);
	const fresh = async (f) => formsOf((await f.person.browser.page(f.page)).text).find((x) => nameOf(x) === f.name);
	let refused = 0, tooLate = null;

	await t.test('with one answer that is wrong', async () => {
		const lost = [];
		for (const f of [...forms.values()].sort((a, b) => late(a) - late(b))) {
			let form = await fresh(f);
			for (const a of form && form.method === 'post' ? answersIn(form) : []) {
				const sent = filled(form, { [a.name]: bad(a) }), b = await send(f.person, form, sent);
				if (b.status < 400) {
					form = await fresh(f) ?? form;
					continue; /* it takes that, too */
				}
				assert.ok(b.status < 500, `${f.name} ${a.name}: ${b.status}`);
				refused++;
				const gone = missing(form, sent, b.text);
				if (gone.length)
					lost.push(`${f.page}: ${f.name}: with a wrong ${a.name} (${b.status}) without ${gone}`);
			}
		}
		assert.deepEqual(lost, []);
		assert.ok(forms.size > 110 && refused > 350, `${forms.size} forms, ${refused} times refused`);
	});
	await t.test('with answers that do not go together', async () => {
		const lost = [];
		for (const [person, page, action, instead] of apart(w, ids, circles)) {
			const form = formsOf((await person.browser.page(page)).text).find((x) => x.method === 'post' && x.action === action);
			assert.ok(form, `${action} on ${page}`);
			const sent = filled(form, instead), b = await send(person, form, sent);
			assert.ok(b.status >= 400 && b.status < 500, `${page} ${JSON.stringify(instead)}: ${b.status}`);
			lost.push(...missing(form, sent, b.text).map((x) => `${page}: ${x} (${b.status})`));
		}
		assert.deepEqual(lost, []);
	});
	await t.test('what one looks for stands in its box', async () => {
		const lost = [];
		for (const f of forms.values()) {
			const form = f.name.startsWith('get ') ? await fresh(f) : null;
			if (!form)
				continue;
			const sent = filled(form), b = await f.person.browser.page(`${form.action.split(/[?#]/)[0]}?${new URLSearchParams(sent)}`);
			lost.push(...missing(form, sent, b.text).map((x) => `${f.page}: ${x} (${b.status})`));
		}
		assert.deepEqual(lost, []);
	});
	await t.test('before one has signed in', async () => assert.deepEqual(await doors(t), []));
	await t.test('when it is gone or over by then', async () => {
		const open = [];
		for (const f of forms.values()) {
			const form = f.name.startsWith('get ') ? null : await fresh(f);
			const words = form ? answersIn(form).filter((a) => a.kind === 'typed' && WORDS.test(a.type)) : [];
			/* Also a single word, where there must be one. */
			const single = words.filter((a) => a.type === 'text' && a.required && !/link/.test(a.name)).map((a) => [a.name, `Lighthouse${++n}`]);
			if (words.length)
				open.push({ f, form, sent: filled(form, Object.fromEntries(single)) });
		}
		await overNow(w, ids, circles);
		const lost = [], missed = [];
		for (const { f, form, sent } of open) {
			const b = await send(f.person, form, sent);
			if (b.status < 400)
				continue;
			assert.ok(b.status < 500, `${f.name}: ${b.status}`);
			missed.push(f.name);
			if (f.action === ROADBLOCKS && methodOf(form) === 'post')
				tooLate = { person: f.person, form, sent, page: b.text };
			const typed = answersIn(form).filter((a) => a.kind === 'typed' && WORDS.test(a.type)).map((a) => sent.find(([k]) => k === a.name)?.[1]);
			lost.push(...typed.filter((x) => x && !b.text.includes(escaped(x))).map((x) => `${f.page}: ${f.name}: ${x} (${b.status})`));
		}
		assert.deepEqual(lost, []);
		assert.ok(missed.length > 40, `only ${missed.length} came too late: ${missed.join('\n')}`);
	});
	await t.test('and it is shown to nobody but the person whose form it is', async () => {
		const { person, form, sent } = tooLate, said = sent.find(([k]) => k === 'body')[1], other = person === w.mentee ? w.mentor : w.mentee;
		const shows = async (who, fields, headers = {}) => {
			const b = await who.browser.ask('POST', form.action, { form: fields, headers: { Accept: 'text/html', 'Idempotency-Key': '', ...headers } });
			assert.ok(b.status >= 400, b.status);
			return b.text.includes(escaped(said));
		};
		assert.ok(await shows(person, sent));
		assert.ok(!await shows(person, sent.filter(([k]) => k !== '_whose')));
		assert.ok(!await shows(person, sent, { 'Sec-Fetch-Site': 'cross-site' }));
		assert.ok(!await shows(other, sent));
		const json = await person.api.ask('POST', form.action, { json: Object.fromEntries(sent.filter(([k]) => !k.startsWith('_'))) });
		assert.ok(json.status === 409 && !json.text.includes('Words'), json.text);
	});
	await t.test('what was shown is sent once more by its button', async () => {
		const { person, form, sent, page } = tooLate, typed = (fields) => fields.filter(([k]) => !k.startsWith('_'));
		const again = formsOf(page).find((x) => x.action === form.action);
		assert.deepEqual(typed(again.hidden), typed(sent));
		await person.api.post(`/relationships/${w.pair.id}/reopening`);
		const done = await send(person, form, again.hidden);
		assert.equal(done.status, 303, done.text);
		assert.ok(JSON.stringify(await person.api.items(form.action)).includes(JSON.stringify(sent.find(([k]) => k === 'body')[1])));
	});
});

/* [person, page, action, answers that no form takes together]. */
function
apart(w, ids, { programme, topic })
{
	const p = `/programmes/${w.programme}`, c = `/programmes/${programme}`, text = `/practice/items/${ids.kind}/${ids.item}/fields/${ids.part}`;
	return [
		[w.admin, '/programmes/new', '/programmes', { starts_on: day(90), ends_on: day(1) }],
		[w.manager, `${p}/edit`, p, { starts_on: day(90), ends_on: day(1) }],
		[w.manager, `${p}/participants`, `${p}/participants`, { email: 'nobody@example.org', role: 'mentor' }],
		[w.manager, `${p}/participants`, `${p}/participants`, { email: '', role: 'mentor' }],
		[w.manager, `${c}/topics`, `${c}/topics`, { least: '9', most: '3' }],
		[w.manager, `${c}/topics/${topic}`, `${c}/topics/${topic}`, { least: '9', most: '3' }],
		[w.admin, '/organisation/fields/new', '/organisation/fields', { kind: 'one', choices: '' }],
		[w.admin, `/organisation/fields/${ids.field}`, `/organisation/fields/${ids.field}`, { kind: 'one', choices: '' }],
		[w.admin, '/people/new', '/people', { email: w.mentor.email }],
		[w.admin, `/people/${w.mentor.id}/edit`, `/people/${w.mentor.id}`, { manager: 'nobody@example.org' }],
		[w.admin, '/practice/packs/new', '/practice/packs', { text: 'kind: [theme' }],
		[w.admin, text, text, { t_en: '' }],
	];
}

/* The two have ended, and what the programme was made of is taken away. */
async function
overNow(w, ids, circles)
{
	await w.mentee.api.post(`/relationships/${w.pair.id}/ending`, { ending: 'early', farewell: '' });
	await w.admin.api.delete(`/organisation/fields/${ids.field}`);
	await w.manager.api.delete(`/programmes/${w.programme}/rules/${ids.rule}`);
	await w.manager.api.delete(`/programmes/${circles.programme}/topics/${circles.topic}`);
}
