/* SPDX-License-Identifier: Apache-2.0 */
/* What the documents say, in pieces that can be checked. */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const ROOT = resolve(import.meta.dirname, '../..');
export const PROGRAM = resolve(process.env.WAYMARK ?? `${ROOT}/build/waymark`);

/* The environment without what the tests themselves are told: to the program it would be a setting. */
export const ENV = Object.fromEntries(Object.entries(process.env).filter(([k]) => !/^WAYMARK/.test(k)));

export const read = (path) => readFileSync(`${ROOT}/${path}`, 'utf8');

/* All documents, as paths from the root. What is not in git yet counts too, what is ignored does not. */
export const documents = () => execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], { cwd: ROOT, encoding: 'utf8' })
	.split('\n').filter((p) => p && existsSync(`${ROOT}/${p}`));

/* The fenced blocks of a document: { lang, text, line }. */
export function
blocks(path)
{
	const found = [];
	let at = null;

	read(path).split('\n').forEach((line, i) => {
		const fence = line.match(/^```(.*)$/);
		if (fence && at) {
			found.push({ ...at, text: at.lines.join('\n') });
			at = null;
		} else if (fence) {
			at = { lang: fence[1].trim(), line: i + 1, lines: [] };
		} else {
			at?.lines.push(line);
		}
	});
	if (at)
		throw new Error(`${path}:${at.line}: this block has no end`);
	return found;
}

/* The text of a document without its blocks and `code`. */
export const prose = (path) => read(path).replace(/^```[^]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');

/* The settings of src/plan/settings.def in its order: { group, key, kind, otherwise, help }. */
export function
settings()
{
	const found = [];
	let group = '';

	for (const line of read('src/plan/settings.def').split('\n')) {
		const title = line.match(/^\/\* (\w+) \*\/$/);
		const s = line.match(/^SETTING\((\w+), (\w+), "(.*?)", "(.*)"\)$/);
		if (title)
			group = title[1];
		else if (s)
			found.push({ group, key: s[1], kind: s[2], otherwise: s[3], help: s[4].replaceAll('\\"', '"') });
		else if (line.startsWith('SETTING('))
			throw new Error(`settings.def: ${line} is not understood`);
	}
	return found;
}

/* The same as the table of docs/operating.md. */
export function
settingsTable()
{
	const kinds = { TEXT: 'text', INT: 'number', BOOL: 'yes or no', SECRET: 'secret' };
	let group = '', out = '| setting | kind | default | meaning |\n|---|---|---|---|\n';

	for (const s of settings()) {
		if (s.group !== group)
			out += `| *${group = s.group}* | | | |\n`;
		out += `| \`${s.key}\` | ${kinds[s.kind]} | ${s.otherwise ? `\`${s.otherwise}\`` : ''} | ${s.help.replace(/([<|])/g, '\\$1')} |\n`;
	}
	return out;
}

/* What the program says about itself. */
const said = new Map();
export function
help(...verb)
{
	const key = verb.join(' ');

	if (!said.has(key))
		said.set(key, execFileSync(PROGRAM, [...verb, '--help'], { encoding: 'utf8', env: ENV }));
	return said.get(key);
}

/* Its verbs. */
export const verbs = () => [...help().matchAll(/^ {2}([a-z]+) /gm)].map((m) => m[1]);

/* The --options in a text. */
export const options = (text) => new Set([...text.matchAll(/(?<![\w-])--([a-z][a-z_-]*)/g)].map((m) => m[1].replaceAll('_', '-')));
