/* SPDX-License-Identifier: Apache-2.0 */
/* A search that follows the typing: the same GET form, asked quietly, and the parts of the answer
 * named in data-filter-target put in place of those on the page. */

const PAUSE_MS = 200;

export function
start(form)
{
	const parts = (form.dataset.filterTarget ?? '').split(' ').filter(Boolean);
	let timer, asked = null;

	function
	put(page)
	{
		for (const id of parts) {
			const here = document.getElementById(id), there = page.getElementById(id);
			if (here && there)
				here.replaceChildren(...there.childNodes);
		}
	}

	async function
	ask()
	{
		const url = new URL(form.action);
		url.search = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ''));
		asked?.abort();
		asked = new AbortController();
		try {
			const answer = await fetch(url, { headers: { Accept: 'text/html' }, signal: asked.signal });
			if (!answer.ok)
				return;
			put(new DOMParser().parseFromString(await answer.text(), 'text/html'));
			history.replaceState(history.state, '', url);
		} catch {
			/* Aborted by newer typing, or no network: the button still works. */
		}
	}

	form.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE_MS); });
}
