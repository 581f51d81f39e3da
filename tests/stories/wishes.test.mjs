/* SPDX-License-Identifier: Apache-2.0 */
/* A programme that matches by wishes of both sides, over JSON: what people say decides, and stays with them. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { join, setUp } from '../lib/client.mjs';
import { Description } from '../lib/openapi.mjs';
import { startServer, until } from '../lib/server.mjs';
import { makeProgramme, takePart } from '../lib/world.mjs';

/* What a page shows, without what differs each time it is asked for. */
const plain = (a) => a.text.replace(/(name="(token|_csrf|_key|key)" (content|value)=")[^"]*/g, '$1').replace(/value="[A-Za-z0-9_-]{16,}"/g, '').replace(/\b[0-9a-f]{16}\b/g, '');

test('wishes of both sides', async (t) => {
	const server = await startServer();
	t.after(() => server.stop());
	const admin = await setUp(server, { tz: 'UTC' }), p = { manager: await join(server, admin, 'Maya Manager') };
	for (const name of ['Anna', 'Berta', 'Carla', 'Milo', 'Noel', 'Otto'])
		p[name] = await join(server, admin, `${name} ${'ABC'.includes(name[0]) ? 'Mentor' : 'Mentee'}`);
	const mentors = [p.Anna, p.Berta, p.Carla], mentees = [p.Milo, p.Noel, p.Otto];
	const programme = await makeProgramme(admin, 'By choice', { way: 'wishes' });
	await takePart(admin, programme, p.manager, 'manager');
	for (const m of mentors)
		await admin.api.post(`/programmes/${programme}/participants`, { person: m.id, role: 'mentor', places: 1 });
	for (const m of mentees)
		await takePart(admin, programme, m, 'mentee');
	const api = await Description.of(p.Milo.api);
	const say = (person, order, not = [], only = false) => api.does(person.api, 'ranking_update', { programme }, {
		order: order.map((x) => [x].flat().map((y) => y.id).join(' ')), not_for_me: not.map((x) => String(x.id)), only });
	const list = async (person) => (await api.does(person.api, 'ranking_list', { programme })).items;

	await t.test('the way of matching is shown, and stays', async () => {
		assert.equal((await p.manager.api.get(`/programmes/${programme}`)).way, 'wishes');
		assert.match((await p.Milo.browser.page(`/programmes/${programme}`)).text, /By wishes of both sides/);
	});
	await t.test('people say whom they would like, one button at a time or all at once', async () => {
		await say(p.Milo, [p.Anna, [p.Berta, p.Carla]]);
		assert.deepEqual((await list(p.Milo)).map((x) => [x.name, x.place]), [['Anna Mentor', 1], ['Berta Mentor', 2], ['Carla Mentor', 2]]);
		const move = (what, person, more = {}) => api.does(p.Noel.api, 'ranking_move_create', { programme }, { what, person: person?.id ?? 0, ...more });
		await move('add', p.Berta);
		await move('add', p.Anna);
		await move('up', p.Anna);
		await move('not', p.Carla);
		assert.deepEqual((await list(p.Noel)).map((x) => x.place), [1, 2, -1]);
		await say(p.Anna, [p.Otto, p.Noel, p.Milo]);
		await say(p.Otto, [p.Carla, p.Anna], [p.Berta], true);
		await say(p.Carla, [], [p.Otto]);
	});
	await t.test('what is no wish is refused', async () => {
		const put = (json) => p.Milo.api.ask('PUT', `/programmes/${programme}/ranking`, { json });
		assert.equal((await put({ order: [String(p.Noel.id)], not_for_me: [] })).status, 422);
		assert.equal((await put({ order: ['somebody'], not_for_me: [] })).status, 422);
		assert.equal((await p.manager.api.ask('GET', `/programmes/${programme}/ranking`)).status, 403);
		assert.equal((await admin.api.ask('GET', `/programmes/${programme}/ranking`)).status, 403);
	});
	let run;
	await t.test('the pairs follow from both sides', async () => {
		run = (await p.manager.api.post(`/programmes/${programme}/matches`)).id;
		const m = await until('the proposal', async () => { const x = await p.manager.api.get(`/matches/${run}`); return x.state === 'proposed' && x; });
		assert.deepEqual([m.way, m.matched, m.most, m.proven], ['wishes', 3, 3, 1]);
		const pairs = Object.fromEntries((await p.manager.api.items(`/matches/${run}/pairs`)).map((x) => [x.mentee_name.split(' ')[0], x.mentor_name.split(' ')[0]]));
		assert.equal(pairs.Otto, 'Anna');
		assert.deepEqual([pairs.Milo, pairs.Noel], ['Carla', 'Berta']); /* Noel has ruled Carla out */
		assert.match((await p.manager.browser.page(`/matches/${run}`)).text, /No two who are not paired would both rather be/);
	});
	const pages = [`/programmes/${programme}`, `/programmes/${programme}/matching`, `/programmes/${programme}/participants`, `/programmes/${programme}/rules`, `/programmes/${programme}/trial`,
		`/matches/${run}`, `/matches/${run}/pairs`, `/matches/${run}/unmatched`, `/matches/${run}/people/${p.Milo.id}`, `/matches/${run}/people/${p.Milo.id}?q=anna`,
		`/matches/${run}/people/${p.Anna.id}`, `/matches/${run}/publication`, `/programmes/${programme}/ranking`, `/people/${p.Milo.id}`, '/', '/admin', '/admin/outbox', '/programmes'];
	const seen = async () => {
		const all = [];
		for (const who of [p.manager, admin, p.Anna, p.Noel])
			for (const at of pages)
				for (const a of [await who.browser.page(at), await who.api.ask('GET', at)])
					if (!(who !== p.manager && who !== admin && at.endsWith('/ranking')))
						all.push(`${who.name} ${at} ${a.status} ${plain(a)}`);
		return all;
	};
	await t.test('whatever somebody says, no page of anybody else changes by a letter', async () => {
		await new Promise((done) => setTimeout(done, 1100)); /* later than the proposal, to the second */
		await say(p.Milo, [p.Carla], [p.Anna, p.Berta], true);
		const before = await seen();
		await say(p.Milo, [p.Berta, p.Anna], [p.Carla]);
		(await seen()).forEach((x, i) => assert.equal(x, before[i]));
	});
	await t.test('it is in no log, and not in the bytes of the database', () => {
		const words = [`${p.Berta.id}\n${p.Anna.id}\n- ${p.Carla.id}`, `${p.Carla.id}\n${p.Anna.id}\n- ${p.Berta.id}\nonly`];
		const all = server.bytes();
		assert.ok(all.some(([name, bytes]) => /backup/.test(name) && bytes.includes('Berta Mentor')), 'what is not private can be found');
		for (const [name, bytes] of all)
			for (const w of words)
				assert.ok(!bytes.includes(w), `${name} holds it`);
		for (const w of words)
			assert.ok(!server.log().includes(w) && !server.said().includes(w));
	});
	await t.test('it is published as ever', async () => {
		await p.manager.api.post(`/matches/${run}/publication`);
		await until('the pairs', async () => (await p.manager.api.get(`/matches/${run}`)).state === 'published');
		assert.equal((await p.Otto.api.items('/relationships'))[0].partner_name, 'Anna Mentor');
		assert.equal((await list(p.Milo)).filter((x) => x.place).length, 3, 'what was said is still one\'s own');
	});
	await t.test('where people are matched by rules, nobody is asked', async () => {
		const other = await makeProgramme(admin, 'By rules');
		await takePart(admin, other, p.Milo, 'mentee');
		assert.equal((await p.Milo.api.ask('GET', `/programmes/${other}/ranking`)).status, 409);
		assert.equal((await p.manager.api.ask('GET', `/programmes/${programme}/trial`)).status, 409);
	});
});
