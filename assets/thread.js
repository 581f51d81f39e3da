/* SPDX-License-Identifier: Apache-2.0 */
/* A thread that is open shows what arrives: it is told by server-sent events when something changed (or asks
 * every few seconds where these do not come through), and takes over only what did, so that nobody loses
 * their place or what they type. */

const POLL_MS = 4000, SLOWEST_MS = 60000, SILENCE_MS = 15000;

export function
start(list)
{
	const { thread: ask, threadEvents, threadSeen } = list.dataset;
	let known = list.dataset.threadAt, wait = POLL_MS;
	let source = null, heard = null, polls = null, failed = 0, events = Boolean(threadEvents && window.EventSource);

	function
	merge(fresh)
	{
		const keep = new Set();
		for (const item of fresh.children) {
			const old = document.getElementById(item.id);
			keep.add(item.id);
			if (!old)
				list.append(document.adoptNode(item.cloneNode(true)));
			else if (old.textContent !== item.textContent)
				old.replaceWith(document.adoptNode(item.cloneNode(true)));
		}
		for (const old of [...list.children])
			if (!keep.has(old.id) && !old.id.startsWith('new'))
				old.remove();
		document.querySelector('main .empty')?.remove();
		list.lastElementChild?.scrollIntoView({ block: 'nearest' });
	}

	async function
	take()
	{
		const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' }, cache: 'no-store' });
		const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(list.id);
		if (!answer.ok || !fresh)
			throw new Error(answer.status);
		merge(fresh);
		known = fresh.dataset.threadAt;
	}

	/* What is on a page that is being looked at has been read. */
	async function
	seen()
	{
		const token = document.querySelector('meta[name="token"]')?.content ?? '';
		await fetch(threadSeen, { method: 'POST', headers: { Accept: 'application/json', 'X-CSRF-Token': token } });
		document.getElementById('unread')?.remove();
	}

	async function
	show({ newest, changes, unread })
	{
		if (`${newest}.${changes}` !== known)
			await take();
		if (unread)
			await seen();
	}

	/* ---- asking ---- */

	async function
	look()
	{
		const answer = await fetch(ask, { headers: { Accept: 'application/json' }, cache: 'no-store' });
		if (!answer.ok)
			throw new Error(answer.status);
		await show(await answer.json());
	}

	async function
	turn()
	{
		wait = await look().then(() => POLL_MS, () => Math.min(wait * 2, SLOWEST_MS));
		if (!document.hidden)
			polls = setTimeout(turn, wait);
	}

	/* ---- being told ---- */

	/* One after the other: an event that comes while the last one is taken over waits. */
	let last = Promise.resolve();

	function
	stop()
	{
		clearTimeout(heard);
		clearTimeout(polls);
		source?.close();
		source = null;
	}

	/* A proxy that holds events back looks like silence: asking is better then. */
	function
	giveUp()
	{
		stop();
		events = false;
		if (!document.hidden)
			turn();
	}

	function
	listen()
	{
		source = new EventSource(threadEvents);
		heard = setTimeout(giveUp, SILENCE_MS);
		source.onmessage = (e) => {
			clearTimeout(heard);
			heard = setTimeout(giveUp, SILENCE_MS);
			failed = 0;
			last = last.then(() => show(JSON.parse(e.data))).catch(() => {});
		};
		source.onerror = () => {
			/* The end of a stream is no fault, the browser connects again by itself; twice in a row is. */
			if (source?.readyState === EventSource.CLOSED || ++failed > 1)
				giveUp();
		};
	}

	/* A page that nobody looks at holds no connection. */
	function
	begin()
	{
		stop();
		if (document.hidden)
			return;
		if (events)
			listen();
		else
			turn();
	}

	list.lastElementChild?.scrollIntoView({ block: 'nearest' });
	document.addEventListener('visibilitychange', begin);
	begin();
}
