/* SPDX-License-Identifier: Apache-2.0 */
/* Getting ready over JSON: from joining a programme to the match, and what one does while waiting. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { join } from '../lib/client.mjs';
import { Description } from '../lib/openapi.mjs';
import { call } from '../lib/server.mjs';
import { makeProgramme, makeWorld, matchAndPublish, takePart } from '../lib/world.mjs';

test('getting ready over JSON', { timeout: 120_000 }, async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const api = await Description.of(w.admin.api);
	const as = (who, id, path = {}, body) => api.does(who.api, id, path, body);
	const mentor = await join(w.server, w.admin, 'Mira Newmentor'), mentee = await join(w.server, w.admin, 'Milan Newmentee');
	const programme = await makeProgramme(w.admin, 'Fresh water');
	for (const rule of await w.admin.api.items(`/programmes/${programme}/rules`))
		await w.admin.api.delete(`/programmes/${programme}/rules/${rule.id}`);
	const path = async (who) => (await as(who, 'path_list', { programme })).items;
	const at = async (who) => (await path(who)).find((s) => ['next', 'wait'].includes(s.state))?.id;

	await t.test('who takes no part has no way in', async () => {
		assert.equal((await mentee.api.ask('GET', `/programmes/${programme}/path`)).status, 404);
		await takePart(w.admin, programme, mentor, 'mentor');
		await takePart(w.admin, programme, mentee, 'mentee');
		assert.deepEqual((await path(mentee)).map((s) => s.id), ['register', 'profile', 'prepare', 'role', 'promise', 'match']);
	});
	await t.test('home says what comes next, one step at a time', async () => {
		for (const who of [mentor, mentee]) {
			const role = who === mentor ? 'mentor' : 'mentee';
			assert.equal(await at(who), 'profile');
			assert.equal((await who.api.get('/')).url, `/people/${who.id}/edit`);
			await who.api.put(`/people/${who.id}`, { name: who.name, tz: 'UTC', mentees_max: 1, about: 'I repair clocks.' });
			assert.equal((await who.api.get('/')).url, `/people/${who.id}/topics/edit`);
			await who.api.put(`/people/${who.id}/topics`, { [`${role === 'mentor' ? 'offered' : 'wanted'}_1`]: 'Patience' });
			assert.equal(await at(who), 'prepare');
			assert.equal((await who.api.get('/')).url, `/self-check/${role}`);
			await as(who, 'self_check_update', { role }, { trust: '2', motivation: '5', learning: '4', hours: '1', gains: role === 'mentor' ? 'A fresh view' : '' });
			assert.equal(await at(who), 'role', 'low answers keep nobody out');
			const no = await who.api.ask('PUT', `/programmes/${programme}/role`, { json: { role: false } });
			assert.equal(no.status, 422);
			await as(who, 'enrolment_update', { programme }, { role: true });
			assert.equal((await who.api.get('/')).url, `/programmes/${programme}/promise`);
			await as(who, 'promise_update', { programme }, { limits: true, points: true });
			const e = await as(who, 'enrolment_show', { programme });
			assert.ok(e.role_taken_at > 0 && e.promised_at > 0);
			assert.equal(await at(who), 'match');
		}
	});
	await t.test('while waiting there is something worth doing, kept for each alone', async () => {
		const guide = (await as(mentee, 'guide_list')).items.find((g) => g.id === 'become-mentee');
		assert.equal(guide.done, 0);
		const [first] = (await as(mentee, 'guide_show', { guide: guide.id })).items;
		assert.ok((await mentee.api.get('/')).url.endsWith(`#${first.id}`));
		await as(mentee, 'learnt_create', { shelf: 'steps', lesson: first.id });
		assert.ok(!(await mentee.api.get('/')).url.endsWith(`#${first.id}`));
		const done = async (who) => (await as(who, 'guide_list')).items.find((g) => g.id === guide.id).done;
		assert.deepEqual([await done(mentee), await done(mentor)], [1, 0]);
		await as(mentee, 'learnt_delete', { shelf: 'steps', lesson: first.id });
		assert.equal(await done(mentee), 0);
		const scene = (await as(mentee, 'scene_show', { scene: 'bad-advice' })).items;
		assert.ok(scene.length >= 3 && scene.every((k) => k.reply.length > 40));
		assert.ok((await as(mentee, 'exercise_show', { exercise: 'say-it-back' })).steps.includes('\n'));
		assert.equal((await mentee.api.ask('POST', '/learning/steps/no-such-step')).status, 404);
	});
	await t.test('guides are open to anyone, without signing in', async () => {
		for (const open of ['/guides', '/guides/become-mentor', '/exercises/say-it-back', '/scenes/not-done?choice=curious'])
			assert.equal((await call(w.server, 'GET', open)).status, 200, open);
		assert.equal((await call(w.server, 'POST', '/learning/scenes/not-done')).status, 401);
	});
	await t.test('mentors look at themselves, and nobody else does', async () => {
		await as(mentor, 'trait_create', {}, { communication: '4', empathy: '2', adaptability: '3', learning: '5' });
		assert.equal((await as(mentor, 'trait_list')).items.length, 1);
		for (const other of [mentee, w.admin, w.manager])
			assert.equal((await as(other, 'trait_list')).items.length, 0);
	});
	await t.test('managers learn how many, from five people on', async () => {
		const steps = async () => (await as(w.admin, 'newcomer_list', { programme })).items;
		assert.ok((await steps()).every((s) => s.done === -1 && s.people === 2));
		for (const name of ['Ann', 'Ben', 'Cem'])
			await takePart(w.admin, programme, await join(w.server, w.admin, `${name} Newcomer`), 'mentee');
		const by = Object.fromEntries((await steps()).map((s) => [s.id, s.done]));
		assert.deepEqual(by, { register: 5, profile: 2, prepare: 2, role: 2, promise: 2 });
		assert.equal((await mentee.api.ask('GET', `/programmes/${programme}/newcomers`)).status, 403);
	});
	await t.test('what was promised ahead is the signature of the two', async () => {
		await matchAndPublish(w.admin, programme);
		const [r] = await mentor.api.items('/relationships');
		const b = await mentor.api.get(`/relationships/${r.id}/beginning`);
		assert.ok(b.signed_at > 0 && b.role_taken_at > 0);
		assert.equal(b.partner_signed_at > 0, r.partner === mentee.id, 'who has not promised has not signed');
	});
});
