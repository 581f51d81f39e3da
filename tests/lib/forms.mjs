/* SPDX-License-Identifier: Apache-2.0 */
/* The forms of a page, read as a browser without scripts reads them, and filled in with something that fits. */
import { day, clock } from './world.mjs';

const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const plain = (s) => s.replace(/&(amp|lt|gt|quot|#39);/g, (_, e) => ENTITIES[e]);
const attribute = (tag, name) => { const m = tag.match(new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s>/])`)); return m ? plain(m[1] ?? '') : null; };

/* [{ method, action, fields: [[name, value]] }] of a page. n makes what is written different each time. */
export function
formsOf(html, n = 0)
{
	return [...html.matchAll(/<form\b[^>]*>([^]*?)<\/form>/g)].map(([whole, inside]) => {
		const open = whole.match(/^<form\b[^>]*>/)[0], fields = new Map();
		for (const [tag, , body] of inside.matchAll(/<(input|textarea|select)\b[^>]*>(?:([^<]*)<\/textarea>)?/g)) {
			const name = attribute(tag, 'name'), type = attribute(tag, 'type') ?? 'text', value = attribute(tag, 'value') ?? '';
			if (!name || attribute(tag, 'disabled') !== null)
				continue;
			if (tag.startsWith('<textarea'))
				fields.set(name, body?.replace(/^\n/, '') ? plain(body.replace(/^\n/, '')) : `Words ${n}`);
			else if (tag.startsWith('<select'))
				fields.set(name, null);
			else if (type === 'hidden')
				fields.set(name, value);
			else if (type === 'radio' || type === 'checkbox')
				fields.set(name, fields.get(name) ?? (value || 'on'));
			else if (type === 'date')
				fields.set(name, value || day(name === 'event_on' ? 0 : 20 + n));
			else if (type === 'datetime-local')
				fields.set(name, value || clock('UTC', 9000 + 1440 * n));
			else if (type === 'number')
				fields.set(name, value || attribute(tag, 'min') || '1');
			else
				fields.set(name, value || (type === 'url' || name === 'link' ? 'https://example.org/' : `Words ${n}`));
		}
		for (const [, name, options] of inside.matchAll(/<select\b[^>]*\sname="([^"]*)"[^>]*>([^]*?)<\/select>/g)) {
			const all = [...options.matchAll(/<option\b[^>]*>/g)].map(([o]) => ({ value: attribute(o, 'value') ?? '', chosen: attribute(o, 'selected') !== null }));
			fields.set(name, (all.find((o) => o.chosen && o.value) ?? all.find((o) => o.value) ?? { value: '' }).value);
		}
		const button = inside.match(/<button\b[^>]*>/)?.[0] ?? '';
		if (attribute(button, 'name'))
			fields.set(attribute(button, 'name'), attribute(button, 'value') ?? '');
		return { method: attribute(open, 'method') ?? 'get', action: attribute(open, 'action') ?? '', fields: [...fields], inside };
	});
}

/* [[name, type]] of what one types into: texts are "text", whether they have one line or many. */
export function
typedIn({ inside })
{
	const typed = new Map();
	for (const [tag] of inside.matchAll(/<(?:input|textarea)\b[^>]*>/g)) {
		const type = tag.startsWith('<textarea') ? 'text' : attribute(tag, 'type') ?? 'text', name = attribute(tag, 'name');
		if (name && ['text', 'date', 'datetime-local', 'number'].includes(type))
			typed.set(name, type);
	}
	return [...typed];
}
