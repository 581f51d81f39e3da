/* SPDX-License-Identifier: Apache-2.0 */
/* An organisation with one of every kind of person, made through the JSON side of the product. */
import { join, setUp } from './client.mjs';
import { startServer, until } from './server.mjs';

const PREPARED = { wants: 'To listen better.', brings: 'Curiosity.', expects: 'An hour a month.', gains: 'A fresh view.' };

export async function
makeProgramme(manager, name, more = {})
{
	const { id } = await manager.api.post('/programmes', { name, about: '', purpose: ['build-talent'], level: 'all', setting: 'workplace',
		starts_on: day(0), ends_on: day(300), cadence_days: 28, readiness: 'require', aim: 'everyone', ...more });
	return id;
}

/* YYYY-MM-DD, so many days from today (UTC). */
export const day = (n) => new Date(Date.now() + n * 86400_000).toISOString().slice(0, 10);

/* YYYY-MM-DDTHH:MM on the clock of a time zone, so many minutes from now. */
export function
clock(tz, minutes)
{
	return new Intl.DateTimeFormat('sv-SE', { timeZone: tz, dateStyle: 'short', timeStyle: 'short' })
		.format(new Date(Date.now() + minutes * 60_000)).replace(' ', 'T');
}

export async function
takePart(admin, programme, person, role)
{
	return admin.api.post(`/programmes/${programme}/participants`, { person: person.id, role, ...(role === 'mentor' ? { places: 2 } : {}) });
}

/* Runs the matching of a programme, waits for the proposal, publishes it; the id of the run. */
export async function
matchAndPublish(manager, programme)
{
	const run = (await manager.api.post(`/programmes/${programme}/matches`, { aim: 'everyone' })).id;
	await until('the proposal', async () => (await manager.api.get(`/matches/${run}`)).state === 'proposed');
	await manager.api.post(`/matches/${run}/publication`);
	await until('the pairs', async () => (await manager.api.get(`/matches/${run}`)).state === 'published');
	return run;
}

/* Both say that they are ready, and sign: what a formal programme asks before the first meeting. */
export async function
prepare(r, ...people)
{
	for (const p of people) {
		await p.api.post(`/relationships/${r}/preparation/readiness`, PREPARED);
		await p.api.put(`/relationships/${r}/beginning`, { role: true, limits: true, points: true });
	}
}

/* Proposes how they work together, on top of what is there; the id of the version. */
export async function
propose(r, person, more = {})
{
	const all = await person.api.items(`/relationships/${r}/agreement`);
	const newest = all.find((a) => a.state === 'proposed') ?? all.find((a) => a.state === 'valid');
	return (await person.api.post(`/relationships/${r}/agreement`, { role: 'Sounding board', expectations: 'Honesty', areas: 'Work', meetings: 'After nine', contact: 'Mail',
		how_often: 'Every four weeks', times: 'Thursdays at four', place: 'The canteen', channel: 'Mail', notice_hours: 24, lateness: 'We write', outsiders: 'Nothing',
		...(newest ? { base: newest.id } : {}), ...more })).id;
}

