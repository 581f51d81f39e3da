/* SPDX-License-Identifier: Apache-2.0 */
/* The demonstration has somebody in every situation that a relationship can be in, in two languages, one click away. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { Client, cookieOf } from '../lib/client.mjs';
import { call, startServer } from '../lib/server.mjs';

const HTML = { Accept: 'text/html', 'Sec-Fetch-Site': 'same-origin' };
const main = (a) => a.text.match(/<main[\s\S]*<\/main>/)[0];

/* What is not the same everywhere: where it is looked at, and what stands there. */
const SHOWS = {
	'just-matched': ['', /Prepare to meet Siobhán/],
	'first-meeting': ['', /You meet Howard/],
	'met-yesterday': ['', /Das Treffen abschließen/],
	'last-stage': ['/keeping-in-touch', /Vierteljahr|Vertrag/],
	'not-easy': ['/challenges', /miscommunication/],
	'no-time': ['/challenges', /time-constraints/],
	promises: ['/challenges', /follow-through/],
	'fewer-wish': ['', /Only you see this/],
	expectations: ['/challenges', /expectations/],
	'vague-goals': ['/challenges', /undefined-goals/],
	'do-you-go-on': ['/challenges', /going-on/],
	pausing: ['', /You and Balasubramanian pause/],
	'more-than-a-year': ['/challenges', /\/year/],
	'ended-early': ['', /Look back with Beatriz/],
	'ended-well': ['', /You and Grace have finished/],
	allies: ['', /allies since/],
};

test('situations of the demonstration', async (t) => {
	const server = await startServer({ verb: 'demo' });
	t.after(() => server.stop());
	const page = await new Client(server).page('/demo');
	const items = readFileSync('practice/demo/situations.yml', 'utf8').split(/\n {2}- id: /).slice(1);
	const forms = [...page.text.matchAll(/action="(\/demo\/sign-in\/\d+\?pair=(\d+))"/g)];
	const be = async (path) => {
		const a = await call(server, 'POST', path, { headers: HTML, body: '' });
		assert.equal(a.status, 303, a.text.slice(0, 200));
		return [new Client(server, { cookie: cookieOf(a) }), a.headers.location];
	};

	await t.test('each of the file is on the page, and leads to the page of the two', async () => {
		assert.equal(forms.length, items.length);
		assert.deepEqual(items.map((x) => x.split('\n')[0]).sort(), Object.keys(SHOWS).sort());
		for (const [, path, pair] of forms) {
			const [c, at] = await be(path);
			assert.equal(at, `/relationships/${pair}`);
			const a = await c.page(at);
			assert.equal(a.status, 200, path);
			assert.ok((main(a).match(/class="button go"/g) ?? []).length <= 1, path);
		}
	});
	await t.test('each shows what it says', async () => {
		for (const [i, [, path]] of forms.entries()) {
			const id = items[i].split('\n')[0], [below, what] = SHOWS[id], [c, at] = await be(path);
			const a = await c.page(at + below);
			assert.equal(a.status, 200, `${id}: ${at + below}`);
			assert.match(main(a), what, id);
		}
	});
	await t.test('in German where the two write German', async () => {
		for (const id of ['met-yesterday', 'last-stage']) {
			const [c, at] = await be(forms[items.findIndex((x) => x.startsWith(`${id}\n`))][1]);
			for (const below of ['', '/agreement', '/plan', '/feedback', '/goals']) {
				const a = await c.page(at + below);
				assert.match(a.text, /<html lang="de"/);
				for (const said of main(a).matchAll(/<blockquote[^>]*>([\s\S]*?)<\/blockquote>/g))
					assert.doesNotMatch(said[1], /\b(the|and|with|would|that)\b/, `${id}${below}`);
			}
		}
	});
	await t.test('a meeting that is over is not ahead', async () => {
		const [c, at] = await be(forms[items.findIndex((x) => x.startsWith('met-yesterday\n'))][1]);
		const shown = main(await c.page(`${at}/meetings`)), over = shown.indexOf('id="over"');
		assert.ok(over > 0 && shown.indexOf('noch nicht abgeschlossen') > over);
	});
	await t.test('whatever can be done from a mail stands in the mail of somebody, in both languages', async () => {
		const kinds = [...readFileSync('src/features/notices/errand.h', 'utf8').matchAll(/^#define ERRAND_\w+ "(\w+)"/gm)].map((m) => m[1]);
		const texts = (await server.sql("SELECT body_text FROM outbox WHERE body_text LIKE '%/errands/%'")).flat().join('\n');
		assert.ok(kinds.length >= 7);
		assert.deepEqual(kinds.filter((k) => !texts.includes(`/errands/${k}-`)), []);
		for (const words of ['Yes, we met', 'Ja, wir haben uns getroffen', 'I have done it', 'We go on'])
			assert.ok(texts.includes(`${words}:`), words);
	});
	await t.test('every kind of challenge stands on the page of somebody', async () => {
		const kinds = [...readFileSync('practice/challenges.yml', 'utf8').matchAll(/^ {2}- id: ([\w-]+)$/gm)].map((m) => m[1]);
		const found = (await server.sql('SELECT DISTINCT kind FROM health_sign')).flat();
		assert.deepEqual(kinds.filter((k) => !found.includes(k)), []);
	});
});
