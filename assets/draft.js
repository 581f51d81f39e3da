/* SPDX-License-Identifier: Apache-2.0 */
/* A draft saves itself on the server a second after the typing stops. Nothing is kept in the browser.
 * 409 or 412 means that somebody else changed the text: then saving stops and the page says so. */

const PAUSE_MS = 1000, RETRY_MS = 5000;

export function
start(area)
{
	const { draft, draftStatus, draftSaved, draftFailed, draftConflict } = area.dataset;
	const status = document.getElementById(draftStatus);
	const clock = new Intl.DateTimeFormat(document.documentElement.lang || undefined, { hour: '2-digit', minute: '2-digit' });
	let saved = area.value, version = area.dataset.draftVersion, timer, busy = false, stopped = false;

	const say = (text) => { if (status && text) status.textContent = text; };
	const later = (ms) => { clearTimeout(timer); timer = setTimeout(save, ms); };

	/* keepalive lets the last words arrive although the page is being left. */
	async function
	save(leaving)
	{
		const text = area.value;
		if (stopped || busy || text === saved)
			return;
		const headers = { 'Content-Type': 'application/json', 'X-CSRF-Token': document.querySelector('meta[name="token"]')?.content ?? '' };
		if (version)
			headers['If-Match'] = version;
		busy = true;
		try {
			const answer = await fetch(draft, { method: 'PUT', headers, body: JSON.stringify({ [area.name]: text }), keepalive: leaving === true });
			stopped = answer.status === 409 || answer.status === 412;
			if (stopped)
				say(draftConflict);
			else if (!answer.ok)
				throw new Error(answer.status);
			else {
				saved = text;
				version = answer.headers.get('ETag') ?? version;
				say(draftSaved?.replace('{time}', clock.format(new Date())));
			}
		} catch {
			say(draftFailed);
			later(RETRY_MS);
		}
		busy = false;
		if (!stopped && saved === text && area.value !== text)
			later(PAUSE_MS);
	}

	area.addEventListener('input', () => later(PAUSE_MS));
	area.form?.addEventListener('submit', () => { stopped = true; clearTimeout(timer); });
	document.addEventListener('visibilitychange', () => { if (document.visibilityState === 'hidden') save(true); });
}
