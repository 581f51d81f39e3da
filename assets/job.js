/* SPDX-License-Identifier: Apache-2.0 */
/* Shows how far a job is: server-sent events, or polling where these do not come through. */

const POLL_MS = 1000, SLOWEST_MS = 10000, SILENCE_MS = 15000;
const OVER = ['done', 'failed', 'cancelled'];

export function
start(panel)
{
	const bar = panel.querySelector('progress');
	const words = panel.querySelector('[data-job-message], [role="status"]');
	let over = false, source = null, heard = null, wait = POLL_MS;

	const say = (text) => { if (text && words && words.textContent !== text) words.textContent = text; };

	function
	show(job)
	{
		if (bar && job.total > 0) {
			bar.max = job.total;
			bar.value = job.done;
		}
		say(job.message);
		over = Boolean(job.url) || OVER.includes(job.state);
		if (over)
			source?.close();
		if (job.url)
			location.assign(job.url);
	}

	async function
	poll()
	{
		if (over)
			return;
		try {
			const answer = await fetch(panel.dataset.jobPoll, { headers: { Accept: 'application/json' }, cache: 'no-store' });
			if (!answer.ok)
				throw new Error(answer.status);
			show(await answer.json());
			wait = POLL_MS;
		} catch {
			say(panel.dataset.jobLost);
			wait = Math.min(wait * 2, SLOWEST_MS);
		}
		setTimeout(poll, wait);
	}

	/* A proxy that holds events back looks like silence: after a while asking is better. Without an
	 * address to ask, the browser itself connects again. */
	function
	giveUp()
	{
		clearTimeout(heard);
		if (!source || !panel.dataset.jobPoll)
			return;
		source.close();
		source = null;
		poll();
	}

	function
	listen()
	{
		source = new EventSource(panel.dataset.job);
		heard = setTimeout(giveUp, SILENCE_MS);
		source.onmessage = (e) => {
			clearTimeout(heard);
			if (!over)
				heard = setTimeout(giveUp, SILENCE_MS);
			show(JSON.parse(e.data));
			if (over)
				clearTimeout(heard);
		};
		source.onerror = () => { if (!over) giveUp(); };
	}

	if (panel.dataset.job && window.EventSource)
		listen();
	else
		poll();
}
