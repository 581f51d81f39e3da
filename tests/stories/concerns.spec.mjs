/* SPDX-License-Identifier: Apache-2.0 */
/* A concern is raised in two clicks, on a phone in German, and answered by a coordinator in English. */
import { expect, test } from '@playwright/test';
import { PASSWORD } from '../lib/client.mjs';
import { Hand } from '../lib/hand.mjs';
import { makeWorld } from '../lib/world.mjs';

test('a concern', async ({ browser }) => {
	const w = await makeWorld(), r = w.pair.id;
	await w.mentee.api.put('/account/settings', { lang: 'de', tz: 'UTC' });
	const mentee = await Hand.open(browser, w.server, { lang: 'de', width: 320 });
	const manager = await Hand.open(browser, w.server, { lang: 'en', width: 1280, js: false });
	for (const [hand, person] of [[mentee, w.mentee], [manager, w.manager]]) {
		await hand.goto('/sign-in');
		await hand.fill('email', person.email);
		await hand.fill('password', PASSWORD);
		await hand.next();
	}
	await mentee.goto(`/relationships/${r}/sheets/rapport`);
	await mentee.follow(`/relationships/${r}`);
	await mentee.follow(`/relationships/${r}/concerns`);
	await mentee.sees('112');
	await mentee.sees('Maya Manager');
	await mentee.choose('addressee', 'coordinator');
	await mentee.choose('kind', 'worried');
	await mentee.fill('body', 'Etwas stimmt nicht.');
	await mentee.next();
	await mentee.sees('Etwas stimmt nicht.');

	await manager.goto('/');
	await manager.next();
	await manager.press(manager.page.locator('main a[href^="/concerns/"]').first());
	await manager.sees('Listen first.');
	await manager.fill('answer', 'Ich rufe Sie heute an.');
	await manager.next();
	await mentee.page.reload();
	await mentee.look();
	await mentee.sees('Ich rufe Sie heute an.');
	for (const hand of [mentee, manager]) {
		expect([...hand.found]).toEqual([]);
		await hand.close();
	}
	await w.server.stop();
});
