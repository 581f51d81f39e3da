/* SPDX-License-Identifier: Apache-2.0 */
/* A question and its answer: the mentee asks in German on a phone without scripts, the mentor answers by hand. */
import { expect, test } from '@playwright/test';
import { PASSWORD } from '../lib/client.mjs';
import { Hand } from '../lib/hand.mjs';
import { fillPair, makeWorld } from '../lib/world.mjs';

test('a question, own ideas, an answer', async ({ browser }) => {
	const w = await makeWorld(), r = w.pair.id, place = `/relationships/${r}/questions`;
	const things = await fillPair(r, w.mentor, w.mentee);
	await w.mentee.api.put('/account/settings', { lang: 'de', tz: 'UTC' });
	const mentee = await Hand.open(browser, w.server, { lang: 'de', width: 320, js: false });
	const mentor = await Hand.open(browser, w.server, { lang: 'en', width: 1400 });
	for (const [hand, person] of [[mentee, w.mentee], [mentor, w.mentor]]) {
		await hand.goto('/sign-in');
		await hand.fill('email', person.email);
		await hand.fill('password', PASSWORD);
		await hand.next();
	}
	await mentee.goto(`/relationships/${r}/together`);
	await mentee.follow(place);
	await mentee.fill('body', 'Soll ich wechseln?');
	await mentee.fill('ideas', 'Erst mit der Leitung sprechen');
	await mentee.next();
	await mentee.sees('Soll ich wechseln?');
	const [{ id }] = (await w.mentee.api.items(place)).filter((x) => x.body === 'Soll ich wechseln?');
	await mentor.goto(place);
	await mentor.follow(`/questions/${id}`);
	await mentor.sees('Erst mit der Leitung sprechen');
	await mentor.next();
	await mentor.fill('answer', 'What would you ask first?');
	await mentor.next();
	await mentee.goto(`/questions/${id}`);
	await mentee.sees('What would you ask first?');
	for (const path of [`/relationships/${r}/heard`, `/heard/${things.heard}`, `/relationships/${r}/roadblocks`, `/roadblocks/${things.roadblock}`,
		`/relationships/${r}/introductions`, `/introductions/${things.introduction}`])
		for (const hand of [mentee, mentor])
			await hand.goto(path);
	for (const hand of [mentee, mentor]) {
		expect([...hand.found]).toEqual([]);
		await hand.close();
	}
	await w.server.stop();
});
