/* SPDX-License-Identifier: Apache-2.0 */
/* What a mail asks for is done from it, by whoever has the mail, once, and nothing else is. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Client, cookieOf, signIn } from '../lib/client.mjs';
import { Life } from '../lib/life.mjs';
import { linksOf } from '../lib/mails.mjs';
import { call } from '../lib/server.mjs';
import { prepare } from '../lib/world.mjs';

const ERRAND = /^\/errands\/[\w-]+$/;

test('done from a mail', async (t) => {
	const l = await Life.begin({ days: 182 });
	t.after(() => l.stop());
	const pair = await l.pair(['Mona Mentor'], ['Milo Mentee']), { mentor, mentee } = pair, r = `/relationships/${pair.id}`;
	const mails = l.server.mails, outside = new Client(l.server);
	await prepare(pair.id, mentor, mentee);
	const plan = async (who, days) => (await who.api.post(`${r}/meetings`, { starts: l.clock.local('UTC', days * 1440 - 120), minutes: 60, place: 'Room 3' })).id;
	/* The newest link to somebody of that kind. */
	const errand = (who, what) => mails.to(who).flatMap(linksOf).filter((x) => ERRAND.test(x) && x.startsWith(`/errands/${what}-`)).at(-1);
	const look = (link, headers = {}) => call(l.server, 'GET', link, { headers: { Accept: 'text/html', ...headers } });
	const press = (link, json = {}) => outside.ask('POST', link, { json });
	let meeting, suits, last;

	await t.test('whoever did not plan it says from the mail that the time suits; looking says nothing', async () => {
		meeting = await plan(mentee, 3);
		await l.clock.settled();
		assert.equal(errand(mentee, 'suits'), undefined, 'who planned it is not asked');
		suits = errand(mentor, 'suits');
		const seen = async () => (await mentee.browser.page(`/meetings/${meeting}`)).text.includes('The time suits Mona');
		for (const method of ['GET', 'HEAD', 'GET'])
			assert.equal((await call(l.server, method, suits, { headers: { Accept: 'text/html' } })).status, 200);
		assert.equal(await seen(), false, 'programs that check mails follow links');
		const page = await look(suits);
		assert.match(page.text, /You and Milo Mentee meet on/);
		assert.ok(!page.text.includes('Room 3') && !page.text.includes('/sign-out'), 'no more than the title, nobody is signed in');
		assert.equal(page.headers['referrer-policy'], 'same-origin');
		assert.equal(page.headers['cache-control'], 'no-store');
		assert.equal(page.headers['set-cookie'], undefined);
		assert.equal((await press(suits)).status, 200);
		assert.equal(await seen(), true);
		for (let i = 0; i < 2; i++)
			assert.equal((await press(suits)).status, 200, 'again is harmless');
		assert.match((await look(suits)).text, /Mona|Milo sees that the time suits you/);
	});
	await t.test('it lets nobody in, and no other site can press the button', async () => {
		const a = await call(l.server, 'POST', suits, { headers: { Accept: 'text/html', 'Sec-Fetch-Site': 'same-origin' } });
		assert.equal(a.status, 303);
		assert.ok(!(a.headers['set-cookie'] ?? []).some((c) => /waymark=/.test(c)));
		for (const path of [`/meetings/${meeting}`, r, '/account', '/'])
			assert.ok([401, 303].includes((await outside.ask('GET', path)).status), path);
		assert.equal((await call(l.server, 'POST', suits, { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status, 403);
	});
	await t.test('signed in as somebody else: a sentence, and nothing happens; as oneself it works', async () => {
		const said = async () => { const m = await mentee.api.get(`/meetings/${meeting}`); return [m.made_by, m.mentor_suits_at > 0, m.mentee_suits_at > 0]; };
		assert.deepEqual(await said(), [mentee.id, true, false], 'a program reads whom the time suits');
		await mentor.api.delete(`/meetings/${meeting}/acceptance`);
		assert.deepEqual(await said(), [mentee.id, false, false]);
		await mentor.api.post(`/meetings/${meeting}/acceptance`);
		assert.deepEqual(await said(), [mentee.id, true, false]);
		await mentor.api.delete(`/meetings/${meeting}/acceptance`);
		for (const who of [mentee, l.manager, l.admin]) {
			const page = await who.browser.page(suits);
			assert.equal(page.status, 403);
			assert.match(page.text, /This mail went to somebody else/);
			assert.ok(!page.text.includes('You and Milo'), 'not even what it was about');
			assert.equal((await who.browser.ask('POST', suits, { json: {} })).status, 403);
		}
		assert.equal((await mentor.browser.page(suits)).status, 200);
		await mentor.browser.must('POST', suits, {});
	});
	await t.test('moved: the old link is about what is no more', async () => {
		await mentee.api.put(`/meetings/${meeting}`, { starts: l.clock.local('UTC', 4 * 1440 - 120), minutes: 60, place: 'Room 3' });
		await l.clock.settled();
		assert.equal((await look(suits)).status, 409);
		assert.match((await look(suits)).text, /This has changed since/);
		assert.equal((await press(suits)).status, 409);
		assert.notEqual(errand(mentor, 'suits'), suits);
		assert.equal((await press(errand(mentor, 'suits'))).status, 200);
	});
	await t.test('a promise is done, a meeting is held, from the mails about them', async () => {
		const { id } = await mentee.api.post(`${r}/commitments`, { body: 'The heron article', due_on: l.clock.day(7) });
		await l.until(7);
		const met = errand(mentor, 'met');
		assert.ok(met, 'asked whether it took place');
		assert.equal((await press(met)).status, 200);
		assert.equal((await mentee.api.get(`/meetings/${meeting}`)).state, 'held');
		await mentor.api.post(`/meetings/${meeting}/closing`, { useful: 'The questions', change: '' });
		const kept = errand(mentee, 'kept');
		assert.ok(kept, 'and the promise of tomorrow, in the mail of the day');
		assert.ok(!(await look(kept)).text.includes('heron'), 'what it is about stands in no mail, and not here');
		assert.equal((await press(kept)).status, 200);
		assert.equal((await mentee.api.items(`${r}/commitments`)).find((k) => k.id === id).state, 'done');
	});
	await t.test('an administrator who reads the outbox sees no such link, and no log has one', async () => {
		for (const m of await l.admin.api.items('/admin/outbox')) {
			const { body_text: text } = await l.admin.api.get(`/admin/outbox/${m.id}`);
			assert.ok(!/\/errands\/\w/.test(text), m.subject);
			assert.ok(!/\/errands\/\w/.test((await l.admin.browser.page(`/admin/outbox/${m.id}`)).text));
		}
		assert.ok(!/suits-|met-|kept-/.test(l.server.log()));
		assert.ok((await mentee.api.items('/notices')).every((n) => !n.path.includes('errands')));
	});
	await t.test('too old, another password, a closed account', async () => {
		const later = await plan(mentee, 30);
		await l.clock.settled();
		const link = errand(mentor, 'suits');
		assert.equal((await look(link)).status, 200);
		await l.until(l.today + 15);
		assert.equal((await look(link)).status, 410);
		assert.match((await look(link)).text, new RegExp(`href="/meetings/${later}"`), 'the way to the meeting itself');
		assert.match((await look(link)).text, /This link is too old/);
		assert.equal((await press(link)).status, 410);
		await mentee.api.put(`/meetings/${later}`, { starts: l.clock.local('UTC', 20 * 1440 - 120), minutes: 60, place: 'Room 4' });
		await l.clock.settled();
		const fresh = errand(mentor, 'suits');
		assert.equal((await look(fresh)).status, 200);
		const cookie = cookieOf(await signIn(l.server, mentor.email, mentor.password));
		await new Client(l.server, { cookie }).put('/account/password', { old_password: mentor.password, password: 'nine loud geese under the bridge' });
		assert.equal((await look(fresh)).status, 404);
		assert.match((await look(fresh)).text, /This link does not work/);
		await plan(mentee, 25);
		await l.clock.settled();
		last = errand(mentor, 'suits');
		assert.equal((await look(last)).status, 200);
		await l.admin.api.post(`/people/${mentor.id}/deactivation`);
		assert.equal((await look(last)).status, 404);
		assert.equal((await press(last)).status, 404);
		await l.admin.api.delete(`/people/${mentor.id}/deactivation`);
		assert.equal((await look(last)).status, 200);
	});
	await t.test('guessing: every part counts, it tells nothing, and it tires', async () => {
		const [what, thing, person, until, stamp, ...seal] = suits.slice('/errands/'.length).split('-');
		const of = (...parts) => `/errands/${parts.join('-')}`;
		const wrong = [of('met', thing, person, until, stamp, ...seal), of(what, thing, mentee.id, until, stamp, ...seal), of(what, thing, person, +until + 1e6, stamp, ...seal),
			of(what, thing, person, until, +stamp + 1, ...seal), of(what, +thing + 1, person, until, stamp, ...seal), of(what, thing, person, until, stamp, 'A'.repeat(43)), '/errands/x'];
		const plain = (text) => text.replace(/name="_?(token|key)"[^>]*>|<meta name="token"[^>]*>|\b[0-9a-f]{16}\b|errands\/[\w-]+/g, '');
		const said = new Set();
		for (const link of wrong) {
			const a = await look(link);
			assert.equal(a.status, 404, link);
			said.add(plain(a.text));
		}
		assert.equal(said.size, 1, 'the same words, whatever is wrong with it');
		const statuses = [];
		for (let i = 0; i < 24; i++)
			statuses.push((await press(wrong[i % wrong.length])).status);
		assert.ok(statuses.slice(0, 18).every((s) => s === 404) && statuses.at(-1) === 429, statuses.join());
		assert.equal((await look(wrong[0])).status, 429);
		/* Who has a good link is not kept out by somebody else's guesses. */
		assert.equal((await press(last)).status, 200);
	});
});
