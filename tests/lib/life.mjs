/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whole lives: an organisation whose clock the test holds, and whose mails come to the test. Days pass one by one,
 * as they do for people, so that what is sent every day, and what must not be, is really there.
 */
import assert from 'node:assert/strict';
import { Client, join, setUp } from './client.mjs';
import { linksOf } from './mails.mjs';
import { Description } from './openapi.mjs';
import { startServer, until } from './server.mjs';

const DAY = 86400;
/* What people do takes a while: the next day is looked at a little later in the day, so that what is due "after three
 * days" is due on the third, however slow the machine is. */
const SPENT = 60;

export class Life {
	/* A programme that begins on that Monday and goes on for so many days, with a manager. */
	static async begin({ begins = '2027-01-11T14:00:00Z', days = 182, more = {}, ...options } = {})
	{
		const l = new Life();
		l.server = await startServer({ clock: begins, mails: true, ...options });
		l.clock = l.server.clock;
		l.began = l.clock.now;
		l.admin = await setUp(l.server, { tz: 'UTC' });
		l.api = await Description.of(l.admin.api);
		l.nobody = new Client(l.server);
		l.manager = await l.join('Maya Manager');
		l.programme = await l.another('Harbour pilots', { ends_on: l.clock.day(days), ...more });
		return l;
	}

	/* A programme with the manager; the id. */
	async another(name, more = {})
	{
		const { id } = await this.admin.api.post('/programmes', { name, about: '', purpose: ['build-talent'], level: 'all', setting: 'workplace',
			starts_on: this.clock.day(), ends_on: this.clock.day(182), cadence_days: 28, readiness: 'require', aim: 'everyone', ...more });
		await this.admin.api.post(`/programmes/${id}/participants`, { person: this.manager.id, role: 'manager' });
		/* Who makes a programme looks after it; here the manager does. */
		const me = (await this.admin.api.items(`/programmes/${id}/participants`)).find((p) => p.person === this.admin.id);
		if (me)
			await this.admin.api.put(`/programmes/${id}/participants/${me.id}`, { state: 'left' });
		for (const rule of await this.admin.api.items(`/programmes/${id}/rules`))
			await this.admin.api.delete(`/programmes/${id}/rules/${rule.id}`);
		return id;
	}

	async join(name, lang = 'en', tz = 'UTC')
	{
		const person = await join(this.server, this.admin, name);
		await person.api.put('/account/settings', { lang, tz });
		return person;
	}

	/* Two new people who are found for each other: { id, mentor, mentee }. Each: [name, language, time zone]. */
	async pair(mentor, mentee, programme = this.programme)
	{
		const p = {}, { api } = this, team = (name, ids, json) => api.does(this.manager.api, name, ids, json);
		for (const [role, who] of [['mentor', mentor], ['mentee', mentee]]) {
			p[role] = await this.join(...who);
			p[role].place = (await api.does(this.admin.api, 'participant_create', { programme }, { person: p[role].id, role, ...(role === 'mentor' ? { places: 1 } : {}) })).id;
		}
		const { id: match } = await team('match_create', { programme }, { aim: 'everyone' });
		const reached = (state) => until(`the match to be ${state}`, async () => (await team('match_show', { match })).state === state, 20_000, 10);
		await reached('proposed');
		await team('publication_create', { match });
		await reached('published');
		[{ id: p.id }] = (await api.does(p.mentee.api, 'my_relationship_list')).items;
		await this.clock.settled();
		return p;
	}

	/* The newest link in somebody's mails that does such a thing without signing in: "suits", "kept", … */
	errand(person, what)
	{
		return this.server.mails.to(person).flatMap(linksOf).filter((x) => x.startsWith(`/errands/${what}-`)).at(-1)
			?? assert.fail(`no mail asks ${person.name} for ${what}`);
	}

	/* Which day of the programme it is, from 0. */
	get today() { return Math.floor((this.clock.now - this.began) / DAY); }

	/* Lets the days pass until that one; each is looked at by `each`, if there is one. */
	async until(day, each = null)
	{
		assert.ok(day >= this.today, `day ${day} is over`);
		while (this.today < day) {
			await this.clock.to(this.began + (this.today + 1) * (DAY + SPENT));
			await each?.();
		}
	}

	/* The next step of somebody with the other, as the page says it. */
	nextStep(pair, person) { return person.api.get(`/relationships/${pair.id}/next-step`); }

	stop() { return this.server.stop(); }
}
