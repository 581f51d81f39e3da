/* SPDX-License-Identifier: Apache-2.0 */
/* Every page of everybody: what the addresses of routes.def speak of, and the pages that are there for each person. */
import { readFileSync } from 'node:fs';
import { fillPair, makeProgramme, takePart } from './world.mjs';

const ROUTES = [...readFileSync('src/plan/routes.def', 'utf8').matchAll(/^ROUTE\(GET, "([^"]+)"/gm)].map((m) => m[1]);

/* What the form of a profile needs in any case. */
async function
profileOf(person)
{
	const { name, tz } = await person.api.get(`/people/${person.id}`);
	return { name, tz, languages: [], mentees_max: 0 };
}

/* What the addresses speak of, so that there is something of everything. */
export async function
things(w, id)
{
	const { programme, admin, manager, mentor, mentee } = w;
	const ids = { relationship: id, ...await fillPair(id, mentor, mentee), programme, participant: w.pair.participant, person: mentee.id,
		gate: 'role', threshold: 'silence-factor', sheet: 'rapport', part: 'text', item: 'goal-conversations', kind: 'prompt', role: 'mentee' };

	await mentor.api.post(`/questions/${ids.question}/reading`);
	await mentor.api.put(`/questions/${ids.question}/answer`, { answer: 'Say it early' });
	for (const p of [mentee, mentor])
		await p.api.put(`/relationships/${id}/direction`, { hope: 'Clear steps', aim: 'skills' });
	ids.threshold = (await admin.api.items(`/programmes/${programme}/thresholds`))[0].id;
	await admin.api.put('/organisation/levels', { name_1: 'Junior', place_1: '1', name_2: 'Senior', place_2: '2' });
	ids.field = (await admin.api.post('/organisation/fields', { label: 'Office', kind: 'one', choices: 'Bremen\nOslo', audience: 'everyone', matching: true, sensitive: false })).id;
	ids.rule = (await manager.api.post(`/programmes/${programme}/rules`, { kind: 'same', hard: false, mentee_field: 'field:office', points: 10 })).id;
	await mentee.api.put(`/people/${mentee.id}`, { ...await profileOf(mentee), hours_1_from: '08:00', hours_1_to: '17:00' });
	await mentee.api.put(`/people/${mentee.id}/topics`, { wanted_1: 'Law', wanted_1_strength: '2', interest_1: 'Sailing' });
	/* Whoever leaves, and a programme that ends, come last. */
	return { ids, last: /\/participants\/n$|^\/programmes\/n$|\/cadence$/ };
}

/* A programme of circles, with topics on offer. */
export async function
round({ admin, manager, mentee })
{
	const programme = await makeProgramme(admin, 'Round tables', { way: 'circles' }), topics = [];

	await takePart(admin, programme, manager, 'manager');
	await takePart(admin, programme, mentee, 'mentee');
	for (const name of ['Harbours', 'Tides', 'Winds', 'Locks'])
		topics.push((await manager.api.post(`/programmes/${programme}/topics`, { name, least: 3, most: 8 })).id);
	return { programme, person: mentee.id, topic: topics[0] };
}

/* [{ person, path, text }] of the pages that exist for each of these people, of the addresses that fit and whose things
 * are named in ids; each also as it is when one edits it. */
export async function *
pagesOf(people, ids, among = /./)
{
	for (const person of people)
		for (const pattern of ROUTES) {
			const names = [...pattern.matchAll(/[:=](\w+)/g)].map((m) => m[1]);
			if (names.some((k) => !(k in ids)) || !among.test(pattern) || /download|calendar|events|openapi|sign-|setup/.test(pattern))
				continue;
			for (const query of ['', '?edit=1']) {
				const path = pattern.replace(/[:=](\w+)/g, (_, k) => ids[k]) + query;
				const page = await person.browser.page(path);
				if (page.status !== 200 || !/text\/html/.test(page.headers['content-type']))
					break;
				yield { person, path, text: page.text };
				if (!page.text.includes('<form'))
					break;
			}
		}
}
