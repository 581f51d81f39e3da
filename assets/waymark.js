/* SPDX-License-Identifier: Apache-2.0 */
/* The entry. Every page works without scripts; these only make it quicker, so they come after the first
 * picture and never keep it waiting. What a script says comes from data attributes of the page, so that it is in
 * the reader's language. */

/* Ready by then, whatever the browser paints. */
const LATEST_MS = 1000;

const load = (name) => import(`./${name}.js`);

/* Rare pieces are fetched only by pages that have them. */
const rare = { '[data-job]': 'job', '[data-draft]': 'draft', '[data-filter]': 'filter', '[data-copy]': 'copy',
	'[data-order]': 'order', '[data-thread]': 'thread', '[data-note]': 'note' };

/* Only once: a page that nobody looks at is never painted, and not every browser says when it has. */
let begun = false;

function
begin()
{
	if (begun)
		return;
	begun = true;
	load('forms').then((m) => m.forms());
	load('keys').then((m) => m.keys());
	for (const [where, name] of Object.entries(rare)) {
		const found = document.querySelectorAll(where);
		if (found.length)
			load(name).then((m) => found.forEach(m.start));
	}
}

setTimeout(begin, document.hidden ? 0 : LATEST_MS);
new PerformanceObserver(begin).observe({ type: 'paint', buffered: true });
