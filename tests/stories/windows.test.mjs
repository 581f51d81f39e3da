/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The same form in two windows. Every form that changes what is there already is found on the pages of all
 * addresses, and each of its fields is typed into in both: the second window is not allowed to write over
 * the first one unseen. It gets both texts and what it typed, and saving that goes through.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { formsOf, typedIn } from '../lib/forms.mjs';
import { clock, day, fillPair, makeWorld } from '../lib/world.mjs';

/* These make versions of their own, or keep a text until its page is sent: POST, and yet they change what is there. */
const EDITS = /\/(agreement|readiness)$/;
/* Whatever comes last holds, and that is right. */
const LAST_HOLDS = [
	[/\/sign-|\/password/, 'secrets are never shown'],
	[/\/messages\/draft$|\/journal\/draft$/, 'a draft is one, wherever it is typed: messages.spec.mjs, journal.spec.mjs'],
	[/\/notes\/(shared|private)$/, 'put together line by line: minutes.test.mjs'],
	[/\/themes\/\d+$|\/place$/, 'where something stands in a row'],
	[/\/progress$|\/pulse$/, 'each is a line of its own'],
	[/\/self-check/, 'each is an answer of its own'],
	[/\/ranking$|\/wishes$|\/mixture$|\/aim$|\/rules\//, 'numbers and choices, seen beside what they lead to'],
	[/\/organisation\/(levels|fields)/, 'lists of the organisation, row by row'],
	[/\/topics$/, 'a list of chips'],
	[/\/settings$|\/notices$/, 'switches of one person'],
	[/\/participants\/\d+$/, 'a choice and a number'],
];

const ROUTES = [...readFileSync('src/plan/routes.def', 'utf8').matchAll(/^ROUTE\(GET, "([^"]+)"/gm)];
const shape = (path) => path.replace(/\?.*/, '').replace(/\/\d+/g, '/n');

test('two windows', { timeout: 300_000 }, async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const { id } = w.pair;
	const ids = { relationship: id, ...await fillPair(id, w.mentor, w.mentee), programme: w.programme, participant: w.pair.participant, person: w.mentee.id,
		gate: 'role', threshold: 'silence-factor', sheet: 'rapport', part: 'text', item: 'goal-conversations', kind: 'prompt' };
	await w.mentor.api.post(`/questions/${ids.question}/reading`);
	await w.mentor.api.put(`/questions/${ids.question}/answer`, { answer: 'Say it early' });
	for (const p of [w.mentee, w.mentor])
		await p.api.put(`/relationships/${id}/direction`, { hope: 'Clear steps', aim: 'skills' });
	const thresholds = await w.admin.api.items(`/programmes/${w.programme}/thresholds`);
	ids.threshold = thresholds[0].id;

	/* Which page of whom has which form. */
	const forms = new Map();
	for (const person of [w.mentee, w.mentor, w.manager, w.admin])
		for (const [, pattern] of ROUTES) {
			const names = [...pattern.matchAll(/[:=](\w+)/g)].map((m) => m[1]);
			if (names.some((n) => !(n in ids)) || /download|calendar|events|openapi|sign-|setup/.test(pattern))
				continue;
			for (const query of ['', '?edit=1']) {
				const path = pattern.replace(/[:=](\w+)/g, (_, n) => ids[n]) + query;
				const page = await person.browser.page(path);
				if (page.status !== 200 || !/text\/html/.test(page.headers['content-type']))
					break;
				for (const f of formsOf(page.text)) {
					const put = f.fields.some(([k, v]) => k === '_method' && v === 'put');
					if (!put && !(f.method === 'post' && EDITS.test(f.action)))
						continue;
					const is = shape(f.action);
					if (!forms.has(is) && !LAST_HOLDS.some(([x]) => x.test(f.action)))
						forms.set(is, { person, page: path, is, put });
				}
				if (/<form/.test(page.text) === false)
					break;
			}
		}

	const fresh = async (f) => {
		const page = await f.person.browser.page(f.page);
		return formsOf(page.text).find((x) => shape(x.action) === f.is && (x.fields.some(([k, v]) => k === '_method' && v === 'put') === f.put)) ?? null;
	};
	const send = (f, form, more) => f.person.browser.ask('POST', form.action, { form: form.fields.map(([k, v]) => [k, more[k] ?? v]), headers: { Accept: 'text/html', 'Idempotency-Key': '' } });
	let n = 0, held = 0;
	const something = (type) => {
		n++;
		return type === 'date' ? day(30 + n % 200) : type === 'datetime-local' ? clock('UTC', 9000 + 60 * n) : type === 'number' ? String(20 + n % 10) : `Words of window ${n}`;
	};
	const silent = [];

	for (const f of forms.values())
		await t.test(f.is, async () => {
			const there = await fresh(f);
			if (!there)
				return;
			for (const [name, type] of typedIn(there)) {
				const one = await fresh(f), two = await fresh(f);
				if (!one || !two)
					return;
				const first = something(type), second = something(type);
				if ((await send(f, one, { [name]: first })).status >= 400)
					continue; /* a field that takes no such words */
				const answer = await send(f, two, { [name]: second });
				if (answer.status !== 409) {
					silent.push(`${f.is} ${name}: ${answer.status}`);
					continue;
				}
				const both = answer.text;
				if (type === 'text') {
					assert.ok(both.includes(first), `${name}: what the other window wrote`);
					assert.ok(both.includes(second), `${name}: what was typed`);
				}
				const again = formsOf(both).find((x) => shape(x.action) === f.is);
				assert.ok(again, 'the form again');
				assert.equal(new Map(again.fields).get(name), second, `${name}: what was typed stands in the form`);
				const last = await send(f, again, {});
				assert.ok(last.status < 400, `${name}: saved after looking: ${last.status}`);
				held++;
			}
		});
	await t.test('none is written over in silence', () => {
		assert.deepEqual(silent, []);
		assert.ok(forms.size > 15 && held > 40, `${forms.size} forms, ${held} fields`);
	});
});
