/* SPDX-License-Identifier: Apache-2.0 */
/* The description of the program, read by a validator of JSON Schema that knows nothing of it: what goes out and
 * comes back fits to the letter, and holds nothing that is not described. */
import assert from 'node:assert/strict';
import Ajv from 'ajv/dist/2020.js';
import { Description } from './openapi.mjs';

/* An object with properties has no others, unless its schema says so. */
function
closed(x)
{
	if (Array.isArray(x))
		return x.map(closed);
	if (x === null || typeof x !== 'object')
		return x;
	const s = Object.fromEntries(Object.entries(x).map(([k, v]) => [k, closed(v)]));
	if (s.type === 'object' && s.properties && s.additionalProperties === undefined && !s.allOf && !s.anyOf && !s.oneOf)
		s.additionalProperties = false;
	return s;
}

export class Schemas extends Description {
	constructor(doc)
	{
		super(closed(doc));
		this.ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
		this.ajv.addSchema(this.doc, 'waymark');
		this.known = new Map();
		this.used = new Set();
	}

	static async of(client) { return new Schemas(await client.get('/api/openapi.json')); }

	faults(schema, value)
	{
		if (!schema)
			return [];
		let check = this.known.get(schema);
		if (!check) {
			/* References of the description are meant from its root. */
			check = this.ajv.compile(JSON.parse(JSON.stringify(schema).replace(/"\$ref":"#/g, '"$ref":"waymark#')));
			this.known.set(schema, check);
		}
		return check(value) ? [] : check.errors.map((e) => `${e.instancePath || '$'} ${e.message} ${JSON.stringify(e.params)}`);
	}

	/* The operation behind the address of a page: what reads it, else what the form on it sends to. Pages that hold
	 * nothing but a form (…/new, …/edit) are not described; what their form does is, one step up. */
	at(url)
	{
		const { pathname } = new URL(url, 'http://here');
		const found = (path, methods) => {
			for (const method of methods)
				for (const [name, op] of this.operations)
					if (op.method === method && new RegExp(`^${op.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(path))
						return name;
			return null;
		};
		return found(pathname, ['GET']) ?? found(pathname.replace(/\/(new|edit)$/, ''), ['POST', 'PUT']) ?? assert.fail(`no operation is behind ${url}`);
	}

	async does(client, name, ...more)
	{
		this.used.add(name);
		return super.does(client, name, ...more);
	}
}
