/* SPDX-License-Identifier: Apache-2.0 */
/* The documents say what is so: their links lead somewhere, their commands run and answer what they say,
 * their tables are those of the sources. WRITE=1 writes the table of settings. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import test from 'node:test';
import { setUp } from '../lib/client.mjs';
import { startServer } from '../lib/server.mjs';
import { blocks, documents, ENV, help, options, PROGRAM, prose, read, ROOT, settings, settingsTable, verbs } from './docs.mjs';

/* Blocks that are run, compared, checked by name, or only shown. */
const SHOWN = new Set(['', 'html', 'ini', 'c', 'sql', 'yaml', 'json', 'meson']);

const anchors = (path) => new Set([...read(path).matchAll(/^#+ (.+)$/gm)]
	.map((m) => m[1].toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').replace(/\s/g, '-')));

test('links lead to something', () => {
	const broken = [];
	for (const path of documents()) {
		const text = prose(path);
		for (const [, to] of [...text.matchAll(/\]\(([^)\s]+)\)/g), ...text.matchAll(/(?:src|href)="([^"]+)"/g)]) {
			if (/^[a-z]+:/.test(to))
				continue;
			const [file, anchor] = to.split('#');
			const target = file ? normalize(join(dirname(path), file)) : path;
			if (!existsSync(join(ROOT, target)))
				broken.push(`${path}: ${to} is not there`);
			else if (anchor && target.endsWith('.md') && !anchors(target).has(anchor))
				broken.push(`${path}: ${target} has no heading for #${anchor}`);
		}
	}
	assert.deepEqual(broken, []);
});

/* Runs a block where the document's blocks before it ran. */
function
run(block, dir, env)
{
	const r = spawnSync('sh', ['-euc', block.text], { cwd: dir, encoding: 'utf8', timeout: 60_000,
		env: { ...ENV, ...env, PATH: `${dir}/.bin:${process.env.PATH}` } });
	assert.equal(r.status, 0, `${block.text}\nended with ${r.status}: ${r.stderr}`);
	return r.stdout + r.stderr;
}

/* Each line of `want` begins or is part of a line of `got`, in this order. */
function
answers(got, want)
{
	let rest = got;
	for (const line of want.split('\n')) {
		const at = rest.indexOf(line);
		assert.ok(at >= 0, `"${line}" is not in what was answered:\n${got}`);
		rest = rest.slice(at + line.length);
	}
}

/* Commands that are only shown: what they name exists. */
function
named(path, block)
{
	const targets = new Set([...read('Makefile').matchAll(/^([a-z]+):/gm)].map((m) => m[1]));
	const known = new Set([...settings().map((s) => s.key.replaceAll('_', '-')), 'config', 'help']);

	for (const line of block.text.split('\n')) {
		const where = `${path}: ${line}`;
		for (const [, word] of line.matchAll(/\bmake ([a-z]+)/g))
			assert.ok(targets.has(word), where);
		const [, verb, rest] = line.match(/^[$#] (?:.*\| )?waymark ([a-z]+)(.*)$/) ?? [];
		if (!verb)
			continue;
		assert.ok(verbs().includes(verb), where);
		for (const o of options(rest))
			assert.ok(known.has(o) || options(help(verb)).has(o), `${where}: --${o}`);
	}
}

test('commands do what the documents say', async (t) => {
	const server = await startServer();
	t.after(() => server.stop());
	const admin = await setUp(server);
	const env = { URL: server.url, TOKEN: admin.token };

	for (const path of documents()) {
		const all = blocks(path);
		if (!all.length)
			continue;
		await t.test(path, () => {
			const dir = mkdtempSync(join(tmpdir(), 'wm-docs.'));
			mkdirSync(`${dir}/.bin`);
			symlinkSync(PROGRAM, `${dir}/.bin/waymark`);
			symlinkSync(`${ROOT}/examples`, `${dir}/examples`);
			let last = null;
			try {
				for (const block of all) {
					const { lang } = block, where = `${path}:${block.line}`;
					if (lang === 'sh' || lang === 'sh server')
						last = run(block, dir, lang === 'sh' ? {} : env);
					else if (lang === 'output')
						assert.ok(last !== null, `${where}: an answer without a command`) ?? answers(last, block.text);
					else if (lang === 'console')
						named(path, block);
					else
						assert.ok(SHOWN.has(lang), `${where}: what is to be done with a block of ${lang}?`);
					if (lang === '')
						assert.doesNotMatch(block.text, /^(\$ |# |waymark |make |curl )/m, `${where}: a command that nobody runs`);
					if (!lang.startsWith('sh') && lang !== 'output')
						last = null;
				}
			} finally {
				rmSync(dir, { recursive: true, force: true });
			}
		});
	}
});

test('the table of settings is that of the program', () => {
	const begin = '<!-- settings: made by tests/docs from src/plan/settings.def -->\n', end = '<!-- end of settings -->';
	const text = read('docs/operating.md'), want = `\n${settingsTable()}\n`;
	const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
	assert.ok(to >= from);
	if (process.env.WRITE)
		writeFileSync(`${ROOT}/docs/operating.md`, text.slice(0, from) + want + text.slice(to));
	else
		assert.equal(text.slice(from, to), want, 'run it again with WRITE=1');
	const shown = spawnSync(PROGRAM, ['config', 'show'], { encoding: 'utf8', env: ENV }).stdout;
	assert.deepEqual([...shown.matchAll(/^(\w+) = /gm)].map((m) => m[1]), settings().map((s) => s.key));
});

test('what is promised names tests that are there', () => {
	for (const line of read('SECURITY.md').split('\n').filter((l) => /^\|.*\]\(tests|^\|.*\]\(src/.test(l))) {
		const cell = line.split('|').at(-2);
		let file = null;
		for (const [, to, name] of cell.matchAll(/\]\(([^)]+)\)|`(\w+)`/g)) {
			file = to ?? file;
			if (name)
				assert.match(read(file), new RegExp(`\\b${name}\\b`), `${file}: ${name}`);
		}
		assert.ok(file, line);
	}
});

test('the changelog begins with this version', () => {
	const [, version] = read('meson.build').match(/version: '([^']+)'/);
	assert.equal(read('CHANGELOG.md').match(/^## \[([^\]]+)\]/m)[1], version);
});
