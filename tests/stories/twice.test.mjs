/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A double click, and an answer that was lost on its way: every form of every page of two people is sent twice, at the
 * same moment and once more later, as the page made it. What is in the database afterwards is what one click
 * leaves there, and each of them gets the same answer.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { formsOf } from '../lib/forms.mjs';
import { call, until } from '../lib/server.mjs';
import { fillPair, makeWorld } from '../lib/world.mjs';

/* Where what belongs to two people has its address. */
const THEIRS = /^\/(relationships|goals|meetings|agreements|steps|milestones|commitments|messages|questions|own-questions|heard|roadblocks|introductions|feedback|entries|notes|decisions|gains)\//;
/* Kept answers, work that is done later, and what that work writes. */
const BESIDE = /^(answer|job|event|session|notice|outbox|mail|bucket|rate|sqlite|schema|seal)|_fts/;
/* What changes everything else comes last. */
const LATE = [/\/(pause|cadence|stages|direction|continuation)$/, /\/(ending|reopening)$/];
const PAGES = 220;

const shape = (path) => path.replace(/\?.*/, '').replace(/\/\d+/g, '/n');

test('no form does twice what was sent twice', { timeout: 300_000 }, async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const counter = await w.server.counter((await w.server.tables()).filter((x) => !BESIDE.test(x)));
	/* Work that follows may write more; it has to be done before anything is counted. */
	const settled = () => until('the jobs', async () => /^waymark_jobs_pressing 0$/m.test((await call(w.server, 'GET', '/metrics')).text), 20_000, 10);
	const count = async () => { await settled(); return new Map(await counter()); };
	const grown = (before, after) => [...after].filter(([x, n]) => n > before.get(x)).map(([x, n]) => [x, n - before.get(x)]);
	await fillPair(w.pair.id, w.mentor, w.mentee);

	/* All pages that links lead to, and on which page each form is. */
	const people = [w.mentee, w.mentor], forms = new Map();
	for (const person of people) {
		const seen = new Set(), queue = [`/relationships/${w.pair.id}`, `/relationships/${w.pair.id}/together`];
		for (let at; (at = queue.shift()) && seen.size < PAGES;) {
			if (seen.has(shape(at)))
				continue;
			seen.add(shape(at));
			const page = await person.browser.page(at);
			if (page.status !== 200 || !/html/.test(page.headers['content-type']))
				continue;
			for (const f of formsOf(page.text))
				if (f.method === 'post' && THEIRS.test(f.action) && !forms.has(`${shape(f.action)} ${f.fields.find(([k]) => k === '_method')?.[1] ?? ''}`))
					forms.set(`${shape(f.action)} ${f.fields.find(([k]) => k === '_method')?.[1] ?? ''}`, { person, page: at, action: shape(f.action), method: f.fields.find(([k]) => k === '_method')?.[1] ?? '' });
			queue.push(...[...page.text.matchAll(/<a\b[^>]*\shref="(\/[^"#]*)/g)].map((m) => m[1].replace(/&amp;/g, '&')).filter((x) => THEIRS.test(x) && !/\.(ics|csv|json)$/.test(x)));
		}
	}
	const late = (f) => LATE.findIndex((x) => x.test(f.action)) + 1 || (f.method === 'delete' ? 1 : 0);
	let made = 0, n = 0;

	/* The form as its page has it now; null if the page has it no more. */
	const fresh = async (f) => {
		const page = await f.person.browser.page(f.page);
		return formsOf(page.text, ++n).find((x) => x.method === 'post' && shape(x.action) === f.action && (x.fields.find(([k]) => k === '_method')?.[1] ?? '') === f.method) ?? null;
	};
	const send = (f, x) => f.person.browser.ask('POST', x.action, { form: x.fields, headers: { Accept: 'text/html', 'Idempotency-Key': '' } });

	for (const [name, f] of [...forms].sort(([, a], [, b]) => late(a) - late(b)))
		await t.test(name.trim(), async () => {
			const first = await fresh(f);
			if (!first)
				return;
			assert.ok(first.fields.some(([k, v]) => k === '_key' && v), 'the form has a key of its own');
			const before = await count(), once = await send(f, first), after = await count();
			assert.ok(once.status < 500, `${once.status} ${once.text.slice(0, 200)}`);
			/* The answer was lost: the same again, and nothing more happens. */
			const again = await send(f, first);
			assert.deepEqual([again.status, again.headers.location], [once.status, once.headers.location]);
			const start = await count();
			assert.deepEqual(grown(after, start), [], 'the same again');
			made += grown(before, after).length > 0;

			const second = await fresh(f);
			if (!second)
				return;
			const both = await Promise.all([send(f, second), send(f, second)]), end = new Map(grown(start, await count()));
			assert.deepEqual([both[0].status, both[0].headers.location], [both[1].status, both[1].headers.location]);
			const single = new Map(grown(before, after));
			for (const [table, more] of end)
				assert.ok(more < 2 || more < 2 * (single.get(table) ?? 0), `${table}: ${more} rows from a double click, ${single.get(table) ?? 0} from one`);
		});
	await t.test('there were many, and most made something', () => {
		assert.ok(forms.size > 50, `${forms.size} forms`);
		assert.ok(made > 25, `${made} of ${forms.size} forms made something`);
	});
});
