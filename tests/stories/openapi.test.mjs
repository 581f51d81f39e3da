/* SPDX-License-Identifier: Apache-2.0 */
/* The description of the API is one that others can read, and it speaks of every route. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { Client } from '../lib/client.mjs';
import { startServer } from '../lib/server.mjs';

test('the description', async (t) => {
	const server = await startServer();
	t.after(() => server.stop());
	const doc = await new Client(server).get('/api/openapi.json');

	await t.test('passes the linter', () => {
		const file = join(server.dir, 'openapi.json');
		writeFileSync(file, JSON.stringify(doc));
		try {
			execFileSync('node_modules/.bin/redocly', ['lint', '--config', 'tests/redocly.yaml', file],
				{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' } });
		} catch (e) {
			assert.fail(`${e.stdout}\n${e.stderr}`);
		}
	});
	await t.test('names every route that answers JSON or changes something', () => {
		const listed = new Set(Object.values(doc.paths).flatMap((p) => Object.values(p)).map((o) => o.operationId));
		for (const [, method, name, out, flags] of readFileSync('src/plan/routes.def', 'utf8')
			.matchAll(/^ROUTE\((\w+), "[^"]+", (\w+), \w+, [\w-]+, ([^\n]+?)\)([ A-Z]*)$/gm))
			if (method !== 'GET' || out !== '-' || flags.includes('STREAM'))
				assert.ok(listed.has(name), name);
	});
	await t.test('has an answer and a right for every operation', () => {
		for (const op of Object.values(doc.paths).flatMap((p) => Object.values(p))) {
			assert.match(op.description, /^Right: \w+/, op.operationId);
			assert.ok(Object.keys(op.responses).length >= 2, op.operationId);
		}
	});
});
