/* SPDX-License-Identifier: Apache-2.0 */
/* The real program on a database of its own: started, spoken to, stopped. WAYMARK names the program,
 * WAYMARK_TEST_DB (postgresql://…) another database than a fresh SQLite file; a server that asks for
 * PostgreSQL itself ({ pg: true }) gets that of WAYMARK_TEST_PG, if there is one. With { clock } the test moves
 * the clock of the server while it runs, with { mails: true } its mails come to the test (mails.mjs). */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, openSync, closeSync, rmSync } from 'node:fs';
import http from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestClock } from './clock.mjs';
import { MailCatcher } from './mails.mjs';

export const PROGRAM = process.env.WAYMARK ?? 'build/waymark';
const START_WITHIN = 20_000;
const STOP_WITHIN = 15_000;

export const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/* Asks again until the answer is true; fails with what was waited for. */
export async function
until(what, ask, within = 20_000, every = 50)
{
	for (const end = Date.now() + within; ; await wait(every)) {
		const answer = await ask();
		if (answer)
			return answer;
		if (Date.now() > end)
			throw new Error(`waited ${within} ms for ${what}`);
	}
}

export function
freePort()
{
	return new Promise((done, failed) => {
		const s = createServer();
		s.on('error', failed);
		s.listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => done(port)); });
	});
}

