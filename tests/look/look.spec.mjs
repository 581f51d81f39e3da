/* SPDX-License-Identifier: Apache-2.0 */
/* The look by itself: every component on one page, under the policy that the product is served with,
 * against a small server that stands in for jobs, drafts and searches. */
import { createServer } from 'node:http';
import { readFileSync, readdirSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { test, expect } from '@playwright/test';
import AxeBuilder from '@axe-core/playwright';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'";
const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml' };
const read = (path) => readFileSync(join(ROOT, path), 'utf8');

let server, page_url, drafts, draftStatus, events;

const answers = {
	'/healthz': (q, a) => a.end(),
	'/events': (q, a) => {
		a.setHeader('Content-Type', 'text/event-stream');
		if (events)
			a.write(`data: ${JSON.stringify(events)}\n\n`);
		else
			a.writeHead(503).end();
	},
	'/job.json': (q, a) => a.end(JSON.stringify({ state: 'running', done: 900, total: 1200, message: '900 of 1,200 rows', url: '' })),
	'/draft': (q, a, body) => {
		drafts.push({ method: q.method, token: q.headers['x-csrf-token'], body: JSON.parse(body) });
		a.writeHead(draftStatus).end('{}');
	},
	'/filter': (q, a) => {
		a.setHeader('Content-Type', TYPES['.html']);
		a.end('<p id="count">1 pair</p><div id="list"><p>Noor Haddad</p></div>');
	},
};

function
serve(q, a)
{
	let body = '';
	q.on('data', (part) => { body += part; });
	q.on('end', () => {
		const path = new URL(q.url, 'http://localhost').pathname;
		a.setHeader('Content-Security-Policy', POLICY);
		if (answers[path])
			return answers[path](q, a, body);
		try {
			const file = readFileSync(join(ROOT, normalize(path)));
			a.setHeader('Content-Type', TYPES[extname(path)] ?? 'text/plain');
			return a.end(file);
		} catch {
			return a.writeHead(404).end();
		}
	});
}

test.beforeAll(async () => {
	server = createServer(serve);
	await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
	page_url = `http://127.0.0.1:${server.address().port}/tests/look/kitchen.html`;
});
test.afterAll(() => { server.closeAllConnections(); server.close(); });
test.beforeEach(() => {
	drafts = [];
	draftStatus = 200;
	events = { state: 'running', done: 600, total: 1200, message: '600 of 1,200 rows', url: '' };
});

for (const width of [320, 800, 1400])
	for (const colorScheme of ['light', 'dark'])
		test(`${width} px, ${colorScheme}: nothing for axe, the policy or the reader's thumb`, async ({ browser }) => {
			const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, hasTouch: width < 400, reducedMotion: 'reduce' });
			const page = await context.newPage();
			const said = [];
			page.on('console', (m) => said.push(m.text()));
			page.on('pageerror', (e) => said.push(e.message));
			await page.goto(page_url);
			await page.evaluate(() => document.querySelectorAll('details').forEach((d) => { d.open = true; }));
			const found = await new AxeBuilder({ page }).options({ rules: { 'target-size': { enabled: true } } }).analyze();
			expect(found.violations.map((v) => `${v.id}: ${v.nodes[0].html}`)).toEqual([]);
			expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
			for (const dir of ['rtl', 'ltr']) {
				await page.evaluate((d) => { document.documentElement.dir = d; }, dir);
				expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
			}
			expect(said).toEqual([]);
			await context.close();
		});

test('a symbol of the sprite is drawn', async ({ page }) => {
	await page.goto(page_url);
	await expect.poll(() => page.locator('.flash .icon').first().evaluate((i) => i.getBBox().width)).toBeGreaterThan(4);
});

test('the error summary has the focus, and its links lead into the fields', async ({ page }) => {
	await page.goto(page_url);
	await expect(page.locator('.summary')).toBeFocused();
	await page.locator('.summary a').first().click();
	await expect(page.locator('#title')).toBeFocused();
});

