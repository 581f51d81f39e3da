/* SPDX-License-Identifier: Apache-2.0 */
/* What two people write to each other, over JSON: once, changed, taken back, put on an agenda, kept. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Description } from '../lib/openapi.mjs';
import { until } from '../lib/server.mjs';
import { clock, makeWorld, prepare } from '../lib/world.mjs';

const SECRET = 'nachtigall4711';

test('messages over JSON', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const api = await Description.of(w.mentee.api);
	const relationship = w.pair.id, { mentor, mentee, admin } = w;
	const as = (person, name, ids, json, query) => api.does(person.api, name, ids, json, query);
	const thread = async (person) => (await as(person, 'message_list', { relationship })).items;
	const unread = async (person) => (await as(person, 'message_state_show', { relationship })).unread;
	const told = async (person) => (await as(person, 'notice_list', {})).items.filter((n) => n.kind === 'message-arrived' && !n.read_at);
	const place = `/relationships/${relationship}/messages`;
	let first;

	await t.test('one writes, the other hears that, not what', async () => {
		await as(mentee, 'message_draft_update', { relationship }, { body: `${SECRET} half` });
		assert.equal((await as(mentee, 'message_draft_show', { relationship })).body, `${SECRET} half`);
		assert.equal((await as(mentor, 'message_draft_show', { relationship })).body, '');
		assert.ok((await mentee.browser.page(place)).text.includes(`${SECRET} half`));
		assert.ok(!(await mentor.browser.page(place)).text.includes(SECRET));
		first = (await as(mentee, 'message_create', { relationship }, { body: `${SECRET} one` })).id;
		assert.equal((await as(mentee, 'message_draft_show', { relationship })).body, '');
		assert.deepEqual([await unread(mentor), await unread(mentee)], [1, 0]);
		const [notice] = await told(mentor);
		assert.deepEqual([notice.subject, notice.path], ['Milo Mentee wrote to you', place]);
		const step = (await as(mentor, 'next_step_show', { relationship }));
		assert.equal(step.url, place);
		const mails = (await admin.api.items('/admin/outbox')).filter((m) => m.kind === 'message-arrived');
		assert.equal(mails.length, 1);
		assert.ok(!JSON.stringify(await admin.api.get(`/admin/outbox/${mails[0].id}`)).includes(SECRET));
		await as(mentee, 'message_create', { relationship }, { body: 'And one more' });
		assert.equal((await told(mentor)).length, 1, 'told once until it is read');
		await as(mentor, 'message_reading_create', { relationship });
		assert.deepEqual([await unread(mentor), (await told(mentor)).length], [0, 0]);
	});
	await t.test('sent twice, it is there once: a double click, or a connection that was lost', async () => {
		const before = (await thread(mentee)).length, body = { body: 'Only once' };
		const send = () => mentee.api.ask('POST', place, { json: body, headers: { 'Idempotency-Key': 'the-same-click' } });
		const answers = await Promise.all([send(), send(), send()]);
		assert.ok(answers.some((a) => a.status === 201));
		assert.ok(answers.every((a) => [201, 409].includes(a.status)), answers.map((a) => a.status).join());
		assert.equal((await send()).status, 201, 'the answer that was lost comes again');
		assert.equal((await thread(mentee)).length, before + 1);
		/* The draft of what was just sent comes late, on another connection. */
		await as(mentee, 'message_draft_update', { relationship }, body);
		assert.equal((await as(mentee, 'message_draft_show', { relationship })).body, '');
	});
	await t.test('changed in two windows: the second sees both texts', async () => {
		await as(mentee, 'message_update', { message: first }, { body: 'Better said', version: 1 });
		const late = await mentee.browser.ask('PUT', `/messages/${first}`, { form: { body: 'Said in another way', version: 1 }, headers: { Accept: 'text/html' } });
		assert.equal(late.status, 409);
		for (const text of ['Better said', 'Said in another way', 'name="version" value="2"'])
			assert.ok(late.text.includes(text), text);
		assert.equal((await mentee.api.ask('PUT', `/messages/${first}`, { json: { body: 'x', version: 1 } })).status, 409);
		const both = await Promise.all([1, 2, 3].map((n) => mentee.api.ask('PUT', `/messages/${first}`, { json: { body: `Race ${n}`, version: 2 } })));
		assert.deepEqual(both.map((a) => a.status).sort(), [200, 409, 409]);
		assert.equal((await mentor.api.ask('PUT', `/messages/${first}`, { json: { body: 'x', version: 3 } })).status, 403);
	});
	await t.test('taken back, nobody reads it or hears of it; brought back, it is there', async () => {
		await as(mentor, 'message_reading_create', { relationship });
		const id = (await as(mentee, 'message_create', { relationship }, { body: `${SECRET} rash` })).id;
		assert.equal((await told(mentor)).length, 1);
		await as(mentee, 'message_delete', { message: id });
		await as(mentee, 'message_delete', { message: id });
		assert.deepEqual([(await told(mentor)).length, await unread(mentor)], [0, 0]);
		for (const p of [mentor, mentee]) {
			assert.equal((await thread(p)).at(-1).body, '');
			assert.ok(!(await p.browser.page(place)).text.includes(SECRET));
		}
		await as(mentee, 'message_restoration_create', { message: id });
		assert.deepEqual([(await thread(mentor)).at(-1).body, await unread(mentor)], [`${SECRET} rash`, 1]);
		assert.equal((await mentor.api.ask('DELETE', `/messages/${id}`)).status, 403);
	});
	await t.test('becomes a point on the next agenda, once, whoever asks and whenever the meeting is planned', async () => {
		await as(mentor, 'message_agenda_create', { message: first });
		await as(mentee, 'message_agenda_create', { message: first });
		await prepare(relationship, mentor, mentee);
		const meeting = (await as(mentee, 'meeting_create', { relationship }, { starts: clock('UTC', 3000), minutes: 30, place: '' })).id;
		const points = async () => (await as(mentor, 'agenda_list', { meeting })).items.filter((p) => /^Race/.test(p.text));
		await until('the point', async () => (await points()).length === 1);
		await as(mentee, 'message_agenda_create', { message: first });
		assert.equal((await points()).length, 1);
		await as(mentee, 'message_agenda_delete', { message: first });
		assert.equal((await points()).length, 0);
		await as(mentee, 'message_agenda_create', { message: first });
		assert.equal((await points()).length, 1);
	});
	await t.test('a long thread comes in pages', async () => {
		for (let n = 0; n < 60; n++)
			await mentor.api.post(place, { body: `Line ${n}` });
		const page = await thread(mentee);
		assert.equal(page.length, 50);
		const earlier = (await as(mentee, 'message_list', { relationship }, undefined, `?before=${page[0].id}`)).items;
		assert.ok(earlier.length > 10 && earlier.at(-1).id < page[0].id);
		/* A page that is just full has nothing before it, and leads nowhere. */
		const all = [...earlier, ...page];
		const full = await mentee.browser.page(`${place}?before=${all[50].id}`), more = await mentee.browser.page(`${place}?before=${all[51].id}`);
		assert.doesNotMatch(full.text, /Earlier messages/);
		assert.match(more.text, /Earlier messages/);
	});
	await t.test('after the end it can be read and not written', async () => {
		await as(mentor, 'ending_create', { relationship }, { sure: true });
		assert.equal((await mentee.api.ask('POST', place, { json: { body: 'x' } })).status, 409);
		assert.equal((await mentee.api.ask('PUT', `${place}/draft`, { json: { body: 'x' } })).status, 409);
		assert.equal((await thread(mentee)).length, 50);
		assert.ok(!(await mentee.browser.page(place)).text.includes('<textarea'));
	});
});
