/* SPDX-License-Identifier: Apache-2.0 */
/* The practice in the hands of an organisation, over JSON: switch off, reorder, rewrite, copy, take back, take away and
 * bring in again as one file. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Description } from '../lib/openapi.mjs';
import { until } from '../lib/server.mjs';
import { clock, makeWorld, prepare } from '../lib/world.mjs';

test('the practice over JSON', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const api = await Description.of(w.admin.api);
	const does = (name, ids, json, query) => api.does(w.admin.api, name, ids, json, query);
	const relationship = w.pair.id;
	const themes = async () => (await does('craft_list', {}, undefined, '?kind=theme')).items;
	const themePage = async () => (await w.mentee.browser.page(`/relationships/${relationship}/roadmap`)).text;
	const send = async (text) => (await does('craft_pack_create', {}, { text })).id;

	await t.test('only administrators see and change it', async () => {
		for (const who of [w.manager, w.mentor])
			assert.equal((await who.api.ask('GET', '/practice')).status, 403);
		assert.equal((await w.mentor.api.ask('PUT', '/practice/items/theme/time-management/switch', { json: { state: 'off' } })).status, 403);
	});

	let shipped; // the themes, as they come

	await t.test('found by kind, words, audience and moment', async () => {
		shipped = (await themes()).map((x) => x.id);
		assert.ok(shipped.length >= 4 && shipped[0] === 'industry-trends', shipped.join());
		const found = (await does('craft_list', {}, undefined, '?q=zeit%20umgehen')).items;
		assert.deepEqual(found.map((x) => x.id), ['time-management']);
		assert.ok((await does('craft_list', {}, undefined, '?audience=mentor&moment=pre-work')).items.every((x) => x.for_whom.includes('Mentors')));
		assert.equal((await does('craft_list', {}, undefined, '?changed=1')).items.length, 0);
	});

	await t.test('a rewritten question is asked in both languages at once', async () => {
		const ids = { kind: 'prompt', item: 'prework-brings', part: 'text' };
		await does('craft_text_update', ids, { t_en: 'What do you carry with you?', t_de: 'Was tragen Sie bei sich?' });
		assert.match((await w.mentee.browser.page(`/relationships/${relationship}/preparation`)).text, /What do you carry with you\?/);
		const x = await does('craft_show', ids);
		assert.equal(x.rewritten, 1);
		assert.match(x.body, /Was tragen Sie bei sich/);
		assert.match(x.shipped, /What do I bring to it/);
		assert.equal((await does('craft_list', {}, undefined, '?changed=1')).items.length, 1);
	});

	await t.test('both languages, and only placeholders that there are', async () => {
		const put = (json, item = 'prompt/prework-brings', field = 'text') => w.admin.api.ask('PUT', `/practice/items/${item}/fields/${field}`, { json });
		assert.match((await put({ t_en: 'Only English', t_de: '' })).text, /in Deutsch, too/);
		assert.match((await put({ t_en: 'Hello {nme}', t_de: 'Hallo {nme}' }, 'letter/invitation', 'subject')).text, /\{nme\} is not a placeholder/);
		assert.match((await put({ t_en: 'Hello {name}', t_de: 'Hallo' }, 'letter/invitation', 'subject')).text, /stands in .*en.* but not in/);
		assert.equal((await put({ value: '9999' }, 'threshold/pulse-every', 'value')).status, 422);
		assert.equal((await put({ t_en: 'x', t_de: 'x' }, 'demo-person/babak', 'name')).status, 404);
		assert.equal((await put({ t_en: 'x', t_de: 'x' }, 'prompt/prework-brings', 'group')).status, 404);
	});

	await t.test('off is off where people choose, and what they chose stays', async () => {
		await w.mentee.api.post(`/relationships/${relationship}/themes`, { source: 'practice', word: 'biggest-lessons' });
		await does('craft_switch_update', { kind: 'theme', item: 'biggest-lessons' }, { state: 'off' });
		await does('craft_switch_update', { kind: 'theme', item: 'industry-trends' }, { state: 'off' });
		const page = await themePage();
		assert.match(page, /Biggest lessons learned/);
		assert.doesNotMatch(page, /Industry trends/);
		assert.equal((await w.mentee.api.ask('POST', `/relationships/${relationship}/themes`, { json: { source: 'practice', word: 'industry-trends' } })).status, 422);
		await does('craft_switch_update', { kind: 'theme', item: 'industry-trends' }, { state: 'on' });
		assert.match(await themePage(), /Industry trends/);
	});

	await t.test('a question that is asked no more keeps its answers', async () => {
		const sheet = () => w.mentee.browser.page(`/relationships/${relationship}/sheets/mind`);
		await w.mentee.api.put(`/relationships/${relationship}/sheets/mind`, { 'answer_mind-feelings': 'Uneasy before the round' });
		for (const id of ['mind-feelings', 'mind-thoughts'])
			await does('craft_switch_update', { kind: 'prompt', item: id }, { state: 'off' });
		const { text } = await sheet();
		assert.match(text, /Uneasy before the round/);
		assert.doesNotMatch(text, /answer_mind-thoughts/);
		for (const id of ['mind-feelings', 'mind-thoughts'])
			await does('craft_switch_update', { kind: 'prompt', item: id }, { state: 'on' });
		assert.match((await sheet()).text, /answer_mind-thoughts/);
		/* A copy of a question that has a field of its own on a page is no second field there. */
		await does('craft_copy_create', { kind: 'prompt', item: 'prework-gains' });
		assert.doesNotMatch((await w.mentor.browser.page(`/relationships/${relationship}/preparation`)).text, /name="gains"[^]*name="gains"/);
		await does('craft_delete', { kind: 'prompt', item: 'prework-gains-own-1' });
	});

	await t.test('what a page stands on cannot be switched off, nor the last of its kind, nor a letter that people wait for', async () => {
		const off = (item) => w.admin.api.ask('PUT', `/practice/items/${item}/switch`, { json: { state: 'off' } });
		for (const item of ['prompt/boundary-role', 'stage/rapport', 'letter/invitation'])
			assert.ok([404, 409].includes((await off(item)).status), item);
		assert.match((await off('prompt/boundary-role')).text, /need this one/);
		assert.equal((await off('letter/encouraged')).status, 200);
		assert.equal((await w.admin.api.ask('PUT', '/practice/items/letter/encouraged/switch', { json: { state: 'on' } })).status, 200);
	});

	await t.test('another order', async () => {
		await does('craft_place_update', { kind: 'theme', item: 'technical-issues' }, { side: 'before', of: 'industry-trends' });
		assert.deepEqual((await themes()).map((x) => x.id), ['technical-issues', ...shipped.filter((x) => x !== 'technical-issues')]);
		const page = await themePage();
		assert.ok(page.indexOf('Technical issues') < page.indexOf('Industry trends'));
	});

	await t.test('a copy is an item of its own, offered like the others', async () => {
		await does('craft_copy_create', { kind: 'theme', item: 'time-management' });
		await does('craft_text_update', { kind: 'theme', item: 'time-management-own-1', part: 'name' }, { t_en: 'Shift work', t_de: 'Schichtarbeit' });
		assert.match(await themePage(), /Shift work/);
		assert.equal((await themes())[3].own, 1);
		await w.mentee.api.post(`/relationships/${relationship}/themes`, { source: 'practice', word: 'time-management-own-1' });
	});

	await t.test('an agenda holds what the organisation puts on it', async () => {
		await does('craft_text_update', { kind: 'agenda', item: 'first', part: 'items' }, { value: 'closing-useful', act: '' });
		await does('craft_text_update', { kind: 'agenda', item: 'first', part: 'items' }, { act: 'out agenda-hello', value: '' });
		await prepare(relationship, w.mentor, w.mentee);
		const meeting = (await w.mentee.api.post(`/relationships/${relationship}/meetings`, { starts: clock('UTC', 3000), minutes: 30, place: '' })).id;
		const points = await until('the agenda', async () => {
			const all = (await w.mentee.api.get(`/meetings/${meeting}/agenda`)).items;
			return all.length > 3 && all.map((a) => a.prompt ?? a.text);
		});
		assert.ok(points.some((p) => /useful/.test(p)), points.join());
		assert.ok(!points.some((p) => /agenda-hello/.test(p)), points.join());
	});

	await t.test('a number is the usual one of every programme without its own', async () => {
		await does('craft_text_update', { kind: 'threshold', item: 'pulse-every', part: 'value' }, { value: '60', act: '' });
		const all = await w.manager.api.items(`/programmes/${w.programme}/thresholds`);
		assert.equal(all.find((x) => x.id === 'pulse-every').value, 60);
	});

	await t.test('whoever signed or accepted keeps the words of then, others read the new ones', async () => {
		const signed = `/relationships/${relationship}/beginning`, agreed = `/relationships/${relationship}/agreement`;
		await w.mentee.api.put(signed, { role: true, limits: true, points: true });
		const a = (await w.mentee.api.post(`/relationships/${relationship}/agreement`, { how_often: 'x', times: 'x', place: 'x', channel: 'x', notice_hours: 24, base: 0 })).id;
		await w.mentor.api.post(`/agreements/${a}/acceptance`);
		const was = [(await w.mentee.browser.page(signed)).text, (await w.mentee.browser.page(agreed)).text];
		const rewrite = async (item, part) => {
			const keys = (await does('craft_show', { kind: item.split('/')[0], item: item.split('/')[1] })).body.match(/^ {6}[a-z0-9-]+(?=:$)/gm)?.map((k) => k.trim()) ?? [];
			const texts = part === 'points' ? Object.fromEntries(keys.flatMap((k) => [[`t_${k}_en`, 'Another word'], [`t_${k}_de`, 'Ein anderes Wort']])) : { t_en: 'Another word', t_de: 'Ein anderes Wort' };
			await does('craft_text_update', { kind: item.split('/')[0], item: item.split('/')[1], part }, texts);
		};
		await rewrite('ground-rules/pledge', 'points');
		await rewrite('ground-rules/together', 'points');
		await rewrite('role-card/mentee', 'summary');
		await rewrite('prompt/logistics-when', 'text');
		for (const [i, page] of [signed, agreed].entries()) {
			const now = (await w.mentee.browser.page(page)).text;
			assert.doesNotMatch(now, /Another word/);
			assert.equal(now.match(/<h1>[^]*<\/main>/)[0].replace(/value="[^"]*"/g, ''), was[i].match(/<h1>[^]*<\/main>/)[0].replace(/value="[^"]*"/g, ''));
		}
		assert.match((await w.mentor2.browser.page(`/relationships/${w.foreign.id}/beginning`)).text, /Another word/);
		assert.match((await w.mentor2.browser.page(`/relationships/${w.foreign.id}/agreement`)).text, /Another word/);
	});

	let whole, own;
	await t.test('as one file, whole or only what was changed, and the file changes nothing at home', async () => {
		whole = (await w.admin.api.ask('GET', '/practice/pack')).text;
		own = (await w.admin.api.ask('GET', '/practice/pack?only=own')).text;
		assert.ok(whole.length > 100_000 && own.length < 20_000, `${whole.length} ${own.length}`);
		assert.match(own, /kind: theme\nitems:\n {2}- id: technical-issues/);
		assert.match(own, /switched: off/);
		assert.doesNotMatch(whole, /demo-person|@/);
		for (const text of [whole, own])
			assert.deepEqual((await does('craft_preview_show', { pack: await send(text) })).items, []);
	});

	await t.test('history names who, and takes back the newest first', async () => {
		const all = (await does('craft_change_list')).items;
		assert.ok(all.length > 8 && all.every((x) => x.who === w.admin.id && x.who_name));
		const copied = all.find((x) => x.act === 'copy'), written = all.find((x) => x.item === 'time-management-own-1' && x.act === 'write');
		assert.deepEqual([copied.live, written.live], [0, 1]);
		assert.equal((await w.admin.api.ask('POST', `/practice/changes/${copied.id}/undo`, { json: {} })).status, 409);
		await does('craft_undo_create', { change: written.id });
		await does('craft_undo_create', { change: copied.id });
		assert.equal((await w.admin.api.ask('POST', `/practice/changes/${copied.id}/undo`, { json: {} })).status, 409);
		assert.equal((await w.admin.api.ask('GET', '/practice/items/theme/time-management-own-1')).status, 404);
		/* A theme that somebody chose meanwhile leads to nothing, and no page falls over it. */
		assert.equal((await w.mentee.browser.page(`/relationships/${relationship}/roadmap`)).status, 200);
	});

	await t.test('taken away wholly, and brought in again in one step that one button takes back', async () => {
		const wanted = await themes();
		for (let n = 0; (await does('craft_list', {}, undefined, '?changed=1')).items.length && n < 40; n++)
			for (const x of (await does('craft_change_list')).items.filter((c) => !c.undone && c.act !== 'undo').slice(0, 1))
				await does('craft_undo_create', { change: x.id });
		assert.equal((await themes())[0].id, 'industry-trends');
		const pack = await send(whole);
		const steps = (await does('craft_preview_show', { pack })).items;
		assert.ok(steps.some((s) => s.act === 'new' && s.id === 'time-management-own-1'));
		assert.ok(steps.some((s) => s.act === 'order' && s.kind === 'theme'));
		assert.ok(steps.some((s) => s.act === 'off') && steps.some((s) => s.act === 'rewrite'));
		assert.equal((await themes()).length, shipped.length, 'looking changes nothing');
		await does('craft_taking_create', { pack });
		assert.equal((await w.admin.api.ask('POST', `/practice/packs/${pack}/taking`, { json: {} })).status, 409);
		assert.deepEqual((await themes()).map((x) => [x.id, x.off]), [...wanted.slice(0, 3), { id: 'time-management-own-1', off: 0 }, ...wanted.slice(3)].map((x) => [x.id, x.off]));
		assert.equal((await w.admin.api.ask('GET', '/practice/pack')).text, whole);
		const one = (await does('craft_change_list')).items.find((c) => c.act === 'pack');
		await does('craft_undo_create', { change: one.id });
		assert.deepEqual((await does('craft_list', {}, undefined, '?changed=1')).items, []);
	});

	await t.test('what is malformed or hostile is told with its line, and changes nothing', async () => {
		const bad = {
			'kind: theme\nitems:\n  - id: x\n    name: {en: "a"': /Line [45]: this is not YAML/,
			'kind: nothing\nitems: []': /Line 1: there is no kind/,
			'kind: theme\nitems:\n  - id: time-management\n    name: {en: "A"}': /Line 4: the text in the language "de" is missing/,
			'kind: letter\nitems:\n  - id: invitation\n    subject: {en: "{x}", de: "{x}"}': /Line 4: \{x\} is not a placeholder of a letter/,
			'kind: stage\nitems:\n  - id: fifth\n    audience: both\n    moment: any\n    source: "x"': /Line 3: "name" is missing/,
			'kind: theme\nitems:\n  - &a {id: a, next: *a}': /& and \* stand for nothing/,
			'kind: agenda\nitems:\n  - id: first\n    items: [no-such-prompt]': /there is no prompt "no-such-prompt"/,
			'kind: threshold\nitems:\n  - id: pulse-every\n    value: 100000': /Line 3: Choose a number from 30 to 180/,
			[`a: ${'['.repeat(5000)}`]: /./,
			'kind: theme\nitems:\n  - id: time-management\n    name: {en: "\\u0007", de: "x"}': /cannot be shown/,
		};
		for (const [text, words] of Object.entries(bad)) {
			const a = await w.admin.api.ask('GET', `/practice/packs/${await send(text)}`);
			assert.equal(a.status, 422, text.slice(0, 80));
			assert.match(a.text.replaceAll('\\"', '"'), words);
		}
		assert.equal((await w.admin.api.ask('POST', '/practice/packs', { json: { text: '' } })).status, 422);
		assert.deepEqual((await does('craft_list', {}, undefined, '?changed=1')).items, []);
	});

	await t.test('no page stands on what a pack could take away', async () => {
		const text = 'kind: agenda\nitems:\n  - id: first\n    items: [prework-wants]\n---\nkind: prompt\nitems:\n  - id: prework-wants\n    switched: off\n';
		const a = await does('craft_preview_show', { pack: await send(text) });
		assert.deepEqual(a.items.map((s) => [s.act, s.id]), [['rewrite', 'first']]);
	});
});
