/* SPDX-License-Identifier: Apache-2.0 */
/* From a wish to a plan in a browser: the conversation about a goal, five levels, both say yes, the plan, and
 * the roadmap moved by buttons, by a menu and by dragging. */
import { expect, test } from '@playwright/test';
import { Hand } from '../lib/hand.mjs';
import { clock, day, makeWorld, prepare } from '../lib/world.mjs';

const VARIANTS = [
	{ name: 'English, wide, mouse', lang: 'en', width: 1280 },
	{ name: 'German, narrow, without scripts', lang: 'de', width: 320, js: false },
	{ name: 'German, narrow, keyboard alone', lang: 'de', width: 320, keyboard: true },
];

for (const variant of VARIANTS)
	test(`goals and plan: ${variant.name}`, async ({ browser }) => {
		test.setTimeout(300_000);
		const w = await makeWorld();
		const r = w.pair.id, hands = [];
		const enter = async (person) => {
			const h = await Hand.open(browser, w.server, variant);
			const [name, value] = person.cookie.split(/=(.*)/s);
			await person.api.put('/account/settings', { lang: variant.lang, tz: 'UTC' });
			await h.context.addCookies([{ name, value, url: w.server.url }]);
			hands.push(h);
			return h;
		};
		try {
			await prepare(r, w.mentor, w.mentee);
			await w.mentee.api.post(`/relationships/${r}/rhythm`, { starts: clock('UTC', 1440), weeks: 2, count: 3, minutes: 60, place: '' });
			const mentee = await enter(w.mentee), mentor = await enter(w.mentor);
			await test.step('a wish, and five questions', async () => {
				await mentee.goto(`/relationships/${r}/goals`);
				await mentee.next();
				await mentee.fill('title', 'Speak up');
				await mentee.next();
				await mentee.fill('specific', 'In the weekly round.');
				await mentee.next();
				await mentee.fill('metric', 'How often I speak');
				await mentee.press(mentee.page.locator('button[name=levels]'));
				/* What one expects stands first, each with an example; nothing is filled in without numbers. */
				expect(await mentee.page.locator('main form input[name^=level]').evaluateAll((all) => all.map((x) => [x.name, x.value])))
					.toEqual(['level3', 'level4', 'level5', 'level2', 'level1'].map((n) => [n, '']));
				await expect(mentee.page.locator('main fieldset .hint')).toHaveCount(5);
				await mentee.fill('level1', 'Nothing');
				await mentee.next();
				await expect(mentee.page.locator('.summary a')).toHaveCount(4);
				for (const [n, text] of ['Nothing', 'When asked', 'Once', 'Twice', 'Often'].entries())
					await mentee.fill(`level${n + 1}`, text);
				await mentee.next();
				await mentee.fill('achievable', 'My lead helps.');
				await mentee.next();
				await mentee.fill('relevant', 'I want to lead.');
				await mentee.next();
				await mentee.fill('due_on', day(60));
				await mentee.next();
				await expect(mentee.page.locator('main .items .tag.good')).toHaveCount(5);
			});
			const goal = new URL(mentee.page.url()).pathname;
			await test.step('both say yes, and where it stands', async () => {
				await mentee.next();
				await mentor.goto(goal);
				await mentor.next();
				for (const [h, level] of [[mentee, '2'], [mentor, '4']]) {
					await h.goto(goal);
					await h.choose('level', level);
					await h.fill('note', 'Last Friday.');
					await h.send(`${goal}/progress`);
				}
				await expect(mentor.page.locator('svg.chart')).toHaveCount(1);
				await mentor.unfold(mentor.page.locator('#how ~ details summary').first());
				await expect(mentor.page.locator('main table tbody tr')).toHaveCount(2);
			});
			await test.step('it rests, and is taken up again', async () => {
				await mentee.goto(`${goal}/adjustment`);
				await mentee.fill('reason', 'A long journey.');
				await mentee.next();
				await mentee.press(mentee.page.locator('form[action$="/completion"] button'));
				await mentee.unfold(mentee.page.locator('main > details summary'));
				await mentee.sees('A long journey.');
			});
			await test.step('a plan of both', async () => {
				await mentee.goto(`/relationships/${r}/plan`);
				await mentee.fill('body', 'Prepare one question');
				await mentee.fill('due_on', day(7));
				await mentee.send(`/relationships/${r}/plan/steps`);
				await mentee.next();
				await mentor.goto(`/relationships/${r}/plan`);
				await mentor.next();
				await expect(mentor.page.locator('main .tag.good')).toHaveCount(1);
				await mentor.goto(`/relationships/${r}/plan/versions`);
				await mentor.sees('Prepare one question');
				await mentor.goto(`/relationships/${r}/milestones/new`);
				await mentor.fill('title', 'Half of it');
				await mentor.fill('due_on', day(0));
				await mentor.next();
				await mentor.follow('/milestones/');
				await mentor.choose('answer', 'at-risk');
				await mentor.next();
				await mentor.follow('/steps/');
				await mentor.fill('title', 'A book');
				await mentor.fill('link', 'https://example.org/');
				await mentor.send(new URL(mentor.page.url()).pathname + '/resources');
			});
			await test.step('a roadmap', async () => {
				const themes = () => mentee.page.locator('ol.order h2').allInnerTexts();
				await mentee.goto(`/relationships/${r}/roadmap`);
				await mentee.next();
				const before = await themes();
				expect(before).toHaveLength(5);
				await mentee.press(mentee.page.locator('ol.order li').nth(1).locator('button').first());
				expect(await themes()).toEqual([before[1], before[0], ...before.slice(2)]);
				await mentee.unfold(mentee.page.locator('ol.order li').nth(0).locator('summary'));
				await mentee.press(mentee.page.locator('ol.order li').nth(0).locator('[data-order-form] button[value="2"]'));
				expect(await themes()).toEqual(before);
				if (mentee.js && !mentee.keyboard) {
					await mentee.page.locator('ol.order li').nth(3).dragTo(mentee.page.locator('ol.order li').nth(0));
					await expect(mentee.page.locator('ol.order h2').first()).toHaveText(before[3]);
					await mentee.look();
				}
				/* A row of meetings: each date is seen before anything is sent, one is moved in vain, one left out. */
				await mentee.goto(`/relationships/${r}/rhythm`);
				await mentee.fill('starts', `${day(200)}T10:00`);
				await mentee.fill('count', '3');
				await mentee.fill('place', 'Room 7');
				await mentee.next();
				const third = await mentee.field('date_3').inputValue();
				await mentee.unfold(mentee.page.locator('main details:has([name="date_2"]) summary'));
				await mentee.fill('date_2', third);
				await mentee.next();
				await expect(mentee.page.locator('main .summary a[href="#date_2"]')).toHaveCount(1);
				await mentee.sees(mentee.word('It is at the same time as number %d of this row.').replace('%d', '3'));
				await expect(mentee.field('date_2')).toHaveValue(third);
				await mentee.choose('date_3_leave', '1');
				await mentee.next();
				expect(mentee.path()).toBe(`/relationships/${r}/meetings`);
				await expect(mentee.page.locator('.flash.good, [role="status"]').first()).toContainText('2');
				await mentee.goto(`/relationships/${r}/direction`);
				await mentee.fill('hope', 'That we laugh.');
				await mentee.next();
				await mentor.goto(`/relationships/${r}/direction`);
				await mentor.sees('That we laugh.');
				await mentor.goto(`/relationships/${r}`);
				await mentor.goto(`/relationships/${r}/goals/new?whole=1`);
			});
			await test.step('promises of both, and somebody who keeps company', async () => {
				const { id } = await w.mentee.api.post(`/relationships/${r}/commitments`, { body: 'Send the draft', due_on: day(2) });
				await mentee.goto(`/relationships/${r}/commitments`);
				await mentee.follow(`/commitments/${id}/edit`);
				await mentee.fill('confidence', '7');
				await mentee.next();
				await mentee.follow(`/relationships/${r}/follow-through`);
				await mentee.follow(`/relationships/${r}/companions/new`);
				await expect(mentee.page.locator('main .empty h2')).toHaveText(mentee.word('Whom do you see often?'));
				await mentee.fill('q', 'Nobodyatall');
				await mentee.press(mentee.page.locator('main form.search button'));
				await mentee.sees(mentee.word('Nobody found whom you could ask'));
				/* The two themselves cannot be asked, and do not stand there. */
				await mentee.goto(`/relationships/${r}/companions/new?q=Mona`);
				await expect(mentee.page.locator('main #list .card')).toHaveCount(0);
				await mentee.goto(`/relationships/${r}/companions/new?q=Max`);
				await mentee.press(mentee.page.locator('main form button.small').first());
				const companion = new URL(mentee.page.url()).pathname;
				await mentee.choose('commitment', String(id));
				await mentee.next();
				const peer = await enter(w.member);
				await peer.goto('/companions');
				await peer.goto(companion);
				await expect(peer.page.locator('main')).not.toContainText('Send the draft');
				await peer.next();
				await peer.sees('Send the draft');
				await mentee.goto(companion);
				await mentee.press(mentee.page.locator('main .button.danger'));
				await peer.goto(companion);
				expect(peer.status).toBe(404);
			});
			for (const h of hands)
				expect([...h.found]).toEqual([]);
		} finally {
			await Promise.all(hands.map((h) => h.close()));
			await w.server.stop();
		}
	});
