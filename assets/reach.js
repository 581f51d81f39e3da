/* SPDX-License-Identifier: Apache-2.0 */
/* A form somebody fills in leaves the page only when the server can be reached: the browser's own page for a
 * lost connection would take the place of what was typed. Nothing is kept in the browser for that; without
 * scripts the way back leads to the form, which browsers leave as it was. */

const REACH_MS = 6000, LOOK_MS = 3000;
const reached = new WeakSet(), waiting = new WeakSet();

const filledIn = (form) => form.method === 'post' &&
	[...form.elements].some((x) => x.matches('textarea, select, input:not([type="hidden"])'));

const reach = () => fetch('/healthz', { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(REACH_MS) })
	.then((a) => a.ok, () => false);

function
tell(form, words, kind)
{
	let place = form.querySelector('.lost');
	if (!place) {
		place = document.createElement('p');
		place.className = 'lost';
		place.setAttribute('role', 'alert');
		(form.querySelector('.end') ?? form.lastElementChild).before(place);
	}
	place.classList.toggle('bad', kind === 'bad');
	place.textContent = words;
}

/* Says so when it can be reached again; one look at a time for a form. */
async function
waitFor(form)
{
	if (waiting.has(form))
		return;
	waiting.add(form);
	while (!await reach())
		await new Promise((done) => { setTimeout(done, LOOK_MS); addEventListener('online', done, { once: true }); });
	waiting.delete(form);
	if (form.querySelector('.lost'))
		tell(form, document.body.dataset.found, 'good');
}

function
reachFirst(e)
{
	const form = e.target, by = e.submitter;
	if (reached.delete(form) || !filledIn(form))
		return;
	e.preventDefault();
	e.stopImmediatePropagation();
	if (form.getAttribute('aria-busy') === 'true')
		return;
	form.setAttribute('aria-busy', 'true');
	by?.setAttribute('aria-busy', 'true');
	reach().then((there) => {
		for (const x of [form, by])
			x?.removeAttribute('aria-busy');
		if (there) {
			form.querySelector('.lost')?.remove();
			reached.add(form);
			form.requestSubmit(by);
		} else {
			tell(form, document.body.dataset.lost, 'bad');
			waitFor(form);
		}
	});
}

/* Once for all forms of the page, those that come later too, and before anything else sees that one is sent. */
document.addEventListener('submit', reachFirst, true);

export const start = () => {};