test('keys work, not while typing, and not when switched off', async ({ page }) => {
	await page.goto(page_url);
	await page.locator('#title').pressSequentially('?/gh');
	await expect(page.locator('#title')).toHaveValue('?/gh');
	await page.evaluate(() => document.activeElement.blur());
	await page.keyboard.type('gh');
	await expect(page).toHaveURL(/#main$/);
	await page.keyboard.type('?');
	await expect(page.locator('#keys')).toBeVisible();
	await page.keyboard.press('Escape');
	await page.keyboard.press('/');
	await expect(page.locator('#q')).toBeFocused();
	await page.evaluate(() => { document.activeElement.blur(); document.body.dataset.keys = 'off'; });
	await page.keyboard.type('?');
	await expect(page.locator('#keys')).toBeHidden();
});

test('a job is followed by events', async ({ page }) => {
	await page.goto(page_url);
	await expect(page.locator('[data-job-message]')).toHaveText('600 of 1,200 rows');
	await expect(page.locator('.job progress')).toHaveJSProperty('value', 600);
});

test('a job is asked for where events are refused', async ({ page }) => {
	events = null;
	await page.goto(page_url);
	await expect(page.locator('[data-job-message]')).toHaveText('900 of 1,200 rows');
});

test('a finished job leads to its result', async ({ page }) => {
	events = { state: 'done', done: 3, total: 3, message: '', url: '/filter?result' }; /* a page without a job: else it would lead on for ever */
	await page.goto(page_url);
	await expect(page).toHaveURL(/\/filter\?result$/);
});

test('a draft saves itself once the typing stops', async ({ page }) => {
	await page.goto(page_url);
	await page.locator('#why').fill('Because I want to be heard.');
	await expect(page.locator('#why-saved')).toHaveText(/^Saved \d/);
	expect(drafts).toEqual([{ method: 'PUT', token: 'kitchen', body: { why: 'Because I want to be heard.' } }]);
});

test('a draft that somebody else changed is not overwritten', async ({ page }) => {
	draftStatus = 409;
	await page.goto(page_url);
	await page.locator('#why').fill('One');
	await expect(page.locator('#why-saved')).toHaveText(/another window/);
	await page.locator('#why').fill('Two');
	await page.waitForTimeout(1500);
	expect(drafts.length).toBe(1);
});

test('a search follows the typing and keeps its address', async ({ page }) => {
	await page.goto(page_url);
	await page.locator('#q').fill('noor');
	await expect(page.locator('#count')).toHaveText('1 pair');
	await expect(page.locator('#list')).toHaveText('Noor Haddad');
	await expect(page).toHaveURL(/\/filter\?q=noor$/);
});

test('a form is sent once, and typed text is not left by accident', async ({ page }) => {
	await page.goto(page_url);
	await page.evaluate(() => {
		const form = document.querySelector('form[action="#me"]');
		window.seen = [];
		addEventListener('submit', (e) => { window.seen.push(e.defaultPrevented); e.preventDefault(); });
		form.requestSubmit(form.querySelector('button'));
		form.requestSubmit(form.querySelector('button'));
	});
	/* It leaves when the server was reached, once; whoever presses again meanwhile sends nothing. */
	const sent = () => page.evaluate(() => window.seen.filter((stopped) => !stopped).length);
	await expect.poll(sent).toBe(1);
	await page.evaluate(() => document.querySelector('form[action="#me"]').requestSubmit());
	await page.waitForTimeout(200);
	expect(await sent()).toBe(1);
	await expect(page.locator('form[action="#me"] button').first()).toHaveAttribute('aria-busy', 'true');

	let asked = '';
	page.on('dialog', (d) => { asked = d.type(); return d.accept(); });
	await page.locator('#steps').fill('7');
	await page.goto(`${page_url}?elsewhere`);
	expect(asked).toBe('beforeunload');
});

test('the copy button says so', async ({ page, context }) => {
	await context.grantPermissions(['clipboard-read', 'clipboard-write']);
	await page.goto(page_url);
	await page.locator('[data-copy]').click();
	await expect(page.locator('[data-copy]')).toHaveText('Copied');
	expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('https://mentoring.example.org/i/7hQ2-mV9k-Xa4T');
});

test('the stylesheet knows no left and no right, and everything stays small', () => {
	const css = read('assets/waymark.css').replace(/\/\*[^]*?\*\//g, '');
	expect(css.match(/(?<![-\w])(?:(?:margin|padding|border)-(?:left|right)|(?:left|right)\s*:|(?:float|text-align):\s*(?:left|right))/g)).toBeNull();
	expect(css).not.toMatch(/@import|url\(|@font-face/);
	/* As it is served: without comments. All scripts, also those that only some pages fetch. */
	const served = [css, ...readdirSync(join(ROOT, 'assets')).filter((f) => f.endsWith('.js')).map((f) => read(`assets/${f}`).replace(/^[ \t]*\/\*[^]*?\*\/\n/gm, ''))];
	const bytes = served.reduce((sum, text) => sum + gzipSync(text, { level: 9 }).length, 0);
	expect(bytes).toBeLessThanOrEqual(18 * 1024); /* with the HTML of the largest page well below the 60 kB of a first visit */
});

test('docs/look.md names only what the stylesheet knows', () => {
	const css = read('assets/waymark.css');
	const known = new Set([...css.matchAll(/\.([a-z][a-z-]*)/g)].map((m) => m[1]));
	const used = [...read('docs/look.md').matchAll(/class="([^"]+)"/g)].flatMap((m) => m[1].split(' '));
	expect([...new Set(used)].filter((name) => !known.has(name))).toEqual([]);
});
