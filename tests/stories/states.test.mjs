/* SPDX-License-Identifier: Apache-2.0 */
/* Paused, ended, allies, taken up again: no page of two people leads to a closed door, offers what is refused, or says that
 * somebody reads along who does not. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { clock, day, fillPair, makeWorld } from '../lib/world.mjs';

/* What two people may still do when it has ended. */
const AFTER = /\/(ally|reopening|next-match|review|review\/readiness|story|mentor-path|concerns|messages\/reading|library|journal|sign-in|next-match|pause)$|^\/(journal|decisions|stories|account|notices|people|programmes)\b/;
/* Pages of the pair and of what belongs to it; not those of the person or the programme. */
const THEIRS = /^\/(relationships\/\d+|goals|meetings|agreements|steps|milestones|questions|heard|roadblocks|introductions|advice|feedback)\b/;

const mainOf = (html) => html.match(/<main[^]*<\/main>/)?.[0] ?? '';
const plain = (html) => html.replace(/<[^>]+>/g, ' ').replace(/&#39;/g, '’').replace(/\s+/g, ' ');

/* Every page that one gets to from the page of the two by links alone: { path → main }, and the links that lead nowhere. */
async function
walk(person, start)
{
	const seen = new Map(), shut = [], todo = [[start, '']];

	while (todo.length) {
		const [path, from] = todo.shift();
		if (seen.has(path))
			continue;
		const page = await person.browser.page(path);
		seen.set(path, mainOf(page.text));
		if (page.status !== 200)
			shut.push(`${from} -> ${path}: ${page.status}`);
		for (const [, href] of mainOf(page.text).matchAll(/<a\b[^>]*\shref="([^"#]+)/g)) {
			const to = href.replaceAll('&amp;', '&');
			if (THEIRS.test(to) && !/calendar|\?(?!edit=1)/.test(to))
				todo.push([to, path]);
		}
	}
	return { seen, shut };
}

/* [page, action] of the forms of these pages. */
const formsIn = (seen) => [...seen].flatMap(([path, html]) => [...html.matchAll(/<form\b[^>]*method="(?:post|put|delete)"[^>]*action="([^"?]*)/g)].map((m) => [path, m[1]]));

