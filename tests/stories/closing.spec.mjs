/* SPDX-License-Identifier: Apache-2.0 */
/* A meeting is closed in a browser with a word on each goal: what is wrong is said beside it, and what was typed stays. */
import { expect, test } from '@playwright/test';
import { Hand } from '../lib/hand.mjs';
import { clock, makeWorld, prepare } from '../lib/world.mjs';

const VARIANTS = [
	{ name: 'English, wide, mouse', lang: 'en', width: 1280 },
	{ name: 'German, narrow, without scripts', lang: 'de', width: 320, js: false },
	{ name: 'German, narrow, keyboard alone', lang: 'de', width: 320, keyboard: true },
];

for (const variant of VARIANTS)
	test(`closing a meeting: ${variant.name}`, async ({ browser }) => {
		const w = await makeWorld(), r = w.pair.id;
		const mentee = await Hand.open(browser, w.server, variant);
		try {
			await prepare(r, w.mentor, w.mentee);
			const goal = async (more) => (await w.mentee.api.post(`/relationships/${r}/goals`, more)).id;
			const rounds = await goal({ title: 'Sechs Runden', metric: 'Runden', baseline: '2.5', target: '10', target_percent: true, unit: '%' });
			const voice = await goal({ title: 'Das Wort ergreifen', level1: 'Nie', level2: 'Auf Fragen', level3: 'Einmal', level4: 'Zweimal', level5: 'Oft' });
			await goal({ title: 'Ein Wunsch' });
			const { id } = await w.mentee.api.post(`/relationships/${r}/meetings`, { starts: clock('UTC', 60), minutes: 60, place: '' });
			await w.manager.api.put(`/programmes/${w.programme}/gates/goals-touched`, { mode: 'require' });
			await w.manager.api.put(`/programmes/${w.programme}/gates/hopes`, { mode: 'off' });
			await w.mentee.api.put('/account/settings', { lang: variant.lang, tz: 'UTC' });
			const [name, value] = w.mentee.cookie.split(/=(.*)/s);
			await mentee.context.addCookies([{ name, value, url: w.server.url }]);
			const said = async (g) => (await w.mentee.api.items(`/goals/${g}/points`)).map((p) => p.value || p.level);

			await test.step('the programme asks for a word on one goal', async () => {
				await mentee.goto(`/meetings/${id}/closing`);
				await mentee.sees(variant.lang === 'de' ? '2,75 % (+10 %)' : '2.75 % (+10 %)');
				await mentee.fill('useful', 'Die Ruhe');
				await mentee.next();
				await expect(mentee.page.locator('.summary a')).toHaveCount(1);
			});
			await test.step('what is no number is said beside it, and everything typed stays', async () => {
				await mentee.fill(`goal_${rounds}`, 'viel');
				await mentee.choose(`goal_${voice}`, '4');
				await mentee.next();
				await expect(mentee.field(`goal_${rounds}`)).toHaveValue('viel');
				await expect(mentee.field(`goal_${rounds}`)).toHaveAttribute('aria-invalid', 'true');
				await expect(mentee.page.locator(`[name="goal_${voice}"][value="4"]`)).toBeChecked();
				await expect(mentee.field('useful')).toHaveValue('Die Ruhe');
			});
			await test.step('a number with a comma is one', async () => {
				await mentee.fill(`goal_${rounds}`, '2,6');
				await mentee.next();
				expect(new URL(mentee.page.url()).pathname).toBe(`/meetings/${id}`);
				expect([await said(rounds), await said(voice)]).toEqual([['2,6'], [4]]);
				await mentee.sees(mentee.word('How it was'));
			});
			expect([...mentee.found]).toEqual([]);
		} finally {
			await mentee.close();
			await w.server.stop();
		}
	});
