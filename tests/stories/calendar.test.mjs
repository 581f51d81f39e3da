/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Meetings in other people's calendars: every file read by two parsers that have nothing to do with the library that
 * wrote it, and taken in by Radicale over CalDAV. Five time zones, on leap day and on both sides of their clock
 * changes; what is expected is worked out by the browser engine's own tables, not by Waymark's.
 */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { freePort, until } from '../lib/server.mjs';
import { makeWorld, prepare } from '../lib/world.mjs';

/* Local times in 2028: leap day, and an hour before and after each change (Berlin 26 March and 29 October, New York
 * 12 March and 5 November, Lord Howe 2 April and 1 October, by half an hour; the others have none). */
const ZONES = {
	'Europe/Berlin': ['2028-02-29T09:30', '2028-03-26T01:30', '2028-03-26T03:30', '2028-10-29T01:30', '2028-10-29T03:30'],
	'America/New_York': ['2028-02-29T09:30', '2028-03-12T01:30', '2028-03-12T03:30', '2028-11-05T00:30', '2028-11-05T02:30'],
	'Asia/Kathmandu': ['2028-02-29T09:30', '2028-02-29T00:10', '2028-03-01T00:10', '2028-10-29T05:50'],
	'Australia/Lord_Howe': ['2028-02-29T09:30', '2028-04-02T01:00', '2028-04-02T02:15', '2028-10-01T01:45', '2028-10-01T02:45'],
	'America/Sao_Paulo': ['2028-02-29T23:30', '2028-02-28T23:30', '2028-10-15T00:30', '2028-11-05T00:30'],
};

/* How far the clock of a zone is from UTC then, in seconds. */
function
offset(tz, at)
{
	const local = new Intl.DateTimeFormat('sv-SE', { timeZone: tz, dateStyle: 'short', timeStyle: 'medium' }).format(new Date(at * 1000));
	return Date.parse(`${local.replace(' ', 'T')}Z`) / 1000 - at;
}

/* The moment of a local time that the clock shows once. */
function
moment(tz, local)
{
	const naive = Date.parse(`${local}Z`) / 1000;
	const found = [...new Set([-86400, 86400].map((d) => naive - offset(tz, naive + d)))].filter((at) => naive - at === offset(tz, at));
	assert.equal(found.length, 1, `${local} in ${tz} is there once`);
	return found[0];
}

const stamp = (at) => new Date(at * 1000).toISOString().replace(/[-:]|\.\d+/g, '');

class Dav {
	static async open()
	{
		const d = new Dav();
		d.dir = mkdtempSync(join(tmpdir(), 'wm-dav.'));
		d.port = await freePort();
		mkdirSync(join(d.dir, 'kept'));
		writeFileSync(join(d.dir, 'config'), `[server]\nhosts = 127.0.0.1:${d.port}\n[auth]\ntype = none\n[rights]\ntype = authenticated\n[storage]\nfilesystem_folder = ${d.dir}/kept\n[logging]\nlevel = warning\n`);
		d.child = spawn('/usr/bin/radicale', ['--config', join(d.dir, 'config')], { stdio: ['ignore', 'ignore', 'pipe'] });
		d.said = '';
		d.child.stderr.on('data', (x) => { d.said += x; });
		d.ended = new Promise((done) => d.child.on('exit', done));
		await until('Radicale to answer', () => d.ask('GET', '/.web/').then((a) => a.status < 500, () => false), 20_000);
		assert.equal((await d.ask('MKCALENDAR', '/mentee/cal/')).status, 201);
		return d;
	}

	ask(method, path, body = '', headers = {})
	{
		return new Promise((done, failed) => {
			const q = http.request({ host: '127.0.0.1', port: this.port, method, path,
				headers: { Authorization: `Basic ${Buffer.from('mentee:x').toString('base64')}`, 'Content-Length': Buffer.byteLength(body), ...headers } }, (a) => {
				let text = '';
				a.setEncoding('utf8');
				a.on('data', (x) => { text += x; });
				a.on('end', () => done({ status: a.statusCode, text }));
			});
			q.on('error', failed);
			q.end(body);
		});
	}

	/* As a calendar program keeps a file: under its uid. */
	put(uid, text) { return this.ask('PUT', `/mentee/cal/${encodeURIComponent(uid)}.ics`, text, { 'Content-Type': 'text/calendar; charset=utf-8' }); }

	/* The uids of what lies between two moments. */
	async between(from, to)
	{
		const a = await this.ask('REPORT', '/mentee/cal/', `<?xml version="1.0"?><C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><C:calendar-data/></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT"><C:time-range start="${stamp(from)}" end="${stamp(to)}"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>`,
		{ 'Content-Type': 'application/xml', Depth: '1' });
		assert.equal(a.status, 207, a.text);
		return [...a.text.matchAll(/^UID:(\S+)/gm)].map((m) => m[1]);
	}

	async close()
	{
		this.child.kill('SIGTERM');
		await this.ended;
		rmSync(this.dir, { recursive: true, force: true });
	}
}

