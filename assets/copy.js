/* SPDX-License-Identifier: Apache-2.0 */
/* A button that copies the text of the element it names, and says so in its own words for a moment. */

const SAID_MS = 3000;

/* Browsers give the clipboard only to secure pages; a plain one can still copy a selection. */
async function
copy(from)
{
	try {
		await navigator.clipboard.writeText(from.value ?? from.textContent);
	} catch {
		if (from.select)
			from.select();
		else
			getSelection().selectAllChildren(from);
		document.execCommand('copy');
	}
}

export function
start(button)
{
	const words = button.textContent;
	const live = document.createElement('span');
	live.className = 'unseen';
	live.setAttribute('role', 'status');
	button.after(live);

	button.addEventListener('click', async () => {
		const from = document.getElementById(button.dataset.copy);
		if (!from)
			return;
		await copy(from);
		button.textContent = live.textContent = button.dataset.copied ?? words;
		setTimeout(() => { button.textContent = words; live.textContent = ''; }, SAID_MS);
	});
}
