/* SPDX-License-Identifier: Apache-2.0 */
/* A note saves itself a second after the typing stops, and shows what others write into it. The server puts
 * changes together; this only says which version a text began with. Nothing is kept in the browser: what
 * cannot be saved stays on the page, is tried again, and is asked about before the page is left. */

import { takeToken, token } from './token.js';

const PAUSE_MS = 1000, RETRY_MS = 4000, POLL_MS = 2500, SLOWEST_MS = 30000;
const SIGNED_OUT = [401, 403];

const clock = new Intl.DateTimeFormat(document.documentElement.lang || undefined, { hour: '2-digit', minute: '2-digit' });

/* Only what differs is replaced, so that the caret stays where it is; what was trimmed at the end stays too. */
function
show(area, text)
{
	const old = area.value, tail = old.slice(old.trimEnd().length);
	const wanted = text + (text ? tail : '');
	let from = 0, end = 0;
	while (from < old.length && from < wanted.length && old[from] === wanted[from])
		from++;
	while (end < old.length - from && end < wanted.length - from && old.at(-1 - end) === wanted.at(-1 - end))
		end++;
	if (old !== wanted)
		area.setRangeText(wanted.slice(from, wanted.length - end), from, old.length - end, 'preserve');
}

export function
start(form)
{
	const { note, noteState, noteSaved, noteFailed, noteOut, noteMerged, noteArrived, noteDiffers, noteCompare } = form.dataset;
	const area = form.elements.body, version = form.elements.version;
	const status = form.querySelector('[role="status"]');
	let saved = area.defaultValue, timer, busy = false, leaving = false, wait = POLL_MS;

	const dirty = () => area.value !== saved;
	const now = (words) => words.replace('{time}', clock.format(new Date()));
	const later = (ms) => { clearTimeout(timer); timer = setTimeout(save, ms); };
	const say = (words) => { if (status.textContent !== words) status.textContent = words; };

	function
	differs()
	{
		say(noteDiffers + ' ');
		const link = document.createElement('a');
		link.href = `${note}/comparison`;
		link.textContent = noteCompare;
		link.addEventListener('click', () => { leaving = true; });
		status.append(link);
	}

	function
	take(answer, sent)
	{
		if (answer.state === 'differs') {
			/* The text is kept by the server; the page goes on from where it began. */
			saved = sent;
			differs();
			return;
		}
		const untouched = area.value === sent;
		if (answer.state === 'merged' && untouched)
			show(area, answer.body);
		version.value = untouched ? answer.version : answer.mine;
		saved = untouched ? area.value : sent;
		say(now(answer.state === 'merged' ? noteMerged : noteSaved));
	}

	async function
	put(body, keepalive)
	{
		const headers = { 'Content-Type': 'application/json', Accept: 'application/json', 'X-CSRF-Token': token() };
		const content = JSON.stringify({ body, version: Number(version.value), page: form.elements.page.value });
		return fetch(note, { method: 'PUT', headers, body: content, keepalive });
	}

	async function
	save(keepalive)
	{
		const sent = area.value;
		if (busy || leaving || !dirty())
			return;
		busy = true;
		const answer = await put(sent, keepalive === true).catch(() => null);
		if (answer?.ok)
			take(await answer.json(), sent);
		else {
			const out = SIGNED_OUT.includes(answer?.status);
			say(out ? noteOut : noteFailed);
			if (out)
				await takeToken().catch(() => {});
		}
		busy = false;
		if (dirty())
			later(answer?.ok ? PAUSE_MS : RETRY_MS);
	}

	const json = async (address) => {
		const answer = await fetch(address, { headers: { Accept: 'application/json' }, cache: 'no-store' });
		if (!answer.ok)
			throw new Error(answer.status);
		return answer.json();
	};

	/* What is being typed is never touched: it is put together when it is saved. */
	async function
	look()
	{
		if (document.hidden || busy || dirty())
			return;
		const state = await json(noteState);
		if (state.version <= Number(version.value) || busy || dirty())
			return;
		const fresh = await json(note);
		if (busy || dirty())
			return;
		show(area, fresh.body);
		saved = area.value;
		version.value = fresh.version;
		say(now(noteArrived));
	}

	async function
	turn()
	{
		wait = await look().then(() => POLL_MS, () => Math.min(wait * 2, SLOWEST_MS));
		setTimeout(turn, wait);
	}

	area.addEventListener('input', () => later(PAUSE_MS));
	/* Somebody was quicker than this script, which comes after the page. */
	if (dirty())
		later(PAUSE_MS);
	form.addEventListener('submit', () => { leaving = true; clearTimeout(timer); });
	addEventListener('online', () => { wait = POLL_MS; save(); });
	addEventListener('beforeunload', (e) => { if (dirty() && !leaving) e.preventDefault(); });
	addEventListener('pageshow', (e) => { if (e.persisted) leaving = false; });
	document.addEventListener('visibilitychange', () => { if (document.hidden) save(true); else look().catch(() => {}); });
	turn();
}
