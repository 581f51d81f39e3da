/* SPDX-License-Identifier: Apache-2.0 */
/* What every form gets: no double sending, the error summary in focus, a question before typed text
 * is left behind, and a suggestion for an empty time zone. */

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
	let typed = false;
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

export function
forms()
{
	document.addEventListener('submit', send);
	addEventListener('pageshow', (e) => { if (e.persisted) document.querySelectorAll('form').forEach(rest); });
	['keydown', 'pointerdown', 'focusin'].forEach((t) => document.addEventListener(t, closeMenus));
	document.querySelectorAll('form[data-confirm-leave]').forEach(keepFromLeaving);
	document.querySelectorAll('select[data-setting-time]').forEach(suggestZone);
	showSummary();
}
