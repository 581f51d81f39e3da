/* SPDX-License-Identifier: Apache-2.0 */
/* The journal over JSON and on its pages: for oneself, shared page by page, taken back, found, taken along. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Description } from '../lib/openapi.mjs';
import { clock, day, makeWorld, prepare } from '../lib/world.mjs';

test('the journal over JSON', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const relationship = w.pair.id, { mentor, mentee, manager, admin } = w;
	const api = await Description.of(mentee.api);
	const as = (person, name, ids, json) => api.does(person.api, name, ids, json);
	const refused = async (person, method, path, json) => assert.equal((await person.api.ask(method, path, json ? { json } : {})).status, 404, `${person.name} ${path}`);
	let entry;

	await t.test('J1: a question waits; after a meeting it is about the meeting, and the next step of who closed it', async () => {
		assert.equal((await as(mentee, 'reflection_show', {})).due, true);
		await prepare(relationship, mentee, mentor);
		const held = (await mentor.api.post(`/relationships/${relationship}/meetings`, { starts: clock('UTC', -120), minutes: 30, place: '' })).id;
		await mentee.api.post(`/meetings/${held}/closing`, { useful: 'x', step1: 'Ask Lena', due1: day(20), change: '' });
		const q = await as(mentee, 'reflection_show', {});
		assert.equal(q.text, 'How could that meeting have gone better?');
		assert.equal(q.about, relationship);
		assert.match(q.why, /Mona/);
		assert.ok((await mentee.browser.page(`/relationships/${relationship}/together`)).text.includes('two minutes'));
		assert.ok(!(await mentor.browser.page(`/relationships/${relationship}/together`)).text.includes('two minutes'));
		/* The questions of the requirement are offered word for word. */
		assert.ok((await mentee.browser.page('/journal')).text.includes('What did you learn from that project?'));
	});
	await t.test('J1: how often is one\'s own choice', async () => {
		await as(mentee, 'reflection_update', {}, { every_days: '7' });
		assert.match((await mentee.browser.page('/journal')).text, /value="7"[^>]* checked/);
		assert.doesNotMatch((await mentor.browser.page('/journal')).text, /value="7"[^>]* checked/);
		assert.equal((await mentee.api.ask('PUT', '/journal/rhythm', { json: { every_days: '3' } })).status, 422);
	});
	await t.test('J2: written, and nobody else\'s', async () => {
		entry = (await as(mentee, 'journal_create', {}, { kind: 'entry', prompt: 'reflection-meeting', about: relationship, body: 'Café talk: I left out the question', confidence: '2' })).id;
		assert.equal((await as(mentee, 'reflection_show', {})).due, false);
		const e = await as(mentee, 'entry_show', { entry });
		assert.deepEqual([e.body, e.confidence, e.about, e.shared_with], ['Café talk: I left out the question', 2, relationship, 0]);
		for (const p of [mentor, manager, admin, w.stranger, w.line]) {
			await refused(p, 'GET', `/journal/entries/${entry}`);
			await refused(p, 'PUT', `/journal/entries/${entry}`, { body: 'x', version: 1 });
			await refused(p, 'PUT', `/journal/entries/${entry}/sharing`, { relationship });
			await refused(p, 'DELETE', `/journal/entries/${entry}`);
			assert.deepEqual((await as(p, 'journal_list', {})).items, []);
		}
		assert.equal((await w.stranger.api.ask('POST', '/journal', { json: { kind: 'entry', body: 'x', about: relationship } })).status, 422);
	});
	await t.test('J2: one page is shared, read by the partner alone, and taken back', async () => {
		await as(mentee, 'entry_sharing_update', { entry }, { relationship });
		assert.equal((await as(mentor, 'entry_show', { entry })).body, 'Café talk: I left out the question');
		assert.equal((await as(mentor, 'shared_entry_list', { relationship })).items.length, 1);
		const page = (await mentor.browser.page(`/journal/entries/${entry}`)).text;
		assert.ok(page.includes('until Milo takes it back') && !page.includes('<textarea'));
		assert.ok((await mentee.browser.page(`/journal/entries/${entry}`)).text.includes('You and Mona can read this'));
		assert.ok((await mentor.browser.page('/notices')).text.includes('Milo Mentee shares something from the journal'));
		for (const p of [manager, admin, w.mentor2])
			await refused(p, 'GET', `/journal/entries/${entry}`);
		assert.equal((await mentor.api.ask('PUT', `/journal/entries/${entry}`, { json: { body: 'x', version: 1 } })).status, 403);
		await as(mentee, 'entry_sharing_update', { entry }, {});
		await refused(mentor, 'GET', `/journal/entries/${entry}`);
	});
	await t.test('J2: two windows, a draft, looking for it, deleting, bringing back', async () => {
		await as(mentee, 'entry_update', { entry }, { body: 'Café talk: I left out one question', version: 1, confidence: '3' });
		const late = await mentee.browser.ask('PUT', `/journal/entries/${entry}`, { form: { body: 'Something else', version: 1 }, headers: { Accept: 'text/html' } });
		assert.equal(late.status, 409);
		assert.ok(late.text.includes('I left out one question') && late.text.includes('Something else'));
		await as(mentee, 'journal_draft_update', {}, { body: 'Half a sent' });
		assert.equal((await as(mentee, 'journal_draft_show', {})).body, 'Half a sent');
		assert.equal((await as(mentor, 'journal_draft_show', {})).body, '');
		assert.ok((await mentee.browser.page('/journal')).text.includes('Half a sent'));
		assert.equal((await mentee.api.items('/journal?q=cafe%20QUESTION')).length, 1);
		assert.equal((await mentee.api.items('/journal?q=tea')).length, 0);
		await as(mentee, 'entry_delete', { entry });
		assert.deepEqual((await as(mentee, 'journal_list', {})).items, []);
		await refused(mentee, 'GET', `/journal/entries/${entry}`);
		await as(mentee, 'entry_restoration_create', { entry });
		assert.equal((await as(mentee, 'journal_list', {})).items.length, 1);
	});
	await t.test('J3: who leads, for the two alone; the mentor\'s question on the next agenda', async () => {
		const { items } = await as(mentee, 'independence_list', { relationship });
		assert.deepEqual([items.length, items[0].steps, items[0].steps_mentee], [1, 1, 1]);
		for (const p of [manager, w.mentor2, admin])
			assert.ok([403, 404].includes((await p.api.ask('GET', `/relationships/${relationship}/independence`)).status), p.name);
		assert.equal((await mentee.api.ask('POST', `/relationships/${relationship}/independence/agenda`)).status, 403);
		await as(mentor, 'independence_agenda_create', { relationship });
		const next = (await mentor.api.post(`/relationships/${relationship}/meetings`, { starts: clock('UTC', 3000), minutes: 30, place: '' })).id;
		assert.ok((await mentee.browser.page(`/meetings/${next}`)).text.includes('What would you do?'));
	});
	await t.test('J4: a decision of the mentee, which the mentor reads and never makes', async () => {
		const all = { question: 'Stay or go?', options: 'Stay\nGo', criteria: 'Time', choice: '', review_on: day(-1) };
		const decision = (await as(mentee, 'decision_create', {}, { ...all, about: relationship })).id;
		await refused(mentor, 'GET', `/decisions/${decision}`);
		assert.ok((await mentee.browser.page('/decisions')).text.includes('tag late'));
		await as(mentee, 'decision_sharing_update', { decision }, { relationship });
		assert.equal((await as(mentor, 'decision_show', { decision })).question, 'Stay or go?');
		assert.ok((await mentor.browser.page(`/relationships/${relationship}/journal`)).text.includes('Stay or go?'));
		assert.equal((await mentor.api.ask('PUT', `/decisions/${decision}`, { json: { ...all, outcome: '', version: 1 } })).status, 403);
		await as(mentee, 'decision_update', { decision }, { ...all, choice: 'Stay', outcome: 'It was good', version: 1 });
		assert.ok(!(await mentee.browser.page('/decisions')).text.includes('tag late'));
		await as(mentee, 'decision_delete', { decision });
		await refused(mentor, 'GET', `/decisions/${decision}`);
		await as(mentee, 'decision_restoration_create', { decision });
		assert.equal((await as(mentee, 'decision_list', {})).items.length, 1);
	});
	await t.test('J5: what a mentor gains, and the year', async () => {
		for (const [kind, body] of [['fresh', 'How it looks from below'], ['learning', 'To wait'], ['learning', 'To ask']])
			await as(mentor, 'journal_create', {}, { kind, body });
		const year = Number(day(0).slice(0, 4));
		assert.deepEqual((await as(mentor, 'gain_list', {})).items, [{ year, fresh: 1, satisfaction: 0, learning: 2 }]);
		const page = (await mentor.browser.page('/journal/gains')).text;
		assert.ok(page.includes('How it looks from below') && page.includes(`Your year ${year}`));
		assert.ok(!(await mentee.browser.page('/journal')).text.includes('What I gain'));
		const empty = await mentor.browser.ask('POST', '/journal', { form: { kind: 'fresh', body: '' }, headers: { Accept: 'text/html' } });
		assert.equal(empty.status, 422);
		assert.ok(empty.text.includes('What was it?'));
	});
	await t.test('J2: all of it as a file', async () => {
		const a = await mentee.browser.ask('GET', '/journal/export');
		assert.match(a.headers['content-type'], /text\/plain/);
		assert.match(a.headers['content-disposition'], /journal\.txt/);
		for (const text of ['I left out one question', 'How could that meeting have gone better?', 'Stay or go?', 'It was good'])
			assert.ok(a.text.includes(text), text);
		assert.ok(!a.text.includes('To wait'));
	});
});
