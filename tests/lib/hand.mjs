/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A person at a browser, who notes in `found` what is wrong with a page: with a mouse or with the keyboard alone, with scripts or without, on a wide or a
 * narrow screen, in a language. Every page that comes up is looked at: one h1, at most one primary action,
 * nothing wider than the screen, nothing for axe, nothing refused by the policy, nothing on the console,
 * no English left on a German page.
 */
import { existsSync, readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';

const AXE = { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }, rules: { 'target-size': { enabled: true } } };
/* What playwright and axe say of a page that is on its way to another one. */
const LEADS_ON = /context was destroyed|navigat|frame was detached|reading 'run(Partial)?'/i;
const LOCALE = { en: 'en-GB', de: 'de-DE' };

/* Messages that stand alone, by language: English text -> translation. */
function
catalogue(lang)
{
	const words = new Map();
	if (!existsSync(`po/${lang}.po`))
		return words;
	const text = (s) => [...s.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map((m) => JSON.parse(`"${m[1]}"`)).join('');
	for (const [, id, str] of readFileSync(`po/${lang}.po`, 'utf8').matchAll(/^msgid ((?:"[^\n]*"\n)+)msgstr ((?:"[^\n]*"\n?)+)/gm))
		if (text(str))
			words.set(text(id), text(str));
	return words;
}

/* One text for each kind of element with its state: two pages with the same one look the same to axe. */
const SHAPE = () => [...new Set([...document.querySelectorAll('*')].map((e) => [e.tagName, e.className.baseVal ?? e.className, e.name ?? '', e.type ?? '',
	e.open ?? '', e.ariaCurrent ?? '', e.role ?? ''].join('.')))].sort().join();

const LOOK = () => ({
	path: location.pathname + location.search,
	loaded: document.readyState === 'complete',
	h1: document.querySelectorAll('h1').length,
	go: [...document.querySelectorAll('main .button.go')].map((b) => b.textContent.trim()),
	width: document.documentElement.scrollWidth,
	lang: document.documentElement.lang,
	title: document.title,
	texts: [...function* () {
		const w = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		while (w.nextNode())
			yield w.currentNode.data.trim().replace(/\s+/g, ' ');
	}()].filter(Boolean),
	controls: [...document.querySelectorAll('input:not([type=hidden]), select, textarea')].filter((e) => !e.labels?.length && !e.ariaLabel && !e.getAttribute('aria-labelledby')).map((e) => e.name),
});

export class Hand {
	static async open(browser, server, { lang = 'en', width = 1280, js = true, keyboard = false, tz = 'UTC' } = {})
	{
		const h = new Hand();
		Object.assign(h, { server, lang, width, js, keyboard, said: [], shapes: new Set(), found: new Set(), words: catalogue(lang) });
		h.translations = new Set(h.words.values());
		h.context = await browser.newContext({ baseURL: server.url, locale: LOCALE[lang] ?? lang, timezoneId: tz, javaScriptEnabled: js, reducedMotion: 'reduce',
			viewport: { width, height: 900 }, hasTouch: width < 400 });
		await h.context.addInitScript(() => addEventListener('securitypolicyviolation', (e) => console.error(`CSP: ${e.violatedDirective} ${e.blockedURI}`)));
		h.page = await h.context.newPage();
		h.page.on('console', (m) => { if (['error', 'warning'].includes(m.type()) && !/^Failed to load resource: the server responded/.test(m.text())) h.said.push(`${m.type()}: ${m.text()}`); });
		h.page.on('pageerror', (e) => h.said.push(`error: ${e.message}`));
		h.page.on('dialog', (d) => d.accept());
		h.page.on('request', (q) => { if (!q.url().startsWith(server.url) && !q.url().startsWith('data:')) h.said.push(`asked elsewhere: ${q.url()}`); });
		return h;
	}

	close() { return this.context.close(); }

	/* An English message of the program as this person reads it. */
	word(text) { return this.words.get(text) || text; }

	path() { const u = new URL(this.page.url()); return u.pathname + u.search; }

	async goto(path)
	{
		const a = await this.page.goto(path);
		this.status = a?.status();
		await this.look();
	}

	/* Does something with a page that stays: one that leads on by itself meanwhile, while axe looks at it too, is
	 * left for the one that comes. `does` says false if the page was not there yet. */
	async onPage(does)
	{
		for (let tries = 0; ; tries++)
			try {
				await this.page.waitForLoadState('load');
				if (await does() !== false)
					return;
				if (tries > 100)
					throw new Error(`${this.path()} never stays loaded`);
			} catch (e) {
				if (tries > 10 || !LEADS_ON.test(e.message))
					throw e;
			}
	}

	/* What holds on every page. */
	look() { return this.onPage(() => this.lookOnce()); }

	/* False if the page was on its way to another one: what is seen then belongs to neither. */
	async lookOnce()
	{
		const { page } = this;
		const seen = await page.evaluate(LOOK), at = seen.path;
		if (!seen.loaded)
			return false;
		const shape = at.replace(/\d+/g, ':n').replace(/\/(welcome|setup)\/.*/, '/$1/…');
		const note = (wrong, what) => { if (wrong) this.found.add(`${shape}: ${what}`); };
		note(seen.h1 !== 1, `${seen.h1} h1`);
		note(seen.go.length > 1, `more than one primary action: ${seen.go.join(', ')}`);
		note(seen.width > this.width, `${seen.width} px wide`);
		note(seen.lang !== this.lang, `its language is ${seen.lang}`);
		note(seen.controls.length, `inputs without labels: ${seen.controls}`);
		const english = seen.texts.filter((s) => this.words.has(s) && !this.translations.has(s) && s.length > 3);
		note(english.length, `English: ${[...new Set(english)].join(' | ')}`);
		note(this.said.length, `console and policy: ${this.said.join(' | ')}`);
		this.said.length = 0;
		await this.axeOnce(at);
		return true;
	}

	axe(at = this.path()) { return this.onPage(() => this.axeOnce(at)); }

	async axeOnce(at)
	{
		const shape = await this.page.evaluate(SHAPE);
		/* Axe is a script itself; without scripts the pages are the same. */
		if (!this.js || this.shapes.has(shape))
			return;
		const found = await new AxeBuilder({ page: this.page }).setLegacyMode(true).options(AXE).analyze();
		this.shapes.add(shape);
		for (const v of found.violations)
			this.found.add(`${at} at ${this.width} px: axe ${v.id}: ${v.nodes.map((n) => n.html).slice(0, 3).join(' ')}`);
	}

	/* ---- doing ---- */

	/* Walks there with Tab; what has the focus can be seen. */
	async tabTo(locator)
	{
		const target = await locator.elementHandle();
		expect(target, `${this.path()}: ${locator}`).not.toBeNull();
		for (let i = 0; i < 400; i++) {
			if (await target.evaluate((e) => e === document.activeElement || (e.type === 'radio' && document.activeElement?.type === 'radio' && document.activeElement.name === e.name))) {
				const ring = await this.page.evaluate(() => {
					const s = getComputedStyle(document.activeElement);
					return s.outlineStyle === 'none' && !document.activeElement.closest('label, .field, .chips') ? 0 : parseFloat(s.outlineWidth) || (s.boxShadow === 'none' ? 0 : 2);
				});
				if (ring < 2)
					this.found.add(`${this.path()}: the focus on ${locator} cannot be seen`);
				return;
			}
			await this.page.keyboard.press('Tab');
		}
		expect(false, `${this.path()}: ${locator} cannot be reached with Tab`).toBe(true);
	}

	/* Follows a link or sends a form, and looks at what comes. */
	async press(locator)
	{
		const { page } = this;
		const there = page.waitForEvent('framenavigated', { timeout: 30_000 });
		there.catch(() => {});
		if (this.keyboard) {
			await this.tabTo(locator);
			await page.keyboard.press('Enter');
		} else {
			await locator.click();
		}
		await there;
		await page.waitForLoadState('load');
		await this.look();
	}

	/* The one primary action of the page. */
	async next() { await this.press(this.page.locator('main .button.go')); }

	/* A link by the beginning of its address. */
	async follow(path) { await this.press(this.page.locator(`main a[href^="${path}"], header a[href^="${path}"]`).first()); }

	/* The button of the form that goes there. */
	async send(action, more = '') { await this.press(this.page.locator(`form[action="${action}"] button${more}`).first()); }

	field(name) { return this.page.locator(`main [name="${name}"]:not([type=hidden])`); }

	async fill(name, value)
	{
		const at = this.field(name).first();
		if (this.keyboard) {
			await this.tabTo(at);
			if (await at.evaluate((e) => ['date', 'datetime-local', 'time'].includes(e.type)))
				return at.fill(value);
			await this.page.keyboard.press('Control+a');
			await this.page.keyboard.type(value);
		} else {
			await at.fill(value);
		}
		await expect(at).toHaveValue(value);
	}

	/* A radio button, a checkbox or an option of a select. */
	async choose(name, value)
	{
		const at = this.field(name), one = this.page.locator(`main [name="${name}"][value="${value}"]`);
		if (await at.first().evaluate((e) => e.tagName === 'SELECT'))
			return this.select(at.first(), value);
		if (!this.keyboard)
			return one.check();
		await this.tabTo(one);
		for (let i = 0; i < 20 && await one.getAttribute('type') === 'radio' && !await one.isChecked(); i++)
			await this.page.keyboard.press(i ? 'ArrowDown' : 'Space');
		if (!await one.isChecked())
			await this.page.keyboard.press('Space');
		await expect(one).toBeChecked();
	}

	async select(at, value)
	{
		if (!this.keyboard)
			return at.selectOption(String(value));
		await this.tabTo(at);
		await this.page.keyboard.type(await at.locator(`option[value="${value}"]`).textContent());
		await expect(at).toHaveValue(value);
	}

	async file(name, path)
	{
		if (this.keyboard)
			await this.tabTo(this.field(name));
		await this.field(name).setInputFiles(path);
	}

	/* Opens a <details>. */
	async unfold(locator)
	{
		if (this.keyboard) {
			await this.tabTo(locator);
			await this.page.keyboard.press('Enter');
		} else {
			await locator.click();
		}
		await this.axe();
	}

	/* Waits for something that a job does; without scripts by loading the page again. */
	async waitFor(locator, within = 30_000)
	{
		for (const end = Date.now() + within; Date.now() < end; await this.page.waitForTimeout(this.js ? 100 : 300)) {
			if (await locator.count() > 0)
				return this.look();
			if (!this.js)
				await this.page.reload();
		}
		expect(false, `${this.path()}: waited for ${locator}`).toBe(true);
	}

	sees(text) { return expect(this.page.locator('main')).toContainText(text); }
}

/* A job is watched until it leads to its result: by itself, or by the link that appears. */
export async function
throughJob(hand, result)
{
	const { page } = hand;
	for (const end = Date.now() + 180_000; !result.test(page.url()); await page.waitForTimeout(150)) {
		expect(Date.now(), `a job that does not end: ${page.url()}`).toBeLessThan(end);
		if (!hand.js && /\/jobs\/\d+$/.test(page.url())) {
			await page.reload();
			const go = page.locator('main .button.go');
			if (await go.count())
				await hand.press(go);
		}
	}
	await page.waitForLoadState('load');
	for (let i = 0; i < 100 && await page.locator('a.button.go[href^="/jobs/"]').count(); i++) {
		await page.waitForTimeout(150);
		await page.reload();
	}
	await hand.look();
}
