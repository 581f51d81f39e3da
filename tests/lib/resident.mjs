/* SPDX-License-Identifier: Apache-2.0 */
import assert from 'node:assert/strict';
import { PASSWORD } from './client.mjs';
import { Hand } from './hand.mjs';

/* Somebody at a browser, over months: who has not come by for two weeks is asked to sign in, and lands where they
 * wanted to go. */
export class Resident {
	static async open(browser, life, person, variant)
	{
		const r = new Resident();
		r.person = person;
		r.hand = await Hand.open(browser, life.server, variant);
		return r;
	}

	async visit(path)
	{
		const { hand } = this;
		await hand.goto(path);
		if (!/^\/sign-in/.test(hand.path()))
			return;
		await hand.fill('email', this.person.email);
		await hand.fill('password', PASSWORD);
		await hand.next();
		assert.equal(hand.path(), path);
	}

	/* The one thing that the page of the pair offers; its title is what was said. */
	async nextStep(pair)
	{
		await this.visit(`/relationships/${pair.id}`);
		await this.hand.next();
		return this.hand.path();
	}

	/* Fills in fields by name, and sends the form by the one button of the page. */
	async say(fields)
	{
		for (const [name, value] of Object.entries(fields))
			await this.hand.fill(name, value);
		await this.hand.next();
	}
}
