/* SPDX-License-Identifier: Apache-2.0 */
/* A mail server that keeps what it is given, as a mailbox for everybody: SMTP (RFC 5321), as much of it as a
 * sender needs, and MIME, as much of it as a reader needs. */
import { createServer } from 'node:net';

/* The bytes of a part, as its transfer encoding says. */
function
decoded(body, encoding)
{
	if (/base64/i.test(encoding))
		return Buffer.from(body, 'base64').toString('utf8');
	if (!/quoted-printable/i.test(encoding))
		return Buffer.from(body, 'latin1').toString('utf8');
	return Buffer.from(body.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, x) => String.fromCharCode(parseInt(x, 16))), 'latin1').toString('utf8');
}

/* "=?utf-8?Q?…?=" and "=?utf-8?B?…?=" (RFC 2047). */
function
words(text)
{
	return text.replace(/\?=\s+=\?/g, '?==?').replace(/=\?[^?]*\?([QB])\?([^?]*)\?=/gi, (_, way, s) =>
		decoded(/b/i.test(way) ? s : s.replace(/_/g, ' '), /b/i.test(way) ? 'base64' : 'quoted-printable'));
}

/* { headers, parts: [{ type, text }] } of a message or of a part of one. */
export function
parse(raw)
{
	const [, head, body] = raw.match(/^([^]*?)\r\n\r\n([^]*)$/) ?? [null, raw, ''];
	const headers = {};
	for (const line of head.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
		const at = line.indexOf(':');
		headers[line.slice(0, at).toLowerCase()] = words(line.slice(at + 1).trim());
	}
	const type = headers['content-type'] ?? 'text/plain', mark = type.match(/boundary="?([^";]+)/)?.[1];
	if (!mark)
		return { headers, parts: [{ type, text: decoded(body, headers['content-transfer-encoding'] ?? '') }] };
	return { headers, parts: body.split(`--${mark}`).slice(1, -1).flatMap((p) => parse(p.replace(/^\r\n/, '').replace(/\r\n$/, '')).parts) };
}

export class MailCatcher {
	static async open()
	{
		const m = new MailCatcher();
		m.all = [];
		m.server = createServer((socket) => m.talk(socket));
		await new Promise((done, failed) => m.server.on('error', failed).listen(0, '127.0.0.1', done));
		m.url = `smtp://127.0.0.1:${m.server.address().port}`;
		return m;
	}

	close() { this.server.close(); }

	talk(socket)
	{
		let got = '', to = [], message = false;
		const say = (line) => socket.write(`${line}\r\n`);
		socket.setEncoding('latin1').on('error', () => {});
		say('220 catcher');
		socket.on('data', (bytes) => {
			got += bytes;
			for (;;) {
				const end = message ? got.indexOf('\r\n.\r\n') : got.indexOf('\r\n');
				if (end < 0)
					return;
				const line = got.slice(0, end);
				got = got.slice(end + (message ? 5 : 2));
				if (message) {
					const { headers, parts } = parse(line.replace(/^\.\./gm, '.'));
					this.all.push({ to, subject: headers.subject, headers, text: parts.find((p) => /^text\/plain/.test(p.type))?.text ?? '', parts });
					[to, message] = [[], false];
					say('250 kept');
				} else if (/^(EHLO|HELO)/i.test(line)) {
					say('250-catcher\r\n250 8BITMIME');
				} else if (/^RCPT TO:/i.test(line)) {
					to.push(line.match(/<(.*)>/)[1]);
					say('250 yes');
				} else if (/^DATA/i.test(line)) {
					message = true;
					say('354 go on');
				} else if (/^QUIT/i.test(line)) {
					say('221 bye');
					socket.end();
				} else {
					say('250 yes');
				}
			}
		});
	}

	/* The mails to somebody, the oldest first. */
	to(person) { return this.all.filter((m) => m.to.includes(person.email)); }

	/* What has come since the last look, to somebody. */
	fresh(person)
	{
		const seen = this.seen ??= new Map(), mine = this.to(person), from = seen.get(person.email) ?? 0;
		seen.set(person.email, mine.length);
		return mine.slice(from);
	}
}

/* The addresses of this site in a mail, without their origin. */
export const linksOf = (mail) => [...mail.text.matchAll(/https?:\/\/[^\s/]+(\/\S*)/g)].map((m) => m[1]);
