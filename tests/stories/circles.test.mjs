/* SPDX-License-Identifier: Apache-2.0 */
/* A programme of circles over JSON: topics on offer, who is where and why, a roster that only those see who may (B10). */
import assert from 'node:assert/strict';
import test from 'node:test';
import { join, setUp } from '../lib/client.mjs';
import { Description } from '../lib/openapi.mjs';
import { startServer, until } from '../lib/server.mjs';
import { makeProgramme, takePart } from '../lib/world.mjs';

test('circles around topics', async (t) => {
	const server = await startServer();
	t.after(() => server.stop());
	const admin = await setUp(server, { tz: 'UTC' }), manager = await join(server, admin, 'Maya Manager');
	const programme = await makeProgramme(admin, 'Round tables', { template: 'circles' });
	await takePart(admin, programme, manager, 'manager');
	const people = [];
	for (const [i, name] of ['Ann', 'Bea', 'Cleo', 'Dan', 'Eva', 'Finn', 'Gus', 'Hal'].entries()) {
		const p = await join(server, admin, `${name} Circle`);
		await p.api.put(`/people/${p.id}/topics`, { wanted_1: i < 4 ? 'Law' : 'Budgets', ...(i === 7 ? { wanted_1: 'Poetry' } : {}) });
		await takePart(admin, programme, p, 'mentee');
		people.push(p);
	}
	const api = await Description.of(manager.api);
	const as = (name, ids, json) => api.does(manager.api, name, ids, json);
	let run, circle;

	await t.test('the manager sees what people want, and offers it', async () => {
		assert.equal((await manager.api.get(`/programmes/${programme}`)).way, 'circles');
		const early = (await manager.api.post(`/programmes/${programme}/matches`)).id;
		await until('the run', async () => (await manager.api.get(`/matches/${early}`)).state === 'failed');
		await as('circle_topic_create', { programme }, { name: 'law', least: 3, most: 4 });
		const { id } = await as('circle_topic_create', { programme }, { name: 'Budgets', least: 3, most: 8 });
		assert.deepEqual((await as('circle_topic_list', { programme })).items.map((x) => [x.name, x.least, x.most, x.wanted]), [['Budgets', 3, 8, 3], ['Law', 3, 4, 4]]);
		assert.match((await manager.browser.page(`/programmes/${programme}/topics`)).text, /Poetry/);
		assert.equal((await manager.api.ask('POST', `/programmes/${programme}/topics`, { json: { name: 'Law', least: 9, most: 3 } })).status, 422);
		await as('circle_topic_delete', { programme, topic: id }, {});
		await as('circle_topic_create', { programme }, { name: 'Budgets', least: 3, most: 8 });
		await as('mixture_update', { programme }, { alike: 'any', alike_most: 2 });
	});
	await t.test('a proposal: circles, who is in which, who in none', async () => {
		run = (await manager.api.post(`/programmes/${programme}/matches`, { aim: 'fit' })).id;
		const m = await until('the proposal', async () => { const x = await manager.api.get(`/matches/${run}`); return x.state === 'proposed' && x; });
		assert.deepEqual([m.way, m.mentees, m.matched, m.most, m.other_matched, m.proven], ['circles', 8, 7, 7, 8, 1]);
		assert.equal(m.score, m.bound);
		const places = (await as('place_list', { match: run })).items;
		assert.deepEqual(places.map((x) => `${x.topic_name} ${x.name.split(' ')[0]}`), ['Budgets Eva', 'Budgets Finn', 'Budgets Gus', 'Law Ann', 'Law Bea', 'Law Cleo', 'Law Dan']);
		assert.match((await manager.api.items(`/matches/${run}/unmatched`))[0].reasons, /none of the topics/);
		const page = (await manager.browser.page(`/matches/${run}`)).text;
		assert.match(page, /Proven optimal/);
		for (const at of [`/programmes/${programme}/matching`, `/matches/${run}/unmatched`, `/matches/${run}/places`, `/matches/${run}/publication`, `/programmes/${programme}`, `/programmes/${programme}/circles`,
			`/programmes/${programme}/relationships`])
			assert.equal((await manager.browser.page(at)).status, 200, at);
	});
	await t.test('the manager pins somebody, keeps two apart and changes a size; it holds', async () => {
		const [ann, bea, , , , , gus] = people, topics = (await as('circle_topic_list', { programme })).items;
		const law = topics.find((x) => x.name === 'Law'), budgets = topics.find((x) => x.name === 'Budgets');
		await as('circle_topic_update', { programme, topic: law.id }, { least: 2, most: 5 });
		assert.deepEqual([(await as('circle_topic_edit', { programme, topic: law.id })).most, (await manager.api.ask('PUT', `/programmes/${programme}/topics/${law.id}`,
			{ json: { least: 5, most: 2 } })).status], [5, 422]);
		await as('placement_update', { programme, person: gus.id }, { topic: law.topic });
		await as('wish_update', { programme }, { mentee: ann.id, mentor: bea.id, kind: 'ban' });
		assert.deepEqual((await as('placement_list', { programme })).items.map((x) => [x.kind, x.name.split(' ')[0], x.topic_name || x.other_name.split(' ')[0]]),
			[['pin', 'Gus', 'Law'], ['apart', 'Ann', 'Bea']]);
		assert.match((await manager.browser.page(`/matches/${run}`)).text, /You have changed something/);
		const again = (await manager.api.post(`/programmes/${programme}/matches`, { aim: 'everyone' })).id;
		const m = await until('the proposal', async () => { const x = await manager.api.get(`/matches/${again}`); return x.state === 'proposed' && x; });
		const at = Object.fromEntries((await as('place_list', { match: again })).items.map((x) => [x.name.split(' ')[0], x.topic_name]));
		assert.deepEqual([m.matched, m.proven, at.Gus, at.Ann === at.Bea], [8, 1, 'Law', false]);
		for (const who of [ann, gus])
			assert.equal((await who.api.ask('GET', `/programmes/${programme}/placements`)).status, 403);
		await as('placement_update', { programme, person: gus.id }, { topic: 0 });
		await as('wish_update', { programme }, { mentee: bea.id, mentor: ann.id, kind: 'none' });
		assert.deepEqual((await as('placement_list', { programme })).items, []);
		await as('circle_topic_update', { programme, topic: law.id }, { least: 3, most: 4 });
		assert.ok(budgets.id);
	});
	await t.test('what somebody would like for herself counts, and nobody else reads a letter of it', async () => {
		const [ann] = people, topics = (await as('circle_topic_list', { programme })).items;
		const budgets = topics.find((x) => x.name === 'Budgets').topic, law = topics.find((x) => x.name === 'Law').topic;
		const pages = [`/programmes/${programme}`, `/programmes/${programme}/topics`, `/programmes/${programme}/participants`, `/programmes/${programme}/placements`,
			`/programmes/${programme}/placements/${ann.id}`, `/people/${ann.id}`, `/matches/${run}`, `/matches/${run}/places`, `/matches/${run}/unmatched`, '/admin', '/admin/outbox'];
		const plain = (a) => a.text.replace(/(name="(token|_csrf|_key|key)" (content|value)=")[^"]*/g, '$1').replace(/value="[A-Za-z0-9_-]{16,}"/g, '').replace(/\b[0-9a-f]{16}\b/g, '');
		const seen = async () => {
			const all = [];
			for (const who of [manager, admin, people[1]])
				for (const page of pages)
					all.push(`${page} ${plain(await who.browser.page(page))}`);
			return all;
		};
		await api.does(ann.api, 'topic_choice_update', { programme }, { first: budgets, only: true, not_for_me: [] });
		const before = await seen();
		await api.does(ann.api, 'topic_choice_update', { programme }, { first: budgets, only: true, not_for_me: [String(law)] });
		(await seen()).forEach((x, i) => assert.equal(x, before[i]));
		assert.deepEqual((await api.does(ann.api, 'topic_choice_list', { programme })).items.map((x) => [x.name, x.place]), [['Budgets', 1], ['Law', -1]]);
		for (const who of [manager, admin])
			assert.equal((await who.api.ask('GET', `/programmes/${programme}/choices`)).status, 403);
		assert.equal((await ann.api.ask('PUT', `/programmes/${programme}/choices`, { json: { first: budgets, second: budgets, only: false, not_for_me: [] } })).status, 422);
		const own = (await manager.api.post(`/programmes/${programme}/matches`, { aim: 'fit' })).id;
		await until('the proposal', async () => (await manager.api.get(`/matches/${own}`)).state === 'proposed');
		assert.equal((await as('place_list', { match: own })).items.find((x) => x.person === ann.id).topic_name, 'Budgets');
		await api.does(ann.api, 'topic_choice_update', { programme }, { only: false, not_for_me: [] });
		run = (await manager.api.post(`/programmes/${programme}/matches`, { aim: 'fit' })).id;
		await until('the proposal', async () => (await manager.api.get(`/matches/${run}`)).state === 'proposed');
	});
	await t.test('nobody is told before it is published; then everybody of a circle has a letter', async () => {
		assert.equal((await as('circle_list', { programme })).items.length, 0);
		const before = (await admin.api.items('/admin/outbox')).length;
		await manager.api.post(`/matches/${run}/publication`);
		await until('the circles', async () => (await manager.api.get(`/matches/${run}`)).state === 'published');
		const letters = (await admin.api.items('/admin/outbox')).filter((x) => x.subject.startsWith('Round tables: your circle about '));
		assert.equal(letters.length, 7);
		assert.ok((await admin.api.items('/admin/outbox')).length >= before + 7);
		const all = (await as('circle_list', { programme })).items;
		assert.deepEqual(all.map((k) => [k.topic_name, k.members]), [['Budgets', 3], ['Law', 4]]);
		circle = all[1].id;
	});
	await t.test('the roster is read by those who are in it, and by whoever runs the programme', async () => {
		for (const p of [people[0], manager, admin])
			assert.equal((await p.api.items(`/circles/${circle}`)).length, 4);
		for (const p of [people[5], people[7]])
			assert.equal((await p.api.ask('GET', `/circles/${circle}`)).status, 404);
		assert.match((await people[0].browser.page('/')).text, new RegExp(`/circles/${circle}"`));
		assert.match((await people[0].browser.page(`/programmes/${programme}`)).text, /Your circle: Law/);
		assert.equal((await manager.api.ask('POST', `/circles/${circle}/departure`, { json: {} })).status, 403);
	});
	await t.test('whoever leaves waits again, and may be in the next one', async () => {
		await api.does(people[3].api, 'departure_create', { circle }, {});
		assert.equal((await people[0].api.items(`/circles/${circle}`)).length, 3);
		const states = Object.fromEntries((await manager.api.items(`/programmes/${programme}/participants?role=mentee`)).map((x) => [x.person, x.state]));
		assert.equal(states[people[3].id], 'waiting');
		assert.equal(states[people[0].id], 'matched');
	});
});
