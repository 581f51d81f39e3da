/* SPDX-License-Identifier: Apache-2.0 */
/* What every page gets, in one file: a slow line makes one round for it. Every page works without scripts; this
 * only makes it quicker. What a script says comes from data attributes of the page, so that it is in the
 * reader's language. */

/* ---- forms: no double sending, the error summary in focus, a question before typed text is left behind, and a
 * suggestion for an empty time zone ---- */

/* A download never leaves the page, so a button must not stay busy for ever. */
const BUSY_MS = 8000;

function
rest(form)
{
	form.removeAttribute('aria-busy');
	form.querySelectorAll('[aria-busy]').forEach((b) => b.removeAttribute('aria-busy'));
}

/* The button is not disabled: a disabled one would lose the focus and its name would not be sent. */
function
send(e)
{
	const form = e.target;
	if (e.defaultPrevented || form.method === 'dialog')
		return;
	if (form.getAttribute('aria-busy') === 'true') {
		e.preventDefault();
		return;
	}
	form.setAttribute('aria-busy', 'true');
	e.submitter?.setAttribute('aria-busy', 'true');
	setTimeout(rest, BUSY_MS, form);
}

function
keepFromLeaving(form)
{
	/* What was refused stands there, and nowhere else. */
	let typed = form.querySelector('.bad') !== null;
	form.addEventListener('input', (e) => { typed ||= !e.target.closest('[data-draft]'); });
	form.addEventListener('submit', () => { typed = false; });
	addEventListener('beforeunload', (e) => { if (typed) e.preventDefault(); });
}

function
showSummary()
{
	const summary = document.querySelector('.summary');
	summary?.focus();
	summary?.addEventListener('click', (e) => {
		const field = document.getElementById(e.target.hash?.slice(1));
		if (!field)
			return;
		e.preventDefault();
		const input = field.matches('input, select, textarea') ? field : field.querySelector('input, select, textarea');
		(field.closest('.field, .choices, .chips') ?? field).scrollIntoView({ block: 'start' });
		(input ?? field).focus({ preventScroll: true });
	});
}

function
suggestZone(select)
{
	const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
	if (!select.value && [...select.options].some((o) => o.value === here))
		select.value = here;
}

/* An open menu closes on Escape and when the attention goes elsewhere. */
function
closeMenus(e)
{
	for (const menu of document.querySelectorAll('.menu[open]')) {
		if (e.key === 'Escape')
			menu.querySelector('summary').focus();
		else if (e.type === 'keydown' || menu.contains(e.target))
			continue;
		menu.open = false;
	}
}

/* What looks at the page, all of it after the first paint: to ask where something stands makes the browser lay out the page
 * at once, in the middle of what the reader waits for. */
function
forms()
{
	addEventListener('pageshow', (e) => { if (e.persisted) document.querySelectorAll('form').forEach(rest); });
	['keydown', 'pointerdown', 'focusin'].forEach((t) => document.addEventListener(t, closeMenus));
	document.querySelectorAll('form[data-confirm-leave], form.form[method="post"]:has(textarea, input[maxlength]):not([data-note], :has([type="password"]))').forEach(keepFromLeaving);
	document.querySelectorAll('select[data-setting-time]').forEach(suggestZone);
	showSummary();
	if (location.hash === '#q')
		search();
	if (!CSS.supports('scroll-initial-target', 'nearest'))
		document.querySelectorAll('.tabs [aria-current]').forEach(showTab);
}

/* ---- keys, for people who like keys: ? shows them, / searches, and a link with data-key="g h" is followed
 * when g and then h is pressed. <body data-keys="off"> switches all of them off ---- */

const PAUSE_MS = 1500;
let before = '', at = 0;

/* Keys belong to the field somebody types in, and to an open dialog. */
const elsewhere = (e) => e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.defaultPrevented ||
	e.target.closest?.('input, select, textarea, [contenteditable], dialog[open]');

function
search()
{
	const field = document.querySelector('main input[type="search"], input[type="search"]'), people = document.querySelector('[data-key="g p"]');
	if (field) {
		field.focus();
		field.select();
	} else if (people)
		location.assign(`${people.href}#q`); /* a page without a search: people are found there */
	return field || people;
}

function
press(e)
{
	if (document.body.dataset.keys === 'off' || elsewhere(e) || e.key.length !== 1)
		return;
	const pair = e.timeStamp - at < PAUSE_MS ? `${before} ${e.key}` : '';
	before = e.key;
	at = e.timeStamp;
	if (e.key === '?') {
		const list = document.getElementById('keys');
		list?.showModal();
		if (list)
			e.preventDefault();
		return;
	}
	if (e.key === '/' && search()) {
		e.preventDefault();
		return;
	}
	const link = [...document.querySelectorAll('[data-key]')].find((l) => l.dataset.key === pair || l.dataset.key === e.key);
	if (link) {
		e.preventDefault();
		link.click();
	}
}

/* ---- tabs that move sideways begin where one is, also in browsers that do not know scroll-initial-target ---- */

const middle = (e) => { const box = e.getBoundingClientRect(); return box.left + box.width / 2; };

function
showTab(tab)
{
	const line = tab.closest('ul');
	if (line.scrollWidth > line.clientWidth)
		line.scrollBy({ left: middle(tab) - middle(line), behavior: 'instant' });
}

/* ---- rare pieces, fetched only by pages that have them, and only when there is something to see ---- */

const RARE = { '[data-job]': 'job', '[data-draft]': 'draft', '[data-filter]': 'filter', '[data-copy]': 'copy',
	'[data-order]': 'order', '[data-thread]': 'thread', '[data-note]': 'note', 'form[method="post"]': 'reach' };
const PATIENCE_MS = 500;

/* Once, after the first paint; without delay where nothing is painted, soon where the browser does not tell. */
function
afterPaint(then)
{
	if (document.hidden || !globalThis.PerformanceObserver?.supportedEntryTypes?.includes('paint')) {
		then();
		return;
	}
	const paint = new PerformanceObserver(go), timer = setTimeout(go, PATIENCE_MS);
	function
	go()
	{
		paint.disconnect();
		clearTimeout(timer);
		then();
	}
	paint.observe({ type: 'paint', buffered: true });
}

function
rare()
{
	for (const [where, name] of Object.entries(RARE)) {
		const found = document.querySelectorAll(where);
		if (found.length)
			import(`./${name}.js`).then((m) => found.forEach(m.start));
	}
}

document.addEventListener('submit', send);
document.addEventListener('keydown', press);
afterPaint(() => { forms(); rare(); });
