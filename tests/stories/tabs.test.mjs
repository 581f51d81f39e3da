/* SPDX-License-Identifier: Apache-2.0 */
/* Wherever two people are in what is theirs, the same tabs lead to everything else, and one says where they are. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Description } from '../lib/openapi.mjs';
import { fillPair, makeWorld } from '../lib/world.mjs';

/* Answers that are no pages of theirs: a file, a stream, what a third person sees. */
const NONE = /calendar|event|companion|download/;

test('the tabs of a relationship', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const { id } = w.pair;
	const ids = { relationship: id, ...await fillPair(id, w.mentor, w.mentee) };
	const api = await Description.of(w.mentee.api);
	const tabs = (text) => text.match(/<nav class="tabs within"[^]*?<\/nav>/)?.[0] ?? '';

	await t.test('they stand on every page that is theirs', async () => {
		const without = [];
		let pages = 0;
		for (const o of api.operations.values()) {
			const names = [...o.path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]);
			if (o.method !== 'GET' || !names.length || NONE.test(o.path) || !/^\/(relationships|goals|meetings|agreements|steps|milestones)\//.test(o.path) ||
				names.some((n) => !(n in ids)))
				continue;
			const path = o.path.replace(/\{(\w+)\}/g, (_, n) => ids[n]);
			const page = await w.mentee.browser.page(path);
			if (page.status !== 200 || !/text\/html/.test(page.headers['content-type']))
				continue;
			if (!tabs(page.text).includes(`/relationships/${id}/goals`) || tabs(page.text).match(/aria-current="page"/g)?.length !== 1)
				without.push(path);
			pages++;
		}
		assert.deepEqual(without, []);
		assert.ok(pages > 20, `${pages} pages`);
	});
	await t.test('and on no other: home, and what a manager sees', async () => {
		assert.equal(tabs((await w.mentee.browser.page('/')).text), '');
		assert.equal(tabs((await w.manager.browser.page(`/relationships/${id}/status`)).text), '');
	});
	await t.test('what the two can turn to stands on one page', async () => {
		const tiles = (await api.does(w.mentee.api, 'together_list', { relationship: id })).items;
		for (const tile of tiles)
			assert.equal((await w.mentee.browser.page(tile.url)).status, 200, tile.url);
		assert.ok(tiles.length >= 8);
	});
});
