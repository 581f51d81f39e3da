/* SPDX-License-Identifier: Apache-2.0 */
/* A pair that finds no date, over days of the test's clock: the same question is not asked for weeks. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Description } from '../lib/openapi.mjs';
import { makeWorld, prepare } from '../lib/world.mjs';

const DAY = 86400;

test('the question for a date steps back, and can be put away', async (t) => {
	const w = await makeWorld({ clock: '2027-01-11T08:00Z' });
	t.after(() => w.server.stop());
	const { mentor, mentee } = w, relationship = w.pair.id, time = w.server.clock;
	const api = await Description.of(mentee.api);
	const as = (person, name, ids, json) => api.does(person.api, name, ids, json);
	const next = async (person) => (await as(person, 'next_step_show', { relationship })).url.replace(`/relationships/${relationship}`, '');
	const page = async (person) => (await person.api.page(`/relationships/${relationship}`)).text;

	await prepare(relationship, mentor, mentee);
	assert.equal(await next(mentee), '/meetings/new');
	await time.to(time.now + 9 * DAY);
	assert.equal(await next(mentee), '/meetings/new');
	assert.match(await page(mentee), /Not now<span class="unseen">: Plan your first meeting/);
	await time.to(time.now + 1.1 * DAY);
	assert.equal(await next(mentee), '/challenges/first-meeting');
	/* Who puts it away has a week in which something else comes first; the other still reads it. */
	assert.match(await page(mentor), /Is a date with \w+ hard to find\?/);
	await as(mentee, 'mark_update', { relationship, challenge: 'first-meeting' }, { state: 'later' });
	assert.ok(!['/meetings/new', '/challenges/first-meeting'].includes(await next(mentee)));
	assert.doesNotMatch(await page(mentee), /hard to find\?|Plan your first meeting/);
	assert.equal(await next(mentor), '/challenges/first-meeting');
	/* What is offered: a meeting held elsewhere in one line, a pause; later a rhythm and an ending, too. */
	const ways = (await mentor.api.page(`/relationships/${relationship}/challenges/first-meeting`)).text;
	for (const way of ['meetings/held', 'pause'])
		assert.ok(ways.includes(`href="/relationships/${relationship}/${way}`), way);
	for (const way of ['rhythm', 'meetings/held', 'pause', 'ending'])
		assert.ok((await mentor.api.page(`/relationships/${relationship}/challenges/next-date`)).text.includes(`/relationships/${relationship}/${way}`), way);
});
