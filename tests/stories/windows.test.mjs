/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The same form in two windows. Every form that changes what is there already is found on the pages of all
 * addresses. Each of its fields is typed into and each of its choices made in both windows, in different ways: the
 * second one is not allowed to write over the first one unseen. It gets both and what it said, and saving that goes
 * through. What only the first one changed stays when the second one saves something else.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { pagesOf, round, things } from '../lib/every.mjs';
import { choicesIn, formsOf, switchesIn, typedIn, untouched } from '../lib/forms.mjs';
import { clock, day, makeWorld } from '../lib/world.mjs';

/* These make versions of their own, or keep a text until its page is sent: POST, and yet they change what is there. */
const EDITS = /\/(agreement|readiness)$/;
/* Whatever comes last holds, and that is right. An entry that no form needs any more fails the test. */
const LAST_HOLDS = [
	[/\/notes\/(shared|private)$/, 'put together line by line: minutes.test.mjs'],
	[/\/self-check/, 'answers to questions that one asks oneself: each stands for itself and is kept as it is given'],
	[/\/journal\/rhythm$/, 'one choice of one person, seen at once'],
];

/* Their rows stand in the order of what is chosen; topicsTogether looks at them. */
const SORTED = /\/topics$/;

const shape = (path) => path.replace(/\?.*/, '').replace(/\/\d+/g, '/n');
const isPut = (form) => form.fields.some(([k, v]) => k === '_method' && v === 'put');

