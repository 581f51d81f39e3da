/* SPDX-License-Identifier: Apache-2.0 */
/* docs/adding-a-feature.md, followed word for word: its files are put into a copy of the sources, the tools
 * make of them what they make of every room, and the compiler accepts the result. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import test from 'node:test';
import { read, ROOT } from './docs.mjs';

const BUILD = process.env.BUILD ?? `${ROOT}/build`;
const PAGE = 'docs/adding-a-feature.md';

const steps = readdirSync(`${ROOT}/schema`).filter((f) => /^\d{4}_.*\.sql$/.test(f)).length;
const NEXT = String(steps + 1).padStart(4, '0');

/* The files of the page: path, text. A .def is added to. */
const files = [...read(PAGE).matchAll(/\*\*([\w/.]+\.\w+)\*\*[^]*?\n```\w+\n([^]*?)```/g)].map(([, path, text]) => ({ path: path.replace('NNNN', NEXT), text }));

/* Runs something that says nothing when all is well. */
function
well(what, command, args, cwd)
{
	const r = spawnSync(command, args, { cwd, encoding: 'utf8' });
	assert.equal(r.status, 0, `${what}:\n${r.stdout}${r.stderr}`);
}

/* Puts text into a file behind what stands there. */
function
insert(path, after, text)
{
	const old = readFileSync(path, 'utf8');
	assert.ok(old.includes(after), `${path} has "${after}"`);
	writeFileSync(path, old.replace(after, after + text));
}

test('the page is one room, whole', () => {
	assert.deepEqual(files.map((f) => f.path.replace(/^src\/features\//, '')), [`schema/${NEXT}_thanks.sql`, 'thanks/thanks.sql', 'thanks/thanks.h',
		'thanks/thanks.c', 'thanks/thanks.html', 'thanks/thanks_web.c', 'thanks/thanks_test.c', 'thanks/meson.build', 'src/plan/routes.def']);
});

test('the tools and the compiler accept it', (t) => {
	const root = mkdtempSync(join(tmpdir(), 'wm-feature.')), gen = `${root}/gen/src`;
	t.after(() => rmSync(root, { recursive: true, force: true }));
	for (const path of ['src', 'schema', 'tests', 'practice', 'tools', 'meson.build', '.clang-format'])
		cpSync(`${ROOT}/${path}`, `${root}/${path}`, { recursive: true });
	for (const { path, text } of files) {
		mkdirSync(dirname(`${root}/${path}`), { recursive: true });
		writeFileSync(`${root}/${path}`, path.endsWith('.def') ? readFileSync(`${root}/${path}`, 'utf8') + text : text);
	}
	insert(`${root}/src/features/order`, '\nagreement', '\nthanks');

	const room = `${root}/src/features/thanks`, out = `${gen}/features/thanks`;
	mkdirSync(out, { recursive: true });
	mkdirSync(`${gen}/plan`);
	const schema = execFileSync('sh', ['-c', 'ls schema/*.sql'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
	well('floors', `${BUILD}/tools/floors`, [root], root);
	well('plan2c', `${BUILD}/tools/plan2c`, [...['routes', 'rights', 'jobs', 'events', 'settings'].map((d) => `src/plan/${d}.def`), '-o', `${gen}/plan/plan.gen`], root);
	well('sql2c', `${BUILD}/tools/sql2c`, ['--schema', ...schema, '--', `${room}/thanks.sql`, '-o', `${out}/thanks.sql`], root);
	well('html2c', `${BUILD}/tools/html2c`, [`${room}/thanks.html`, '-o', `${out}/thanks.html`], root);
	const sources = ['thanks.c', 'thanks_web.c', 'thanks_test.c'].map((f) => `${room}/${f}`);
	for (const source of [...sources, `${out}/thanks.sql.c`, `${out}/thanks.html.c`])
		well(source, 'cc', ['-std=gnu17', '-D_GNU_SOURCE', '-fsyntax-only', '-Wall', '-Wextra', '-Wshadow', '-Wno-missing-field-initializers', '-Werror',
			'-I', gen, '-I', `${root}/src`, '-I', root, '-I', `${BUILD}/src`, source], root);
	well('clang-format', 'clang-format', ['--dry-run', '-Werror', `${room}/thanks.h`, ...sources], root);
});
