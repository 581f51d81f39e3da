/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who may do what: every route of routes.def, asked for by everybody there is, about things that are
 * theirs, somebody else's, or over; compared with rights.expected, line by line. "yes" is any answer but
 * a refusal; what was sent may have been incomplete. After a change that is meant:
 *     WRITE=1 node --test tests/rights/rights.test.mjs      and read the difference before you commit it
 */
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import test from 'node:test';
import { signIn, cookieOf, Client } from '../lib/client.mjs';
import { until } from '../lib/server.mjs';
import { fillPair, makeProgramme, makeWorld, matchAndPublish, propose, takePart } from '../lib/world.mjs';

const EXPECTED = new URL('rights.expected', import.meta.url);
const WHO = ['public', 'member', 'mentor', 'mentee', 'other-mentor', 'manager', 'other-manager', 'line-manager', 'admin'];
const ASSETS = { kind: 'theme', item: 'time-management', part: 'name', asset: 'waymark.css', sheet: 'rapport', challenge: 'pulse', threshold: 'pulse-every', gate: 'pledge', role: 'mentor', guide: 'become-mentor', exercise: 'say-it-back', scene: 'not-done', shelf: 'steps', lesson: 'mentor-why', token: 'x'.repeat(43), whose: 'shared' };

/* ---- the tables ---- */

