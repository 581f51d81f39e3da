/* SPDX-License-Identifier: Apache-2.0 */
/* A manager offers topics with the keyboard and publishes circles; somebody reads who is in hers, in German on a phone without scripts. Then the same with peers. */
import { expect, test } from '@playwright/test';
import { join, PASSWORD, setUp } from '../lib/client.mjs';
import { Hand, throughJob } from '../lib/hand.mjs';
import { startServer } from '../lib/server.mjs';
import { makeProgramme, takePart } from '../lib/world.mjs';

const MATCH = /\/matches\/\d+$/;

test('circles and peers', async ({ browser }) => {
	const server = await startServer(), admin = await setUp(server, { tz: 'UTC' });
	const rounds = await makeProgramme(admin, 'Round tables', { way: 'circles' }), peers = await makeProgramme(admin, 'Side by side', { way: 'peers' });
	const people = [];
	for (const name of ['Ann', 'Bea', 'Cleo', 'Dan']) {
		const p = await join(server, admin, `${name} Example`);
		await p.api.put(`/people/${p.id}/topics`, { wanted_1: 'Law' });
		for (const programme of [rounds, peers])
			await takePart(admin, programme, p, 'mentee');
		people.push(p);
	}
	await people[0].api.put('/account/settings', { lang: 'de', tz: 'UTC' });
	const open = async (person, more) => {
		const hand = await Hand.open(browser, server, more);
		await hand.goto('/sign-in');
		await hand.fill('email', person.email);
		await hand.fill('password', PASSWORD);
		await hand.next();
		return hand;
	};
	const manager = await open(admin, { keyboard: true });
	await manager.goto(`/programmes/${rounds}/matching`);
	await manager.next(); /* there is no topic yet */
	await manager.press(manager.page.locator('section[aria-labelledby=asked] button').first());
	await manager.sees('3 to 8');
	await manager.press(manager.page.locator('td a').first()); /* the sizes */
	await manager.fill('most', '5');
	await manager.next();
	await manager.sees('3 to 5');
	const topic = (await admin.api.items(`/programmes/${rounds}/topics`))[0].topic;
	/* Ann says for herself which circle she would like, on her phone. */
	const early = await open(people[0], { lang: 'de', width: 320, js: false });
	await early.goto(`/programmes/${rounds}`);
	await early.press(early.page.locator('section[aria-labelledby=which] a'));
	await early.choose('first', topic);
	await early.next();
	await early.sees(early.word('Saved. Only you can see it.'));
	await expect(early.page.locator('[name=first]')).toHaveValue(String(topic));
	expect([...early.found]).toEqual([]);
	await early.close();
	/* Bea is in that circle in any case, and for a moment never with Cleo. */
	await manager.goto(`/programmes/${rounds}/placements/${people[1].id}`);
	await manager.choose('topic', topic);
	await manager.next();
	await manager.sees('is in the circle about Law');
	await manager.goto(`/programmes/${rounds}/placements/${people[1].id}`);
	await manager.fill('q', 'Cleo');
	await manager.press(manager.page.locator('form[role=search] button'));
	await manager.press(manager.page.locator('section[aria-labelledby=apart] li button').first());
	await manager.sees('is not in one circle with');
	await manager.press(manager.page.locator('main li', { hasText: 'is not in one circle with' }).locator('button').first());
	for (const [programme, says] of [[rounds, 'Everyone is in a circle.'], [peers, 'Proven optimal']]) {
		await manager.goto(`/programmes/${programme}/matching`);
		await manager.next();
		await throughJob(manager, MATCH);
		await manager.sees(says);
		await manager.next();
		await manager.next();
		await throughJob(manager, MATCH);
		await manager.next(); /* the circles, or the relationships */
	}
	expect([...manager.found]).toEqual([]);
	await manager.close();

	const ann = await open(people[0], { lang: 'de', width: 320, js: false });
	await ann.goto('/');
	await ann.press(ann.page.locator('section[aria-labelledby=circles] a').first());
	await ann.sees('Dan Example');
	await ann.goto('/relationships');
	await ann.sees(ann.word('You are peers'));
	await ann.press(ann.page.locator('main a[href^="/relationships/"]').first());
	await ann.sees(ann.word('Peer'));
	await ann.goto(`/programmes/${rounds}`);
	expect([...ann.found]).toEqual([]);
	await ann.close();
	await server.stop();
});
