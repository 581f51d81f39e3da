/* SPDX-License-Identifier: Apache-2.0 */
/* Debian's Chromium, which never asks the network for anything but the program under test. */
import { defineConfig } from '@playwright/test';

export default defineConfig({
	testDir: '.',
	testMatch: '**/*.spec.mjs',
	outputDir: '../test-results',
	fullyParallel: true,
	workers: Number(process.env.WORKERS ?? 2),
	retries: 0,
	forbidOnly: true,
	timeout: 180_000,
	expect: { timeout: 10_000 },
	reporter: [['line'], ['json']],
	use: {
		actionTimeout: 10_000,
		navigationTimeout: 20_000,
		trace: 'off',
		launchOptions: {
			executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
			args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
				'--disable-component-update', '--disable-sync'],
		},
	},
});
