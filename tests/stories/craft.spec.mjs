/* SPDX-License-Identifier: Apache-2.0 */
/* An administrator changes the practice: with the keyboard alone in English, and on a phone in German without scripts.
 * A mentee reads what they made of it. */
import { expect, test } from '@playwright/test';
import { PASSWORD } from '../lib/client.mjs';
import { Hand } from '../lib/hand.mjs';
import { makeWorld } from '../lib/world.mjs';

const item = (kind, id) => `/practice/items/${kind}/${id}`;

async function
enter(hand, person)
{
	await hand.goto('/sign-in');
	await hand.fill('email', person.email);
	await hand.fill('password', PASSWORD);
	await hand.next();
}

test('the practice in the hands of an organisation', async ({ browser }) => {
	const w = await makeWorld(), r = w.pair.id;
	const mentee = await Hand.open(browser, w.server, { width: 800 });
	await enter(mentee, w.mentee);

	/* English, wide, with the keyboard alone. */
	const admin = await Hand.open(browser, w.server, { width: 1280, keyboard: true });
	await enter(admin, w.admin);
	await admin.goto('/admin');
	await admin.follow('/practice');
	await admin.follow('/practice?kind=theme');
	await admin.send(`${item('theme', 'technical-issues')}/place`);
	await admin.sees('Moved.');
	await admin.follow(item('theme', 'time-management'));
	await admin.follow(`${item('theme', 'time-management')}/fields/name`);
	await admin.fill('t_en', 'Working in shifts');
	await admin.fill('t_de', ' ');
	await admin.next();
	await admin.sees('Write it in Deutsch, too');
	await expect(admin.field('t_en')).toHaveValue('Working in shifts');
	await admin.fill('t_de', 'Arbeiten in Schichten');
	await admin.next();
	await admin.sees('Saved. People read it from now on.');
	await admin.unfold(admin.page.locator('main summary').first());
	await expect(admin.page.locator('main del').first()).toContainText('Time management');
	await admin.send(`${item('theme', 'time-management')}/copies`);
	await admin.sees('This one is yours.');
	await admin.goto(item('theme', 'industry-trends'));
	await admin.send(`${item('theme', 'industry-trends')}/switch`);
	await admin.sees('It is off.');
	await admin.goto(item('role-card', 'mentor'));
	await admin.follow(`${item('role-card', 'mentor')}/fields/points`);
	await admin.press(admin.page.locator('button[name=act][value^="down"]').first());
	await admin.sees('Saved.');
	await admin.goto(item('agenda', 'first'));
	await admin.follow(`${item('agenda', 'first')}/fields/items`);
	await admin.select(admin.field('value').first(), 'closing-useful');
	await admin.next();
	await admin.sees('What was useful');

	await mentee.goto(`/relationships/${r}/roadmap`);
	await mentee.sees('Working in shifts');
	await expect(mentee.page.locator('main')).not.toContainText('Industry trends');

	/* German, on a phone, without scripts. */
	await w.admin.api.put('/account/settings', { lang: 'de', tz: 'UTC' });
	const phone = await Hand.open(browser, w.server, { lang: 'de', width: 320, js: false });
	await enter(phone, w.admin);
	await phone.goto('/practice?changed=1');
	await phone.sees('umgeschrieben');
	await phone.follow(item('theme', 'time-management'));
	await phone.send(`${item('theme', 'time-management')}/changes`);
	await phone.sees('Hier steht wieder der mitgelieferte Text.');
	await phone.goto(item('letter', 'encouraged'));
	await phone.follow(`${item('letter', 'encouraged')}/fields/subject`);
	await phone.fill('t_en', 'A word from {partnr}');
	await phone.fill('t_de', 'Ein Wort von {partnr}');
	await phone.next();
	await phone.sees('{partnr} ist kein Platzhalter von letter');
	await phone.goto('/practice/packs/new');
	await phone.fill('text', 'kind: theme\nitems:\n  - id: time-management\n    name: {en: "Time", de: }\n');
	await phone.next();
	await phone.sees('Zeile 4: der Text in der Sprache „de“ fehlt');
	await phone.next();
	await phone.fill('text', 'kind: theme\nitems:\n  - id: time-management\n    switched: off\n    name: {en: "Time", de: "Zeit"}\n');
	await phone.next();
	await phone.sees('2 Änderungen');
	await phone.next();
	await phone.sees('Die Praxis ist jetzt so, wie die Datei sagt.');
	await phone.press(phone.page.locator('main form[action$="/undo"] button').first());
	await phone.sees('Es ist wieder wie vorher.');

	await mentee.goto(`/relationships/${r}/roadmap`);
	await mentee.sees('Time management');
	for (const hand of [admin, phone, mentee]) {
		expect([...hand.found]).toEqual([]);
		await hand.close();
	}
	await w.server.stop();
});
