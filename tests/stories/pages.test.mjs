/* SPDX-License-Identifier: Apache-2.0 */
/* A long relationship: what has grown over the years comes in pages, and leafing through them meets everything once. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { day, makeProgramme, makeWorld, prepare, takePart } from '../lib/world.mjs';
import { until } from '../lib/server.mjs';

const AGREED = { role: 'Advise', expectations: 'Honesty', areas: 'Work', meetings: 'Monthly', contact: 'By mail', how_often: 'Monthly', times: 'Mondays', place: 'Room 3', channel: 'Mail', notice_hours: 24, lateness: 'Say so', outsiders: 'Nothing' };

/* Statements of many rows that end after some, neither page by page (OFFSET), nor behind what one has (:after, :before), nor with a reason. */
const endsInSilence = (sql) => sql.split(/\n\s*\n/).filter((x) => /^-- \w+\(.*\) : many/m.test(x)).filter((x) => {
	const body = x.replace(/^--.*$/gm, '');
	return /\bLIMIT\b/.test(body) && !/\bOFFSET\b|:(after|before)\b|>=? \(:/.test(body) && !/^-- limit: \S.{15,}/m.test(x);
}).map((x) => x.match(/^-- (\w+)\(/m)[1]);

test('no list ends in silence', () => {
	const files = readdirSync('src', { recursive: true }).filter((f) => f.endsWith('.sql')).map((f) => `src/${f}`);
	assert.ok(files.length > 30);
	assert.deepEqual(files.flatMap((f) => endsInSilence(readFileSync(f, 'utf8')).map((name) => `${f}: ${name}`)), []);
	/* It finds what it is there to find. */
	assert.deepEqual(endsInSilence('-- a_list(x int) : many a\nSELECT x FROM a WHERE x = :x LIMIT 500;\n\n-- b(x int) : int\nSELECT x FROM a LIMIT 1;'), ['a_list']);
	assert.deepEqual(endsInSilence('-- limit: why\n-- a_list(x int) : many a\nSELECT x FROM a LIMIT :n;'), ['a_list'], 'a reason is more than a word');
});

test('long lists', { timeout: 180_000 }, async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const { mentor, mentee } = w, { id } = w.pair, r = `/relationships/${id}`;
	const doc = await mentee.api.get('/api/openapi.json');

	/* Leafs through the pages of an address; the words that match, and on how many pages. */
	const leaf = async (who, path, pattern) => {
		const found = [];
		let pages = 0, at = path;
		while (at) {
			const page = await who.browser.page(at);
			assert.equal(page.status, 200, at);
			found.push(...[...page.text.matchAll(pattern)].map((m) => m[1]));
			pages++;
			at = page.text.match(/<a href="([^"]*)" rel="next"/)?.[1].replaceAll('&amp;', '&') ?? null;
			assert.ok(pages < 20, 'it ends');
		}
		return { found, pages };
	};
	const numbers = (n) => Array.from({ length: n }, (_, i) => String(i + 1)).sort();
	const once = (found, n) => assert.deepEqual(found.slice().sort(), numbers(n));
	const described = (name) => {
		const op = Object.values(doc.paths).flatMap((p) => Object.values(p)).find((o) => o.operationId === name);
		assert.ok(op.parameters.some((p) => p.$ref?.endsWith('/page')), name);
	};

	await t.test('feedback, and that about one skill', async () => {
		for (let i = 1; i <= 65; i++)
			await mentor.api.post(`${r}/feedback`, { situation: `Talk no. ${i}.`, deed: 'You spoke first', effect: 'They listened', keep: 'The calm', skill: i % 2 ? 'leadership' : '', level: '3' });
		const { found, pages } = await leaf(mentee, `${r}/feedback`, />Talk no\. (\d+)\.</g);
		once(found, 65);
		assert.equal(pages, 3);
		assert.equal(found[0], '65', 'the latest first');
		assert.equal((await mentee.api.items(`${r}/feedback`)).length, 65);
		assert.equal((await mentee.api.items(`${r}/feedback?page=2`)).length, 0, 'behind the last');
		const skill = await leaf(mentee, `${r}/skills?skill=leadership`, />Talk no\. (\d+)\.</g);
		assert.deepEqual([skill.found.length, skill.pages], [33, 2]);
		described('feedback_list');
	});
	await t.test('kind words', async () => {
		for (let i = 1; i <= 45; i++)
			await mentee.api.post(`${r}/encouragements`, { kind: 'appreciation', body: `Word no. ${i}.` });
		const beside = (await mentor.browser.page(`${r}/feedback`)).text;
		assert.equal([...beside.matchAll(/Word no\./g)].length, 12);
		assert.ok(beside.includes(`href="${r}/encouragements"`));
		const { found, pages } = await leaf(mentor, `${r}/encouragements`, /Word no\. (\d+)\./g);
		once(found, 45);
		assert.equal(pages, 2);
		assert.equal((await mentor.api.items(`${r}/encouragements`)).length, 45);
		described('encouragement_list');
	});
	await t.test('goals that are reached, and what happened to one', async () => {
		let goal;
		for (let i = 1; i <= 40; i++) {
			goal = (await mentee.api.post(`${r}/goals`, { title: `Goal no. ${i}.` })).id;
			await mentee.api.post(`/goals/${goal}/completion`);
		}
		const list = (await mentee.browser.page(`${r}/goals`)).text;
		assert.equal([...list.matchAll(/>Goal no\. \d+\.</g)].length, 30);
		assert.match(list, /\?state=done">All 40 that are reached</);
		const { found, pages } = await leaf(mentee, `${r}/goals?state=done`, />Goal no\. (\d+)\.</g);
		once(found, 40);
		assert.deepEqual([pages, found[0]], [2, '40']);
		assert.equal((await mentor.api.items(`${r}/goals`)).length, 40);
		for (let i = 0; i < 35; i++) {
			await mentee.api.delete(`/goals/${goal}/completion`);
			await mentee.api.post(`/goals/${goal}/completion`);
		}
		const history = await mentee.api.items(`/goals/${goal}/history`);
		const shown = await leaf(mentee, `/goals/${goal}`, /<li><div>(You): /g);
		assert.ok(history.length >= 70);
		assert.deepEqual([shown.found.length, shown.pages], [history.length, Math.ceil(history.length / 30)]);
		described('goal_list');
		described('goal_change_list');
	});
	await t.test('steps that are done, and milestones', async () => {
		for (let i = 1; i <= 40; i++) {
			const step = (await mentee.api.post(`${r}/plan/steps`, { body: `Step no. ${i}.`, owner: mentee.id, due_on: '' })).id;
			await mentee.api.post(`/steps/${step}/completion`);
			await mentee.api.post(`${r}/milestones`, { title: `Stone no. ${i}.`, due_on: day(i) });
		}
		const steps = await leaf(mentor, `${r}/plan`, />Step no\. (\d+)\.</g);
		once(steps.found, 40);
		assert.equal(steps.pages, 2);
		const plan = (await mentor.browser.page(`${r}/plan`)).text;
		assert.equal([...plan.matchAll(/>Stone no\. \d+\.</g)].length, 30);
		assert.ok(plan.includes(`href="${r}/milestones"`));
		const stones = await leaf(mentor, `${r}/milestones`, />Stone no\. (\d+)\.</g);
		once(stones.found, 40);
		assert.deepEqual([stones.pages, stones.found[0]], [2, '1'], 'what comes next is first');
		assert.equal((await mentor.api.items(`${r}/plan`)).length, 40);
		assert.equal((await mentor.api.items(`${r}/milestones`)).length, 40);
		described('plan_show');
		described('milestone_list');
	});
	await t.test('versions of the plan, each with what changed', async () => {
		const before = (await mentor.api.items(`${r}/plan/versions`)).length;
		for (let i = 1; i <= 23; i++) {
			await mentee.api.post(`${r}/plan/steps`, { body: `More no. ${i}.`, owner: mentee.id, due_on: '' });
			await mentee.api.post(`${r}/plan/acceptance`, { reason: 'More' });
		}
		const { found, pages } = await leaf(mentee, `${r}/plan/versions`, /<h2 id="v(\d+)">/g);
		once(found, before + 23);
		assert.equal(pages, Math.ceil((before + 23) / 10));
		/* The last of a page is held against the first of the next one: it says one step, not the whole plan. */
		const page = (await mentee.browser.page(`${r}/plan/versions`)).text;
		const last = page.slice(page.lastIndexOf('<h2 id="v')).split('<details>')[0];
		assert.equal([...last.matchAll(/no\. \d+\./g)].length, 1, last);
		assert.equal((await mentee.api.items(`${r}/plan/versions`)).length, before + 23);
		described('plan_version_list');
	});
	await t.test('versions of the agreement: the one that is valid stands on each page', async () => {
		for (let i = 1; i <= 46; i++) {
			const made = (await mentee.api.post(`${r}/agreement`, { ...AGREED, role: `Role no. ${i}.`, base: (await mentee.api.items(`${r}/agreement`))[0]?.id ?? 0 })).id;
			await mentor.api.post(`/agreements/${made}/acceptance`);
		}
		const all = await mentee.api.items(`${r}/agreement`);
		assert.equal(all.length, 46);
		const { found, pages } = await leaf(mentee, `${r}/agreement`, /\/agreements\/\d+">Version (\d+)</g);
		assert.equal(pages, 3);
		assert.deepEqual(found.sort(), numbers(46).filter((n) => n !== String(all[0].version)));
		assert.ok((await mentee.browser.page(`${r}/agreement?page=3`)).text.includes('Role no. 46.'));
		described('agreement_list');
	});
	await t.test('advice, what waits first', async () => {
		for (let i = 1; i <= 64; i++) {
			const { id: advice } = await mentor.api.post(`${r}/advice`, { body: `Hint no. ${i}.`, given_on: day(-1) });
			if (i <= 40)
				await mentee.api.put(`/advice/${advice}/tried`, { tried_on: day(0), result: 'It helped' });
		}
		const { found, pages } = await leaf(mentee, `${r}/advice`, />Hint no\. (\d+)\.<\/a>/g);
		once(found, 64);
		assert.equal(pages, 3);
		assert.ok(Number(found[0]) > 40, 'what is to be tried');
		assert.equal((await mentor.api.items(`${r}/advice`)).length, 64);
		assert.equal((await mentor.api.items(`${r}/advice?page=2`)).length, 0);
		described('advice_list');
	});
	await t.test('concerns, of two people and of whoever looks after them', async () => {
		for (let i = 1; i <= 33; i++)
			for (const addressee of ['partner', 'coordinator'])
				await mentee.api.post(`${r}/concerns`, { addressee, kind: 'other', body: `Concern no. ${i}.` });
		const ids = async (who, path) => (await who.api.items(path)).map((k) => String(k.id)).sort();
		for (const [who, path, n] of [[mentee, `${r}/concerns`, 66], [mentor, `${r}/concerns`, 33], [w.manager, '/concerns', 33]]) {
			const { found, pages } = await leaf(who, path, /href="\/concerns\/(\d+)"/g);
			assert.equal(found.length, n);
			assert.deepEqual(found.sort(), await ids(who, path));
			assert.equal(pages, Math.ceil(n / 30));
		}
		described('concern_list');
		described('concern_handling_list');
	});
	await t.test('decisions, and what one of the two shares', async () => {
		for (let i = 1; i <= 34; i++) {
			const d = (await mentee.api.post('/decisions', { question: `Way no. ${i}.`, options: '', criteria: '', choice: '', review_on: '', about: id })).id;
			await mentee.api.put(`/decisions/${d}/sharing`, { relationship: id });
		}
		for (let i = 1; i <= 62; i++) {
			const e = (await mentee.api.post('/journal', { kind: 'entry', about: id, body: `Thought no. ${i}.`, confidence: '' })).id;
			await mentee.api.put(`/journal/entries/${e}/sharing`, { relationship: id });
		}
		const mine = await leaf(mentee, '/decisions', />Way no\. (\d+)\.</g);
		once(mine.found, 34);
		assert.deepEqual([mine.pages, mine.found[0]], [2, '34']);
		const file = (await mentee.browser.page('/journal/export')).text;
		assert.equal([...file.matchAll(/Way no\. \d+\./g)].length, 34);
		const thoughts = await leaf(mentor, `${r}/journal`, />Thought no\. (\d+)\.</g), ways = await leaf(mentor, `${r}/journal`, />Way no\. (\d+)\.</g);
		once(thoughts.found, 62);
		once(ways.found, 34);
		assert.deepEqual([thoughts.pages, thoughts.found[0]], [3, '62']);
		assert.equal((await mentor.api.items(`${r}/journal`)).length, 62);
		assert.equal((await mentor.api.items(`${r}/journal?page=2`)).length, 0);
		for (const name of ['decision_list', 'shared_entry_list'])
			described(name);
	});
	await t.test('versions of a note', async () => {
		await prepare(id, mentor, mentee);
		const meeting = (await mentor.api.post(`${r}/meetings`, { starts: `${day(3)}T10:00`, minutes: 30, place: '' })).id, at = `/meetings/${meeting}/notes/private`;
		/* What is saved in one sitting is one version; bringing back an earlier one, and writing on, are others. */
		let { version } = await mentee.api.put(at, { body: 'Words no. 0.', version: 0 });
		for (let i = 1; i <= 52; i++) {
			await mentee.api.put(at, { body: `Words no. ${i}.`, version });
			await mentee.api.post(`${at}/versions/1/restoration`);
			({ version } = await mentee.api.get(at));
		}
		const all = await mentee.api.items(`${at}/versions`), { found, pages } = await leaf(mentee, `${at}/versions`, new RegExp(`href="${at}/versions/(\\d+)"`, 'g'));
		assert.deepEqual(found, all.map((x) => String(x.version)));
		assert.ok(all.length > 100, `${all.length} versions`);
		assert.equal(pages, Math.ceil(all.length / 100));
		described('note_version_list');
	});
	await t.test('runs of a programme, and who would like to be a mentor there', async () => {
		const p = await makeProgramme(w.admin, 'Much tried');
		await takePart(w.admin, p, w.manager, 'manager');
		for (const name of ['matching_show', 'mentor_wish_list', 'programme_list', 'point_list'])
			described(name);
		for (const [role, person] of [['mentor', w.mentor2], ['mentee', w.mentee2]])
			await takePart(w.admin, p, person, role);
		for (let i = 0; i < 13; i++) {
			const run = (await w.manager.api.post(`/programmes/${p}/matches`, { aim: 'everyone' })).id;
			await until('the proposal', async () => (await w.manager.api.get(`/matches/${run}`)).state === 'proposed');
		}
		const runs = (await w.manager.api.items(`/programmes/${p}/matching`)).map((x) => String(x.id));
		const { found, pages } = await leaf(w.manager, `/programmes/${p}/matching`, /<li><div><a href="\/matches\/(\d+)">/g);
		assert.deepEqual([runs.length, found, pages], [13, runs, 2]);
		assert.ok((await w.manager.browser.page(`/programmes/${p}/matching?page=2`)).text.includes(`href="/matches/${runs[0]}"`), 'the proposal that waits is there on each page');
	});
	await t.test('programmes', async () => {
		const before = (await w.admin.api.items('/programmes')).length;
		for (let i = before + 1; i <= 63; i++)
			await w.admin.api.post('/programmes', { name: `Programme no. ${i}.`, about: '', purpose: ['other'], level: 'all', setting: 'workplace', starts_on: day(0), ends_on: day(90),
				cadence_days: 28, readiness: 'off', aim: 'fit' });
		const { found, pages } = await leaf(w.admin, '/programmes', /<h2><a href="\/programmes\/(\d+)"/g);
		assert.deepEqual([new Set(found).size, found.length, pages], [63, 63, 2]);
		assert.equal((await w.admin.api.items('/programmes')).length, 63);
	});
	await t.test('worth a look: behind a mark, whoever comes or goes meanwhile', async () => {
		const p = w.programme, at = `/programmes/${p}/exceptions`, lines = async (after = '') => w.manager.api.items(`${at}${after && `?after=${after}`}`);
		const before = await lines(), asked = ['commitment', 'feedback', 'silence'];
		for (const kind of asked)
			for (const who of [mentee, mentor])
				await who.api.post(`${r}/challenges/${kind}/help`);
		const all = await lines();
		assert.ok(all.length >= before.length + asked.length, `${all.length}`);
		for (let i = 0; i < all.length; i++)
			assert.deepEqual(await lines(all[i].mark), all.slice(i + 1), all[i].mark);
		/* Somebody is put away meanwhile: what stands behind it is still met, once each. */
		await w.manager.api.put(at, { kind: all[0].kind, subject: all[0].subject, state: 'later' });
		assert.deepEqual(await lines(all[0].mark), all.filter((x) => x.kind !== all[0].kind || x.subject !== all[0].subject));
		for (const wrong of ['x', '1', '0.a.1.1', '0.a.1.1.1.1', '9'.repeat(200), "0.'.1.1.1"])
			assert.ok(Array.isArray(await lines(encodeURIComponent(wrong))), wrong);
		const op = doc.paths['/programmes/{programme}/exceptions'].get;
		assert.ok(op.parameters.some((x) => x.$ref?.endsWith('/after')));
	});
	await t.test('the longest of these pages stays small', async () => {
		for (const path of ['feedback', 'encouragements', 'goals', 'plan', 'milestones', 'plan/versions', 'agreement'])
			assert.ok((await mentee.browser.page(`${r}/${path}`)).bytes.length < 120_000, path);
	});
});
