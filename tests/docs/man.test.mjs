/* SPDX-License-Identifier: Apache-2.0 */
/* The man page and --help name the same verbs and the same options, and the page is good mdoc. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import test from 'node:test';
import { help, options, read, ROOT, verbs } from './docs.mjs';

const page = read('man/waymark.1');
const plain = (text) => text.replace(/\bFl -/g, '--').replaceAll('\\-', '-');

/* The part of a section of the page. */
function
section(name)
{
	const from = page.indexOf(`.Sh ${name}\n`), to = page.indexOf('\n.Sh ', from + 1);
	assert.ok(from >= 0, name);
	return page.slice(from, to);
}

/* What SYNOPSIS says of each verb. */
const synopsis = new Map();
for (const call of section('SYNOPSIS').split(/^\.Nm$/m).slice(1)) {
	const [, verb] = call.match(/^\.Cm (\w+)/m);
	synopsis.set(verb, (synopsis.get(verb) ?? '') + plain(call));
}

test('the page is good mdoc', () => {
	const r = spawnSync('mandoc', ['-Tlint', '-Wstyle', `${ROOT}/man/waymark.1`], { encoding: 'utf8' });
	assert.equal(r.error, undefined);
	assert.equal(r.stdout.split('\n').filter((l) => l && !/outdated mandoc\.db|referenced manual not found/.test(l)).join('\n'), '');
});

test('it names every verb, and no other', () => {
	assert.deepEqual([...synopsis.keys()].sort(), verbs().sort());
	const described = [...section('VERBS').matchAll(/^\.It Cm (\w+)$/gm)].map((m) => m[1]);
	assert.deepEqual([...new Set(described.filter((v) => verbs().includes(v)))].sort(), verbs().sort());
});

for (const verb of verbs())
	test(`${verb}: the same options as --help`, () => {
		assert.deepEqual([...options(synopsis.get(verb) ?? '')].sort(), [...options(help(verb).replace(/`[^`]*`|\[--options\]/g, ''))].sort());
	});

test('the exit codes of the program are in the page', () => {
	const codes = section('EXIT STATUS');
	for (const code of ['64', '65', '66', '67', '69', '70', '73', '74', '75', '77', '78'])
		assert.match(codes, new RegExp(`^${code} `, 'm'));
});
