/* SPDX-License-Identifier: Apache-2.0 */
/* What would be a script elsewhere, written into every field that people read and looked at in Chromium: no
 * script ran, nothing was refused by the policy because nothing was tried, nothing was asked of another
 * host, and the text on the page is the text that was written. */
import { expect, test } from '@playwright/test';
import { until } from '../lib/server.mjs';
import { clock, day, fillPair, makeProgramme, makeWorld, propose } from '../lib/world.mjs';
import { SCRIPTS } from './corpus.mjs';

/* One of everything with that text in each of its fields; the addresses where it is shown, by reader, with
 * the place where it must stand. */
async function
plant(w, text, n)
{
	const { mentee, mentor, admin } = w, r = w.pair.id, short = text.slice(0, 120), name = text.slice(0, 80);
	const person = (await admin.api.post('/people', { name: short, email: `x${n}@example.org`, headline: text, unit: short })).id;
	await admin.api.put(`/people/${person}`, { name: short, tz: 'UTC', mentees_max: 1, headline: text, unit: short, pronouns: text.slice(0, 40), about: text });
	await admin.api.put(`/people/${person}/topics`, { wanted_1: name, offered_1: name, interest_1: name });
	const field = (await admin.api.post('/organisation/fields', { label: `${n} ${name}`.slice(0, 80), kind: 'one', choices: `${text.slice(0, 200)}\nb`, audience: 'everyone', matching: true, sensitive: false })).id;
	const programme = await makeProgramme(admin, short, { about: text });
	await admin.api.post(`/programmes/${programme}/participants`, { person, role: 'mentor' });
	const goal = (await mentee.api.post(`/relationships/${r}/goals`, { title: text, specific: text, metric: text, unit: text.slice(0, 40), achievable: text, relevant: text, due_on: day(9) })).id;
	const meeting = (await mentee.api.post(`/relationships/${r}/meetings`, { starts: clock('UTC', 60 + n), minutes: 30, place: text })).id;
	await mentor.api.post(`/meetings/${meeting}/agenda`, { body: text });
	await mentee.api.post(`/relationships/${r}/commitments`, { body: text, due_on: day(3) });
	const agreement = await propose(r, mentee, Object.fromEntries(['role', 'areas', 'times', 'lateness', 'direction'].map((k) => [k, text])));
	await mentee.api.put(`/relationships/${r}/sheets/rapport`, { 'answer_rapport-place': text, 'shared_rapport-place': true });
	await mentor.api.put(`/relationships/${r}/growth`, { body: text });
	const concern = (await mentee.api.post(`/relationships/${r}/concerns`, { addressee: 'partner', body: text })).id;
	await mentor.api.post(`/concerns/${concern}/answer`, { answer: text });
	await mentee.api.post('/account/tokens', { name });
	return [
		[admin, `/people/${person}`, 'h1', short], [admin, `/people/${person}/edit`, '#about', text], [admin, `/people/${person}/topics/edit`, '#wanted_1', name],
		[admin, `/organisation/fields/${field}`, '#choices', `${text.slice(0, 200)}\nb`],
		[admin, `/programmes/${programme}`, 'h1', short], [admin, `/programmes/${programme}/edit`, '#about', text], [admin, `/programmes/${programme}/participants`, 'tbody a', short],
		[mentee, `/goals/${goal}`, 'h1', text], [mentor, `/goals/${goal}/edit`, '#specific', text], [mentee, `/meetings/${meeting}`, 'ol.agenda', text],
		[mentor, `/meetings/${meeting}/edit`, '#place', text], [mentor, `/agreements/${agreement}`, 'dl.details', text], [mentee, `/relationships/${r}/agreement/edit`, 'textarea', SCRIPTS.at(-1)],
		[mentor, `/concerns/${concern}`, 'blockquote', text], [mentee, `/concerns/${concern}`, 'blockquote', text],
	];
}

