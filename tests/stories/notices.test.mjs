/* SPDX-License-Identifier: Apache-2.0 */
/* What people hear of, and how: notices, the choices about mails, and the links below every mail. */
import assert from 'node:assert/strict';
import test from 'node:test';
import { Client } from '../lib/client.mjs';
import { Description } from '../lib/openapi.mjs';
import { call, until } from '../lib/server.mjs';
import { day, makeWorld, propose } from '../lib/world.mjs';

const SUBJECT = /proposes how you work together/;

test('notices and mails over JSON', async (t) => {
	const w = await makeWorld();
	t.after(() => w.server.stop());
	const api = await Description.of(w.mentee.api);
	const relationship = w.pair.id, { mentor, mentee, admin } = w;
	const as = (person, name, ids, json, query) => api.does(person.api, name, ids, json, query);
	const notices = async () => (await as(mentee, 'notice_list', {})).items;
	const mails = async () => (await admin.api.items('/admin/outbox')).filter((m) => m.to_addr === mentee.email);
	const choice = async () => (await as(mentee, 'notice_setting_edit', {})).together;
	const outside = new Client(w.server);
	let links;

	await t.test('what happens stands on one page, in plain words, and leads there', async () => {
		await propose(relationship, mentor);
		const one = await until('the notice', async () => (await notices()).find((n) => SUBJECT.test(n.subject)));
		assert.equal(one.read_at, 0);
		const page = await mentee.browser.page('/notices');
		assert.match(page.text, SUBJECT);
		assert.match(page.text, /Notices <span class="count">\d+</);
		const a = await mentee.browser.ask('POST', `/notices/${one.id}/reading`, { headers: { Accept: 'text/html' } });
		assert.deepEqual([a.status, a.headers.location], [303, one.path]);
		assert.ok((await notices()).find((n) => n.id === one.id).read_at > 0);
		await as(mentee, 'notice_reading_delete', { notice: one.id });
		await as(mentee, 'snooze_create', { notice: one.id });
		assert.ok(!(await notices()).some((n) => n.id === one.id));
		await as(mentee, 'reading_create', {});
		assert.ok(!(await mentee.browser.page('/notices')).text.includes('class="count"'));
		for (const p of [mentor, admin, w.manager])
			assert.equal((await p.api.ask('POST', `/notices/${one.id}/reading`)).status, 404);
	});
	await t.test('every mail carries the ways out, in plain text', async () => {
		for (const m of await mails()) {
			const { body_text: text, unsubscribe, kind } = await admin.api.get(`/admin/outbox/${m.id}`);
			for (const way of ['pause', 'leave'])
				assert.match(text, new RegExp(`${w.server.url}/mails/[\\w-]+/${way}\n`));
			assert.equal(unsubscribe === '', kind === 'invitation', kind);
		}
		const proposal = (await mails()).find((m) => SUBJECT.test(m.subject));
		const { body_text: text, unsubscribe } = await admin.api.get(`/admin/outbox/${proposal.id}`);
		links = Object.fromEntries([...text.matchAll(/(\/mails\/\S+\/(off|pause|leave))\n/g)].map(([, path, way]) => [way, path]));
		assert.equal(unsubscribe, w.server.url + links.off);
		assert.ok(!text.includes('The canteen'), 'no word of what was proposed');
	});
	await t.test('looking at a link changes nothing; one request from anywhere switches off, as RFC 8058 says', async () => {
		for (const way of ['off', 'pause', 'leave'])
			for (const method of ['GET', 'HEAD'])
				assert.equal((await call(w.server, method, links[way], { headers: { Accept: 'text/html' } })).status, 200);
		assert.equal(await choice(), 'once');
		for (const [type, body] of [['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
			['multipart/form-data; boundary=b', '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n']]) {
			const a = await call(w.server, 'POST', links.off, { headers: { 'Content-Type': type }, body });
			assert.equal(a.status, 200, 'no redirect: a mail program does not follow it');
			assert.equal(await choice(), 'off');
			await as(mentee, 'notice_setting_update', {}, { pairs: 'once', meetings: 'once', together: 'once', messages: 'once', companions: 'once', reminders: 'digest', digest_hour: '8', quiet_from: '21', quiet_to: '7' });
		}
		const before = (await mails()).length;
		await outside.must('POST', links.off);
		await propose(relationship, mentor);
		await until('the second notice', async () => (await notices()).some((n) => SUBJECT.test(n.subject) && n.read_at === 0));
		assert.equal((await mails()).length, before);
	});
	await t.test('a forged link does nothing, and no other site can press a button', async () => {
		const [, token] = links.off.match(/mails\/([^/]+)/);
		const [person, type, ...seal] = token.split('-');
		for (const wrong of [`${mentor.id}-${type}-${seal.join('-')}`, `${person}-pairs-${seal.join('-')}`, `${person}-${type}-${'A'.repeat(43)}`, `${token}A`, 'x']) {
			for (const way of ['off', 'leave', 'again'])
				assert.equal((await outside.ask('POST', `/mails/${wrong}/${way}`)).status, 404, wrong);
			assert.match((await outside.page(`/mails/${wrong}/off`)).text, /This link does not work/);
		}
		assert.equal((await as(mentor, 'notice_setting_edit', {})).together, 'once');
		for (const way of ['pause', 'leave', 'again'])
			assert.equal((await call(w.server, 'POST', links[way] ?? links.off.replace(/off$/, way), { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status, 403);
	});
	await t.test('pause, leave, and back again, without signing in', async () => {
		const state = () => as(mentee, 'notice_setting_edit', {});
		assert.equal((await outside.ask('POST', links.pause, { json: { until: day(0) } })).status, 422);
		await outside.must('POST', links.pause, { until: day(10) });
		assert.ok((await state()).paused_until > Date.now() / 1000 + 8 * 86400);
		await outside.must('POST', links.leave);
		assert.ok((await state()).left_at > 0);
		await outside.must('POST', links.off.replace(/off$/, 'again'), { what: 'leave' });
		assert.deepEqual([(await state()).left_at, (await state()).paused_until, await choice()], [0, 0, 'off']);
		await outside.must('POST', links.off.replace(/off$/, 'again'), { what: 'off' });
		assert.equal(await choice(), 'once');
		await as(mentee, 'mail_pause_create', {}, { until: day(3) });
		await as(mentee, 'mail_leave_create', {});
		await as(mentee, 'mail_pause_delete', {});
		const night = await mentee.api.ask('PUT', '/account/notices', { json: { pairs: 'once', meetings: 'once', together: 'once', messages: 'once', companions: 'once', reminders: 'off', digest_hour: '3', quiet_from: '21', quiet_to: '7' } });
		assert.equal(night.status, 422);
	});
	await t.test('a changed password is told, whatever one chose', async () => {
		await as(mentee, 'mail_leave_create', {});
		const before = (await mails()).length;
		await mentee.browser.put('/account/password', { old_password: mentee.password, password: 'nine loud geese under the bridge' });
		assert.equal((await mails()).length, before + 1);
		assert.equal((await mails())[0].kind, 'password-changed');
	});
});
