/* SPDX-License-Identifier: Apache-2.0 */
/* Notes of a meeting, over JSON: two people write at the same time, and nothing that either wrote is lost. And a
 * meeting that was held without a plan, in one line. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Description } from '../lib/openapi.mjs';
import { clock, day, makeWorld, prepare } from '../lib/world.mjs';

test('notes over JSON', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const api = await Description.of(w.mentee.api);
	const relationship = w.pair.id, { mentor, mentee } = w;
	const as = (person, name, ids, json) => api.does(person.api, name, ids, json);
	await prepare(relationship, mentor, mentee);
	const meeting = (await mentee.api.post(`/relationships/${relationship}/meetings`, { starts: clock('UTC', 26 * 60), minutes: 60, place: '' })).id;
	const at = (whose, more = {}) => ({ meeting, whose, ...more });
	const save = (person, whose, body, version, page = '') => as(person, 'note_update', at(whose), { body, version, page });
	const text = async (person, whose) => (await as(person, 'note_show', at(whose))).body;

	await t.test('each has one alone, and both have one together', async () => {
		await save(mentee, 'private', 'Ask about the raise', 0);
		await save(mentor, 'private', 'Listen first', 0);
		await save(mentor, 'shared', 'The new team', 0);
		assert.deepEqual([await text(mentee, 'private'), await text(mentor, 'private')], ['Ask about the raise', 'Listen first']);
		assert.equal(await text(mentee, 'shared'), 'The new team');
		assert.equal((await mentee.api.ask('GET', `/meetings/${meeting}/notes/everybody`)).status, 404);
		assert.equal((await save(mentee, 'shared', 'The new team', 1)).version, 1, 'nothing new is no version');
		assert.equal((await mentee.api.ask('PUT', `/meetings/${meeting}/notes/shared`, { json: { body: 'x', version: 99 } })).status, 422);
		assert.ok((await mentee.browser.page(`/meetings/${meeting}`)).text.includes('Ask about the raise'));
		assert.ok(!(await mentor.browser.page(`/meetings/${meeting}`)).text.includes('Ask about the raise'));
	});
	await t.test('twenty savings of two people at once: every line is there once', async () => {
		const lines = (name) => Array.from({ length: 10 }, (_, i) => `${name} ${i}`);
		const write = async (person, name) => {
			let body = 'The new team', version = 1, conflicts = 0;
			for (const line of lines(name)) {
				body += `\n${line}`;
				const s = await save(person, 'shared', body, version, name);
				conflicts += s.state === 'differs';
				version = s.mine;
			}
			return conflicts;
		};
		const conflicts = await Promise.all([write(mentee, 'Milo'), write(mentor, 'Mona')]);
		const now = (await text(mentee, 'shared')).split('\n');
		assert.deepEqual(conflicts, [0, 0]);
		for (const line of ['The new team', ...lines('Milo'), ...lines('Mona')])
			assert.equal(now.filter((l) => l === line).length, 1, `${line} in ${now}`);
	});
	await t.test('the same line, changed by both: one waits, and chooses', async () => {
		const { version } = await as(mentee, 'note_show', at('shared'));
		const begun = await text(mentee, 'shared');
		await save(mentor, 'shared', begun.replace('The new team', 'The team of Mona'), version);
		const s = await save(mentee, 'shared', begun.replace('The new team', 'The team of Milo'), version, 'tab');
		assert.equal(s.state, 'differs');
		assert.ok(!(await text(mentor, 'shared')).includes('The team of Milo'));
		assert.equal((await as(mentee, 'note_state_show', at('shared'))).drafts, 1);
		const [o] = (await as(mentee, 'comparison_show', at('shared'))).items;
		assert.deepEqual([o.mine, o.theirs], ['The team of Milo', 'The team of Mona']);
		assert.equal((await as(mentor, 'comparison_show', at('shared'))).items.length, 0, 'a draft is its writer\'s');
		const both = begun.replace('The new team', 'The team of Mona and Milo');
		const settled = await as(mentee, 'comparison_create', at('shared'), { body: both, version: o.version, draft: o.draft, take: 'edited' });
		assert.equal(settled.body, both);
		assert.equal(await text(mentor, 'shared'), both);
		assert.equal((await as(mentee, 'note_state_show', at('shared'))).drafts, 0);
	});
	await t.test('every text can be read and brought back', async () => {
		const before = await text(mentee, 'shared');
		const { version } = await save(mentor, 'shared', 'Oh', (await as(mentor, 'note_show', at('shared'))).version);
		const all = (await as(mentee, 'note_version_list', at('shared'))).items;
		assert.equal(all[0].version, version);
		const old = all.find((v) => v.body === before);
		assert.ok(old, 'what was there before much was taken out is in the list');
		await as(mentee, 'note_restoration_create', at('shared', { version: old.version }));
		assert.equal(await text(mentor, 'shared'), before);
		assert.equal((await as(mentor, 'note_version_list', at('shared'))).items[0].restored, old.version);
	});
	await t.test('sent twice, it is there once', async () => {
		const { body, version } = await as(mentee, 'note_show', at('private'));
		const send = () => mentee.api.ask('PUT', `/meetings/${meeting}/notes/private`, { json: { body: `${body}\nTwice?`, version }, headers: { 'Idempotency-Key': 'one-note' } });
		const answers = await Promise.all([send(), send(), send()]);
		assert.ok(answers.every((a) => [200, 409].includes(a.status)), answers.map((a) => a.status).join());
		assert.equal(await text(mentee, 'private'), `${body}\nTwice?`);
	});
	await t.test('a meeting held without a plan, in one line, by each', async () => {
		const held = (person, json) => as(person, 'held_create', { relationship }, { about: '', step: '', due_on: '', ...json });
		const wrong = await mentee.api.ask('POST', `/relationships/${relationship}/meetings/held`, { json: { held_on: day(2) } });
		assert.equal(wrong.status, 422);
		const today = day(0);
		const { id } = await held(mentee, { held_on: today, about: 'The offer from Leipzig', step: 'Ask for a week', due_on: day(5) });
		const same = await held(mentor, { held_on: today, about: 'He has an offer' });
		assert.equal(same.id, id, 'both note the same meeting');
		const m = await mentee.api.get(`/meetings/${id}`);
		assert.equal(m.state, 'held');
		assert.deepEqual((await mentee.api.get(`/meetings/${id}/notes/shared`)).body.split('\n').sort(), ['He has an offer', 'The offer from Leipzig']);
		assert.ok((await mentor.api.items(`/relationships/${relationship}/commitments`)).some((k) => k.body === 'Ask for a week' && k.due_on === day(5)));
		assert.equal((await w.manager.api.ask('GET', `/meetings/${id}`)).status, 404);
		assert.equal((await w.manager.api.get(`/relationships/${relationship}/status`)).held, 1);
	});
});
