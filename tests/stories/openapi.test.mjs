/* SPDX-License-Identifier: Apache-2.0 */
/* The description of the API speaks of every route. (tests/openapi holds it against a public linter.) */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { Client } from '../lib/client.mjs';
import { startServer } from '../lib/server.mjs';

test('the description', async (t) => {
	const server = await startServer();
	t.after(() => server.stop());
	const doc = await new Client(server).get('/api/openapi.json');

	await t.test('names every route that answers JSON, sends a file or changes something', () => {
		const listed = new Set(Object.values(doc.paths).flatMap((p) => Object.values(p)).map((o) => o.operationId));
		for (const [, method, name, out, flags] of readFileSync('src/plan/routes.def', 'utf8')
			.matchAll(/^ROUTE\((\w+), "[^"]+", (\w+), \w+, [\w-]+, ([^\n]+?)\)((?: [A-Z]+(?:\(\w+\))?)*)$/gm))
			if (method !== 'GET' || out !== '-' || /STREAM|FILE/.test(flags))
				assert.ok(listed.has(name), name);
	});
	await t.test('has an answer and a right for every operation', () => {
		for (const op of Object.values(doc.paths).flatMap((p) => Object.values(p))) {
			assert.match(op.description, /^Right: \w+/, op.operationId);
			assert.ok(Object.keys(op.responses).length >= 2, op.operationId);
		}
	});
});
