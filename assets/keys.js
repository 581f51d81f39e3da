/* SPDX-License-Identifier: Apache-2.0 */
/* Keys for people who like keys: ? shows them, / searches, and a link with data-key="g h" is followed
 * when g and then h is pressed. <body data-keys="off"> switches all of them off. */

const PAUSE_MS = 1500;
let before = '', at = 0;

/* Keys belong to the field somebody types in, and to an open dialog. */
const elsewhere = (e) => e.ctrlKey || e.metaKey || e.altKey || e.isComposing || e.defaultPrevented ||
	e.target.closest?.('input, select, textarea, [contenteditable], dialog[open]');

function
search()
{
	const field = document.querySelector('main input[type="search"], input[type="search"]');
	if (field) {
		field.focus();
		field.select();
	}
	return field;
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

export function
keys()
{
	document.addEventListener('keydown', press);
}
