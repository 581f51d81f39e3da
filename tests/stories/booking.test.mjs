/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Planning a meeting, without scripts: the first guess is a time at which both work, the clock of the other is on the
 * page, and what speaks against a time is said before anything is sent. It hinders nobody: a tick, and it is planned.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { formsOf, untouched } from '../lib/forms.mjs';
import { makeWorld, prepare } from '../lib/world.mjs';

test('a time that suits both', async (t) => {
	const w = await makeWorld({ clock: '2027-01-09T20:00Z' }); /* a Saturday evening */
	t.after(() => w.server.stop());
	const { mentor, mentee } = w, r = `/relationships/${w.pair.id}`;
	const formOn = (text, action) => formsOf(text).find((f) => f.action === action);
	const send = (form, more) => {
		const fields = untouched(form).map(([k, v]) => [k, k in more ? more[k] : v]);
		return mentee.browser.ask('POST', form.action, { form: [...fields, ...Object.entries(more).filter(([k]) => !fields.some(([x]) => x === k))], headers: { Accept: 'text/html', 'Idempotency-Key': '' } });
	};
	const save = async (person, more) => {
		const { name } = await person.api.get(`/people/${person.id}`);
		await person.api.put(`/people/${person.id}`, { name, tz: 'UTC', languages: [], mentees_max: 1, ...more });
	};
	const planned = async () => (await mentee.api.items(`${r}/meetings`)).filter((x) => x.state === 'planned');

	await prepare(w.pair.id, mentor, mentee);
	await save(mentee, {});
	await save(mentor, { tz: 'Asia/Kathmandu', hours: '540-1020 540-1020 540-1020 540-1020 540-1020 - -' });
	const page = (await mentee.browser.page(`${r}/meetings/new`)).text, form = formOn(page, `${r}/meetings`);
	await t.test('the page begins with a weekday on which both work, and says what time it is there', () => {
		assert.equal(new Map(untouched(form)).get('starts'), '2027-01-18T09:00', 'nine here, a quarter to three there');
		assert.match(page, /is in Asia\/Kathmandu, where it is 01:45 now\./);
		assert.doesNotMatch(page, /name="anyway"/);
	});
	await t.test('a time at which the other does not work is asked about once', async () => {
		const asked = await send(form, { starts: '2027-01-18T15:00', place: 'The small room' });
		assert.equal(asked.status, 422);
		assert.match(asked.text, /does not work then: Monday, 18 January 2027, 20:45 \(Asia\/Kathmandu\)/);
		assert.deepEqual(await planned(), []);
		const again = formOn(asked.text, `${r}/meetings`);
		assert.equal(new Map(untouched(again)).get('place'), 'The small room');
		assert.equal((await send(again, {})).status, 422, 'not planned by pressing the button once more');
		assert.ok((await send(again, { anyway: '1' })).status < 400);
		assert.equal((await planned()).length, 1);
	});
	await t.test('what is moved is not in its own way, and its place changes without a word', async () => {
		const meeting = `/meetings/${(await planned())[0].id}`;
		const edit = async () => formOn((await mentee.browser.page(`${meeting}/edit`)).text, meeting);
		assert.ok((await send(await edit(), { place: 'The big room' })).status < 400);
		assert.ok((await send(await edit(), { starts: '2027-01-18T09:30' })).status < 400);
		assert.ok((await send(await edit(), { starts: '2027-01-18T09:45' })).status < 400);
		const later = await send(await edit(), { starts: '2027-01-24T10:00' });
		assert.match(later.text, /does not work then: Sunday/);
		assert.equal((await planned())[0].place, 'The big room');
	});
	await t.test('two meetings of mine at once', async () => {
		const asked = await send(form, { starts: '2027-01-18T10:30', minutes: '30' });
		assert.match(asked.text, /You meet \w+ at that time: Monday, 18 January 2027, 09:45\./);
		assert.equal((await planned()).length, 1);
	});
	await t.test('a program decides itself; what was is noted', async () => {
		await mentee.api.post(`${r}/meetings`, { starts: '2027-01-23T23:00', minutes: 60, place: '' });
		assert.equal((await planned()).length, 2);
		const fresh = formOn((await mentee.browser.page(`${r}/meetings/new`)).text, `${r}/meetings`);
		assert.ok((await send(fresh, { starts: '2027-01-09T03:00' })).status < 400);
		assert.equal((await planned()).length, 3);
	});
});
