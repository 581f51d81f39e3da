/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was chosen with a radio button can be taken back, on every page, as a browser without scripts sends it: a group that
 * need not be answered has a button that says so, and what it sends is kept as no answer.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { pagesOf, things } from '../lib/every.mjs';
import { formsOf, untouched } from '../lib/forms.mjs';
import { makeWorld } from '../lib/world.mjs';

/* [{ name, values, required, checked }] of the radio buttons of a form. */
const groups = ({ inside }) => {
	const all = new Map();
	for (const [tag] of inside.matchAll(/<input\b[^>]*\btype="radio"[^>]*>/g)) {
		const name = tag.match(/\sname="([^"]*)"/)[1], g = all.get(name) ?? { name, values: [], required: false, checked: false };
		g.values.push(tag.match(/\svalue="([^"]*)"/)[1]);
		g.required ||= /\srequired\b/.test(tag);
		g.checked ||= /\schecked\b/.test(tag);
		all.set(name, g);
	}
	return [...all.values()];
};

/* Always one of them: left out, the usual one holds. */
const USUAL = /^(aim|fair|side|owner|state|way|readiness|admin|mentee_field|mentor_field|mode|kind|choice|answer|to|horizon|role|every_days|stage|days|minutes)$/;

test('a choice can be taken back', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const { admin, manager, mentor, mentee } = w;
	const { ids } = await things(w, w.pair.id);
	const formOn = async (person, path, action) => formsOf((await person.browser.page(path)).text).find((f) => f.action === action);
	const send = async (person, form, name, value) => {
		const fields = [...untouched(form).filter(([k]) => k !== name), [name, value]];
		const a = await person.browser.ask('POST', form.action, { form: fields, headers: { Accept: 'text/html', 'Idempotency-Key': '' } });
		assert.ok(a.status < 400, `${form.action} ${name}=${value}: ${a.status}`);
	};

	await t.test('every group that need not be answered says how', async () => {
		const stuck = new Set(), ways = new Set();
		for await (const { path, text } of pagesOf([mentee, mentor, manager, admin], ids))
			for (const form of formsOf(text))
				for (const g of groups(form)) {
					if (g.values.includes('')) {
						assert.ok(!g.required, `${path}: ${g.name} asks for an answer and offers none`);
						assert.ok(g.checked, `${path}: ${g.name}: what holds is not to be seen`);
						ways.add(g.name);
					} else if (!g.required && !(g.checked && USUAL.test(g.name))) {
						stuck.add(`${path.replace(/\d+/g, 'n')}: ${g.name}`);
					}
				}
		assert.deepEqual([...stuck], []);
		assert.ok(['confidence', 'detail', 'medium', 'kind', 'level', 'ending'].every((x) => ways.has(x)), [...ways].join());
	});
	await t.test('in the journal', async () => {
		const { id } = await mentee.api.post('/journal', { kind: 'entry', body: 'Today', confidence: '4' });
		const path = `/journal/entries/${id}`, kept = async () => (await mentee.api.get(path)).confidence;
		assert.equal(await kept(), 4);
		await send(mentee, await formOn(mentee, path, path), 'confidence', '');
		assert.equal(await kept(), 0);
	});
	await t.test('in a profile', async () => {
		const path = `/people/${mentor.id}`, kept = async () => (await mentor.api.get(path)).detail;
		await send(mentor, await formOn(mentor, `${path}/edit`, path), 'detail', 'overview');
		assert.equal(await kept(), 'overview');
		await send(mentor, await formOn(mentor, `${path}/edit`, path), 'detail', '');
		assert.equal(await kept(), '');
	});
	await t.test('in a goal', async () => {
		const path = `/goals/${ids.goal}`, kept = async () => (await mentee.api.get(path)).career;
		await send(mentee, await formOn(mentee, `${path}/edit`, path), 'career', 'insight');
		assert.equal(await kept(), 'insight');
		await send(mentee, await formOn(mentee, `${path}/edit`, path), 'career', '');
		assert.equal(await kept(), '');
	});
});
