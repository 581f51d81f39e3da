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
		const hidden = [...inside.matchAll(/<input\b[^>]*\stype="hidden"[^>]*>/g)].map(([tag]) => [attribute(tag, 'name'), attribute(tag, 'value') ?? '']);
		return { method: attribute(open, 'method') ?? 'get', action: attribute(open, 'action') ?? '', fields: [...fields], hidden, inside };
	});
}

/* [[name, type]] of what one types into: texts are "text", whether they have one line or many. */
export function
typedIn({ inside })
{
	const typed = new Map();
	for (const [tag] of inside.matchAll(/<(?:input|textarea)\b[^>]*>/g)) {
		const type = tag.startsWith('<textarea') ? 'text' : attribute(tag, 'type') ?? 'text', name = attribute(tag, 'name');
		if (name && ['text', 'date', 'datetime-local', 'time', 'number'].includes(type))
			typed.set(name, type);
	}
	return [...typed];
}

/* What a form asks, in its order: { name, kind: 'typed' | 'chosen' | 'boxes', … }. */
export function
answersIn(form)
{
	const found = new Map();
	for (const [tag] of form.inside.matchAll(/<(?:input|textarea)\b[^>]*>/g)) {
		const type = tag.startsWith('<textarea') ? 'long' : attribute(tag, 'type') ?? 'text', name = attribute(tag, 'name'), value = attribute(tag, 'value') ?? 'on';
		if (!name || attribute(tag, 'disabled') !== null || ['hidden', 'radio', 'submit', 'button'].includes(type))
			continue;
		if (type === 'checkbox')
			found.set(name, { name, kind: 'boxes', values: [...found.get(name)?.values ?? [], value] });
		else
			found.set(name, { name, kind: 'typed', type, most: Number(attribute(tag, 'maxlength') ?? 0), required: attribute(tag, 'required') !== null });
	}
	for (const c of choicesIn(form))
		found.set(c.name, { ...c, kind: 'chosen', radio: c.kind === 'radio' });
	return [...found.values()];
}

/* [[name, value]] as a browser sends the form if nobody touches it. */
export function
untouched({ inside })
{
	const sent = [];
	for (const [whole, kind, body] of inside.matchAll(/<(input|textarea|select)\b[^>]*>(?:([^<]*)<\/textarea>)?/g)) {
		const tag = whole.match(/^<[^>]*>/)[0], name = attribute(tag, 'name'), type = attribute(tag, 'type') ?? 'text';
		if (!name || attribute(tag, 'disabled') !== null)
			continue;
		if (kind === 'textarea')
			sent.push([name, plain((body ?? '').replace(/^\n/, ''))]);
		else if (kind === 'input' && (!['radio', 'checkbox'].includes(type) || attribute(tag, 'checked') !== null))
			sent.push([name, attribute(tag, 'value') ?? (type === 'checkbox' ? 'on' : '')]);
	}
	for (const c of choicesIn({ inside }).filter((x) => x.kind === 'select' && x.values.length))
		sent.push([c.name, c.is ?? c.values[0]]);
	return sent;
}

/* What one chooses from: [{ name, kind: 'select' or 'radio', values, is }], is: what is chosen, or null. */
export function
choicesIn({ inside })
{
	const found = [];
	for (const [, name, options] of inside.matchAll(/<select\b[^>]*\sname="([^"]*)"[^>]*>([^]*?)<\/select>/g)) {
		const all = [...options.matchAll(/<option\b[^>]*>/g)].map(([o]) => ({ value: attribute(o, 'value') ?? '', chosen: attribute(o, 'selected') !== null }));
		found.push({ name, kind: 'select', values: all.map((o) => o.value), is: (all.find((o) => o.chosen) ?? all[0])?.value ?? null });
	}
	const radios = new Map();
	for (const [tag] of inside.matchAll(/<input\b[^>]*\stype="radio"[^>]*>/g)) {
		const name = attribute(tag, 'name'), value = attribute(tag, 'value') ?? '';
		const r = radios.get(name) ?? { name, kind: 'radio', values: [], is: null };
		r.values.push(value);
		if (attribute(tag, 'checked') !== null)
			r.is = value;
		radios.set(name, r);
	}
	return [...found, ...radios.values()];
}

/* The checkboxes that stand alone, not in a group: [{ name, value, is }]. */
export function
switchesIn({ inside })
{
	const all = [...inside.matchAll(/<input\b[^>]*\stype="checkbox"[^>]*>/g)].map(([tag]) => ({ name: attribute(tag, 'name'), value: attribute(tag, 'value') ?? 'on', is: attribute(tag, 'checked') !== null }));
	return all.filter((x) => all.filter((y) => y.name === x.name).length === 1);
}
