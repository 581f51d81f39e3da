/* SPDX-License-Identifier: Apache-2.0 */
/* The entry. Every page works without scripts; these only make it quicker. What a script says comes
 * from data attributes of the page, so that it is in the reader's language. */
import { forms } from './forms.js';
import { keys } from './keys.js';

forms();
keys();

/* Rare pieces are fetched only by pages that have them. */
const rare = { '[data-job]': 'job', '[data-draft]': 'draft', '[data-filter]': 'filter', '[data-copy]': 'copy',
	'[data-order]': 'order', '[data-thread]': 'thread', '[data-note]': 'note' };

for (const [where, name] of Object.entries(rare)) {
	const found = document.querySelectorAll(where);
	if (found.length)
		import(`./${name}.js`).then((m) => found.forEach(m.start));
}
