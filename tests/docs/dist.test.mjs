/* SPDX-License-Identifier: Apache-2.0 */
/* What is installed beside the program: the units keep what docs/operating.md says of them, the settings are
 * settings, and nginx brings a request through to the program. */
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { until } from '../lib/server.mjs';
import { ENV, PROGRAM, read, ROOT } from './docs.mjs';

const unit = (name) => read(`dist/${name}`).replaceAll('@bindir@', '/usr/bin');

/* The directives of a unit as "Key=value". */
const directives = (text) => new Set(text.split('\n').filter((l) => /^[A-Z]/.test(l)));

for (const name of ['waymark.service.in', 'waymark-backup.service.in'])
	test(`${name} gives up what it does not need`, (t) => {
		const d = directives(unit(name));
		for (const want of ['User=waymark', 'NoNewPrivileges=yes', 'CapabilityBoundingSet=', 'ProtectSystem=strict', 'ProtectHome=yes', 'PrivateDevices=yes',
			'PrivateTmp=yes', 'PrivateUsers=yes', 'ProtectKernelModules=yes', 'RestrictNamespaces=yes', 'MemoryDenyWriteExecute=yes', 'LimitCORE=0',
			'SystemCallArchitectures=native', 'LoadCredential=master-key:/etc/waymark/master.key', 'StateDirectoryMode=0700', 'UMask=0077'])
			assert.ok(d.has(want), want);
		if (spawnSync('systemd-analyze', ['--version']).error)
			return;
		const dir = mkdtempSync(join(tmpdir(), 'wm-unit.')), file = `${dir}/${name.replace('.in', '')}`;
		t.after(() => rmSync(dir, { recursive: true, force: true }));
		writeFileSync(file, unit(name));
		const said = execFileSync('systemd-analyze', ['security', '--offline=yes', file], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
		const [, exposure] = said.match(/exposure level for \S+: ([\d.]+)/);
		assert.ok(Number(exposure) <= 2.0, said);
		if (name === 'waymark.service.in')
			assert.match(read('docs/operating.md'), new RegExp(`systemd-analyze security waymark.service\`: ${exposure.replace('.', '\\.')}\\)`));
	});

test('the example of settings is read', (t) => {
	const said = execFileSync(PROGRAM, ['config', 'show', '--config', `${ROOT}/dist/waymark.conf`], { encoding: 'utf8', env: ENV });
	assert.match(said, /\(waymark\.conf:\d+\)\norigin = https:\/\/mentoring\.example\.org\n/);
	const dir = mkdtempSync(join(tmpdir(), 'wm-conf.')), commented = join(dir, 'waymark.conf');
	t.after(() => rmSync(dir, { recursive: true, force: true }));
	writeFileSync(commented, read('dist/waymark.conf').replace(/^# (?=\w+ = )/gm, '').replaceAll('@/etc/waymark/smtp-password', 'secret'));
	assert.match(execFileSync(PROGRAM, ['config', 'show', '--config', commented], { encoding: 'utf8', env: ENV }), /mail_from = Mentoring <mentoring@example\.org>/);
});

function
freePort()
{
	return new Promise((done, failed) => {
		const s = createServer();
		s.on('error', failed);
		s.listen(0, '127.0.0.1', () => { const { port } = s.address(); s.close(() => done(port)); });
	});
}

/* One request over TLS: { status, headers, text }. */
function
ask(port, path, headers = {})
{
	return new Promise((done, failed) => {
		const q = request({ host: '127.0.0.1', port, path, headers: { Host: 'mentoring.example.org', ...headers }, rejectUnauthorized: false, servername: 'mentoring.example.org' }, (a) => {
			let text = '';
			a.setEncoding('utf8');
			a.on('data', (s) => { text += s; });
			a.on('end', () => done({ status: a.statusCode, headers: a.headers, text }));
		});
		q.on('error', failed);
		q.end();
	});
}

test('nginx as it is shipped', async (t) => {
	const dir = mkdtempSync(join(tmpdir(), 'wm-nginx.')), children = [];
	t.after(async () => {
		for (const c of children.reverse()) {
			c.kill('SIGTERM');
			await new Promise((done) => (c.exitCode !== null ? done() : c.on('exit', done)));
		}
		rmSync(dir, { recursive: true, force: true });
	});
	const start = (command, args) => children[children.push(spawn(command, args, { stdio: 'ignore', env: ENV, cwd: dir })) - 1];
	const [plain, tls, metrics] = [await freePort(), await freePort(), await freePort()];

	execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj', '/CN=mentoring.example.org',
		'-keyout', `${dir}/privkey.pem`, '-out', `${dir}/fullchain.pem`], { stdio: 'ignore' });
	const site = read('dist/nginx.conf').replace('/run/waymark.sock', `${dir}/waymark.sock`).replaceAll('/etc/ssl/waymark/', `${dir}/`)
		.replace('listen 80;', `listen 127.0.0.1:${plain};`).replace('listen 443 ', `listen 127.0.0.1:${tls} `).replace('127.0.0.1:9464', `127.0.0.1:${metrics}`);
	const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((p) => `${p}_temp_path ${dir}/${p};`).join('\n');
	writeFileSync(`${dir}/nginx.conf`, `${process.getuid() === 0 ? 'user root;\n' : ''}daemon off;\npid ${dir}/pid;\nerror_log ${dir}/error.log;\nevents {}\nhttp {\n${paths}\n${site}}\n`);
	const checked = spawnSync('nginx', ['-t', '-e', `${dir}/error.log`, '-c', `${dir}/nginx.conf`], { encoding: 'utf8' });
	assert.equal(checked.status, 0, checked.stderr);

	start(PROGRAM, ['serve', '--config', `${ROOT}/dist/waymark.conf`, '--db', `${dir}/waymark.db`, '--listen', `unix:${dir}/waymark.sock`]);
	start('nginx', ['-e', `${dir}/error.log`, '-c', `${dir}/nginx.conf`]);
	await until('an answer through nginx', () => ask(tls, '/readyz').then((a) => a.status === 200, () => false));

	await t.test('a page comes with its headers, and cookies are bound to https', async () => {
		const page = await ask(tls, '/sign-in');
		assert.equal(page.status, 200);
		assert.match(page.headers['strict-transport-security'], /max-age/);
		assert.match(page.headers['content-security-policy'], /default-src 'none'/);
	});
	await t.test('http leads to https', async () => {
		const a = await fetch(`http://127.0.0.1:${plain}/sign-in?x=1`, { redirect: 'manual' });
		assert.equal(a.status, 301);
		assert.equal(a.headers.get('location'), 'https://mentoring.example.org/sign-in?x=1');
	});
	await t.test('the client is who nginx saw, whatever it says of itself', async () => {
		assert.equal((await ask(tls, '/metrics', { 'X-Forwarded-For': '127.0.0.1' })).status, 404, 'not from outside');
		const own = await fetch(`http://127.0.0.1:${metrics}/metrics`);
		assert.equal(own.status, 200);
		assert.match(await own.text(), /^waymark_connections /m);
		assert.equal((await fetch(`http://127.0.0.1:${metrics}/sign-in`)).status, 404);
	});
});
