/* SPDX-License-Identifier: Apache-2.0 */
/* Speaking by the description that the program gives of itself: addresses are looked up by the name of
 * the operation, and what goes out and comes back is held against its schemas. */
import assert from 'node:assert/strict';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

export class Description {
	constructor(doc)
	{
		this.doc = doc;
		this.operations = new Map();
		for (const [path, item] of Object.entries(doc.paths))
			for (const method of METHODS)
				if (item[method])
					this.operations.set(item[method].operationId, { ...item[method], path, method: method.toUpperCase() });
	}

	static async of(client)
	{
		return new Description(await client.get('/api/openapi.json'));
	}

	resolve(x)
	{
		while (x?.$ref)
			x = x.$ref.slice(2).split('/').reduce((at, key) => at[key], this.doc);
		return x;
	}

	/* The schema of what is sent as JSON, or null. */
	input(name)
	{
		const content = this.operations.get(name).requestBody?.content;
		return content ? this.resolve((content['application/json'] ?? content['multipart/form-data']).schema) : null;
	}

	output(name, status)
	{
		const answer = this.resolve(this.operations.get(name).responses[status] ?? this.operations.get(name).responses.default);
		return this.resolve(answer?.content?.['application/json']?.schema);
	}

	pathOf(name, ids = {})
	{
		const op = this.operations.get(name);
		assert.ok(op, `no operation ${name}`);
		return op.path.replace(/\{(\w+)\}/g, (_, key) => {
			assert.ok(ids[key] !== undefined, `${name} needs ${key}`);
			return ids[key];
		});
	}

	/* What does not fit, as sentences. */
	faults(schema, value, at = '$')
	{
		const s = this.resolve(schema);
		if (!s || value === undefined)
			return [];
		const types = [s.type ?? []].flat();
		const kind = value === null ? 'null' : Array.isArray(value) ? 'array' : Number.isInteger(value) ? 'integer' : typeof value;
		if (types.length && !types.includes(kind) && !(kind === 'integer' && types.includes('number')))
			return [`${at} is ${kind}, not ${types.join(' or ')}`];
		if (s.enum && !s.enum.includes(value))
			return [`${at} is ${JSON.stringify(value)}, not one of ${s.enum.join(', ')}`];
		if (kind === 'array')
			return value.flatMap((v, i) => this.faults(s.items, v, `${at}[${i}]`));
		if (kind !== 'object')
			return [];
		const open = Object.keys(s.patternProperties ?? {}).map((p) => new RegExp(p));
		return [
			...(s.required ?? []).filter((k) => !(k in value)).map((k) => `${at}.${k} is missing`),
			...Object.entries(value).flatMap(([k, v]) => {
				if (s.properties?.[k])
					return this.faults(s.properties[k], v, `${at}.${k}`);
				return s.additionalProperties === false && !open.some((p) => p.test(k)) ? [`${at}.${k} is not described`] : [];
			}),
		];
	}

	/* Does it, as the description says; the JSON of the answer. file: { name, bytes } with its fields. */
	async does(client, name, ids = {}, json = undefined, query = '')
	{
		const op = this.operations.get(name), path = this.pathOf(name, ids) + query, schema = this.input(name);
		if (json !== undefined && schema)
			assert.deepEqual(this.faults(schema, json), [], `what ${name} is sent`);
		const a = await client.ask(op.method, path, { json: op.method === 'GET' ? undefined : json ?? {} });
		assert.ok(a.status < 300, `${op.method} ${path}: ${a.status} ${a.text}`);
		if (a.json)
			assert.deepEqual(this.faults(this.output(name, a.status), a.json), [], `what ${name} answers`);
		return a.json;
	}
}
