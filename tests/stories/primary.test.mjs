/* SPDX-License-Identifier: Apache-2.0 */
/* The page of two people has one primary action, whatever state they are in, for both of them; and so has its next step. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { clock, day, fillPair, makeWorld, prepare } from '../lib/world.mjs';

test('one primary action in every state of two people', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const { mentor, mentee } = w, r = w.pair.id;
	const one = async (state) => {
		for (const p of [mentee, mentor]) {
			const html = (await p.browser.page(`/relationships/${r}`)).text;
			const go = [...html.matchAll(/<(?:a|button) class="button go"[^>]*>([^<]*)/g)].map((m) => m[1]);
			assert.equal(go.length, 1, `${state}, ${p.name}: ${go.join(' | ') || 'none'}`);
		}
	};
	await one('new');
	await prepare(r, mentee);
	await one('one of the two is prepared');
	await prepare(r, mentor);
	await one('both are prepared');
	await mentee.api.post(`/relationships/${r}/meetings`, { starts: clock('UTC', 12 * 1440), minutes: 60, place: '' });
	await one('the first meeting is far away');
	await fillPair(r, mentor, mentee);
	await one('active');
	await mentee.api.post(`/relationships/${r}/pause`, { until_on: day(30) });
	await one('they pause');
	assert.match((await mentee.browser.page(`/relationships/${r}`)).text, /<section class="card next"[^>]*>(?:(?!<\/section>)[^])*Go on now/, 'the way out of a pause stands in its card');
	await mentor.api.post(`/relationships/${r}/messages`, { body: 'Get well soon' });
	await one('they pause, and one writes');
	await mentee.api.delete(`/relationships/${r}/pause`);
	await one('they go on');
	await mentee.api.post(`/relationships/${r}/ending`, { ending: 'early', farewell: 'Thank you', reason: '', sure: true });
	await one('ended early');
	const ended = (await mentee.browser.page(`/relationships/${r}`)).text;
	assert.doesNotMatch(ended, /Nothing is planned|>Done</, 'nothing is offered that cannot be done any more');
	assert.match(ended, /What comes after/);
	assert.doesNotMatch((await mentee.browser.page(`/relationships/${r}/commitments`)).text, /completion|>Change</, 'promises are read, and not changed any more');
	for (const p of [mentee, mentor])
		await p.api.post(`/relationships/${r}/ally`);
	await one('allies');
	assert.doesNotMatch((await mentee.browser.page(`/relationships/${r}`)).text, /Six things to begin with/);
});
