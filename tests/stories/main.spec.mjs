/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The main job as people do it, from the link that the server prints to a second agenda that knows what
 * the first meeting left: wide and narrow, in English and German, with scripts and without, with a mouse
 * and with the keyboard alone; once on PostgreSQL.
 */
import { expect, test } from '@playwright/test';
import { PASSWORD } from '../lib/client.mjs';
import { Hand, throughJob } from '../lib/hand.mjs';
import { startServer } from '../lib/server.mjs';
import { clock, day } from '../lib/world.mjs';

const HERE = 'Europe/Berlin', THERE = 'America/New_York';
const VARIANTS = [
	{ name: 'English, wide, mouse', lang: 'en', width: 1280 },
	{ name: 'German, narrow, touch', lang: 'de', width: 320 },
	{ name: 'English, narrow, without scripts, on PostgreSQL', lang: 'en', width: 320, js: false, pg: true },
	{ name: 'German, wide, keyboard alone', lang: 'de', width: 1280, keyboard: true },
];

/* The path of the newest link (/welcome/…) in the mails that an administrator sees for that address. */
async function
mailFor(admin, name, pattern)
{
	await admin.goto('/admin/outbox');
	const rows = admin.page.locator('tbody tr').filter({ has: admin.page.locator('td', { hasText: name }) });
	for (let i = 0; i < await rows.count(); i++) {
		const href = await rows.nth(i).locator('a').first().getAttribute('href');
		await admin.goto(href);
		const text = await admin.page.locator('main').innerText();
		const found = text.match(pattern);
		if (found)
			return { text, found: found[0] };
		await admin.goto('/admin/outbox');
	}
	throw new Error(`no mail to ${name} with ${pattern}`);
}

/* Somebody new at a browser, who follows an invitation. */
async function
welcome(browser, server, admin, name, options)
{
	const { found } = await mailFor(admin, name, /\/welcome\/[\w-]+/);
	const hand = await Hand.open(browser, server, options);
	await hand.goto(found);
	await hand.fill('password', 'short');
	await hand.next();
	await expect(hand.page.locator('.summary a')).toHaveCount(1);
	await hand.fill('password', PASSWORD);
	await hand.next();
	await expect(hand.page).toHaveURL(/\/$/);
	return hand;
}

/* Upload, columns, preview, commit. */
async function
bringIn(hand, programme, role)
{
	await hand.goto(`/programmes/${programme}/imports/new?role=${role}`);
	await hand.file('file', `examples/${role}s.csv`);
	await hand.choose('role', role);
	await hand.next();
	await expect(hand.page).toHaveURL(/\/mapping$/);
	await hand.next();
	await throughJob(hand, /\/imports\/\d+$/);
	const facts = (await hand.page.locator('dl.facts dd').allInnerTexts()).map(Number);
	expect(facts[0] + facts[1] + facts[2]).toBe(24);
	expect(facts[3]).toBe(0);
	await hand.next();
	await throughJob(hand, /\/imports\/\d+$/);
	await expect(hand.page.locator('.steps [aria-current=step]')).toHaveText(hand.word('Done'));
}

