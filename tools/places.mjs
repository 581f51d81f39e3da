/* SPDX-License-Identifier: Apache-2.0 */
/* The ten main pages of the demonstration: whose they are, their names in docs/tour.md, and where they are; r: the
 * relationship of Amara and Jonas, m: its next meeting. */
export const CAST = ['administrator', 'manager', 'mentor', 'mentee'];
export const PAGES = [
	['mentee', 'home', '/'],
	['mentee', 'relationship', 'r'],
	['mentor', 'meeting', 'm'],
	['mentee', 'goals', 'r/goals'],
	['mentee', 'roadmap', 'r/roadmap'],
	['mentor', 'messages', 'r/messages'],
	['mentee', 'feedback', 'r/feedback'],
	['mentee', 'together', 'r/together'],
	['manager', 'matching', 'match'],
	['manager', 'exceptions', '/programmes/1/exceptions'],
];

/* The two whose pages these are; each of them may have others, too. */
const PARTNERS = { mentor: 'Jonas', mentee: 'Amara' };

/* Signs somebody in; the function that is returned says where a page of theirs is. */
export async function
placesOf(page, server, who)
{
	await page.goto(`${server.url}/demo`);
	await page.locator('main form button').nth(CAST.indexOf(who)).click();
	await page.goto(`${server.url}/relationships`);
	const pair = await page.locator('main a[href^="/relationships/"]', { hasText: PARTNERS[who] ?? '' }).first().getAttribute('href', { timeout: 2000 }).catch(() => '');
	/* The programme that waits to be matched is, once: its proposal. */
	let proposal = '';
	const match = async () => {
		await page.goto(`${server.url}/programmes/2/matching`);
		await page.locator('main button.go').first().click();
		await page.waitForURL(/\/matches\/\d+/);
		await page.locator('main table, main .facts').first().waitFor();
		return new URL(page.url()).pathname;
	};
	return async (at) => {
		if (at === 'match')
			return proposal ||= await match();
		if (!/^[rm](\/|$)/.test(at))
			return at;
		if (at === 'm') {
			await page.goto(server.url + pair);
			return page.locator('main a.button:not(.go)[href^="/meetings/"]').first().getAttribute('href');
		}
		return pair + at.slice(1);
	};
}
