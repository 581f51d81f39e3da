/* SPDX-License-Identifier: Apache-2.0 */
/* Two programs that change the same thing, as windows.test.mjs has it for two windows: what is read has a mark (ETag),
 * a change says which state was read (If-Match), and whoever was too late gets 412 and has changed nothing. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { until } from '../lib/server.mjs';
import { day, fillPair, makeProgramme, makeWorld, takePart } from '../lib/world.mjs';

/* Changes that nobody can hold against what was read, and why that is right. One that asks for a mark, or is gone, fails the test. */
const NO_MARK = {
	password_update: 'a secret: it cannot be read, and whoever changes it gives the one that holds',
	theme_update: 'a move: one up, one down, or to a place among those that are there by then',
	craft_place_update: 'a move: before or behind another one, wherever that stands by then',
	mark_update: 'one word of one person about a card: later, never, or back; the last one holds, and nothing is lost',
};

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
	const things = await fillPair(id, mentor, mentee);
	const wishes = await makeProgramme(admin, 'By wishes', { way: 'wishes' });
	await takePart(admin, wishes, mentee, 'mentee');
	await takePart(admin, wishes, mentor, 'mentor');
	await takePart(admin, wishes, w.mentor2, 'mentor');
	await takePart(admin, wishes, w.mentor3, 'mentor');
	await mentor.api.post(`/questions/${things.question}/reading`);
	await mentor.api.put(`/questions/${things.question}/answer`, { answer: 'Say it early' });
	const old = w.ended.id, item = '/practice/items/theme/industry-trends', prompt = '/practice/items/prompt/goal-conversations';
	await w.mentor3.api.post(`/relationships/${old}/ending`, { ending: 'planned', sure: true });
	const mapped = (await admin.api.upload(`/programmes/${w.other}/imports`, { role: 'mentee' }, 'people.csv', 'Name,Email,Desk\nIda Import,ida@example.org,Room 4\n')).json.id;
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
		['one\'s settings', mentee, '/account/settings', { lang: 'en', tz: 'UTC', keys_off: true }, { lang: 'en', tz: 'UTC', keys_off: false }, '/account'],
		['whom one would like', mentee, `/programmes/${wishes}/ranking`, { order: [String(mentor.id), `${w.mentor2.id} ${w.mentor3.id}`], not_for_me: [], only: false },
			{ order: [String(w.mentor2.id)], not_for_me: [String(mentor.id)], only: true }, `/programmes/${wishes}/ranking/said`],
		['one question of a goal', mentee, `/goals/${things.goal}/question`, { part: 'measurable', metric: 'Talks', version: 0 }, { part: 'measurable', metric: 'Rounds', version: 0 }, `/goals/${things.goal}`],
		['a message', mentee, `/messages/${things.message}`, { body: 'It went better', version: 1 }, { body: 'It went best', version: 2 }],
		['an answer', mentor, `/questions/${things.question}/answer`, { answer: 'Say it soon' }, { answer: 'Say it first' }, `/questions/${things.question}`],
		['what came of advice', mentee, `/advice/${things.advice}/tried`, { tried_on: day(0), result: 'It helped' }, { tried_on: day(0), result: 'It did not' }, `/advice/${things.advice}`],
		['a promise', mentee, `/commitments/${things.commitment}`, { due_on: day(9), confidence: 6 }, { due_on: day(10), confidence: 9 }],
		['how often one writes', mentee, '/journal/rhythm', { every_days: '7' }, { every_days: '30' }],
		['who reads an entry', mentee, `/journal/entries/${things.entry}/sharing`, { relationship: id }, {}, `/journal/entries/${things.entry}`],
		['who reads a decision', mentee, `/decisions/${things.decision}/sharing`, { relationship: id }, {}, `/decisions/${things.decision}`],
		['whether one wants a new match', w.mentee3, `/relationships/${old}/next-match`, { match: 'no' }, { match: 'yes' }, `/relationships/${old}/afterwards`],
		['what is switched off', admin, `${item}/switch`, { state: 'off' }, { state: 'on' }, item],
		['words of the practice', admin, `${prompt}/fields/text`, { t_en: 'What did you try?' }, { t_en: 'What will you try?' }, prompt],
		['columns of a file', admin, `/imports/${mapped}/mapping`, { target_2: 'ignore' }, { target_2: 'unit' },
			`/imports/${mapped}/mapping`, () => until('the check', async () => (await admin.api.get(`/imports/${mapped}`)).state === 'checked')],
	];

	/* at: where it is read, if it is not the same address. */
	for (const [what, who, path, first, second, at = path, then = null] of changes)
		await t.test(what, async () => {
			const seen = await read(who, at);
			assert.match(seen.mark ?? '', /^"[\w-]{22}"$/);
			assert.equal((await read(who, at)).mark, seen.mark, 'the same, read again');
			const one = await put(who, path, first, seen.mark);
			assert.equal(one.status, 200, one.text);
			await then?.();
			const between = await read(who, at);
			assert.notEqual(between.mark, seen.mark);
			const two = await put(who, path, second, seen.mark);
			assert.equal(two.status, 412, two.text);
			assert.equal(two.json.code, 'changed');
			assert.equal((await read(who, at)).text, between.text, 'nothing is changed');
			const three = await put(who, path, second, between.mark);
			assert.equal(three.status, 200, `after reading again: ${three.text}`);
			assert.notEqual((await read(who, at)).mark, between.mark);
		});
	const asks = (op) => op.parameters.find((x) => x.$ref?.endsWith('/if_match') || x.name === 'If-Match');
	await t.test('is in the description of each', () => {
		const find = (path, method) => Object.entries(doc.paths).find(([p, x]) => x[method] && new RegExp(`^${p.replace(/\{\w+\}/g, '[^/]+')}$`).test(path));
		for (const [what, , path, , , at = path] of changes) {
			const op = find(path, 'put')[1].put, [from, there] = find(at, 'get');
			assert.ok(at === path ? asks(op).$ref : asks(op).description.includes(` ${from}.`), what);
			assert.ok(op.responses['412'], what);
			assert.ok(there.get.responses['200'].headers.ETag, what);
		}
	});
	await t.test('every change asks for a mark, or there is a reason', () => {
		const ops = Object.values(doc.paths).flatMap((x) => [x.put, x.patch]).filter(Boolean), without = ops.filter((op) => !asks(op)).map((op) => op.operationId);
		assert.ok(ops.length > 55, `${ops.length} changes`);
		assert.deepEqual(without.sort(), Object.keys(NO_MARK).sort());
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
		const none = await mentee.api.ask('PUT', `/themes/${things.theme}`, { json: { move: 'up' }, headers: { 'If-Match': '*' } });
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
		const path = `/programmes/${programme}/gates/pledge`, { mark, json } = await read(manager, path);
		/* Two that are both something new. */
		const others = ['off', 'remind', 'require'].filter((x) => x !== json.mode);
		const both = await Promise.all(others.map((mode) => put(manager, path, { mode }, mark)));
		const done = both.filter((a) => a.status === 200), late = both.filter((a) => a.status === 412);
		assert.deepEqual([done.length, late.length], [1, 1], both.map((a) => a.text).join());
	});
});