test('two windows', { timeout: 300_000 }, async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const { id } = w.pair;
	const { ids, last } = await things(w, id);
	const found = { forms: new Map(), needed: new Set() };
	/* Circles first: a programme of pairs has the same pages, and takes nothing there. */
	await findForms(w, await round(w), /\/(topics|choices|mixture|placements)/, found);
	await findForms(w, ids, /./, found);
	const { forms, needed } = found;
	const silent = [];
	let n = 0, held = 0, taken = 0, asked = 0;

	const fresh = async (f) => {
		const page = await f.person.browser.page(f.page);
		return formsOf(page.text).find((x) => shape(x.action) === f.is && isPut(x) === f.put) ?? null;
	};
	/* As a browser sends it, with some of it changed; null takes a field away, as an empty checkbox does. */
	const send = (f, form, more) => {
		const names = new Set(untouched(form).map(([k]) => k));
		const fields = [...untouched(form).map(([k, v]) => [k, k in more ? more[k] : v]), ...Object.entries(more).filter(([k]) => !names.has(k))];
		return f.person.browser.ask('POST', form.action, { form: fields.filter(([, v]) => v !== null), headers: { Accept: 'text/html', 'Idempotency-Key': '' } });
	};
	const valueOf = (form, name) => new Map(untouched(form)).get(name);
	const something = (type, name) => {
		n++;
		return type === 'time' ? `${name.endsWith('_to') ? 17 : '08'}:${10 + n % 50}` : type === 'date' ? day(30 + n % 200) : type === 'datetime-local' ? clock('UTC', 9000 + 60 * n) : type === 'number' ? String(20 + n % 10) : `Words of window ${n}`;
	};
	/* Two windows say different things about the same. */
	const both = async (f, name, first, second, shown) => {
		const one = await fresh(f), two = await fresh(f);
		if (!one || !two || (await send(f, one, { [name]: first })).status >= 400)
			return; /* a field that takes no such thing */
		const kept = valueOf(await fresh(f) ?? two, name);
		if (shown.choice && kept !== first)
			return; /* it stands elsewhere by now, or was of no meaning */
		const answer = await send(f, two, { [name]: second });
		if (answer.status !== 409) {
			/* In a list both may have added something. */
			const page = await f.person.browser.page(f.page);
			if (![first, second].every((x) => page.text.includes(`value="${x}"`)) || choicesIn(two).some((c) => c.name === name))
				silent.push(`${f.is} ${name}: ${answer.status}`);
			return;
		}
		for (const text of shown.texts)
			assert.match(answer.text, text, `${name}: what it is by now, and what was said`);
		/* Of several forms of one shape it is the one that says so. */
		const again = formsOf(answer.text).find((x) => x.action === two.action && isPut(x) === f.put);
		assert.ok(again, `${name}: the form again`);
		assert.equal(valueOf(again, name), second, `${name}: what was typed stands in the form`);
		const done = await send(f, again, {});
		assert.ok(done.status < 400, `${name}: saved after looking: ${done.status}`);
		held++;
	};
	/* The first window says something, the second one saves what it shows. */
	const oneOnly = async (f, name, value) => {
		const one = await fresh(f), two = await fresh(f);
		if (!one || !two || (await send(f, one, { [name]: value })).status >= 400)
			return;
		const kept = await fresh(f);
		if (!kept || (valueOf(kept, name) ?? null) !== value)
			return; /* it is put differently, or leads to another page */
		const answer = await send(f, two, {});
		if (answer.status >= 400)
			return; /* an empty form that asks for something else */
		const now = await fresh(f);
		if (now && (valueOf(now, name) ?? null) !== value)
			silent.push(`${f.is} ${name}: taken back by a window that did not touch it`);
		taken++;
	};

	/* Both say something about one field, the first window about another one as well: the page that asks about the
	 * one shows the other as it is by now, and saving that takes nothing back. */
	const beside = async (f, [name, type], [other, otherType]) => {
		const one = await fresh(f), two = await fresh(f), kept = something(otherType, other);
		if (!one || !two || (await send(f, one, { [name]: something(type, name), [other]: kept })).status >= 400 || valueOf(await fresh(f) ?? two, other) !== kept)
			return;
		const answer = await send(f, two, { [name]: something(type, name) });
		const again = answer.status === 409 && formsOf(answer.text).find((x) => x.action === two.action && isPut(x) === f.put);
		if (!again || (await send(f, again, {})).status >= 400)
			return;
		const now = await fresh(f);
		if (now && valueOf(now, other) !== kept)
			silent.push(`${f.is} ${other}: taken back beside ${name}`);
		asked++;
	};

	for (const f of [...forms.values()].sort((a, b) => last.test(a.is) - last.test(b.is)))
		await t.test(f.is, async () => {
			const there = await fresh(f);
			if (!there)
				return;
			for (const [name, type] of typedIn(there)) {
				const is = valueOf(await fresh(f) ?? there, name);
				const [first, second] = [1, 2, 3].map(() => something(type, name)).filter((x) => x !== is);
				await both(f, name, first, second, { texts: type === 'text' ? [first, second].map((x) => new RegExp(x)) : [] });
				await oneOnly(f, name, something(type, name));
			}
			const typed = typedIn(await fresh(f) ?? there);
			for (let i = 1; i < typed.length; i++) {
				await beside(f, typed[0], typed[i]);
				if (i === 1)
					await beside(f, typed[1], typed[0]);
			}
			for (const c of SORTED.test(f.is) ? [] : choicesIn(there)) {
				/* Two that would be taken if they came alone, and a third to begin with. */
				const others = [];
				for (const v of c.values.filter((x) => x !== c.is)) {
					const form = others.length < 3 ? await fresh(f) : null;
					if (form && (await send(f, form, { [c.name]: v })).status < 400)
						others.push(v);
				}
				const base = c.is ?? others[2] ?? null;
				if (base !== null && others.length > 1) {
					await send(f, await fresh(f), { [c.name]: base });
					await both(f, c.name, others[0], others[1], { choice: true, texts: [/By now it says:|What it says by now/] });
					await oneOnly(f, c.name, others[0]);
				}
				const end = await fresh(f);
				if (end && c.is !== null)
					await send(f, end, { [c.name]: c.is });
			}
			for (const s of switchesIn(there)) {
				await oneOnly(f, s.name, s.is ? null : s.value);
				const end = await fresh(f);
				if (end)
					await send(f, end, { [s.name]: s.is ? s.value : null });
			}
		});
	await t.test('none is written over in silence', () => {
		assert.deepEqual(silent, []);
		assert.ok(forms.size > 30 && held > 80 && taken > 80 && asked > 40, `${forms.size} forms, ${held} fields held, ${taken} taken over, ${asked} beside others`);
	});
	await t.test('what is left out is there', () => {
		assert.deepEqual(LAST_HOLDS.filter(([x]) => !needed.has(x)).map(([x]) => String(x)), []);
	});
	await topicsTogether(t, w);
	await levelsTogether(t, w);
	await numbersTogether(t, w);
});