test('meetings in other calendars', { timeout: 120_000 }, async (t) => {
	const w = await makeWorld({ clock: '2028-02-20T08:00Z' });
	t.after(() => w.server.stop());
	const dav = await Dav.open();
	t.after(() => dav.close());
	const { mentor, mentee } = w, r = w.pair.id;
	const file = async (meeting, person = mentee) => (await person.api.ask('GET', `/meetings/${meeting}/calendar.ics`)).text;
	const all = []; /* { tz, local, at, meeting, ics } */

	/* Both parsers, over any number of files at once. */
	function
	read(texts)
	{
		const paths = texts.map((text, i) => {
			const path = join(dav.dir, `${i}.ics`);
			writeFileSync(path, text);
			return path;
		});
		return JSON.parse(execFileSync('/usr/bin/python3', ['tests/lib/read_ics.py', ...paths], { encoding: 'utf8' }));
	}

	await prepare(r, mentor, mentee);
	await t.test('two parsers read the same moments as were meant, in five time zones', async () => {
		for (const [tz, times] of Object.entries(ZONES)) {
			await mentee.api.put('/account/settings', { lang: 'en', tz });
			for (const local of times) {
				const meeting = (await mentee.api.post(`/relationships/${r}/meetings`, { starts: local, minutes: 90, place: 'Raum 3; „oben“, links' })).id;
				all.push({ tz, local, at: moment(tz, local), meeting, ics: await file(meeting) });
			}
		}
		for (const [i, e] of read(all.map((x) => x.ics)).entries()) {
			const x = all[i];
			/* One that ends in the hour which the clock shows twice cannot be said in the zone's own time. */
			const twice = ['2028-10-29T01:30 Europe/Berlin', '2028-11-05T00:30 America/New_York'].includes(`${x.local} ${x.tz}`);
			assert.deepEqual({ start: e.start, length: e.end - e.start, tz: e.tzid }, { start: x.at, length: 5400, tz: twice ? 'UTC' : x.tz }, x.ics);
			assert.ok(twice || e.local === x.local, x.ics);
			assert.equal((await mentee.api.get(`/meetings/${x.meeting}`)).starts_at, x.at);
			assert.deepEqual([e.method, e.sequence, e.status, e.place], ['PUBLISH', 0, 'CONFIRMED', 'Raum 3; „oben“, links']);
			assert.deepEqual(e.people, [mentee, mentor].map((p) => `mailto:${p.email}`).sort());
			x.uid = e.uid;
		}
		assert.equal(new Set(all.map((x) => x.uid)).size, all.length);
	});
	await t.test('a time that the clock leaves out comes an hour later, in a file that says so', async () => {
		await mentee.api.put('/account/settings', { lang: 'en', tz: 'Europe/Berlin' });
		const { id } = await mentee.api.post(`/relationships/${r}/meetings`, { starts: '2028-03-26T02:30', minutes: 30, place: '' });
		const [e] = read([await file(id)]);
		assert.equal(e.local, '2028-03-26T03:30');
		assert.equal(e.start, moment('Europe/Berlin', '2028-03-26T03:30'));
		await mentee.api.post(`/meetings/${id}/cancellation`);
	});
	await t.test('Radicale takes all of them in, and finds each by its time', async () => {
		for (const x of all)
			assert.equal((await dav.put(x.uid, x.ics)).status, 201, dav.said);
		for (const x of all) {
			const there = await dav.between(x.at - 60, x.at + 60);
			const meant = all.filter((y) => y.at < x.at + 60 && y.at + 5400 > x.at - 60).map((y) => y.uid);
			assert.deepEqual(there.sort(), meant.sort(), `${x.local} in ${x.tz}`);
		}
	});
	await t.test('moved and called off: the same uid, a higher sequence, the same entry', async () => {
		const x = all[0], later = moment('Europe/Berlin', '2028-03-27T11:15');
		const before = read([x.ics])[0];
		await mentor.api.put('/account/settings', { lang: 'de', tz: 'Asia/Kathmandu' });
		await mentee.api.put(`/meetings/${x.meeting}`, { starts: '2028-03-27T11:15', minutes: 45, place: 'Kantine' });
		const [mine, theirs] = [await file(x.meeting), await file(x.meeting, mentor)];
		const [moved, seen] = read([mine, theirs]);
		assert.deepEqual([moved.uid, moved.sequence, moved.start, moved.end - moved.start, moved.place], [before.uid, before.sequence + 1, later, 2700, 'Kantine']);
		assert.deepEqual([seen.uid, seen.sequence, seen.start, seen.tzid, seen.local], [before.uid, moved.sequence, later, 'Asia/Kathmandu', '2028-03-27T15:00']);
		assert.ok((await dav.put(x.uid, mine)).status < 300, dav.said);
		assert.ok(!(await dav.between(x.at - 60, x.at + 60)).includes(x.uid));
		assert.deepEqual(await dav.between(later, later + 60), [x.uid]);
		await mentor.api.post(`/meetings/${x.meeting}/cancellation`);
		const off = await file(x.meeting), [e] = read([off]);
		assert.deepEqual([e.uid, e.sequence, e.status, e.method], [before.uid, before.sequence + 2, 'CANCELLED', 'CANCEL']);
		assert.ok((await dav.put(x.uid, off)).status < 300, dav.said);
		const kept = await dav.ask('GET', `/mentee/cal/${encodeURIComponent(x.uid)}.ics`);
		assert.match(kept.text, /STATUS:CANCELLED/);
		assert.match(kept.text, new RegExp(`SEQUENCE:${e.sequence}\\b`));
		const list = await dav.ask('PROPFIND', '/mentee/cal/', '', { Depth: '1' });
		assert.equal(list.text.split('<response>').length - 2, all.length, 'one entry each');
	});
	await t.test('the mails carry the same entries', async () => {
		const mails = (await w.admin.api.items('/admin/outbox')).filter((m) => m.to_addr === mentee.email && /^meeting-(booked|moved|cancelled)$/.test(m.kind));
		assert.ok(mails.some((m) => m.kind === 'meeting-moved') && mails.some((m) => m.kind === 'meeting-cancelled'));
	});
});
