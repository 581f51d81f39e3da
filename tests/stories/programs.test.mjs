/* SPDX-License-Identifier: Apache-2.0 */
/* Two programs that change the same thing, as windows.test.mjs has it for two windows: what is read has a mark (ETag),
 * a change says which state was read (If-Match), and whoever was too late gets 412 and has changed nothing. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { day, makeProgramme, makeWorld, takePart } from '../lib/world.mjs';

test('two programs', { timeout: 120_000 }, async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const { admin, manager, mentee, mentor, programme } = w, { id } = w.pair;
	const doc = await mentee.api.get('/api/openapi.json');
	const read = async (who, path) => {
		const a = await who.api.ask('GET', path);
		assert.equal(a.status, 200, `${path}: ${a.text}`);
		return { mark: a.headers.etag, text: a.text, json: a.json };
	};
	const put = (who, path, json, mark) => who.api.ask('PUT', path, { json, headers: mark ? { 'If-Match': mark } : {} });

	await admin.api.put('/organisation/levels', { name_1: 'Junior', place_1: '1', name_2: 'Senior', place_2: '2' });
	const levels = await admin.api.items('/organisation/levels');
	const rows = (names) => Object.fromEntries(levels.flatMap((l, i) => [[`id_${i + 1}`, String(l.id)], [`name_${i + 1}`, names[i]], [`place_${i + 1}`, String(i + 1)]]));
	const fieldOf = (label) => ({ label, kind: 'one', choices: 'Bremen\nOslo', audience: 'everyone', matching: true, sensitive: false });
	const field = (await admin.api.post('/organisation/fields', fieldOf('Office'))).id;
	const ruleOf = (points) => ({ kind: 'same', hard: false, mentee_field: 'field:office', points });
	const rule = (await manager.api.post(`/programmes/${programme}/rules`, ruleOf(10))).id;
	const threshold = (await manager.api.items(`/programmes/${programme}/thresholds`))[0];
	const expectations = (await mentee.api.items(`/relationships/${id}/expectations`)).map((x) => x.question);
	const page = await mentee.browser.page(`/relationships/${id}/expectations`);
	const options = (name) => [...page.text.matchAll(new RegExp(`name="${name}" value="([^"]*)"`, 'g'))].map((m) => m[1]);
	const answers = (n) => Object.fromEntries(expectations.map((x) => [`answer_${x}`, options(`answer_${x}`)[n]]));
	const round = await makeProgramme(admin, 'Round tables', { way: 'circles' });
	await takePart(admin, round, manager, 'manager');
	await takePart(admin, round, mentee, 'mentee');
	const topics = [];
	for (const name of ['Harbours', 'Tides', 'Winds'])
		topics.push((await manager.api.post(`/programmes/${round}/topics`, { name, least: 3, most: 8 })).id);
	await mentee.api.post(`/relationships/${id}/meetings/held`, { held_on: day(0), about: '', step: '', due_on: '' });
	const participant = (await manager.api.items(`/programmes/${programme}/participants?role=mentor`))[0].id;

	const changes = [
		['levels', admin, '/organisation/levels', rows(['Young', 'Senior']), rows(['Junior', 'Old'])],
		['a field', admin, `/organisation/fields/${field}`, fieldOf('House'), fieldOf('Building')],
		['the organisation', admin, '/organisation', { name: 'Harbour', lang: 'en', tz: 'UTC' }, { name: 'Port', lang: 'de', tz: 'UTC' }],
		['a rule', manager, `/programmes/${programme}/rules/${rule}`, ruleOf(20), ruleOf(30)],
		['the aim', manager, `/programmes/${programme}/aim`, { aim: 'fit' }, { aim: 'everyone', quota: true }],
		['the mixture', manager, `/programmes/${round}/mixture`, { alike: 'unit', alike_most: 2 }, { alike: 'level', alike_most: 3 }],
		['the size of circles', manager, `/programmes/${round}/topics/${topics[0]}`, { least: 4, most: 8 }, { least: 3, most: 6 }],
		['which circles one would like', mentee, `/programmes/${round}/choices`, { first: topics[0] }, { first: topics[1] }],
		['where somebody should be', manager, `/programmes/${round}/placements/${mentee.id}`, { topic: topics[0] }, { topic: topics[1] }],
		['a gate', manager, `/programmes/${programme}/gates/prepared`, { mode: 'off' }, { mode: 'remind' }],
		['a rule of thumb', manager, `/programmes/${programme}/thresholds/${threshold.id}`, { value: threshold.value + 1 }, { value: threshold.value + 2 }],
		['a participant', manager, `/programmes/${programme}/participants/${participant}`, { state: 'paused', places: 3 }, { state: 'waiting', places: 4 }],
		['topics', mentee, `/people/${mentee.id}/topics`, { wanted_1: 'Law' }, { wanted_1: 'Taxes' }],
		['the rhythm of a pair', mentee, `/relationships/${id}/cadence`, { days: '14', minutes: '30' }, { days: '42', minutes: '60' }],
		['how two work', mentee, `/relationships/${id}/mode`, { mode: 'coaching' }, { mode: 'blended' }],
		['what one expects', mentee, `/relationships/${id}/expectations`, answers(0), answers(1)],
		['whether it fits', mentor, `/relationships/${id}/fit`, { answer: 'good' }, { answer: 'deciding' }],
		['mails', mentee, '/account/notices', { pairs: 'off', meetings: 'off', together: 'off', messages: 'off', companions: 'off', reminders: 'off', digest_hour: '9', quiet_from: '1', quiet_to: '2' },
			{ pairs: 'off', meetings: 'off', together: 'off', messages: 'off', companions: 'off', reminders: 'off', digest_hour: '10', quiet_from: '1', quiet_to: '2' }],
	];

	for (const [what, who, path, first, second] of changes)
		await t.test(what, async () => {
			const seen = await read(who, path);
			assert.match(seen.mark ?? '', /^"[\w-]{22}"$/);
			assert.equal((await read(who, path)).mark, seen.mark, 'the same, read again');
			const one = await put(who, path, first, seen.mark);
			assert.equal(one.status, 200, one.text);
			const between = await read(who, path);
			assert.notEqual(between.mark, seen.mark);
			const two = await put(who, path, second, seen.mark);
			assert.equal(two.status, 412, two.text);
			assert.equal(two.json.code, 'changed');
			assert.equal((await read(who, path)).text, between.text, 'nothing is changed');
			assert.equal((await put(who, path, second, between.mark)).status, 200, 'after reading again');
			assert.notEqual((await read(who, path)).mark, between.mark);
		});
	await t.test('is in the description of each', () => {
		for (const [what, , path] of changes) {
			const item = Object.entries(doc.paths).find(([p]) => new RegExp(`^${p.replace(/\{\w+\}/g, '[^/]+')}$`).test(path) && doc.paths[p].put)?.[1];
			assert.ok(item.put.parameters.some((x) => x.$ref?.endsWith('/if_match')), what);
			assert.ok(item.put.responses['412'], what);
			assert.ok(item.get.responses['200'].headers.ETag, what);
		}
	});
	await t.test('without a condition the last one holds, and any state will do if it is asked for', async () => {
		const path = `/programmes/${programme}/aim`;
		assert.equal((await put(manager, path, { aim: 'fit' })).status, 200);
		assert.equal((await put(manager, path, { aim: 'everyone' }, '*')).status, 200);
		const { mark } = await read(manager, path);
		assert.equal((await put(manager, path, { aim: 'fit' }, `"other", ${mark}`)).status, 200, 'one of several');
		for (const wrong of ['"other"', 'W/"other"', mark, ''])
			assert.equal((await put(manager, path, { aim: 'everyone' }, wrong || '""')).status, 412, wrong);
		assert.equal((await read(manager, path)).json.aim, 'fit');
	});
	await t.test('a mark tells nothing to who may not read, and none is there of what cannot be read', async () => {
		const { mark } = await read(manager, `/programmes/${programme}/aim`);
		assert.equal((await put(mentee, `/programmes/${programme}/aim`, { aim: 'everyone' }, mark)).status, 403);
		const none = await mentee.api.ask('PUT', '/account/settings', { json: { lang: '', tz: 'UTC', keys_off: false }, headers: { 'If-Match': '*' } });
		assert.equal(none.status, 412, 'nothing to hold it against');
		const listed = await mentee.api.ask('GET', '/people?q=a');
		assert.equal(listed.headers.etag, undefined, 'a part of a list has none');
	});
	await t.test('taking away asks, too', async () => {
		const path = `/programmes/${programme}/rules/${rule}`, { mark } = await read(manager, path);
		await manager.api.put(path, ruleOf(40));
		assert.equal((await manager.api.ask('DELETE', path, { json: {}, headers: { 'If-Match': mark } })).status, 412);
		const now = await read(manager, path);
		assert.equal((await manager.api.ask('DELETE', path, { json: {}, headers: { 'If-Match': now.mark } })).status, 200);
	});
	await t.test('what has not changed need not be sent again', async () => {
		const { mark } = await read(manager, `/programmes/${programme}/aim`);
		const again = await manager.api.ask('GET', `/programmes/${programme}/aim`, { headers: { 'If-None-Match': mark } });
		assert.deepEqual([again.status, again.text], [304, '']);
	});
	await t.test('of two at the same moment one is too late', async () => {
		const path = `/programmes/${programme}/gates/pledge`, { mark } = await read(manager, path);
		const both = await Promise.all(['off', 'require'].map((mode) => put(manager, path, { mode }, mark)));
		const done = both.filter((a) => a.status === 200), late = both.filter((a) => a.status === 412);
		assert.deepEqual([done.length, late.length], [1, 1], both.map((a) => a.text).join());
	});
});
