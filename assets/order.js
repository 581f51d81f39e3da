/* SPDX-License-Identifier: Apache-2.0 */
/* Puts a list in order by dragging. Each row has a form with a button for every other place
 * (data-order-form, value = data-place of that row): a drop presses it, so that dragging, the keyboard and a
 * page without scripts all do the same. */
export function
start(list)
{
	let held = null;
	const row = (e) => e.target.closest?.('[data-place]');
	const press = (from, to) => {
		const form = from.querySelector('[data-order-form]');
		const button = form?.querySelector(`button[value="${to.dataset.place}"]`);
		if (button)
			form.requestSubmit(button);
	};

	for (const li of list.querySelectorAll('[data-place]'))
		li.draggable = li.querySelector('[data-order-form]') !== null;
	list.addEventListener('dragstart', (e) => {
		held = row(e);
		held?.classList.add('held');
		e.dataTransfer.effectAllowed = 'move';
	});
	list.addEventListener('dragover', (e) => {
		const over = row(e);
		if (!held || !over)
			return;
		e.preventDefault();
		list.querySelectorAll('.over').forEach((x) => x !== over && x.classList.remove('over'));
		over.classList.toggle('over', over !== held);
	});
	list.addEventListener('drop', (e) => {
		const over = row(e);
		e.preventDefault();
		if (held && over && over !== held)
			press(held, over);
	});
	list.addEventListener('dragend', () => {
		list.querySelectorAll('.over, .held').forEach((x) => x.classList.remove('over', 'held'));
		held = null;
	});
}