for (const variant of VARIANTS)
	test(`the main job: ${variant.name}`, async ({ browser }) => {
		test.setTimeout(300_000);
		const server = await startServer({ pg: variant.pg });
		const hands = [];
		const hand = async (more = {}) => { const h = await Hand.open(browser, server, { ...variant, tz: HERE, ...more }); hands.push(h); return h; };
		try {
			const admin = await hand();
			await test.step('first start', async () => {
				await admin.goto(server.setupLink);
				await admin.fill('organisation', 'Harbour Works');
				await admin.fill('name', 'Ada Admin');
				await admin.fill('email', 'ada@example.org');
				await admin.fill('password', 'too short');
				await admin.choose('tz', HERE);
				await admin.next();
				await expect(admin.page.locator('.summary a[href="#password"]')).toHaveCount(1);
				await expect(admin.field('organisation')).toHaveValue('Harbour Works');
				await admin.fill('password', PASSWORD);
				await admin.next();
				await expect(admin.page).toHaveURL(/\/$/);
				await expect(admin.page.locator('main .button.go')).toHaveCount(1);
			});
			await test.step('levels and a field of the organisation', async () => {
				await admin.goto('/admin');
				await admin.follow('/organisation/levels');
				await admin.fill('name_1', 'Junior');
				await admin.fill('place_1', '1');
				await admin.fill('name_2', 'Senior');
				await admin.fill('place_2', '2');
				await admin.next();
				await expect(admin.field('name_2')).toHaveValue('Senior');
				await admin.follow('/organisation/fields');
				await admin.next();
				await admin.fill('label', 'Office');
				await admin.choose('kind', 'one');
				await admin.fill('choices', 'Bremen');
				await admin.choose('audience', 'everyone');
				await admin.next();
				await admin.sees('Office');
			});
			await test.step('a manager is invited by mail', async () => {
				await admin.goto('/people/new');
				await admin.fill('name', 'Maya Manager');
				await admin.fill('email', 'maya@example.org');
				await admin.next();
			});
			const manager = await welcome(browser, server, admin, 'Maya Manager', { ...variant, tz: HERE });
			hands.push(manager);

			let programme;
			await test.step('a programme from the template, with its manager', async () => {
				await admin.goto('/');
				await admin.next();
				await admin.fill('name', 'Harbour pilots');
				await admin.choose('purpose', 'leadership-development');
				await admin.next();
				programme = Number(new URL(admin.page.url()).pathname.match(/\/programmes\/(\d+)$/)[1]);
				await admin.goto(`/programmes/${programme}/participants?find=Maya`);
				await admin.press(admin.page.locator('button[name=role][value=manager]').first());
				await admin.sees('Maya Manager');
			});
			await test.step('people from files', async () => {
				await manager.goto('/');
				await expect(manager.page.locator('main .button.go')).toHaveAttribute('href', `/programmes/${programme}/imports/new`);
				await bringIn(manager, programme, 'mentor');
				await bringIn(manager, programme, 'mentee');
			});
			await test.step('rules, a proposal that explains itself, and publishing it', async () => {
				await manager.goto(`/programmes/${programme}`);
				await manager.goto(`/programmes/${programme}/rules`);
				/* What the usual rules ask for, these files do not say. */
				const hard = manager.page.locator('section[aria-labelledby=must] form[action*="/rules/"] button');
				for (let n = await hard.count(); n > 0; n--)
					await manager.press(hard.first());
				await manager.follow(`/programmes/${programme}/rules/new?hard=0`);
				await manager.follow(`/programmes/${programme}/rules/new?hard=0&kind=same`);
				await manager.choose('mentee_field', 'field:profession');
				await manager.fill('points', '10');
				await manager.next();
				await manager.next(); /* on to the matching */
				await manager.next(); /* find the best pairs */
				await throughJob(manager, /\/matches\/\d+$/);
				await expect(manager.page.locator('tbody tr').first()).toBeVisible();
				const proposal = manager.path();
				await manager.press(manager.page.locator('tbody a[href*="/people/"]').filter({ hasText: manager.word('Why these two') }).first());
				await expect(manager.page.locator('ul.points progress').first()).toBeVisible();
				await manager.goto(proposal);
				await manager.next(); /* the letters */
				await expect(manager.page.locator('.letter')).toHaveCount(2);
				await manager.next();
				await throughJob(manager, /\/matches\/\d+$/);
			});

			let names, relationship;
			await test.step('two people who were matched read their letters', async () => {
				await manager.goto(`/programmes/${programme}/relationships`);
				const rows = await manager.page.locator('tbody tr').evaluateAll((all) => all.map((r) => ({ mentee: r.querySelector('th').innerText,
					mentor: r.querySelector('td').lastChild.textContent.trim(), href: r.querySelector('a').pathname })));
				const once = (name) => rows.flatMap((r) => [r.mentee, r.mentor]).filter((n) => n === name).length === 1;
				names = rows.find((r) => once(r.mentee) && once(r.mentor));
				relationship = Number(names.href.match(/\/relationships\/(\d+)/)[1]);
				for (const [side, other] of [['mentee', 'mentor'], ['mentor', 'mentee']]) {
					const { text } = await mailFor(admin, names[side], new RegExp(names[other]));
					expect(text).toContain('Harbour pilots');
				}
			});
			const mentee = await welcome(browser, server, admin, names.mentee, { ...variant, tz: HERE });
			const mentor = await welcome(browser, server, admin, names.mentor, { ...variant, tz: THERE });
			hands.push(mentee, mentor);

			await test.step('the mentor lives in another time zone', async () => {
				await mentor.goto('/account');
				await mentor.choose('tz', THERE);
				await mentor.next();
			});
			await test.step('both prepare, each alone', async () => {
				await mentee.goto('/');
				await expect(mentee.page.locator('main .button.go')).toHaveAttribute('href', `/relationships/${relationship}/preparation`);
				await mentee.next();
				await mentee.fill('wants', 'To be heard in the weekly round.');
				await mentee.next();
				await expect(mentee.page.locator('.summary a')).toHaveCount(2);
				await expect(mentee.field('wants')).toHaveValue('To be heard in the weekly round.');
				await mentee.fill('brings', 'Many questions.');
				await mentee.fill('expects', 'Honest words.');
				await mentee.next();
				await mentee.goto(`/relationships/${relationship}`);
				await mentor.goto('/');
				await mentor.next();
				await expect(mentor.page.locator('main')).not.toContainText('Many questions.');
				for (const [name, text] of [['wants', 'To pass something on.'], ['brings', 'Stories of failure.'], ['expects', 'Curiosity.'], ['gains', 'A fresh view.']])
					await mentor.fill(name, text);
				await mentor.next();
			});
			await test.step('the answers lie side by side', async () => {
				await mentee.goto(`/relationships/${relationship}/preparation`);
				await expect(mentee.page.locator('.sides .q')).toHaveCount(4);
				await mentee.sees('Stories of failure.');
				await mentor.sees('Many questions.');
			});
			await test.step('both take on their role and sign, before the first meeting', async () => {
				for (const person of [mentee, mentor]) {
					await person.goto('/');
					await expect(person.page.locator('main .button.go')).toHaveAttribute('href', `/relationships/${relationship}/beginning`);
					await person.next();
					for (const name of ['role', 'limits', 'points'])
						await person.choose(name, '1');
					await person.next();
				}
			});
			await test.step('a wish becomes a SMART goal, one question at a time', async () => {
				await mentee.goto(`/relationships/${relationship}/goals/new`);
				await mentee.fill('title', 'Lead the weekly round');
				await mentee.next();
				await expect(mentee.page).toHaveURL(/\/question$/);
				for (const fields of [{ specific: 'I lead the round of eight people.' }, { metric: 'Rounds that I led', baseline: '0', target: '6', unit: 'rounds' },
					{ achievable: 'My lead leaves me every second one.' }, { relevant: 'I want to lead a team next year.' }, { due_on: day(120) }]) {
					for (const [name, text] of Object.entries(fields))
						await mentee.fill(name, text);
					await mentee.next();
				}
				await expect(mentee.page.locator('main .items .tag.good')).toHaveCount(5);
				await mentee.fill('current', '2');
				await mentee.send(new URL(mentee.page.url()).pathname + '/progress');
				await expect(mentee.page.locator('progress')).toHaveAttribute('value', '33');
			});
			let meeting;
			await test.step('a meeting in two time zones, with a calendar file', async () => {
				await mentee.goto(`/relationships/${relationship}`);
				await mentee.next();
				await mentee.fill('starts', clock(HERE, 60));
				await mentee.fill('minutes', '45');
				await mentee.fill('place', 'Room 3');
				await mentee.next();
				meeting = new URL(mentee.page.url()).pathname;
				await mentee.sees(names.mentor.split(' ')[0]);
				await mentor.goto(meeting);
				const at = (tz) => clock(tz, 60).slice(11);
				expect(await mentee.page.locator('h1').innerText()).not.toBe(await mentor.page.locator('h1').innerText());
				expect(at(HERE)).not.toBe(at(THERE));
				const ics = await mentor.context.request.get(`${meeting}/calendar.ics`);
				expect(await ics.text()).toMatch(/BEGIN:VEVENT[^]*UID:[^]*END:VEVENT/);
				await mentor.fill('body', 'How did Friday go?');
				await mentor.send(`${meeting}/agenda`);
				await mentee.goto(meeting);
				await mentee.sees('How did Friday go?');
				await expect(mentee.page.locator('.agenda .tag.mark')).toHaveCount(1);
			});
			await test.step('both close it with the three questions', async () => {
				await mentee.next();
				await mentee.fill('useful', 'The stories.');
				await mentee.fill('step1', 'Lead one round');
				await mentee.fill('due1', day(10));
				await mentee.fill('change', 'Start with my question.');
				await mentee.fill('hope', 'Rounds that people look forward to.');
				await mentee.next();
				await mentor.goto('/');
				await mentor.next();
				await mentor.fill('useful', 'The calm.');
				await mentor.fill('step1', 'Introduce Ines');
				await mentor.fill('due1', day(12));
				await mentor.next();
				await mentor.sees('Start with my question.');
				await mentor.goto(`/relationships/${relationship}/direction`);
				await mentor.sees('Rounds that people look forward to.');
				await mentee.goto(`/relationships/${relationship}/commitments`);
				await mentee.sees('Introduce Ines');
			});
			await test.step('the next agenda knows', async () => {
				await mentee.goto(`/relationships/${relationship}/meetings/new`);
				await mentee.fill('starts', clock(HERE, 20_160));
				await mentee.fill('minutes', '60');
				await mentee.next();
				for (const text of ['Start with my question.', 'Lead one round', 'Introduce Ines'])
					await expect(mentee.page.locator('.agenda')).toContainText(text);
				await mentee.goto(`/relationships/${relationship}`);
				await mentee.goto(`/relationships/${relationship}/commitments`);
				await mentee.press(mentee.page.locator('form[action$="/completion"] button').first());
				await expect(mentee.page.locator('#done')).toHaveCount(1);
			});
			await test.step('the manager sees dates and status, and nothing else', async () => {
				await manager.goto(`/programmes/${programme}/relationships`);
				await manager.goto(`/relationships/${relationship}/status`);
				await expect(manager.page.locator('main')).not.toContainText('Lead');
				await manager.goto(`/relationships/${relationship}/goals`);
				expect([403, 404]).toContain(manager.status);
			});
			await test.step('everything else that the four can open', async () => {
				const mine = new URL(await mentee.page.locator('header a[href^="/people/"]').getAttribute('href'), server.url).pathname;
				for (const [h, paths] of [
					[admin, ['/admin', '/admin/jobs', '/organisation', '/organisation/fields/1', '/people', '/people?q=zzz', '/imports', '/programmes', mine, '/nothing/here']],
					[manager, [`/programmes/${programme}/participants`, `/programmes/${programme}/matching`, `/programmes/${programme}/edit`, `/programmes/${programme}/rules`, '/']],
					[mentee, ['/', '/relationships', `/relationships/${relationship}/meetings`, `/relationships/${relationship}/goals`, '/people', mine, `${mine}/edit`,
						`${mine}/topics/edit`, '/account', '/account/sessions', '/account/tokens', `${meeting}/edit`]],
					[mentor, ['/', `/relationships/${relationship}`, `/relationships/${relationship}/status`]],
				])
					for (const path of paths)
						await h.goto(path);
			});
			await test.step('a kind ending, and signing out', async () => {
				await mentor.goto(`/relationships/${relationship}`);
				await mentor.follow(`/relationships/${relationship}/ending`);
				await mentor.next();
				await mentor.next();
				await mentee.goto(`/relationships/${relationship}`);
				await mentee.goto('/');
				await mentee.unfold(mentee.page.locator('details.me > summary'));
				await mentee.send('/sign-in');
				await mentee.goto('/account');
				await expect(mentee.page).toHaveURL(/\/sign-in\?to=/);
				await mentee.fill('email', 'somebody@example.org');
				await mentee.fill('password', 'not the password');
				await mentee.next();
				await expect(mentee.page.locator('.summary a')).toHaveCount(1);
				await mentee.goto('/reset');
				await mentee.fill('email', 'somebody@example.org');
				await mentee.next();
				await mentee.sees(mentee.word('If somebody here has this address, a mail with a link is on its way. The link works for two hours.'));
			});
			expect(hands.flatMap((h) => [...h.found]), 'what is wrong with the pages').toEqual([]);
		} finally {
			for (const h of hands)
				await h.close();
			await server.stop();
		}
	});
