// npm start: builds the package, starts the simulated vendors and a real n8n, plays a story and leaves everything running.
import { join } from 'node:path';
import type { Host } from '../test/support/host';
import { withLock } from './lock';
import { readOptions, usage, type StartOptions } from './start/options';
import { playStory, publishedOf, unpublish, type PlayedStory } from './start/play';
import { build, cache, startN8n, startVendors, type Stage } from './start/stage';
import { heading, tell } from './start/terminal';
import { stories, storyNames, type Story } from './stories';
import { titleOf } from './stories/vendors';

/** One after the other, each in a fresh sandbox; what an earlier one published is stopped, so that it does not join in. */
async function playAll(stage: Stage, chosen: Story[]): Promise<PlayedStory[]> {
	const played: PlayedStory[] = [];
	let last: Story | undefined;
	for (const story of chosen) {
		if (last) await unpublish(stage.host, last);
		played.push(await playStory(stage.host, stage.sandbox, story));
		last = story;
	}
	return played;
}

async function showAround({ host, sandbox }: Stage, chosen: Story[], last: Story) {
	heading('Look around:');
	tell(`n8n         ${host.baseUrl}`);
	tell(`            e-mail ${host.login.email}, password ${host.login.password}`);
	for (const { id, name } of await publishedOf(host, last)) tell(`            ${host.baseUrl}/workflow/${id} ${name}`);
	for (const name of new Set(chosen.flatMap((story) => story.vendors))) {
		tell(
			`${titleOf(name).padEnd(11)} ${sandbox[name].url}/_sandbox/state (what is in it) or /_sandbox/act (what can be done)`,
		);
	}
	tell('The next start imports the templates afresh: to keep a change of yours, duplicate the workflow.');
	tell('Ctrl+C ends it all.');
}

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** n8n goes with this process, whatever it is doing. */
const endAtOnce = () => process.exit(130);

/** Until now a signal has ended everything at once; from now on the first one ends it in good order. */
const untilStopped = () =>
	new Promise<void>((resolve) => {
		const stop = () => {
			for (const signal of signals) process.removeListener(signal, stop).on(signal, endAtOnce);
			resolve();
		};
		for (const signal of signals) process.removeListener(signal, endAtOnce).on(signal, stop);
	});

async function play(options: StartOptions): Promise<PlayedStory[]> {
	const chosen = stories.filter(({ name }) => options.stories.includes(name));
	const last = chosen.at(-1) as Story;
	await build();
	const sandbox = await startVendors(chosen);
	let host: Host | undefined;
	try {
		host = await startN8n(options.port);
		const played = await playAll({ host, sandbox }, chosen);
		if (!options.once) {
			await showAround({ host, sandbox }, chosen, last);
			await untilStopped();
			heading('Stopping.');
		}
		// A trigger that finds its vendor gone at the next start would hold that start up.
		await unpublish(host, last);
		return played;
	} finally {
		await host?.close();
		await sandbox.close();
	}
}

function listStories() {
	for (const { name, title } of stories) console.log(`${name}\n    ${title}`);
}

const alreadyRunning = (pid: number) => {
	throw new Error(`npm start is running in this folder already (process ${pid}). End it first.`);
};

/** A story that was never reached has failed as well. */
function printResult(names: string[], played: PlayedStory[]) {
	const results = names.map((name) => {
		const story = played.find((candidate) => candidate.name === name);
		return { name, ok: story?.ok ?? false, steps: story?.steps ?? [] };
	});
	console.log(JSON.stringify({ ok: results.every(({ ok }) => ok), stories: results }));
}

async function run(options: StartOptions): Promise<boolean> {
	let played: PlayedStory[] = [];
	try {
		played = await withLock(join(cache, 'start.lock'), () => play(options), alreadyRunning);
	} catch (error) {
		console.error((error as Error).message);
	}
	if (options.once) printResult(options.stories, played);
	return played.length > 0 && played.every(({ ok }) => ok);
}

async function main() {
	let options: StartOptions;
	try {
		options = readOptions(process.argv.slice(2), storyNames);
	} catch (error) {
		console.error(`${(error as Error).message}\n\n${usage}`);
		process.exitCode = 1;
		return;
	}
	if (options.list) return listStories();
	process.exitCode = (await run(options)) ? 0 : 1;
}

for (const signal of signals) process.on(signal, endAtOnce);
void main();
