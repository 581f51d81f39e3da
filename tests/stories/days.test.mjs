/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The days on which the clock changes, for mentees in six time zones, over JSON: one mail of the day each day at eight on
 * their own clock, none left out and none twice; a mail of the evening waits until seven in their morning; every two
 * weeks at half past nine stays half past nine. What is expected is worked out by the tables of the browser engine.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Life } from '../lib/life.mjs';
import { prepare, propose } from '../lib/world.mjs';

const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'Pacific/Apia', 'Africa/Casablanca'];
const NAMES = ['Anna', 'Berta', 'Carla', 'Dora', 'Emma', 'Frieda'];
/* New York and Casablanca on 14 March 2027, Berlin on the 28th, Lord Howe by half an hour on 4 April. */
const CHANGES = ['2027-03-14', '2027-03-28', '2027-04-04'];
const DAY = 86400;

const local = (tz, at) => new Intl.DateTimeFormat('sv-SE', { timeZone: tz, dateStyle: 'short', timeStyle: 'short' }).format(new Date(at * 1000));

/* The moment of a local time. */
function
moment(tz, text)
{
	const naive = Date.parse(`${text.replace(' ', 'T')}Z`) / 1000;
	for (let at = naive - 15 * 3600; at < naive + 15 * 3600; at += 1800 / 2)
		if (local(tz, at) === text)
			return at;
	throw new Error(`${text} is not in ${tz}`);
}

const date = (day, n) => new Date(Date.parse(`${day}T00:00Z`) + n * DAY * 1000).toISOString().slice(0, 10);

test('the days on which the clock changes', { timeout: 300_000 }, async (t) => {
	const l = await Life.begin({ begins: '2027-03-01T12:30:00Z', days: 300 });
	t.after(() => l.stop());
	const pairs = [];
	for (const [i, tz] of ZONES.entries()) {
		const p = await l.pair([`${NAMES[i]} Mentor`], [`${NAMES[i]} Mentee`, 'en', tz]);
		await prepare(p.id, p.mentor, p.mentee);
		await p.mentee.api.put('/account/notices', { pairs: 'once', meetings: 'once', together: 'digest', messages: 'once', companions: 'once', reminders: 'digest',
			digest_hour: '8', quiet_from: '21', quiet_to: '7' });
		pairs.push(Object.assign(p, { tz, mails: [] }));
	}
	/* Mails to somebody since that moment, with the time on the clock there. */
	const since = (p, from, subject) => l.server.mails.to(p.mentee).filter((m) => subject.test(m.subject)).map((m) => Date.parse(m.headers.date) / 1000)
		.filter((at) => at >= from).map((at) => local(p.tz, at));

	for (const change of CHANGES)
		await t.test(`around ${change}`, async () => {
			const begins = Date.parse(`${date(change, -1)}T12:30Z`) / 1000, ends = begins + 3 * DAY;
			/* What has waited is sent where it is eight meanwhile, and no digest is late when it begins. */
			for (let at = begins - DAY; at <= begins; at += 3600)
				await l.clock.to(Math.max(at, l.clock.now));
			for (const p of pairs)
				await propose(p.id, p.mentor);
			/* At half past ten in the evening before the change, a meeting is planned; it is looked for a little after seven and eight each day. */
			const steps = [];
			for (const p of pairs) {
				p.eve = moment(p.tz, `${date(change, -1)} 22:30`);
				p.digests = [-2, -1, 0, 1, 2, 3].map((n) => date(change, n)).filter((d) => moment(p.tz, `${d} 08:00`) > begins && moment(p.tz, `${d} 08:06`) <= ends);
				if (p.eve > begins)
					steps.push([p.eve, p, 'plan']);
				steps.push([moment(p.tz, `${change} 07:06`), p, 'look']);
				for (const d of p.digests)
					steps.push([moment(p.tz, `${d} 08:06`), p, d === p.digests.at(-1) ? 'look' : 'propose']);
			}
			for (const [at, p, what] of steps.filter(([x]) => x > begins).sort(([a], [b]) => a - b)) {
				await l.clock.to(Math.max(at, l.clock.now));
				if (what === 'propose')
					await propose(p.id, p.mentor);
				if (what === 'plan')
					await p.mentor.api.post(`/relationships/${p.id}/meetings`, { starts: l.clock.local('UTC', 20 * 1440), minutes: 30, place: '' });
			}
			await l.clock.to(ends);
			for (const p of pairs) {
				const digests = since(p, begins, /^Your day in mentoring/);
				assert.deepEqual(digests.map((x) => x.slice(0, 10)), p.digests, `${p.tz}: one each day`);
				for (const x of digests)
					assert.match(x, / 08:0\d$/, p.tz);
				if (p.eve > begins) {
					const booked = since(p, p.eve, /^You meet /);
					assert.equal(booked.length, 1, p.tz);
					assert.match(booked[0], new RegExp(`^${change} 07:0\\d$`), p.tz);
				}
			}
		});
	await t.test('every two weeks stays where it is on the clock, also over 29 February', async () => {
		for (const p of pairs) {
			for (const first of ['2027-10-01', '2028-02-15'])
				await p.mentee.api.post(`/relationships/${p.id}/rhythm`, { starts: `${first}T09:30`, weeks: 2, count: 6, minutes: 60, place: '' });
			const all = (await p.mentee.api.items(`/relationships/${p.id}/meetings`)).map((m) => local(p.tz, m.starts_at)).filter((x) => x >= '2027-10').sort();
			assert.deepEqual(all, ['2027-10-01', '2028-02-15'].flatMap((first) => [0, 1, 2, 3, 4, 5].map((n) => `${date(first, 14 * n)} 09:30`)), p.tz);
		}
	});
});
