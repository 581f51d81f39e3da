/* SPDX-License-Identifier: Apache-2.0 */
/* Whoever has signed in again in another window has a new token, which a page of this site tells. It is taken
 * only if it is the same person: what one has typed is never saved in the name of another. */
const whose = (page) => page.querySelector('input[name="_whose"]')?.value;

export const token = () => document.querySelector('meta[name="token"]')?.content ?? '';

export async function
takeToken()
{
	const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' }, cache: 'no-store' });
	const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
	const fresh = page.querySelector('meta[name="token"]');
	if (answer.ok && fresh?.content && whose(page) && whose(page) === whose(document))
		document.querySelector('meta[name="token"]').content = fresh.content;
}
