/* SPDX-License-Identifier: Apache-2.0 */
/* What failed in a report of Playwright, without colours and without the code around it. */
import { readFileSync } from 'node:fs';

function*
failures(suites)
{
	for (const s of suites ?? []) {
		yield* failures(s.suites);
		for (const spec of s.specs ?? [])
			for (const { message } of spec.tests.flatMap((t) => t.results).flatMap((r) => r.errors ?? []))
				yield `${spec.title}: ${message}`;
	}
}

for (const text of failures(JSON.parse(readFileSync(process.argv[2], 'utf8')).suites))
	console.log(text.replace(/\x1b\[[\d;]*m/g, '').split('\n').map((l) => l.trim()).filter(Boolean).slice(0, 8).join(' / '));