/* What two people have after a first meeting: ids of everything that is theirs. */
export async function
fillPair(r, mentor, mentee, tag = '', peer = null)
{
	await prepare(r, mentor, mentee);
	const goal = (await mentee.api.post(`/relationships/${r}/goals`, { title: `Speak up in meetings${tag}`, specific: `In the weekly round${tag}` })).id;
	const meeting = (await mentee.api.post(`/relationships/${r}/meetings`, { starts: clock('UTC', 60), minutes: 60, place: 'Room 3' })).id;
	const agenda = (await mentee.api.post(`/meetings/${meeting}/agenda`, { body: `The talk on Friday${tag}` })).id;
	const commitment = (await mentee.api.post(`/relationships/${r}/commitments`, { body: `Send the draft${tag}`, due_on: day(7) })).id;
	const step = (await mentee.api.post(`/relationships/${r}/plan/steps`, { body: `Read about it${tag}`, goal })).id;
	const resource = (await mentee.api.post(`/steps/${step}/resources`, { kind: 'reading', title: `A book${tag}`, link: '' })).id;
	const milestone = (await mentee.api.post(`/relationships/${r}/milestones`, { title: `Half of it${tag}`, due_on: day(40) })).id;
	const theme = (await mentee.api.post(`/relationships/${r}/themes`, { source: 'person', body: `Saying no${tag}` })).id;
	const companion = peer ? (await mentee.api.post(`/relationships/${r}/companions`, { peer: peer.id })).id : 0;
	const held = (await mentor.api.post(`/relationships/${r}/meetings`, { starts: clock('UTC', -120), minutes: 30, place: '' })).id;
	await mentor.api.post(`/meetings/${held}/closing`, { useful: `The questions${tag}`, step1: `Introduce a colleague${tag}`, due1: day(14), change: `Meet outside${tag}` });
	await mentee.api.put(`/meetings/${held}/notes/shared`, { body: `We spoke about time${tag}`, version: 0 });
	await mentee.api.put(`/meetings/${meeting}/notes/shared`, { body: `The first hour, in short${tag}`, version: 0 });
	await mentee.api.put(`/meetings/${meeting}/notes/private`, { body: `Breathe first${tag}`, version: 0 });
	const agreement = await propose(r, mentee);
	const feedback = (await mentee.api.post(`/relationships/${r}/feedback`, { situation: `The round${tag}`, deed: `You asked first${tag}`, keep: `I felt heard${tag}` })).id;
	const concern = (await mentee.api.post(`/relationships/${r}/concerns`, { addressee: 'coordinator', kind: 'other', body: `Too much${tag}` })).id;
	const message = (await mentee.api.post(`/relationships/${r}/messages`, { body: `It went well${tag}` })).id;
	const question = (await mentee.api.post(`/relationships/${r}/questions`, { body: `How do I say no?${tag}`, ideas: 'Later' })).id;
	const heard = (await mentee.api.post(`/relationships/${r}/heard`, { body: `I heard that it is hard${tag}` })).id;
	const roadblock = (await mentee.api.post(`/relationships/${r}/roadblocks`, { kind: 'time', body: `No time${tag}`, step: 'Block Friday', review_on: day(14) })).id;
	const introduction = (await mentee.api.post(`/relationships/${r}/introductions`, { contact: `A colleague${tag}`, purpose: 'How she began', consent: true, due_on: day(14) })).id;
	const own_question = (await mentee.api.post(`/relationships/${r}/library`, { body: `What would you cut?${tag}`, moment: 'session' })).id;
	const entry = (await mentee.api.post('/journal', { kind: 'entry', about: r, body: `I was nervous${tag}`, confidence: '2' })).id;
	const decision = (await mentee.api.post('/decisions', { question: `Stay or go?${tag}`, options: 'Stay\nGo', criteria: 'Time', choice: '', review_on: day(30), about: r })).id;
	const advice = (await mentee.api.post(`/relationships/${r}/advice`, { body: `Wait a day${tag}` })).id;
	return { advice, entry, decision, own_question, question, heard, roadblock, introduction, message, goal, meeting, agenda, commitment, step, resource, milestone, theme, held, agreement, concern, feedback, companion };
}

/*
 * { server, programme, other, pair, foreign, ended, people… }: one programme with two pairs (one of them
 * ended), another with a manager and a pair of its own, somebody's line manager, somebody who is in
 * nothing.
 */
export async function
makeWorld(options)
{
	const server = await startServer(options);
	const admin = await setUp(server, { tz: 'UTC' });
	const w = { server, admin };
	for (const [key, name] of [['manager', 'Maya Manager'], ['stranger', 'Otto Othermanager'], ['mentor', 'Mona Mentor'], ['mentee', 'Milo Mentee'],
		['mentor2', 'Nora Nextmentor'], ['mentee2', 'Noel Nextmentee'], ['mentor3', 'Ona Oldmentor'], ['mentee3', 'Olaf Oldmentee'],
		['line', 'Lena Line'], ['member', 'Max Member']])
		w[key] = await join(server, admin, name);
	for (const p of [w.mentee, w.mentee3])
		await admin.api.put(`/people/${p.id}`, { name: p.name, tz: 'UTC', mentees_max: 1, manager: w.line.email });

	w.programme = await makeProgramme(admin, 'Harbour pilots');
	w.other = await makeProgramme(admin, 'Other shore');
	await takePart(admin, w.programme, w.manager, 'manager');
	await takePart(admin, w.other, w.stranger, 'manager');
	for (const p of [w.programme, w.other]) {
		await resign(admin, p);
		for (const rule of await admin.api.items(`/programmes/${p}/rules`))
			await admin.api.delete(`/programmes/${p}/rules/${rule.id}`);
	}
	w.pair = await pair(w, w.programme, w.mentor, w.mentee);
	w.foreign = await pair(w, w.other, w.mentor2, w.mentee2);
	w.ended = await pair(w, w.programme, w.mentor3, w.mentee3);
	return w;
}

/* Who makes a programme looks after it; here others do. */
async function
resign(admin, programme)
{
	const me = (await admin.api.items(`/programmes/${programme}/participants`)).find((p) => p.person === admin.id);
	if (me)
		await admin.api.put(`/programmes/${programme}/participants/${me.id}`, { state: 'left' });
}

/* Matches these two, who are the only ones that wait in the programme. */
async function
pair(w, programme, mentor, mentee)
{
	const places = (await takePart(w.admin, programme, mentor, 'mentor')).id;
	await takePart(w.admin, programme, mentee, 'mentee');
	const match = await matchAndPublish(w.admin, programme);
	const [{ id }] = await mentee.api.items('/relationships');
	await w.admin.api.put(`/programmes/${programme}/participants/${places}`, { state: 'waiting', places: 1 });
	return { id, match, participant: places };
}
