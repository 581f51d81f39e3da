/* SPDX-License-Identifier: Apache-2.0 */
/* Files of other people, without editing: 500 mentors and 500 mentees of the civil service, if they lie
 * beside the project; else those of examples/, which have the same columns. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import test from 'node:test';
import { setUp } from '../lib/client.mjs';
import { startServer, until } from '../lib/server.mjs';
import { makeProgramme } from '../lib/world.mjs';

const BESIDE = resolve(dirname(process.cwd()), 'shared/data/civil-service');
const FILES = existsSync(BESIDE) ? ['small-mentors', 'small-mentees', 'large-mentors', 'large-mentees'].map((f) => `${BESIDE}/${f}.csv`) : ['examples/mentors.csv', 'examples/mentees.csv'];

test('files as people have them', async (t) => {
	const server = await startServer();
	t.after(() => server.stop());
	const admin = await setUp(server);
	const programme = await makeProgramme(admin, 'Service');
	for (const path of FILES) {
		const bytes = readFileSync(path), role = /mentors/.test(path) ? 'mentor' : 'mentee';
		const rows = bytes.toString().trim().split('\n').length - 1;
		await t.test(`${path.split('/').at(-1)}: ${rows} rows, none rejected`, async () => {
			const up = await admin.api.upload(`/programmes/${programme}/imports`, { role }, 'people.csv', bytes);
			assert.equal(up.status, 201, up.text);
			const at = `/imports/${up.json.id}`;
			await admin.api.put(`${at}/mapping`, {});
			await until('the check', async () => (await admin.api.get(at)).state === 'checked');
			const found = await admin.api.get(at);
			assert.equal(found.rejected_n, 0);
			assert.equal(found.new_n + found.changed_n + found.same_n, rows);
			await admin.api.post(`${at}/commit`);
			await until('the people', async () => (await admin.api.get(at)).state === 'done');
		});
	}
	await t.test('their columns become fields, the sensitive ones for few eyes', async () => {
		const fields = await admin.api.items('/organisation/fields');
		assert.ok(fields.some((f) => f.name === 'profession' && !f.sensitive), fields.map((f) => f.name).join());
		assert.ok(fields.some((f) => f.name === 'characteristics' && f.sensitive && f.audience === 'self'));
	});
});
