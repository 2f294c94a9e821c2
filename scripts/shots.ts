// npm run shots [-- --story NAME]: plays the stories in a real n8n and takes the pictures that README.md and docs/ show.
import { existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, selectors, type Page } from 'playwright-core';
import type { Host } from '../test/support/host';
import { withLock } from './lock';
import { readOptions } from './start/options';
import { playStory, publishedOf, unpublish } from './start/play';
import { build, cache, startN8n, startVendors } from './start/stage';
import { say, withProgress } from './start/terminal';
import { stories, storyNames, type Story } from './stories';
import { projectRoot } from './tool';

const folder = join(projectRoot, 'docs', 'images');
const viewport = { width: 1440, height: 810 };

function findBrowser(): string {
	const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
	const folders = (process.env.PATH ?? '').split(delimiter);
	const places = [process.env.CHROMIUM_PATH ?? '', ...names.flatMap((name) => folders.map((path) => join(path, name)))];
	const found = places.find((place) => place !== '' && existsSync(place));
	if (found) return found;
	throw new Error('No Chromium was found. Install it, or set CHROMIUM_PATH to a Chromium or Chrome.');
}

async function signIn(page: Page, host: Host) {
	await page.goto(`${host.baseUrl}/signin`);
	await page.locator('input[type=email], input[name=emailOrLdapLoginId]').first().fill(host.login.email);
	await page.locator('input[type=password]').fill(host.login.password);
	await page.getByTestId('form-submit-button').click();
	await page.waitForURL((url) => !url.pathname.includes('signin'));
}

/** n8n opens its checklist for published workflows over the canvas. */
async function closeChecklist(page: Page) {
	const title = page.getByText('Production Checklist', { exact: true });
	await title.waitFor({ timeout: 3000 }).catch(() => undefined);
	if (!(await title.isVisible())) return;
	await page.keyboard.press('Escape');
	await page.getByTestId('canvas').click({ position: { x: 5, y: 5 } });
	await title.waitFor({ state: 'hidden' });
}

async function show(page: Page, path: string) {
	await page.goto(path);
	await page.getByTestId('canvas-node').first().waitFor();
	await closeChecklist(page);
	// The canvas slides its nodes into view, and says nowhere when it is done.
	await page.waitForTimeout(2500);
}

async function take(page: Page, name: string) {
	const file = join(folder, `${name}.png`);
	await page.screenshot({ path: file });
	say(`${file.slice(projectRoot.length + 1)} is taken.`);
}

/** Each workflow of the story as a builder sees it, and its last run with the numbers of items on the wires. */
async function pictures(page: Page, host: Host, story: Story) {
	for (const { id, template } of await publishedOf(host, story)) {
		await show(page, `${host.baseUrl}/workflow/${id}`);
		await take(page, template);
		for (const [name, node] of Object.entries(story.openNodes?.[template] ?? {})) {
			await show(page, `${host.baseUrl}/workflow/${id}`);
			await page.locator(`[data-test-id="canvas-node"][data-node-name="${node}"]`).dblclick();
			// Its lists are read from the service.
			await page.waitForTimeout(4000);
			const mapping = page.getByText('Source Object', { exact: true }).last();
			if (await mapping.isVisible()) await mapping.evaluate((label) => label.scrollIntoView());
			await take(page, `${template}-${name}`);
		}
		const [run] = await host.executions({ workflowId: id, status: 'success', limit: 1 });
		if (!run) continue;
		await show(page, `${host.baseUrl}/workflow/${id}/executions/${run.id}`);
		await take(page, `${template}-run`);
	}
}

async function browse(host: Host, story: Story) {
	selectors.setTestIdAttribute('data-test-id');
	const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'];
	const browser = await chromium.launch({ executablePath: findBrowser(), headless: true, args });
	try {
		const page = await browser.newPage({ viewport });
		await signIn(page, host);
		await pictures(page, host, story);
	} finally {
		await browser.close();
	}
}

async function takeShots() {
	const { stories: names } = readOptions(['--story', 'all', ...process.argv.slice(2)], storyNames);
	const chosen = stories.filter(({ name }) => names.includes(name));
	mkdirSync(folder, { recursive: true });
	findBrowser();
	await build();
	const sandbox = await startVendors(chosen);
	let host: Host | undefined;
	try {
		host = await startN8n();
		for (const story of chosen) {
			const { ok } = await playStory(host, sandbox, story);
			if (!ok) throw new Error('The story did not end well, so there is nothing to show.');
			await withProgress('taking pictures', () => browse(host as Host, story));
			await unpublish(host, story);
		}
	} finally {
		await host?.close();
		await sandbox.close();
	}
}

const alreadyRunning = (pid: number) => {
	throw new Error(`npm start is running in this folder (process ${pid}). End it first.`);
};

withLock(join(cache, 'start.lock'), takeShots, alreadyRunning).catch((error: Error) => {
	console.error(error.message);
	process.exitCode = 1;
});