const rights = Object.fromEntries([...readFileSync('src/plan/rights.def', 'utf8').matchAll(/^RIGHT\((\w+),\s*(\w+),/gm)].map((m) => [m[1], m[2]]));
const routes = [...readFileSync('src/plan/routes.def', 'utf8')
	.matchAll(/^ROUTE\((\w+), "([^"]+)", (\w+), (\w+), ([\w-]+), ([\w()-]+)\)((?: [A-Z]+(?:\(\w+\))?)*)$/gm)]
	.map(([, method, path, name, right, input, output, flags]) => ({ method, path, name, subject: rights[right], input, output, flags }));
assert.equal(routes.length, [...readFileSync('src/plan/routes.def', 'utf8').matchAll(/^ROUTE\(/gm)].length, 'every route is understood');

/* About which thing of its kind a route is asked. */
const VARIANTS = { site: ['-'], person: ['own', 'other'], session: ['own', 'other'], token: ['own', 'other'], programme: ['theirs'], import: ['theirs'],
	match: ['theirs'], circle: ['theirs'], job: ['theirs'], relationship: ['pair', 'ended'], goal: ['pair', 'ended'], meeting: ['pair', 'ended'], agenda: ['pair', 'ended'],
	commitment: ['pair', 'ended'], agreement: ['pair', 'ended'], concern: ['pair', 'ended'], step: ['pair', 'ended'],
	milestone: ['pair', 'ended'], theme: ['pair', 'ended'], companion: ['pair', 'ended'], notice: ['pair'], message: ['pair', 'ended'], story: ['pair'],
	question: ['pair', 'ended'], own_question: ['pair', 'ended'], heard: ['pair', 'ended'], advice: ['pair', 'ended'], roadblock: ['pair', 'ended'], introduction: ['pair', 'ended'], feedback: ['pair'],
	entry: ['pair', 'ended'], decision: ['pair', 'ended'] };

/* A circle of the mentor and the mentee, in a programme of its own with the same manager; each time a new one. */
async function
makeCircle(w)
{
	const round = await makeProgramme(w.admin, `Round ${++w.n}`, { way: 'circles' });
	await takePart(w.admin, round, w.manager, 'manager');
	const mine = (await w.admin.api.items(`/programmes/${round}/participants`)).find((p) => p.person === w.admin.id);
	await w.admin.api.put(`/programmes/${round}/participants/${mine.id}`, { state: 'left' });
	for (const p of [w.mentor, w.mentee])
		await takePart(w.admin, round, p, 'mentee');
	await w.admin.api.post(`/programmes/${round}/topics`, { name: 'Law', least: 2, most: 4 });
	await matchAndPublish(w.admin, round);
	w.round = round;
	return (await w.admin.api.items(`/programmes/${round}/circles`))[0].id;
}

/* ---- the people, and the things that they are asked about ---- */

/* Who stands in that column, towards that thing. */
function
actor(w, who, variant)
{
	const ended = variant === 'ended';
	return { public: null, member: w.member, mentor: ended ? w.mentor3 : w.mentor, mentee: ended ? w.mentee3 : w.mentee, 'other-mentor': w.mentor2,
		manager: w.manager, 'other-manager': w.stranger, 'line-manager': w.line, admin: w.admin }[who];
}

/* The mentee's story, as both have agreed to it. */
async function
storyOf(w, route)
{
	const { id } = await w.mentee.api.put(`/relationships/${w.pair.id}/story`, { body: 'x', named: false });
	if (route.name !== 'story_consent_create')
		await w.mentor.api.post(`/stories/${id}/consent`);
	return id;
}

/* Makes or names what the parameters of a path stand for. Things that a request may take away are made
 * anew for each. */
function
things(w, route, who, variant)
{
	const me = actor(w, who, variant) ?? w.member;
	const other = me === w.mentee ? w.mentor : w.mentee;
	const whose = variant === 'own' ? me : other;
	const set = variant === 'ended' ? w.endedThings : w.pairThings;
	const takes = route.method === 'DELETE';
	return {
		relationship: () => (variant === 'ended' ? w.ended : w.pair).id,
		goal: () => set.goal,
		meeting: () => (route.name === 'closing_create' ? set.held : set.meeting),
		version: () => 1,
		agenda: async () => (variant === 'ended' ? set.agenda : (await w.mentee.api.post(`/meetings/${set.meeting}/agenda`, { body: 'x' })).id),
		commitment: () => set.commitment,
		agreement: () => (variant === 'ended' ? set.agreement : propose(w.pair.id, w.mentee)),
		concern: () => set.concern,
		step: () => set.step,
		resource: async () => (variant === 'ended' ? set.resource : (await w.mentee.api.post(`/steps/${set.step}/resources`, { kind: 'tool', title: 'x' })).id),
		milestone: () => set.milestone,
		companion: async () => (variant === 'ended' ? set.companion : companionOf(w)),
		story: () => storyOf(w, route),
		feedback: () => set.feedback,
		entry: () => set.entry,
		decision: () => set.decision,
		request: async () => (variant === 'ended' ? 0 : (await me.api.post(`/relationships/${w.pair.id}/feedback-requests`, { work: 'x' }).catch(() => ({ id: 0 }))).id),
		theme: async () => (variant === 'ended' ? set.theme : (await w.mentee.api.post(`/relationships/${w.pair.id}/themes`, { source: 'person', body: 'x' })).id),
		person: async () => (takes || /deactivation|person_deletion/.test(route.name) ? (variant === 'own' ? me.id : (await w.admin.api.post('/people', { name: 'Gone', email: `gone${++w.n}@example.org` })).id) : whose.id),
		programme: () => (/^(circle_topic|circle_list|mixture|placement|topic_choice)/.test(route.name) ? w.round : w.programme),
		circle: () => (route.name === 'departure_create' ? makeCircle(w) : w.circle),
		topic: async () => (await w.admin.api.post(`/programmes/${w.round}/topics`, { name: `Topic ${++w.n}`, least: 2, most: 4 })).id,
		participant: () => w.pair.participant,
		import: () => w.import,
		match: () => w.pair.match,
		job: () => w.job,
		rule: async () => (await w.admin.api.post(`/programmes/${w.programme}/rules`, { kind: 'not_manager', hard: true })).id,
		field: async () => (await w.admin.api.post('/organisation/fields', { label: `Field ${++w.n}`, kind: 'text', choices: '', audience: 'everyone', matching: false, sensitive: false })).id,
		change: async () => {
			const at = '/practice/items/theme/time-management/switch';
			for (const state of ['off', 'on'])
				await w.admin.api.put(at, { state });
			return (await w.admin.api.items('/practice/changes'))[0].id;
		},
		pack: async () => (await w.admin.api.post('/practice/packs', { text: 'kind: theme\nitems:\n  - id: time-management\n' })).id,
		mail: async () => (await w.admin.api.items('/admin/outbox'))[0].id,
		message: async () => (variant === 'ended' ? set.message : (await w.mentee.api.post(`/relationships/${w.pair.id}/messages`, { body: 'x' })).id),
		question: async () => (variant === 'ended' ? set.question : (await w.mentee.api.post(`/relationships/${w.pair.id}/questions`, { body: 'x', ideas: 'y' })).id),
		own_question: async () => (variant === 'ended' ? set.own_question : (await w.mentee.api.post(`/relationships/${w.pair.id}/library`, { body: 'x', moment: 'session' })).id),
		heard: () => set.heard,
		roadblock: () => set.roadblock,
		advice: () => set.advice,
		introduction: () => set.introduction,
		notice: async () => (await w.mentee.api.items('/notices'))[0].id,
		token: async () => {
			await whose.api.post('/account/tokens', { name: 'fresh' });
			return (await whose.api.items('/account/tokens')).at(-1).id;
		},
		session: async () => {
			if (takes)
				await new Client(w.server, { cookie: cookieOf(await signInOnce(w, whose)) }).get('/account');
			const all = await whose.api.items('/account/sessions');
			return all.reduce((a, b) => (a.id > b.id ? a : b)).id;
		},
	};
}

/* Signing in often would empty the bucket of the account: people of a room share the work. */
const signInOnce = (w, person) => signIn(w.server, person.email);

/* A member who keeps the mentee company, asked anew if that was taken back. */
async function
companionOf(w)
{
	const theirs = await w.member.api.items('/companions');
	return theirs.length ? theirs[0].id : (await w.mentee.api.post(`/relationships/${w.pair.id}/companions`, { peer: w.member.id })).id;
}

async function
address(w, route, who, variant)
{
	const make = things(w, route, who, variant);
	let path = route.path;
	for (const [, mark, name] of route.path.matchAll(/([:=])(\w+)/g)) {
		const value = mark === '=' ? ASSETS[name] : await make[name]();
		path = path.replace(`${mark}${name}`, value);
	}
	return path;
}

function
verdict(a)
{
	if (a.status === 303 && /^\/sign-in\?to=/.test(a.headers.location ?? ''))
		return '401';
	assert.ok(a.status < 500, `${a.status}: ${a.text.slice(0, 300)}`);
	return [401, 403, 404].includes(a.status) ? String(a.status) : 'yes';
}

/* The verdicts of one row, column by column. */
async function
row(w, route, variant)
{
	const cells = [];
	for (const who of WHO) {
		const me = actor(w, who, variant), path = await address(w, route, who, variant);
		const api = me?.api ?? w.nobody, browser = me?.browser ?? w.nobody, seen = [];
		const label = `${route.method} ${path} by ${who}`;
		if (route.method !== 'GET')
			seen.push(await api.ask(route.method, path, { json: {} }));
		if (route.method === 'GET' && (route.output !== '-' || route.flags.includes('STREAM')))
			seen.push(await api.ask('GET', path));
		if (route.method === 'GET')
			seen.push(await browser.page(path));
		const verdicts = [...new Set(seen.map((a) => verdict(a)))];
		assert.equal(verdicts.length, 1, `${label}: the page and the JSON do not agree: ${verdicts}`);
		cells.push(verdicts[0]);
	}
	return cells;
}

/* An import of the programme's manager that is over, with its job. */
async function
makeImport(w)
{
	const up = await w.manager.api.upload(`/programmes/${w.programme}/imports`, { role: 'mentee' }, 'one.csv', 'name,email\nIda Import,ida@example.org\n');
	assert.equal(up.status, 201, up.text);
	w.import = up.json.id;
	await w.manager.api.put(`/imports/${w.import}/mapping`, {});
	await until('the check', async () => (await w.manager.api.get(`/imports/${w.import}`)).state === 'checked');
	const jobs = (await w.admin.api.items('/admin/jobs')).filter((j) => j.kind === 'import_check');
	w.job = jobs[0].id;
}

test('the access matrix', { timeout: 240_000 }, async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	w.n = 0;
	w.nobody = new Client(w.server);
	w.pairThings = await fillPair(w.pair.id, w.mentor, w.mentee);
	w.endedThings = await fillPair(w.ended.id, w.mentor3, w.mentee3, '', w.member);
	await w.mentee3.api.post(`/relationships/${w.ended.id}/ending`, { sure: true });
	await makeImport(w);
	w.circle = await makeCircle(w);

	const lines = [];
	const last = ['advice_delete', 'cancellation_create', 'ending_create', 'ally_create', 'reopening_create', 'session_delete', 'deletion_create']; /* what ends things comes after everything else */
	for (const route of [...routes.filter((r) => !last.includes(r.name)), ...routes.filter((r) => last.includes(r.name))])
		for (const variant of VARIANTS[route.subject]) {
			const cells = await row(w, route, variant);
			lines.push([`${route.method} ${route.name}`.padEnd(40), variant.padEnd(7), ...cells.map((x, i) => x.padEnd(WHO[i].length))].join(' ').trimEnd());
		}
	const head = [`# ${'route'}`.padEnd(40), 'whose'.padEnd(7), ...WHO].join(' ');
	const found = [head, ...lines.sort((a, b) => order(a) - order(b))].join('\n') + '\n';
	if (process.env.WRITE)
		writeFileSync(EXPECTED, found);
	const expected = readFileSync(EXPECTED, 'utf8');
	const [a, b] = [expected.trim().split('\n'), found.trim().split('\n')];
	const difference = [...a.filter((x) => !b.includes(x)).map((x) => `- ${x}`), ...b.filter((x) => !a.includes(x)).map((x) => `+ ${x}`)];
	assert.ok(difference.length === 0, `rights differ from rights.expected:\n  ${head}\n${difference.sort((x, y) => x.slice(2).localeCompare(y.slice(2))).join('\n')}`);
	assert.equal(b.length - 1, a.length - 1);
});

test('what a line manager is told: that there is a pair, not whether it meets', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	await fillPair(w.pair.id, w.mentor, w.mentee);
	const path = `/relationships/${w.pair.id}/status`;
	const [told, all] = [await w.line.api.get(path), await w.manager.api.get(path)];
	assert.equal(told.mentee_name, w.mentee.name);
	assert.deepEqual([told.held, told.cancelled, told.last_held_at, told.next_at, told.goals], [-1, -1, -1, -1, -1]);
	assert.deepEqual([told.mode, all.mode], ['', 'mentoring']);
	assert.deepEqual([all.held, all.goals], [1, 1]);
	const count = (p) => p.browser.page(path).then((a) => a.text.split('<dt>').length - 1);
	/* Four about meetings, how many goals, and how they work. */
	assert.equal(await count(w.manager) - await count(w.line), 6);
});

/* In the order of routes.def. */
const order = (line) => routes.findIndex((r) => r.name === line.split(/\s+/)[1]);