test('the corpus, rendered', async ({ browser }) => {
	test.setTimeout(300_000);
	const w = await makeWorld();
	const found = [];
	try {
		await fillPair(w.pair.id, w.mentor, w.mentee);
		const pages = [];
		for (const [n, text] of SCRIPTS.entries())
			pages.push(...await plant(w, text, n));
		const last = SCRIPTS.at(-1);
		await w.admin.api.put('/organisation', { name: SCRIPTS[0], lang: 'en', tz: 'UTC' });
		await w.admin.api.put('/organisation/levels', { name_1: SCRIPTS[2].slice(0, 80), place_1: '1' });
		await w.admin.api.post('/people', { name: 'Invited', email: 'invited@example.org' });
		const file = [['name', 'email', `"${SCRIPTS[2].replaceAll('"', '""')}"`].join(','), ...SCRIPTS.map((s, i) => [`"${s.replaceAll('"', '""')}"`, i % 2 ? `c${i}@example.org` : `"${s.replaceAll('"', '""')}"`, `"${s.replaceAll('"', '""')}"`].join(','))].join('\r\n');
		const up = await w.admin.api.upload(`/programmes/${w.other}/imports`, { role: 'mentee' }, '"><img src=x onerror=window.hit=99>.csv', file);
		expect(up.status, up.text).toBe(201);
		const mapping = `/imports/${up.json.id}/mapping`;
		const shown = { [mapping]: await look(browser, w, w.admin, [mapping], found) };
		await w.admin.api.put(mapping, {});
		await until('the check', async () => ['checked', 'failed'].includes((await w.admin.api.get(`/imports/${up.json.id}`)).state));
		const r = w.pair.id, mail = (await w.admin.api.items('/admin/outbox'))[0].id;
		const lists = ['/', '/people', '/people?page=2', `/people?q=${encodeURIComponent(last)}`, '/programmes', '/organisation', '/organisation/levels', '/organisation/fields', '/imports',
			`/imports/${up.json.id}`, `/imports/${up.json.id}/faults`, `/programmes/${w.other}/participants?find=${encodeURIComponent(SCRIPTS[3])}`, '/admin/outbox', `/admin/outbox/${mail}`, '/admin/jobs',
			`/matches/${w.pair.match}`, `/matches/${w.pair.match}/pairs?q=${encodeURIComponent(SCRIPTS[2])}`, `/programmes/${w.programme}/rules`, `/programmes/${w.programme}/rules/new?hard=0&kind=same`,
			`/nothing/${encodeURIComponent(SCRIPTS[3])}`];
		await look(browser, w, w.admin, lists, found);
		await look(browser, w, w.mentor, ['/', `/relationships/${r}`, `/relationships/${r}/goals`, `/relationships/${r}/meetings`, `/relationships/${r}/commitments`, `/relationships/${r}/status`,
			`/relationships/${r}/agreement`, `/relationships/${r}/sheets/rapport`, `/relationships/${r}/trust`, `/relationships/${r}/concerns`], found);
		await look(browser, w, w.mentee, ['/', '/account/tokens', `/relationships/${r}`, `/relationships/${r}/goals/new?sample=${encodeURIComponent(SCRIPTS[2])}`], found);
		await look(browser, w, null, [`/sign-in?to=${encodeURIComponent(SCRIPTS[2])}`, `/welcome/${'x'.repeat(20)}`, `/reset?sent=${encodeURIComponent(SCRIPTS[2])}`], found);
		for (const who of [w.admin, w.mentor, w.mentee])
			await look(browser, w, who, pages.filter((p) => p[0] === who), found);
		expect(shown[mapping]).toBe(1);
		expect(found).toEqual([]);
	} finally {
		await w.server.stop();
	}
});

/* Opens the addresses as somebody; what is wrong goes to found. The number of pages. */
async function
look(browser, w, who, list, found)
{
	const context = await browser.newContext({ baseURL: w.server.url });
	if (who) {
		const [name, value] = who.cookie.split(/=(.*)/s);
		await context.addCookies([{ name, value, url: w.server.url }]);
	}
	await context.addInitScript(() => addEventListener('securitypolicyviolation', (e) => console.error(`CSP: ${e.violatedDirective} ${e.blockedURI}`)));
	const page = await context.newPage();
	let at = '';
	page.on('console', (m) => { if (['error', 'warning'].includes(m.type()) && !/the server responded with a status/.test(m.text())) found.push(`${at}: ${m.text()}`); });
	page.on('dialog', (d) => { found.push(`${at}: a dialog`); return d.dismiss(); });
	page.on('request', (q) => { if (!q.url().startsWith(w.server.url)) found.push(`${at}: asked ${q.url()}`); });
	for (const item of list) {
		const [, path, place, text] = Array.isArray(item) ? item : [null, item];
		at = path;
		const a = await page.goto(path);
		if (a.status() >= 500)
			found.push(`${at}: ${a.status()}`);
		const hit = await page.evaluate(() => window.hit ?? window.frames.length);
		if (hit)
			found.push(`${at}: script ${hit} ran, or a frame was opened`);
		if (!place)
			continue;
		const said = await page.locator(place).evaluateAll((all) => all.map((e) => e.value ?? e.textContent));
		if (!said.some((s) => s === text || s.includes(text)))
			found.push(`${at}: ${place} says ${said}, not ${text}`);
	}
	await context.close();
	return list.length;
}