/* Which page of whom has which form. */
async function
findForms(w, ids, among, { forms, needed })
{
	for await (const { person, path, text } of pagesOf([w.mentee, w.mentor, w.manager, w.admin], ids, among))
		for (const f of formsOf(text)) {
			const put = isPut(f);
			if (!put && !(f.method === 'post' && EDITS.test(f.action)))
				continue;
			if (!typedIn(f).length && !choicesIn(f).length && !switchesIn(f).length)
				continue; /* one press, and nothing to say */
			const is = shape(f.action), left = LAST_HOLDS.find(([x]) => x.test(f.action));
			if (left)
				needed.add(left[0]);
			else if (!forms.has(is))
				forms.set(is, { person, page: path, is, put });
		}
}

/* Topics are a list: what one window adds and what the other takes away both hold. */
async function
topicsTogether(t, w)
{
	const page = `/people/${w.mentee.id}/topics/edit`, browser = w.mentee.browser;
	const form = async () => formsOf((await browser.page(page)).text).find((f) => f.action.endsWith('/topics'));
	const send = (f, more) => browser.ask('POST', f.action, { form: untouched(f).map(([k, v]) => [k, k in more ? more[k] : v]), headers: { Accept: 'text/html', 'Idempotency-Key': '' } });
	const wanted = async () => (await w.mentee.api.items(`/people/${w.mentee.id}/topics`)).filter((x) => x.way === 'wanted').map((x) => `${x.name} ${x.strength}`).sort();

	await w.mentee.api.put(`/people/${w.mentee.id}/topics`, { wanted_1: 'Law', wanted_1_strength: '2', wanted_2: 'Taxes', wanted_2_strength: '1' });
	await t.test('topics: what is added in one window and taken away in the other', async () => {
		const one = await form(), two = await form();
		await send(one, { wanted_3: 'Harbours', wanted_3_strength: '4' });
		const a = await send(two, { wanted_2: '' });
		assert.ok(a.status < 400, a.text);
		assert.deepEqual(await wanted(), ['Harbours 4', 'Law 2']);
	});
	await t.test('topics: how well one knows it, said differently in both', async () => {
		const one = await form(), two = await form();
		const row = untouched(one).find(([k, v]) => /^wanted_\d$/.test(k) && v === 'Law')[0];
		await send(one, { [`${row}_strength`]: '5', wanted_9: 'x' });
		const a = await send(two, { [`${row}_strength`]: '3' });
		assert.equal(a.status, 409);
		assert.match(a.text, /By now it says:/);
		assert.deepEqual(await wanted(), ['Harbours 4', 'Law 5'], 'nothing was changed');
		const again = formsOf(a.text).find((f) => f.action.endsWith('/topics'));
		assert.ok((await send(again, {})).status < 400);
		assert.deepEqual(await wanted(), ['Harbours 4', 'Law 3']);
	});
	await t.test('topics: the page that asks about one shows the others as they are by now', async () => {
		const row = (f, topic) => untouched(f).find(([k, v]) => /^wanted_\d$/.test(k) && v === topic)[0];
		await w.mentee.api.put(`/people/${w.mentee.id}/topics`, { wanted_1: 'Law', wanted_1_strength: '2', wanted_2: 'Taxes', wanted_2_strength: '1', wanted_3: 'Harbours', wanted_3_strength: '4' });
		const one = await form(), two = await form();
		await send(one, { [`${row(one, 'Law')}_strength`]: '5', [`${row(one, 'Harbours')}_strength`]: '1', [row(one, 'Taxes')]: '' });
		const a = await send(two, { [`${row(two, 'Law')}_strength`]: '3' });
		assert.equal(a.status, 409);
		assert.ok((await send(formsOf(a.text).find((f) => f.action.endsWith('/topics')), {})).status < 400);
		assert.deepEqual(await wanted(), ['Harbours 1', 'Law 3'], 'what only the first window changed and took away');
	});
}

