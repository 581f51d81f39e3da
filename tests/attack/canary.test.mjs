/* SPDX-License-Identifier: Apache-2.0 */
/* A word that two people write to each other is read by these two and stands nowhere else: no page of
 * anybody else, no log, no metric, no mail, not in the bytes of the database or of a backup. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { call } from '../lib/server.mjs';
import { clock, day, makeWorld, propose } from '../lib/world.mjs';

const WORD = 'kanarienvogel7391';

test('what is private', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const r = w.pair.id, { mentor, mentee } = w;
	const say = (what) => `${WORD} ${what}`;

	await t.test('is written in every field that is', async () => {
		await mentee.api.put(`/relationships/${r}/preparation`, { wants: say('draft') });
		for (const p of [mentee, mentor])
			await p.api.post(`/relationships/${r}/preparation/readiness`, { wants: say('wants'), brings: say('brings'), expects: say('expects'), gains: say('gains') });
		for (const p of [mentor, mentee])
			await p.api.put(`/relationships/${r}/beginning`, { role: true, limits: true, points: true });
		const goal = (await mentee.api.post(`/relationships/${r}/goals`, { title: say('title'), specific: say('specific'), metric: say('metric'), achievable: say('achievable'),
			relevant: say('relevant'), due_on: day(50) })).id;
		await mentee.api.put(`/goals/${goal}`, { title: say('title again'), specific: say('specific'), version: 1 });
		const meeting = (await mentor.api.post(`/relationships/${r}/meetings`, { starts: clock('UTC', 30), minutes: 30, place: '' })).id;
		await mentor.api.post(`/meetings/${meeting}/agenda`, { body: say('agenda') });
		await mentee.api.post(`/meetings/${meeting}/closing`, { useful: say('useful'), step1: say('step'), due1: day(3), change: say('change') });
		await mentee.api.post(`/relationships/${r}/commitments`, { body: say('promise'), due_on: day(4) });
		await mentor.api.post(`/relationships/${r}/meetings`, { starts: clock('UTC', 5000), minutes: 30, place: '' });
		await mentee.api.put(`/relationships/${r}/direction`, { hope: say('hope'), career: say('career'), skills: say('skills'), experiences: say('experiences'),
			industries: say('industries'), roles: say('roles'), learn: say('learn'), grow: say('grow') });
		await mentee.api.post(`/relationships/${r}/goals`, { title: say('scale'), ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`level${n}`, say(`level ${n}`)])) });
		await mentor.api.post(`/goals/${goal}/progress`, { current: '1', note: say('what shows it') });
		const rested = (await mentee.api.post(`/relationships/${r}/goals`, { title: say('rested') })).id;
		await mentee.api.post(`/goals/${rested}/adjustment`, { what: 'pause', reason: say('reason') });
		w.step = (await mentee.api.post(`/relationships/${r}/plan/steps`, { body: say('plan') })).id;
		await mentee.api.post(`/steps/${w.step}/resources`, { kind: 'reading', title: say('book'), link: `https://example.org/${WORD}` });
		const stone = (await mentee.api.post(`/relationships/${r}/milestones`, { title: say('milestone'), due_on: day(9) })).id;
		await mentee.api.post(`/milestones/${stone}/answers`, { answer: 'done', evidence: say('evidence') });
		await mentee.api.post(`/relationships/${r}/plan/acceptance`, { reason: say('version') });
		await mentor.api.post(`/relationships/${r}/themes`, { source: 'person', body: say('theme') });
		await mentor.api.post(`/relationships/${r}/themes/usual`);
		const wrong = await mentee.api.ask('POST', `/relationships/${r}/goals`, { json: { title: say('x'.repeat(300)) } });
		assert.equal(wrong.status, 422);
		for (const p of [mentee, mentor]) {
			const answers = (...ids) => Object.fromEntries(ids.map((id) => [`answer_${id}`, say(id)]));
			await p.api.post(`/relationships/${r}/sheets/boundaries/readiness`, answers('boundary-role', 'boundary-expectations', 'boundary-areas', 'boundary-meetings', 'boundary-contact'));
			await p.api.put(`/relationships/${r}/sheets/rapport`, { ...answers('rapport-place'), 'shared_rapport-place': true });
		}
		w.agreement = await propose(r, mentee, Object.fromEntries(['role', 'expectations', 'areas', 'meetings', 'contact', 'how_often', 'times', 'place', 'channel', 'lateness',
			'outsiders', 'direction'].map((k) => [k, say(k)])));
		await mentor.api.put(`/relationships/${r}/growth`, { body: say('growth') });
		w.concern = (await mentee.api.post(`/relationships/${r}/concerns`, { addressee: 'partner', body: say('concern') })).id;
		await mentor.api.post(`/concerns/${w.concern}/answer`, { answer: say('answer') });
		const message = (await mentee.api.post(`/relationships/${r}/messages`, { body: say('message') })).id;
		await mentor.api.post(`/messages/${message}/agenda`);
		const back = (await mentor.api.post(`/relationships/${r}/messages`, { body: say('taken back') })).id;
		await mentor.api.delete(`/messages/${back}`);
		await mentee.api.post(`/relationships/${r}/stages`, { stage: '2', reason: say('why we move on') });
		await mentee.api.put(`/relationships/${r}/messages/draft`, { body: say('draft of a message') });
		await mentor.api.put(`/relationships/${r}/messages/draft`, { body: say('draft of an answer') });
		w.feedback = (await mentee.api.post(`/relationships/${r}/feedback`, Object.fromEntries(['situation', 'deed', 'effect', 'keep', 'change', 'next', 'framing'].map((k) => [k, say(k)])))).id;
		await mentor.api.post(`/feedback/${w.feedback}/answer`, { answer: say('answer to feedback') });
		await mentee.api.post(`/relationships/${r}/feedback-requests`, { work: say('work') });
		await mentor.api.post(`/relationships/${r}/encouragements`, { kind: 'appreciation', body: say('thanks') });
		for (const p of [mentee, mentor])
			await p.api.post(`/relationships/${r}/review/readiness`, { 'answer_review-worked': say('worked') });
		await mentee.api.put(`/relationships/${r}/keeping-in-touch`, { interval: 'monthly', support: say('support') });
		await mentee.api.put(`/relationships/${r}/story`, { body: say('story'), named: true });
		w.question = (await mentee.api.post(`/relationships/${r}/questions`, { body: say('question'), ideas: say('idea') })).id;
		await mentor.api.post(`/questions/${w.question}/reading`);
		await mentor.api.put(`/questions/${w.question}/answer`, { answer: say('advice') });
		await mentee.api.post(`/relationships/${r}/library`, { body: say('own question'), moment: 'session' });
		w.heard = (await mentor.api.post(`/relationships/${r}/heard`, { body: say('heard') })).id;
		await mentee.api.put(`/heard/${w.heard}`, { meant: say('meant') });
		await mentee.api.post(`/relationships/${r}/roadblocks`, { kind: 'time', body: say('roadblock'), step: say('next step'), review_on: day(9) });
		await mentor.api.post(`/relationships/${r}/introductions`, { contact: say('contact'), purpose: say('purpose'), consent: false, due_on: '' });
		w.advice = (await mentor.api.post(`/relationships/${r}/advice`, { body: say('advice') })).id;
		await mentee.api.put(`/advice/${w.advice}/tried`, { tried_on: day(0), result: say('what became of it') });
		await mentor.api.put('/self-check/mentor', { trust: '3', motivation: '3', learning: '3', hours: '3', gains: say('gains of the check') });
		/* The journal: nobody's but the writer's; one page of it is shared. */
		const entry = (body) => mentee.api.post('/journal', { kind: 'entry', about: r, body, confidence: '2' });
		w.entry = (await entry(say('journal'))).id;
		w.shared = (await entry(say('shared page'))).id;
		await mentee.api.put(`/journal/entries/${w.shared}/sharing`, { relationship: r });
		await mentee.api.delete(`/journal/entries/${(await entry(say('deleted page'))).id}`);
		await mentee.api.put('/journal/draft', { body: say('journal draft') });
		w.decision = (await mentee.api.post('/decisions', { question: say('decide'), options: say('options'), criteria: say('criteria'), choice: say('choice'), review_on: day(1), about: r })).id;
		await mentee.api.put(`/decisions/${w.decision}`, { question: say('decide'), options: say('options'), criteria: say('criteria'), choice: say('choice'), review_on: day(1),
			outcome: say('outcome'), version: 1 });
		await mentor.api.post('/journal', { kind: 'learning', body: say('gain') });
		await mentee.api.put(`/meetings/${meeting}/notes/shared`, { body: say('shared note'), version: 0 });
		for (const p of [mentee, mentor])
			await p.api.put(`/meetings/${meeting}/notes/private`, { body: say('private note'), version: 0 });
		await mentee.api.put(`/meetings/${meeting}/notes/shared`, { body: say('another text'), version: 1 });
		await mentor.api.put(`/meetings/${meeting}/notes/shared`, { body: say('a third text'), version: 1, page: 'x' });
		w.goal = goal;
		w.meeting = meeting;
	});
	await t.test('is read by the two', async () => {
		for (const p of [mentor, mentee])
			for (const path of [`/relationships/${r}`, `/relationships/${r}/preparation`, `/goals/${w.goal}`, `/meetings/${w.meeting}`, `/relationships/${r}/commitments`,
				`/meetings/${w.meeting}/notes/shared`, `/meetings/${w.meeting}/notes/private`, `/meetings/${w.meeting}/notes/shared/versions/1`, `/relationships/${r}/agreement`, `/agreements/${w.agreement}`, `/concerns/${w.concern}`, `/relationships/${r}/sheets/boundaries`, `/relationships/${r}/sheets/rapport`,
				`/relationships/${r}/plan`, `/relationships/${r}/plan/versions`, `/relationships/${r}/roadmap`, `/relationships/${r}/direction`, `/goals/${w.goal}/history`, `/steps/${w.step}`, `/relationships/${r}/messages`, `/relationships/${r}/stages`,
				`/relationships/${r}/questions`, `/questions/${w.question}`, `/relationships/${r}/library?moment=all`, `/relationships/${r}/heard`, `/heard/${w.heard}`, `/relationships/${r}/roadblocks`, `/relationships/${r}/introductions`, `/relationships/${r}/advice`, `/advice/${w.advice}`,
				`/relationships/${r}/review`, `/relationships/${r}/keeping-in-touch`, `/relationships/${r}/story`, `/relationships/${r}/feedback`, `/feedback/${w.feedback}`]) {
				const a = await p.browser.page(path);
				assert.equal(a.status, 200, path);
				assert.ok(a.text.includes(WORD), `${p.name} reads it at ${path}`);
			}
	});
	await t.test('what one asks oneself is read by that person alone', async () => {
		assert.ok((await mentor.browser.page('/self-check/mentor')).text.includes(WORD));
		assert.ok(!(await mentee.browser.page('/self-check/mentor')).text.includes(WORD));
	});
	await t.test('is in the journal of the writer, and of it the partner reads what was shared', async () => {
		for (const path of ['/journal', '/decisions', `/journal/entries/${w.entry}`, `/decisions/${w.decision}`, '/journal/export', '/journal/draft'])
			assert.ok((await mentee.api.ask('GET', path)).text.includes(WORD), path);
		assert.ok((await mentor.browser.page('/journal/gains')).text.includes(say('gain')));
		for (const path of [`/journal/entries/${w.entry}`, `/decisions/${w.decision}`])
			assert.equal((await mentor.api.ask('GET', path)).status, 404, path);
		for (const path of ['/journal', '/decisions', '/journal/export', `/relationships/${r}/journal`, `/journal/entries/${w.shared}`])
			for (const what of ['journal', 'deleted page', 'journal draft', 'decide', 'options', 'criteria', 'choice', 'outcome'])
				assert.ok(!(await mentor.browser.page(path)).text.includes(say(what)), `${path}: ${what}`);
		assert.ok((await mentor.browser.page(`/relationships/${r}/journal`)).text.includes(say('shared page')));
		assert.ok(!(await mentee.browser.page(`/relationships/${r}/journal`)).text.includes(say('gain')));
	});
	await t.test('is on no page of anybody else', async () => {
		const paths = ['/', '/relationships', '/people', '/programmes', `/people/${mentee.id}`, `/programmes/${w.programme}`, `/programmes/${w.programme}/participants`,
			`/programmes/${w.programme}/relationships`, `/programmes/${w.programme}/matching`, `/matches/${w.pair.match}`, `/matches/${w.pair.match}/pairs`, `/relationships/${r}`,
			`/relationships/${r}/status`, `/relationships/${r}/next-step`, `/relationships/${r}/preparation`, `/relationships/${r}/goals`, `/relationships/${r}/meetings`,
			`/relationships/${r}/commitments`, `/relationships/${r}/agreement`, `/relationships/${r}/sheets/boundaries`, `/relationships/${r}/sheets/rapport`,
			`/agreements/${w.agreement}`, `/relationships/${r}/concerns`, `/relationships/${r}/messages`, `/relationships/${r}/messages/draft`, `/relationships/${r}/messages/state`, '/notices', `/relationships/${r}/growth`, `/relationships/${r}/trust`, `/concerns/${w.concern}`, `/concerns`, `/goals/${w.goal}`, `/meetings/${w.meeting}`, `/meetings/${w.meeting}/agenda`, `/meetings/${w.meeting}/calendar.ics`,
			...['shared', 'private'].flatMap((k) => ['', '/state', '/versions', '/versions/1', '/comparison'].map((x) => `/meetings/${w.meeting}/notes/${k}${x}`)),
			`/relationships/${r}/plan`, `/relationships/${r}/plan/versions`, `/relationships/${r}/roadmap`, `/relationships/${r}/direction`,
			`/relationships/${r}/stages`, `/relationships/${r}/challenges`, `/relationships/${r}/check`, `/relationships/${r}/expectations`, `/programmes/${w.programme}/exceptions`,
			`/goals/${w.goal}/points`, `/goals/${w.goal}/history`, `/steps/${w.step}`,
			`/relationships/${r}/questions`, `/questions/${w.question}`, `/relationships/${r}/library?moment=all`, `/relationships/${r}/heard`, `/heard/${w.heard}`, `/relationships/${r}/roadblocks`, `/relationships/${r}/introductions`, `/relationships/${r}/advice`, `/advice/${w.advice}`,
			`/relationships/${r}/review`, `/relationships/${r}/keeping-in-touch`, `/relationships/${r}/story`, `/relationships/${r}/afterwards`,
			`/relationships/${r}/feedback`, `/relationships/${r}/feedback-requests`, `/relationships/${r}/encouragements`, `/relationships/${r}/skills`, `/feedback/${w.feedback}`,
			'/self-check/mentor', '/self-check/mentee', '/traits', `/programmes/${w.programme}/newcomers`, `/programmes/${w.programme}/path`,
			`/programmes/${w.programme}/stories`, `/programmes/${w.programme}/endings`,
			'/account/data', '/account/data/download', '/account/data/document', '/account/openings', '/account/deletion',
			'/journal', '/journal/draft', '/journal/export', '/journal/gains', '/decisions', `/journal/entries/${w.entry}`, `/journal/entries/${w.shared}`, `/decisions/${w.decision}`,
			`/relationships/${r}/journal`, `/relationships/${r}/independence`,
			'/admin', '/admin/jobs', '/admin/outbox', '/imports', `/people?q=${WORD}`, '/metrics', '/api/openapi.json'];
		const mails = (await w.admin.api.items('/admin/outbox')).map((m) => `/admin/outbox/${m.id}`);
		for (const p of [w.admin, w.manager, w.stranger, w.line, w.member, w.mentor2])
			for (const path of p === w.admin ? [...paths, ...mails] : paths)
				for (const a of [await p.browser.page(path), await p.api.ask('GET', path)])
					assert.ok(!a.text.replaceAll(`value="${WORD}"`, '').includes(WORD), `${p.name} must not read it at ${path}`);
	});
	await t.test('is taken along by whoever wrote it, and not by the other one', async () => {
		const theirs = { mentee: [['draft of a message', 'message', 'story', 'hope'], ['draft of an answer', 'taken back', 'purpose']],
			mentor: [['draft of an answer', 'taken back', 'purpose'], ['draft of a message', 'message', 'story', 'hope', 'support', 'next step', 'idea']] };
		for (const [who, [mine, others]] of Object.entries(theirs))
			for (const a of [await w[who].api.ask('GET', '/account/data/download'), await w[who].browser.page('/account/data/document')]) {
				const has = (what) => new RegExp(`${say(what)}["<]`).test(a.text);
				for (const what of mine)
					assert.ok(has(what), `${who} takes along: ${what}`);
				for (const what of others)
					assert.ok(!has(what), `${who} must not take along: ${what}`);
			}
	});
	await t.test('is in no mail to the two either', async () => {
		for (const m of await w.admin.api.items('/admin/outbox'))
			assert.ok(!JSON.stringify(await w.admin.api.get(`/admin/outbox/${m.id}`)).includes(WORD), m.subject);
	});
	await t.test('is not in the log, nor in the metrics', async () => {
		assert.ok(!w.server.log().includes(WORD));
		assert.ok(!w.server.said().includes(WORD));
		assert.ok(!(await call(w.server, 'GET', '/metrics')).text.includes(WORD));
	});
	await t.test('is not in the bytes of the database, nor of a backup', () => {
		const all = w.server.bytes();
		assert.ok(all.some(([name, bytes]) => /backup/.test(name) && bytes.includes('Milo Mentee')), 'what is not private can be found in the backup, so looking works');
		for (const [name, bytes] of all)
			for (const needle of [WORD, Buffer.from(WORD, 'utf16le'), Buffer.from(WORD).toString('base64').slice(0, 20), Buffer.from(WORD).toString('hex')])
				assert.ok(!bytes.includes(needle), `${name} holds it`);
	});
});
