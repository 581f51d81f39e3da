/* SPDX-License-Identifier: Apache-2.0 */
/* A thread that is open shows what arrives: it asks every few seconds whether anything changed, and takes
 * over only what did, so that nobody loses their place or what they type. */

const POLL_MS = 4000, SLOWEST_MS = 60000;

export function
start(list)
{
	const { thread: ask, threadSeen } = list.dataset;
	let known = list.dataset.threadAt, wait = POLL_MS;

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
	look()
	{
		if (document.hidden)
			return;
		const answer = await fetch(ask, { headers: { Accept: 'application/json' }, cache: 'no-store' });
		if (!answer.ok)
			throw new Error(answer.status);
		const { newest, changes, unread } = await answer.json();
		if (`${newest}.${changes}` !== known)
			await take();
		if (unread)
			await seen();
	}

	async function
	turn()
	{
		wait = await look().then(() => POLL_MS, () => Math.min(wait * 2, SLOWEST_MS));
		setTimeout(turn, wait);
	}

	list.lastElementChild?.scrollIntoView({ block: 'nearest' });
	document.addEventListener('visibilitychange', () => { look().catch(() => {}); });
	turn();
}