/* A number of the practice is one field that looks like a text. */
async function
numbersTogether(t, w)
{
	const page = '/practice/items/threshold/question-waits/fields/value', browser = w.admin.browser;
	const form = (text) => formsOf(text).find((f) => f.action === page);
	const fresh = async () => form((await browser.page(page)).text);
	const send = (f, value) => browser.ask('POST', f.action, { form: untouched(f).map(([k, v]) => [k, k === 'value' && value ? value : v]), headers: { Accept: 'text/html', 'Idempotency-Key': '' } });
	await t.test('numbers of the practice', async () => {
		const one = await fresh(), two = await fresh(), three = await fresh();
		assert.ok((await send(one, '21')).status < 400);
		const asked = await send(two, '28');
		assert.equal(asked.status, 409);
		assert.match(asked.text, /By now it says:[^]*21/);
		assert.ok((await send(form(asked.text))).status < 400);
		assert.ok((await send(three)).status < 400, 'a window that touched nothing');
		assert.equal(new Map(untouched(await fresh())).get('value'), '28');
	});
}

/* Levels are rows: a new one in one window moves the places that the other one shows. */
async function
levelsTogether(t, w)
{
	const browser = w.admin.browser;
	const form = async () => formsOf((await browser.page('/organisation/levels')).text).find((f) => f.action === '/organisation/levels');
	const send = (f, more) => browser.ask('POST', f.action, { form: untouched(f).map(([k, v]) => [k, k in more ? more[k] : v]), headers: { Accept: 'text/html', 'Idempotency-Key': '' } });
	const names = async () => (await w.admin.api.items('/organisation/levels')).map((x) => x.name);

	await t.test('levels: one window adds one, the other renames another', async () => {
		const before = await names();
		const one = await form(), two = await form();
		const empty = `name_${before.length + 1}`;
		await send(one, { [empty]: 'Newcomer', [empty.replace('name', 'place')]: '0' });
		const a = await send(two, { name_1: 'Beginner' });
		assert.ok(a.status < 400, a.text);
		assert.deepEqual(await names(), ['Newcomer', 'Beginner', ...before.slice(1)]);
	});
	await t.test('levels: one takes away what the other renames', async () => {
		const before = await names();
		const one = await form(), two = await form();
		await send(one, { name_1: '' });
		const a = await send(two, { name_1: 'Fresh' });
		assert.equal(a.status, 409);
		assert.deepEqual(await names(), before.slice(1), 'it is gone, and not back unseen');
	});
}

test('rules that were compared are not taken over when somebody has changed them since', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const { admin, manager, programme } = w;
	await admin.api.post('/organisation/fields', { label: 'Office', kind: 'one', choices: 'Bremen\nOslo', audience: 'everyone', matching: true, sensitive: false });
	const ruleOf = (points) => ({ kind: 'same', hard: false, mentee_field: 'field:office', points });
	const rule = (await manager.api.post(`/programmes/${programme}/rules`, ruleOf(10))).id;
	const compare = async () => formsOf((await manager.browser.page(`/programmes/${programme}/trial?rule_${rule}=9`)).text).find((f) => f.method === 'post' && f.action.endsWith('/trial'));
	const take = (form) => manager.browser.ask('POST', form.action, { form: untouched(form), headers: { Accept: 'text/html', 'Idempotency-Key': '' } });
	const points = async () => (await manager.api.items(`/programmes/${programme}/rules`)).find((r) => r.id === rule).points;
	const form = await compare();
	await manager.api.put(`/programmes/${programme}/rules/${rule}`, ruleOf(30));
	const late = await take(form);
	assert.equal(late.status, 409);
	assert.match(late.text, /The rules were changed since you compared them/);
	assert.equal(await points(), 30);
	assert.equal((await take(await compare())).status, 303);
	assert.equal(await points(), 9);
});
