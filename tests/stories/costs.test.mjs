/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What another pair would cost, over JSON: told from the prices that stay with a proposal, in a programme in which every mentor
 * is to get somebody and mentors with several mentees are spread. Each cost that is told is compared with what comes out if that
 * pair is forced: the two are pinned, and the best pairs are found again.
 */
import assert from 'node:assert/strict';
import test from 'node:test';
import { setUp } from '../lib/client.mjs';
import { startServer, until } from '../lib/server.mjs';
import { makeProgramme } from '../lib/world.mjs';

const SPREAD = 2;
/* Fewer places that suit than mentees: a pair by force can leave somebody without a mentor, or a mentor without anybody. */
const MENTORS = [['mo0', 'law; budgets', 3], ['mo1', 'law', 2], ['mo2', 'budgets; maps', 2], ['mo3', 'ferries', 1], ['mo4', 'maps', 1]];
const MENTEES = [['mia0', 'law'], ['mia1', 'law; budgets'], ['mia2', 'budgets'], ['mia3', 'law; maps'], ['mia4', 'maps'], ['mia5', 'ferries; law'],
	['mia6', 'law'], ['mia7', 'budgets; law; maps']];

test('what another pair would cost', { timeout: 180_000 }, async (t) => {
	const server = await startServer();
	t.after(() => server.stop());
	const admin = await setUp(server, { tz: 'UTC' });
	const programme = await makeProgramme(admin, 'Shared mentors'), at = `/programmes/${programme}`;
	const upload = async (role, table) => {
		const id = (await admin.api.upload(`${at}/imports`, { role }, `${role}.csv`, `${table.join('\n')}\n`)).json.id;
		await admin.api.put(`/imports/${id}/mapping`, {});
		await until('the check', async () => (await admin.api.get(`/imports/${id}`)).state === 'checked');
		await admin.api.post(`/imports/${id}/commit`);
		await until('the people', async () => (await admin.api.get(`/imports/${id}`)).state === 'done');
	};
	await upload('mentor', ['email,name,topics offered,places', ...MENTORS.map(([name, topics, places]) => `${name}@example.org,${name},${topics},${places}`)]);
	await upload('mentee', ['email,name,topics wanted', ...MENTEES.map(([name, topics]) => `${name}@example.org,${name},${topics}`)]);
	for (const rule of await admin.api.items(`${at}/rules`))
		await admin.api.delete(`${at}/rules/${rule.id}`);
	await admin.api.post(`${at}/rules`, { kind: 'shared', hard: true, mentee_field: 'wanted', mentor_field: 'offered' });
	await admin.api.post(`${at}/rules`, { kind: 'shared', hard: false, mentee_field: 'wanted', mentor_field: 'offered', points: 5, cap: 15 });

	const find = async () => {
		const { id } = await admin.api.post(`${at}/matches`, {});
		const m = await until('the proposal', async () => { const x = await admin.api.get(`/matches/${id}`); return ['proposed', 'failed'].includes(x.state) && x; });
		assert.equal(m.state, 'proposed');
		const pairs = await admin.api.items(`/matches/${id}/pairs`), of = new Map();
		for (const p of pairs)
			of.set(p.mentor, (of.get(p.mentor) ?? 0) + 1);
		/* The second mentee of a mentor counts two points less, the third four. */
		const taken = [...of.values()].reduce((sum, n) => sum + m.spread * n * (n - 1) / 2, 0);
		return { ...m, pairs, value: m.score - taken };
	};
	const everybody = async (m) => {
		const rows = [...m.pairs.map((p) => p.mentee), ...m.pairs.map((p) => p.mentor), ...(await admin.api.items(`/matches/${m.id}/unmatched`)).map((x) => x.person)];
		return [...new Set(rows)];
	};
	const pin = (mentee, mentor, kind) => admin.api.put(`${at}/wishes`, { mentee, mentor, kind });
	/* Every cost that the pages of a proposal tell, by pair; told of the one and of the other it is the same. */
	const told = async (m) => {
		const all = new Map();
		for (const person of await everybody(m))
			for (const x of await admin.api.items(`/matches/${m.id}/people/${person}`)) {
				const [mentee, mentor] = x.role === 'mentor' ? [person, x.person] : [x.person, person], key = `${mentee} ${mentor}`;
				const cost = [x.possible, x.at_least, x.pairs_fewer, x.mentors_more, x.points_fewer].map(Number);
				assert.ok(x.eligible, 'only who would suit');
				if (all.has(key))
					assert.deepEqual(cost, all.get(key).cost, `${key}: told of both`);
				all.set(key, { mentee, mentor, cost, words: x.words });
			}
		return [...all.values()];
	};

	for (const [aim, quota, spread] of [['everyone', true, SPREAD], ['everyone', false, SPREAD], ['everyone', true, 0], ['fit', false, SPREAD]])
		await t.test(`${aim}${quota ? ', every mentor gets somebody' : ''}, ${spread} points less for each further mentee`, async () => {
			await admin.api.put(`${at}/aim`, { aim, fair: 'none', quota, spread });
			const best = await find(), costs = await told(best);
			assert.ok(best.pairs.length >= 6);
			assert.ok(spread === 0 || best.value < best.score, 'mentors have several mentees');
			assert.ok(costs.length >= 10, `${costs.length} pairs that could be`);
			for (const { mentee, mentor, cost, words } of costs) {
				const [possible, atLeast, pairs, mentors, points] = cost;
				assert.deepEqual([possible, atLeast], [1, 0], words);
				await pin(mentee, mentor, 'pin');
				const forced = await find();
				await pin(mentee, mentor, 'none');
				assert.ok(forced.pairs.some((p) => p.mentee === mentee && p.mentor === mentor && p.pinned), 'it is forced');
				const is = `${mentee} with ${mentor}: ${words}`;
				if (aim === 'everyone')
					assert.equal(best.matched - forced.matched, pairs, is);
				if (quota && !pairs)
					assert.equal(forced.unused - best.unused, mentors, is);
				if (!pairs && !mentors)
					assert.equal(best.value - forced.value, points, is);
			}
			const some = (k) => costs.some(({ cost }) => cost[k] > 0);
			assert.ok(some(4), 'some cost points');
			if (quota)
				assert.ok(some(2) || some(3), 'some cost more than points');
		});

	await t.test('prices stay with the newest proposal, and go when it is published', async () => {
		const older = await find(), newest = await find();
		assert.ok((await told(newest)).length);
		assert.equal((await admin.api.get(`/matches/${older.id}`)).state, 'discarded');
		assert.deepEqual(await admin.api.items(`/matches/${older.id}/people/${older.pairs[0].mentee}`), []);
		await admin.api.post(`/matches/${newest.id}/publication`);
		await until('the pairs', async () => (await admin.api.get(`/matches/${newest.id}`)).state === 'published');
		assert.deepEqual(await admin.api.items(`/matches/${newest.id}/people/${newest.pairs[0].mentee}`), []);
	});
});
