/* SPDX-License-Identifier: Apache-2.0 */
/* A draft saves itself on the server a second after the typing stops: a textarea with data-draft
 * alone, a form with data-draft as a whole. Nothing is kept in the browser. */

import { takeToken, token } from './token.js';

const PAUSE_MS = 1000, RETRY_MS = 5000, CONFLICT = 409, SIGNED_OUT = [401, 403];

function
fields(place)
{
	if (!(place instanceof HTMLFormElement))
		return { [place.name]: place.value };
	const all = {};
	const data = new FormData(place);
	for (const name of data.keys()) {
		const values = data.getAll(name).filter((v) => typeof v === 'string');
		if (!name.startsWith('_'))
			all[name] = values.length > 1 ? values : values[0];
	}
	return all;
}

/* Another text than the page came with. */
const typed = (place) => [...(place instanceof HTMLFormElement ? place.elements : [place])].some((x) => x.matches('textarea, input[type="text"]') && x.value !== x.defaultValue);

export function
start(place)
{
	const { draft, draftStatus, draftSaved, draftFailed, draftConflict } = place.dataset;
	const form = place.form ?? place.closest('form');
	const status = document.getElementById(draftStatus);
	const clock = new Intl.DateTimeFormat(document.documentElement.lang || undefined, { hour: '2-digit', minute: '2-digit' });
	const text = () => JSON.stringify(fields(place));
	let saved = typed(place) ? '' : text(), timer, busy = false, stopped = false;

	const say = (words) => { if (status && words) status.textContent = words; };
	const later = (ms) => { clearTimeout(timer); timer = setTimeout(save, ms); };

	async function
	put(body, keepalive)
	{
		const headers = { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRF-Token': token() };
		const answer = await fetch(draft, { method: 'PUT', headers, body, keepalive });
		stopped ||= answer.status === CONFLICT;
		if (SIGNED_OUT.includes(answer.status))
			await takeToken();
		if (answer.ok) {
			saved = body;
			say(draftSaved?.replace('{time}', clock.format(new Date())));
		}
		return answer.ok;
	}

	/* What was typed while a save was under way is saved next. keepalive lets the last words arrive
	 * although the page is being left. */
	async function
	save(leaving)
	{
		const body = text();
		if (stopped || busy || body === saved)
			return;
		busy = true;
		const ok = await put(body, leaving === true).catch(() => false);
		busy = false;
		if (stopped)
			say(draftConflict);
		else if (!ok) {
			say(draftFailed);
			later(RETRY_MS);
		} else if (text() !== saved)
			later(PAUSE_MS);
	}

	place.addEventListener('input', () => later(PAUSE_MS));
	/* Somebody was quicker than this script, which comes after the page. */
	if (typed(place))
		later(PAUSE_MS);
	/* What is being sent is no draft any more. */
	form?.addEventListener('submit', () => { clearTimeout(timer); saved = text(); });
	document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') save(true); });
}