/* A database of its own on the PostgreSQL of the tests. */
let made = 0;
function
makeDatabase(url)
{
	const name = `story_${process.pid}_${++made}`;
	const psql = (sql) => execFileSync('psql', ['-qAt', '-d', url, '-c', sql], { stdio: ['ignore', 'pipe', 'pipe'] });
	psql(`CREATE DATABASE ${name}`);
	return { url: url.replace(/\/waymark(?=\?|$)/, `/${name}`), drop: () => psql(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/* One psql for many statements: each its rows, in the order in which they were asked for. */
class Psql {
	constructor(url)
	{
		Object.assign(this, { said: '', waiting: [], child: spawn('psql', ['-qAtX', '-F', '\t', '-d', url], { stdio: ['pipe', 'pipe', 'inherit'] }) });
		this.child.stdout.setEncoding('utf8').on('data', (text) => {
			this.said += text;
			for (let end; (end = this.said.indexOf(Psql.END)) >= 0; this.said = this.said.slice(end + Psql.END.length))
				this.waiting.shift()(this.said.slice(0, end));
		});
	}

	static END = '-- that was all --\n';

	ask(text)
	{
		this.child.stdin.write(`${text};\n\\echo '${Psql.END.trim()}'\n`);
		return new Promise((done) => this.waiting.push(done));
	}

	close() { this.child.stdin.end(); }
}

/* Bytes that pg_dump writes as '\\x0a0b', as they are in the database. */
function
unhexed(dump)
{
	return Buffer.concat([...dump.toString('latin1').matchAll(/'\\x([0-9a-f]+)'/g)].map((m) => Buffer.from(m[1], 'hex')));
}

/*
 * { url, port, pid, dir, db, file (of SQLite), setupLink, log(), said(), stop(), again() }. verb: "serve",
 * "demo". again() starts the program anew on the same database, on the same port. The database past the
 * program, whichever it is: sql(text) are its rows, each an array of texts; tables() its tables; counter(tables) counts
 * their rows; bytes() is all that it and a backup of it hold, as [name, bytes].
 */
export async function
startServer({ verb = 'serve', args = [], env = {}, pg: onPostgres = false, clock = null, mails = false } = {})
{
	const dir = mkdtempSync(join(tmpdir(), 'wm-story.'));
	const url = process.env.WAYMARK_TEST_DB ?? (onPostgres && process.env.WAYMARK_TEST_PG);
	const pg = url ? makeDatabase(url) : null;
	const s = { dir, port: await freePort(), file: pg ? null : join(dir, 'story.db') };
	s.db = pg ? pg.url : s.file;
	s.url = `http://127.0.0.1:${s.port}`;
	s.log = () => readFileSync(join(dir, 'log'), 'utf8');
	s.said = () => readFileSync(join(dir, 'said'), 'utf8');
	s.settings = ['--db', s.db, '--key_file', join(dir, 'key')];
	if (clock) {
		s.clock = new TestClock(s, join(dir, 'clock'), clock);
		args = [...args, '--test_clock', s.clock.file];
	}
	if (mails) {
		s.mails = await MailCatcher.open();
		args = [...args, '--smtp_url', s.mails.url, '--no-smtp_starttls', '--mail_from', 'Waymark <waymark@example.org>'];
	}
	s.run = (word, ...more) => execFileSync(PROGRAM, [word, ...more, ...s.settings], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

	s.sql = async (text) => (pg ? await (pg.psql ??= new Psql(s.db)).ask(text)
		: execFileSync('sqlite3', ['-readonly', '-separator', '\t', s.file, text], { encoding: 'utf8' })).split('\n').slice(0, -1).map((line) => line.split('\t'));
	s.tables = async () => (await s.sql(pg ? 'SELECT tablename FROM pg_tables WHERE schemaname = current_schema()' : "SELECT name FROM sqlite_master WHERE type = 'table'")).flat();
	/* Counts the rows of each table, again and again: [name, rows]. */
	s.counter = async (tables) => {
		const count = tables.map((x) => `SELECT '${x}', count(*) FROM "${x}"`).join(' UNION ALL ');
		if (pg)
			await s.sql(`PREPARE counter AS ${count}`); /* planning it takes longer than counting */
		return async () => (await s.sql(pg ? 'EXECUTE counter' : count)).map(([x, n]) => [x, Number(n)]);
	};
	s.bytes = () => {
		const files = () => readdirSync(dir).map((name) => [name, readFileSync(join(dir, name))]);
		if (!pg) {
			s.run('backup', join(dir, 'backup.db'));
			return files();
		}
		const dump = execFileSync('pg_dump', ['--inserts', '-d', s.db], { maxBuffer: 1 << 30 });
		return [...files(), ['backup of PostgreSQL', dump], ['bytes in PostgreSQL', unhexed(dump)]];
	};

	async function
	begin()
	{
		const out = openSync(join(dir, 'said'), 'a'), err = openSync(join(dir, 'log'), 'a');
		const child = spawn(PROGRAM, [verb, '--listen', `127.0.0.1:${s.port}`, ...s.settings, ...args],
			{ stdio: ['ignore', out, err], env: { ...process.env, ...env } });
		closeSync(out);
		closeSync(err);
		s.pid = child.pid;
		s.ended = new Promise((done) => child.on('exit', (code, signal) => { s.code = code ?? signal; done(s.code); }));
		s.kill = (signal) => child.kill(signal);
		await until(`the server to answer\n${s.log()}`, async () => {
			if (s.code !== undefined)
				throw new Error(`${PROGRAM} ${verb} ended with ${s.code}:\n${s.log()}`);
			return call(s, 'GET', '/readyz').then((a) => a.status === 200, () => false);
		}, START_WITHIN);
	}

	s.again = async () => { delete s.code; await begin(); };
	/* SIGTERM, and the code that it ended with; SIGKILL only for one that does not listen. */
	s.end = async () => {
		if (s.code === undefined) {
			s.kill('SIGTERM');
			const clock = new AbortController();
			const late = new Promise((done) => { const t = setTimeout(done, STOP_WITHIN, 'late'); clock.signal.onabort = () => clearTimeout(t); });
			const code = await Promise.race([s.ended, late]);
			clock.abort();
			if (code === 'late') {
				s.kill('SIGKILL');
				await s.ended;
				throw new Error(`the server did not end within ${STOP_WITHIN} ms of SIGTERM`);
			}
		}
		return s.code;
	};
	s.stop = async () => {
		try {
			const code = await s.end();
			if (code !== 0)
				throw new Error(`the server ended with ${code}:\n${s.log().slice(-2000)}`);
		} finally {
			s.mails?.close();
			pg?.psql?.close();
			pg?.drop();
			rmSync(dir, { recursive: true, force: true });
		}
	};
	try {
		await begin();
		/* The link comes just after the first answer. */
		if (verb === 'serve')
			s.setupLink = await until('the setup link', () => s.said().match(/http:\S+\/setup\/\S+/)?.[0]);
	} catch (e) {
		if (s.code === undefined && s.pid)
			s.kill('SIGKILL');
		pg?.drop();
		throw e;
	}
	return s;
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

/* One request exactly as said: { status, headers, text, json }. body: a text or Buffer. */
export function
call(server, method, path, { headers = {}, body } = {})
{
	return new Promise((done, failed) => {
		const q = http.request({ host: '127.0.0.1', port: server.port, method, path, agent,
			headers: { Host: `127.0.0.1:${server.port}`, ...headers,
				...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }) } }, (a) => {
			const parts = [];
			a.on('data', (p) => parts.push(p));
			if (/event-stream/.test(a.headers['content-type'] ?? '')) { /* it would go on for ever */
				done({ status: a.statusCode, headers: a.headers, bytes: Buffer.alloc(0), text: '', json: null });
				a.on('error', () => {});
				return void q.destroy();
			}
			a.on('error', failed);
			a.on('end', () => {
				const bytes = Buffer.concat(parts), text = bytes.toString('utf8');
				let json = null;
				try {
					if (text && /json/.test(a.headers['content-type'] ?? ''))
						json = JSON.parse(text);
				} catch (e) {
					return failed(new Error(`${method} ${path}: ${e.message} in ${text.slice(0, 300)}`));
				}
				done({ status: a.statusCode, headers: a.headers, bytes, text, json });
			});
		});
		q.on('error', failed); /* too late to matter once it is done */
		q.setTimeout(60_000, () => q.destroy(new Error(`${method} ${path}: no answer in 60 s`)));
		q.end(body);
	});
}
