/* SPDX-License-Identifier: Apache-2.0 */
/* A long relationship: what has grown over the years comes in pages, and leafing through them meets everything once. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { day, makeWorld } from '../lib/world.mjs';

const AGREED = { role: 'Advise', expectations: 'Honesty', areas: 'Work', meetings: 'Monthly', contact: 'By mail', how_often: 'Monthly', times: 'Mondays', place: 'Room 3', channel: 'Mail', notice_hours: 24, lateness: 'Say so', outsiders: 'Nothing' };

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
	await t.test('the longest of these pages stays small', async () => {
		for (const path of ['feedback', 'encouragements', 'goals', 'plan', 'milestones', 'plan/versions', 'agreement'])
			assert.ok((await mentee.browser.page(`${r}/${path}`)).bytes.length < 120_000, path);
	});
});