test('in each state of two people', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const { mentor, mentee } = w, r = w.pair.id, page = `/relationships/${r}`;
	const ids = await fillPair(r, mentor, mentee);
	const hopes = { hope: 'To be asked for', aim: 'skills', learn: 'How she says no', grow: 'Her years abroad', career: 'A team of my own', path: '', skills: 'Chairing', experiences: 'A board', industries: 'Ferries', roles: 'Pilot' };
	const first = async (person, sheet, words) => {
		const name = (await person.browser.page(`${page}/sheets/${sheet}`)).text.match(/<textarea[^>]*\sname="([^"]+)"/)[1];
		return { [name]: words };
	};
	const open = async (state) => {
		for (const p of [mentee, mentor]) {
			const { seen, shut } = await walk(p, page);
			assert.deepEqual(shut, [], `${state}, ${p.name}: every link leads somewhere`);
			assert.ok(seen.size > 25, `${seen.size} pages`);
		}
	};

	await mentee.api.put(`/heard/${ids.heard}`, { meant: '' }).catch(() => 0);
	await mentor.api.put(`/heard/${ids.heard}`, { meant: 'It is hard on Mondays' });
	await t.test('while it runs every link leads somewhere', () => open('active'));
	await t.test('what both may read of each other’s hopes, both do', async () => {
		await mentee.api.put(`${page}/direction`, hopes);
		const read = plain((await mentor.browser.page(`${page}/direction`)).text);
		for (const key of ['hope', 'learn', 'grow', 'career', 'skills', 'experiences', 'industries', 'roles'])
			assert.ok(read.includes(hopes[key]), key);
	});
	/* Answers to which the other one has none. */
	await mentee.api.put(`${page}/sheets/rapport`, await first(mentee, 'rapport', 'I sail'));
	await mentor.api.put(`${page}/sheets/boundaries`, await first(mentor, 'boundaries', 'Not at night'));
	await mentee.api.put(`${page}/expectations`, Object.fromEntries((await mentee.browser.page(`${page}/expectations`)).text.match(/name="([^_"][^"]*)" value="([^"]+)"/g).map((x) => x.match(/name="([^"]*)" value="([^"]*)"/).slice(1))));
	await t.test('and while they pause', async () => {
		await mentee.api.post(`${page}/pause`, { until_on: day(30) });
		await open('paused');
		await mentee.api.delete(`${page}/pause`);
	});
	await mentee.api.post(`${page}/ending`, { ending: 'early', farewell: 'Thank you', reason: '', sure: true });
	await t.test('when it has ended nothing is offered that is refused', async () => {
		for (const p of [mentee, mentor]) {
			const { seen, shut } = await walk(p, page);
			assert.deepEqual(shut, [], p.name);
			assert.deepEqual(formsIn(seen).filter(([, action]) => !AFTER.test(action)), [], p.name);
			assert.deepEqual([...seen].filter(([, html]) => plain(html.replace(/<div class="head">[^]*?<\/div>/, '')).trim().length < 20).map(([path]) => path), [], 'pages that say nothing but their title');
			assert.doesNotMatch(plain(seen.get(page)), /How we work together waits/, 'an agreement that can no longer be accepted does not wait');
			assert.ok(['pause', 'cadence', 'challenges', 'keeping-in-touch', 'fit'].every((x) => !seen.has(`${page}/${x}`)), 'what is over needs no pause');
		}
		for (const path of ['pause', 'keeping-in-touch', 'challenges', 'fit'])
			assert.match(plain(mainOf((await mentee.browser.page(`${page}/${path}`)).text)), /has ended/, `${path}: an old link says how it is`);
		const still = async (person, path, words) => assert.ok(plain(mainOf((await person.browser.page(`${page}/${path}`)).text)).includes(words), `${path}: what one wrote stays readable`);
		await still(mentee, 'direction', hopes.career);
		await still(mentee, 'sheets/rapport', 'I sail');
		await still(mentor, 'sheets/boundaries', 'Not at night');
		assert.ok(!plain((await mentor.browser.page(`${page}/sheets/rapport`)).text).includes('I sail'), 'what was not shared is not shared by the end');
		assert.match(plain(mainOf((await mentee.browser.page(`${page}/expectations`)).text)), /cannot read this/);
		assert.equal((mainOf((await mentor.browser.page(`${page}/check`)).text).match(/<p\b(?! class="quiet">Once a month)/g) ?? []).length, 1, 'that nothing was answered is said once');
		assert.equal((await mentee.browser.page(`${page}/feedback/new`)).status, 409);
		assert.match(plain(mainOf((await mentor.browser.page(`/heard/${ids.heard}`)).text)), /It is hard on Mondays/, 'who put it right reads it, too');
	});
	for (const p of [mentee, mentor])
		await p.api.post(`${page}/ally`);
	await t.test('allies read that nobody of the programme reads along, and that is so', async () => {
		const before = await w.manager.api.get(`${page}/status`);
		await new Promise((done) => setTimeout(done, 1100)); /* a second after it ended */
		const goal = (await mentee.api.post(`${page}/goals`, { title: 'Something of our own', specific: 'Ours', share_title: true })).id;
		await mentor.api.post(`${page}/meetings`, { starts: clock('UTC', 90), minutes: 30, place: '' });
		await mentee.api.post(`/goals/${ids.goal}/completion`);
		assert.deepEqual(await w.manager.api.get(`${page}/status`), before, 'a manager reads what was there when it ended');
		for (const p of [mentee, mentor]) {
			const { seen, shut } = await walk(p, page);
			assert.deepEqual(shut, [], p.name);
			assert.deepEqual([...seen].filter(([, html]) => html.includes(`href="${page}/pause"`)).map(([path]) => path), [], 'allies have nothing to pause');
			for (const [path, html] of seen)
				if (path !== `${page}/status` && !/\/(review|story|concerns|mode|afterwards)$/.test(path) && !path.startsWith(`/goals/${ids.goal}`))
					assert.doesNotMatch(plain(html), /(?:programme team|Managers|administrators) (?:sees?|can (?:see|read)|hears?)(?![^.]*nothing)/, path);
			assert.ok(seen.has(`/goals/${goal}`));
		}
		await assert.rejects(mentee.api.post(`${page}/challenges/support/help`), /409/, 'nobody of the programme is asked to look after allies');
		assert.equal((await mentee.browser.page(`${page}/pause`)).text.includes(`action="${page}/pause"`), false, 'no form that is refused');
	});
});
