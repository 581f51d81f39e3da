/* SPDX-License-Identifier: Apache-2.0 */
/* How two people come to an agreement, over JSON: each alone, then the middle ground, then changes. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Description } from '../lib/openapi.mjs';
import { until } from '../lib/server.mjs';
import { clock, makeWorld, prepare, propose } from '../lib/world.mjs';

const FIVE = ['role', 'expectations', 'areas', 'meetings', 'contact'];
const answers = (text) => Object.fromEntries(FIVE.map((x) => [`answer_boundary-${x}`, text]));

test('an agreement over JSON', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const api = await Description.of(w.mentee.api);
	const relationship = w.pair.id, { mentor, mentee } = w;
	const as = (person, name, ids, json, query) => api.does(person.api, name, ids, json, query);
	const mails = async (subject) => (await w.admin.api.items('/admin/outbox')).filter((m) => subject.test(m.subject));
	let first;

	await t.test('each answers five questions alone; then each reads the other', async () => {
		await as(mentee, 'sheet_update', { relationship, sheet: 'boundaries' }, { 'answer_boundary-role': 'Half a thought' });
		assert.equal((await as(mentor, 'sheet_show', { relationship, sheet: 'boundaries' })).items.length, 0);
		const early = await mentee.api.ask('POST', `/relationships/${relationship}/sheets/boundaries/readiness`, { json: {} });
		assert.equal(early.status, 422);
		await as(mentee, 'sheet_readiness_create', { relationship, sheet: 'boundaries' }, answers('Mine'));
		assert.equal((await as(mentor, 'sheet_show', { relationship, sheet: 'boundaries' })).items.length, 0);
		await as(mentor, 'sheet_readiness_create', { relationship, sheet: 'boundaries' }, answers('Yours'));
		assert.equal((await as(mentee, 'sheet_show', { relationship, sheet: 'boundaries' })).items.length, 10);
		assert.equal((await mentee.api.ask('GET', `/relationships/${relationship}/sheets/nothing`)).status, 404);
	});
	await t.test('one proposes, the other is told by mail and accepts; a proposal in between is not overwritten', async () => {
		await propose(relationship, mentor, { place: '' });
		await until('the mail', async () => (await mails(/proposes how you work together/)).length > 0);
		first = await propose(relationship, mentor);
		const late = await mentee.api.ask('POST', `/relationships/${relationship}/agreement`, { json: { notice_hours: 24, role: 'Mine was first' } });
		assert.equal(late.status, 422);
		assert.equal((await mentor.api.ask('POST', `/agreements/${first}/acceptance`)).status, 409);
		await as(mentee, 'agreement_acceptance_create', { agreement: first });
		const [valid] = (await as(mentee, 'agreement_list', { relationship })).items;
		assert.deepEqual([valid.version, valid.state, valid.place], [1, 'valid', 'The canteen']);
	});
	await t.test('a new direction is version 2; version 1 is kept', async () => {
		const second = await propose(relationship, mentee, { direction: 'Leading instead of presenting' });
		await as(mentor, 'agreement_acceptance_create', { agreement: second });
		const all = (await as(mentor, 'agreement_list', { relationship })).items;
		assert.deepEqual(all.map((a) => [a.version, a.state]), [[2, 'valid'], [1, 'past']]);
		assert.equal((await as(mentor, 'agreement_show', { agreement: first })).direction, '');
		await as(mentor, 'alignment_create', { relationship });
	});
	await t.test('a no is told, and keeps the words; what both agree is the rhythm of their meetings', async () => {
		const third = await propose(relationship, mentee, { rhythm: '14', areas: 'Also the evenings' });
		const page = async (p, path) => (await p.browser.page(`/relationships/${relationship}/${path}`)).text;
		await as(mentor, 'agreement_delete', { agreement: third });
		assert.equal((await as(mentor, 'agreement_list', { relationship })).items.length, 2);
		const aside = await as(mentee, 'agreement_show', { agreement: third });
		assert.deepEqual([aside.state, aside.decided_by, aside.cadence_days], ['withdrawn', mentor.id, 14]);
		await until('the notice', async () => (await mentee.api.items('/notices')).some((x) => /has answered your proposal/.test(x.subject)));
		assert.match(await page(mentee, 'agreement'), /Mona would rather not have version 3/);
		assert.match(await page(mentor, 'agreement'), /You would rather not have version 3/);
		const again = await page(mentee, `agreement/edit?from=${third}`);
		assert.match(again, /Also the evenings/);
		assert.match(again, /value="14"[^>]* (checked|selected)/);
		assert.doesNotMatch(await page(mentee, 'agreement/edit'), /Also the evenings/);
		assert.doesNotMatch((await w.mentee2.browser.page(`/relationships/${w.foreign.id}/agreement/edit?from=${third}`)).text, /Also the evenings/);
		await prepare(relationship, mentor, mentee);
		assert.match(await page(mentor, 'rhythm'), /id="weeks"[^>]*value="4"/);
		await as(mentor, 'agreement_acceptance_create', { agreement: await propose(relationship, mentee, { rhythm: '14' }) });
		assert.match(await page(mentor, 'rhythm'), /id="weeks"[^>]*value="2"/);
		assert.doesNotMatch(await page(mentee, 'agreement'), /would rather not/);
		assert.match(await page(mentee, 'agreement'), /Every 2 weeks/);
		await mentor.api.put(`/relationships/${relationship}/cadence`, { days: '56', minutes: '30' });
		assert.match(await page(mentee, 'agreement'), /another rhythm: At least every 56 days/);
	});
	await t.test('who calls off late, and who does not come, is seen by both', async () => {
		const soon = (await as(mentor, 'meeting_create', { relationship }, { starts: clock('UTC', 60), minutes: 30, place: '' })).id;
		await as(mentor, 'cancellation_create', { meeting: soon });
		const row = async (person, of) => (await as(person, 'attendance_list', { relationship })).items.find((x) => x.person === of.id);
		await until('the late cancellation', async () => (await row(mentee, mentor)).late === 1);
		const missed = (await as(mentor, 'meeting_create', { relationship }, { starts: clock('UTC', -90), minutes: 30, place: '' })).id;
		await as(mentor, 'absence_create', { meeting: missed }, { who: 'partner' });
		assert.equal((await row(mentor, mentee)).no_show, 1);
		await as(mentee, 'absence_delete', { meeting: missed });
		assert.equal((await row(mentor, mentee)).no_show, 0);
	});
	await t.test('whoever changes how he likes to talk is offered other ways', async () => {
		const profile = { name: mentee.name, tz: 'UTC', mentees_max: 1 };
		await mentee.api.put(`/people/${mentee.id}`, { ...profile, detail: 'detailed', medium: 'face' });
		await mentee.api.put(`/people/${mentee.id}`, { ...profile, detail: 'detailed', medium: 'written' });
		const styles = async () => (await as(mentor, 'style_list', { relationship })).items;
		await until('the question', async () => (await styles()).length === 1);
		assert.equal((await styles())[0].medium, 'written');
		await as(mentor, 'style_create', { relationship }, { change: 'written-first' });
		assert.deepEqual((await styles()).map((s) => [s.state, s.change]), [['accepted', 'written-first']]);
		await as(mentor, 'meeting_create', { relationship }, { starts: clock('UTC', 9000), minutes: 30, place: '' });
		const letter = await until('the mail of the meeting', async () => {
			for (const m of await mails(/You meet Milo/)) {
				const { body_text: text } = await w.admin.api.get(`/admin/outbox/${m.id}`);
				if (text.includes('How Milo likes to talk: Would rather write than talk.'))
					return text;
			}
			return null;
		});
		assert.ok(!letter.includes('\n\n\n'));
	});
});
