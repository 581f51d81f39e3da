/* SPDX-License-Identifier: Apache-2.0 */
/* A programme of peers over JSON: everybody is of one kind, pairs are proven, and their pages call nobody a mentor. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { join, setUp } from '../lib/client.mjs';
import { startServer, until } from '../lib/server.mjs';
import { fillPair, makeProgramme, matchAndPublish, takePart } from '../lib/world.mjs';

/* What can be read on a page. */
const words = (a) => a.text.split('<main')[1].replace(/<[^>]*>/g, ' ').replaceAll('Peer mentoring', '');

test('peers', async (t) => {
	const server = await startServer();
	t.after(() => server.stop());
	const admin = await setUp(server, { tz: 'UTC' });
	const programme = await makeProgramme(admin, 'Side by side', { template: 'peers' });
	const people = [];
	for (const name of ['Ann', 'Bea', 'Cleo', 'Dan', 'Eva'])
		people.push(await join(server, admin, `${name} Peer`));
	for (const [i, p] of people.entries())
		await takePart(admin, programme, p, i % 2 ? 'mentor' : 'mentee'); /* whatever is said: a participant */
	let run;

	await t.test('everybody is of one kind', async () => {
		assert.equal((await admin.api.get(`/programmes/${programme}`)).way, 'peers');
		const all = await admin.api.items(`/programmes/${programme}/participants?role=mentee`);
		assert.equal(all.length, 5);
		const page = (await admin.browser.page(`/programmes/${programme}/participants`)).text;
		assert.match(page, />Participant</);
		assert.doesNotMatch(page, />Mentor</);
	});
	await t.test('a proposal is proven, and says who has nobody', async () => {
		run = (await admin.api.post(`/programmes/${programme}/matches`)).id;
		const m = await until('the proposal', async () => { const x = await admin.api.get(`/matches/${run}`); return x.state === 'proposed' && x; });
		assert.deepEqual([m.way, m.mentees, m.matched, m.unused, m.proven], ['peers', 5, 2, 0, 1]);
		const page = words(await admin.browser.page(`/matches/${run}`));
		assert.match(page, /Proven optimal/);
		assert.doesNotMatch(page, /\b[Mm]entees?\b|\b[Mm]entors?\b/);
		const [left] = await admin.api.items(`/matches/${run}/unmatched`);
		assert.match(left.reasons, /people would suit, and have somebody else/);
		for (const at of [`/programmes/${programme}/matching`, `/matches/${run}/unmatched`, `/matches/${run}/people/${left.person}`, `/matches/${run}/pairs`, `/matches/${run}/publication`,
			`/programmes/${programme}`]) {
			const a = await admin.browser.page(at);
			assert.equal(a.status, 200, at);
			assert.doesNotMatch(words(a), /\b[Mm]entees?\b|\b[Mm]entors?\b/, at);
		}
	});
	await t.test('who is left over would suit others: what each pair is worth counts both ways', async () => {
		const [left] = await admin.api.items(`/matches/${run}/unmatched`);
		const others = await admin.api.items(`/matches/${run}/people/${left.person}`);
		assert.equal(others.length, 4);
		const points = async (a, b) => (await admin.api.items(`/matches/${run}/people/${a}?q=peer`)).find((x) => x.person === b).points;
		assert.equal(await points(left.person, others[0].person), others[0].points);
		assert.equal(await points(others[0].person, left.person), others[0].points);
	});
	await t.test('two are pinned, in either direction', async () => {
		await admin.api.put(`/programmes/${programme}/wishes`, { mentee: people[4].id, mentor: people[0].id, kind: 'pin' });
		assert.deepEqual((await admin.api.items(`/programmes/${programme}/wishes`)).map((x) => [...[x.mentee, x.mentor].sort(), x.kind]), [[...[people[4].id, people[0].id].sort(), 'pin']]);
		run = await matchAndPublish(admin, programme);
		assert.equal((await people[0].api.items('/relationships'))[0].partner, people[4].id);
	});
	await t.test('the two are peers on every page of theirs', async () => {
		const [{ id, my_role: role }] = await people[0].api.items('/relationships');
		assert.equal(role, 'peer');
		assert.equal((await people[4].api.items('/relationships'))[0].my_role, 'peer');
		await fillPair(id, people[0], people[4]);
		for (const p of [people[0], people[4]])
			for (const at of [`/relationships/${id}`, `/relationships/${id}/preparation`, `/relationships/${id}/direction`, `/relationships/${id}/goals`, `/relationships/${id}/status`, '/relationships', '/']) {
				const a = await p.browser.page(at);
				assert.equal(a.status, 200, at);
				assert.doesNotMatch(a.text.split('<main')[1], /You are the ment|>Mentor<|>Mentee</, at);
			}
		assert.match((await admin.browser.page(`/programmes/${programme}/relationships`)).text, /Ann Peer and Eva Peer|Eva Peer and Ann Peer/);
	});
	await t.test('getting to know each other asks both of them, and speaks of no mentor (D2, D5)', async () => {
		const [{ id }] = await people[0].api.items('/relationships'), at = `/relationships/${id}/sheets`;
		const sheets = await people[0].api.items(at);
		assert.ok(sheets.every((x) => x.mine), 'every sheet is one that peers are asked');
		assert.deepEqual(['stories', 'mind', 'strengths'].filter((x) => sheets.some((s) => s.id === x)), []);
		assert.equal((await people[0].browser.page(`${at}/strengths`)).status, 404);
		for (const path of [at, ...sheets.filter((x) => x.id !== 'boundaries').map((x) => `${at}/${x.id}`)])
			assert.doesNotMatch(words(await people[0].browser.page(path)), /\b[Mm]entees?\b|\b[Mm]entors?\b/, path);
		await people[0].api.put(`${at}/peer-stories`, { 'answer_peer-story-mistake': 'I said yes to all of it' });
		assert.match(words(await people[4].browser.page(`${at}/peer-stories`)), /I said yes to all of it/);
		const answers = { 'answer_peer-strengths-mine': 'Listening', 'answer_peer-strengths-theirs': 'Saying it plainly', 'answer_peer-strengths-grow': 'Numbers' };
		await people[0].api.post(`${at}/peer-strengths/readiness`, answers);
		assert.doesNotMatch(words(await people[4].browser.page(`${at}/peer-strengths`)), /Saying it plainly/);
		await people[4].api.post(`${at}/peer-strengths/readiness`, { ...answers, 'answer_peer-strengths-mine': 'Plain words' });
		assert.match(words(await people[4].browser.page(`${at}/peer-strengths`)), /Saying it plainly/);
	});
	await t.test('both have the letter of peers', async () => {
		const subjects = (await admin.api.items('/admin/outbox')).map((m) => m.subject).filter((s) => s.startsWith('Side by side: you and '));
		assert.equal(subjects.length, 4);
	});
	await t.test('whoever ends it waits again, and gets somebody else', async () => {
		const [{ id }] = await people[0].api.items('/relationships');
		await admin.api.put(`/programmes/${programme}/wishes`, { mentee: people[0].id, mentor: people[4].id, kind: 'none' });
		await people[0].api.post(`/relationships/${id}/ending`, { sure: true });
		const again = (await admin.api.post(`/programmes/${programme}/matches`)).id;
		await until('the proposal', async () => (await admin.api.get(`/matches/${again}`)).state === 'proposed');
		for (const pair of await admin.api.items(`/matches/${again}/pairs`))
			assert.notDeepEqual([pair.mentee, pair.mentor].sort(), [people[0].id, people[4].id].sort());
	});
});
