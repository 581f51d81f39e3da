/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A run that is refused: even pairs need a list of all that could be, and here these are more than 67 million. The page and the
 * JSON say so and what to do instead, the proposal before it stays what it was, and with what the sentence says it works.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { setUp } from '../lib/client.mjs';
import { crowd } from '../lib/crowd.mjs';
import { formsOf, untouched } from '../lib/forms.mjs';
import { startServer, until } from '../lib/server.mjs';
import { makeProgramme } from '../lib/world.mjs';

const EACH = 8200, MOST = 2 ** 26;
const SENTENCE = 'The rules allow so many pairs here that their weakest ones cannot be compared. Choose the most points for all pairs together, or add rules that must hold, then try again.';

test('even pairs of too many people', { timeout: 240_000 }, async (t) => {
	const server = await startServer();
	t.after(() => server.stop());
	const admin = await setUp(server, { tz: 'UTC' });
	const programme = await makeProgramme(admin, 'Everybody with everybody'), at = `/programmes/${programme}`;
	assert.ok(EACH * EACH > MOST);
	crowd(server.dir, EACH, EACH);
	for (const role of ['mentor', 'mentee'])
		server.run('import', '--programme', String(programme), '--role', role, `${server.dir}/${role}s.csv`);
	for (const rule of await admin.api.items(`${at}/rules`))
		await admin.api.delete(`${at}/rules/${rule.id}`);
	await admin.api.post(`${at}/rules`, { kind: 'shared', hard: false, mentee_field: 'wanted', mentor_field: 'offered', points: 5, cap: 15 });
	const ended = (id) => until('the run to end', async () => { const m = await admin.api.get(`/matches/${id}`); return m.state !== 'running' && m; }, 120_000);
	const run = async () => ended((await admin.api.post(`${at}/matches`, {})).id);
	const pairs = (id) => admin.api.items(`/matches/${id}/pairs`);
	const aim = (fair) => admin.api.put(`${at}/aim`, { aim: 'everyone', fair, quota: false, spread: 0 });
	let before, first;

	await t.test('the most points together are found', async () => {
		before = await run();
		assert.deepEqual([before.state, before.matched, before.candidates, before.fault], ['proposed', EACH, EACH * EACH, '']);
		first = await pairs(before.id);
		await admin.api.put(`${at}/wishes`, { mentee: first[0].mentee, mentor: first[0].mentor, kind: 'pin' });
	});
	await t.test('even pairs are refused, in a sentence', async () => {
		for (const fair of ['bottleneck', 'leximin']) {
			await aim(fair);
			const started = await admin.api.ask('POST', `${at}/matches`, { json: {} });
			assert.equal(started.status, 201);
			const m = await ended(started.json.id);
			assert.deepEqual([m.state, m.fault, m.matched], ['failed', SENTENCE, 0]);
			assert.deepEqual(await pairs(m.id), []);
			const answer = await admin.api.ask('POST', `/matches/${m.id}/publication`, { json: {} });
			assert.equal(answer.status, 409);
		}
	});
	await t.test('nothing is lost: the proposal before it, its pairs, the wish, what was chosen', async () => {
		const m = await admin.api.get(`/matches/${before.id}`);
		assert.deepEqual([m.state, m.matched, m.score], ['proposed', before.matched, before.score]);
		assert.deepEqual((await pairs(before.id)).map((p) => [p.mentee, p.mentor]), first.map((p) => [p.mentee, p.mentor]));
		assert.deepEqual((await admin.api.items(`${at}/wishes`)).map((x) => [x.mentee, x.mentor, x.kind]), [[first[0].mentee, first[0].mentor, 'pin']]);
		assert.equal((await admin.api.get(`${at}/aim`)).fair, 'leximin');
		assert.equal((await admin.api.items(`${at}/rules`)).length, 1);
	});
	await t.test('the same from the form of the page, in the language of its reader', async () => {
		for (const [lang, sentence] of [['en', SENTENCE], ['de', /^(?!.*Choose the most points).*schwächste/s]]) {
			await admin.api.put('/account/settings', { lang, tz: 'UTC' });
			const form = formsOf((await admin.browser.page(`${at}/matching`)).text).find((f) => f.action === `${at}/matches`);
			assert.ok(form, 'a button that looks for the best pairs');
			const sent = await admin.browser.ask('POST', form.action, { form: untouched(form), headers: { Accept: 'text/html', 'Idempotency-Key': '' } });
			assert.equal(sent.status, 303, sent.text);
			const job = sent.headers.location;
			const done = await until('the job', async () => { const j = await admin.api.get(job); return j.state === 'done' && j; }, 120_000);
			const page = await admin.browser.page(done.url);
			assert.equal(page.status, 200);
			const said = page.text.match(/<section class="card next"[^>]*>.*?<p>(.*?)<\/p>/s)[1];
			if (typeof sentence === 'string')
				assert.equal(said, sentence);
			else
				assert.match(said, sentence);
			const offered = formsOf(page.text).find((f) => f.action === `${at}/matches`);
			assert.ok(offered, 'it can be tried again');
			assert.ok(page.text.includes(`href="${at}/rules"`), 'and the rules can be changed');
		}
	});
	await t.test('with what the sentence says it works', async () => {
		await aim('none');
		const m = await run();
		assert.deepEqual([m.state, m.matched], ['proposed', EACH]);
		assert.equal((await admin.api.get(`/matches/${before.id}`)).state, 'discarded');
		await aim('bottleneck');
		await admin.api.post(`${at}/rules`, { kind: 'same', hard: true, mentee_field: 'unit', mentor_field: 'unit' });
		await admin.api.post(`${at}/rules`, { kind: 'shared', hard: true, mentee_field: 'wanted', mentor_field: 'offered', lo: 2 });
		const even = await run();
		assert.deepEqual([even.state, even.fault], ['proposed', '']);
		assert.ok(even.candidates < MOST && even.matched > EACH / 4);
	});
});
