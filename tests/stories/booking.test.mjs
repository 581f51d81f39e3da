/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Planning a meeting, without scripts: the first guess is a time at which both work, the clock of the other is on the
 * page, and what speaks against a time is said before anything is sent. It hinders nobody: a tick, and it is planned.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { formsOf, untouched } from '../lib/forms.mjs';
import { makeWorld, matchAndPublish, prepare, takePart } from '../lib/world.mjs';

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
	await t.test('F4: a row of meetings is looked at date by date before anything is sent', async () => {
		const before = (await planned()).length, path = `${r}/rhythm`;
		/* She has another mentee, with whom she meets on the eighth. */
		await takePart(w.admin, w.other, mentor, 'mentor');
		await takePart(w.admin, w.other, w.member, 'mentee');
		await matchAndPublish(w.admin, w.other);
		const second = (await w.member.api.items('/relationships'))[0].id;
		await prepare(second, mentor, w.member);
		await mentor.api.post(`/relationships/${second}/meetings`, { starts: '2027-02-08T14:45', minutes: 60, place: 'Secret room' });
		const first = formOn((await mentee.browser.page(path)).text, path);
		const row = { starts: '2027-02-01T09:00', weeks: '1', count: '4', minutes: '60', place: 'The small room' };
		const looked = await send(first, row);
		assert.equal(looked.status, 200);
		assert.equal((await planned()).length, before, 'nothing is sent by looking');
		assert.match(looked.text, /Something speaks against 1 date\./);
		assert.match(looked.text, /For \w+ it is 14:45\./);
		assert.match(looked.text, /may have no time then/);
		assert.doesNotMatch(looked.text, /Secret room|Max/);
		/* Back in the browser, and another rhythm from the same page: its own dates, not those of before. */
		assert.match((await send(first, { ...row, count: '2' })).text, /name="date_2"(?![^]*name="date_3")/);
		let page = formOn(looked.text, path);
		assert.deepEqual([1, 2, 3, 4].map((n) => new Map(untouched(page)).get(`date_${n}`)), ['2027-02-01T09:00', '2027-02-08T09:00', '2027-02-15T09:00', '2027-02-22T09:00']);
		/* Moved onto a Saturday: that is said before it is sent, and what was typed stays. */
		const asked = await send(page, { date_2: '2027-02-13T10:00', date_3_leave: '1' });
		assert.equal(asked.status, 422);
		assert.match(asked.text, /does not work then: Saturday, 13 February 2027, 15:45/);
		page = formOn(asked.text, path);
		const kept = new Map(untouched(page));
		assert.deepEqual([kept.get('date_2'), kept.get('date_3_leave'), kept.get('place')], ['2027-02-13T10:00', '1', 'The small room']);
		assert.equal((await planned()).length, before);
		/* A time that cannot be read, and nothing left at all. */
		assert.match((await send(page, { date_2: '' })).text, /Choose a day and a time, or leave this one out/);
		assert.match((await send(page, { date_1_leave: '1', date_2_leave: '1', date_4_leave: '1' })).text, /Keep at least one date/);
		assert.match((await send(page, { date_4: '2030-01-01T10:00', date_4_seen: '2030-01-01T10:00' })).text, /href="#date_4"/);
		assert.equal((await planned()).length, before);
		/* Back to the rhythm with what was typed. */
		const back = new Map(untouched(formOn((await send(page, { date_back: '1' })).text, path)));
		assert.deepEqual([back.get('starts'), back.get('count'), back.get('place')], ['2027-02-01T09:00', '4', 'The small room']);
		/* What was shown and is sent all the same is planned; what was left out is not. */
		assert.ok((await send(page, {})).status < 400);
		const at = (await planned()).map((x) => new Date(x.starts_at * 1000).toISOString().slice(0, 16)).filter((x) => x > '2027-02');
		assert.deepEqual(at.sort(), ['2027-02-01T09:00', '2027-02-13T10:00', '2027-02-22T09:00']);
	});
	await t.test('F4: a program sends its dates or only the rhythm', async () => {
		const before = (await planned()).length;
		const row = { starts: '2027-03-01T09:00', weeks: 1, count: 2, minutes: 30, place: '' };
		await mentee.api.post(`${r}/rhythm`, { ...row, date_1: '2027-03-06T22:00', date_2: '2027-03-08T09:00', date_2_leave: true });
		assert.equal((await planned()).length, before + 1);
		await mentee.api.post(`${r}/rhythm`, row);
		assert.equal((await planned()).length, before + 3);
		const no = await mentee.api.ask('POST', `${r}/rhythm`, { json: { ...row, date_1: 'soon' } });
		assert.deepEqual([no.status, no.json.errors[0].field], [422, 'date_1']);
	});
});
