/* SPDX-License-Identifier: Apache-2.0 */
/* Thousands of invented people as two files for an import: always the same ones. Some speak a language that no
 * mentor speaks. */
import { writeFileSync } from 'node:fs';

const UNITS = ['Harbour', 'Bridges', 'Maps', 'Tides', 'Orchards', 'Ferries', 'Signals', 'Lighthouses'];
const LANGUAGES = ['English', 'English', 'German', 'English; German'];
const TOPICS = 40, ALONE = 100;

export function
crowd(dir, mentees, mentors)
{
	let seed = 20261122;
	const chance = (n) => { seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0; return Math.floor(seed / 4294967296 * n); };
	const pick = (list) => list[chance(list.length)];
	const topics = (n) => [...new Set(Array.from({ length: n }, () => `Topic ${Math.min(chance(TOPICS), chance(TOPICS)) + 1}`))].join('; ');
	const table = (role, n) => ['email,name,unit,languages,topics wanted,topics offered,interests,places',
		...Array.from({ length: n }, (_, i) => [`${role}${i}@example.org`, `${role === 'mentee' ? 'Mia' : 'Mo'} ${role}${i}`, pick(UNITS),
			role === 'mentee' && i % ALONE === 0 ? 'Finnish' : pick(LANGUAGES), role === 'mentee' ? topics(3) : '', role === 'mentor' ? topics(4) : '', topics(2),
			role === 'mentor' ? 1 + chance(4) : ''].join(','))].join('\n');
	for (const [role, n] of [['mentor', mentors], ['mentee', mentees]])
		writeFileSync(`${dir}/${role}s.csv`, `${table(role, n)}\n`);
}
