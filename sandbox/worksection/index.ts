import { startSimulator, type Environment, type Simulator, type StartOptions, type Vendor } from '../common';
import { actsOf, type WorksectionAct } from './acts';
import { seedWorld } from './seed';
import { WorksectionStore } from './store';
import { defaultSwitches, switchChoices, type WorksectionSwitches } from './switches';
import { WebhookSender } from './webhooks';
import { actionOf, answerApi } from './wire/api';
import { RateLimiter } from './wire/limiter';
import { answerOAuth } from './wire/oauth';
import type { World } from './world';
import { now } from './world';

export type { WorksectionAct } from './acts';
export { demo, demoCredentials } from './demo';
export type { WorksectionSeed } from './seedSchema';
export { WorksectionStore } from './store';
export type { WorksectionSwitches } from './switches';
export type * from './types';

export type WorksectionSimulator = Simulator<WorksectionStore, WorksectionAct, WorksectionSwitches>;

/**
 * Worksection on 127.0.0.1, written from worksection.md: `/api/admin/v2/`, `/api/oauth2` and `/oauth2/*`, all at one
 * address (the vendor has the last at another). It proves nothing about the live vendor.
 */
export const startWorksection = (options: StartOptions = {}): Promise<WorksectionSimulator> =>
	startSimulator({ name: 'worksection', defaults: defaultSwitches, choices: switchChoices, build }, options);

function build(environment: Environment<WorksectionSwitches>): Vendor<WorksectionStore, WorksectionAct> {
	const store = new WorksectionStore();
	const sender = new WebhookSender(() => world);
	const world: World = {
		store,
		switches: environment.switches,
		clock: environment.clock,
		url: () => environment.url(),
		send: (event) => sender.send(event),
		probe: (hook) => sender.probe(hook),
	};
	const limiter = new RateLimiter([() => performance.now(), () => now(world)]);
	return {
		store,
		act: actsOf(world, () => sender.settle()),
		actionOf,
		async handle(request) {
			if (/^\/api\/admin\/v2\/?$/.test(request.path)) return await answerApi(world, limiter, 'admin', request);
			if (/^\/api\/oauth2\/?$/.test(request.path)) return await answerApi(world, limiter, 'oauth', request);
			const reply = answerOAuth(world, request);
			return reply ?? { status: 404, headers: { 'Content-Type': 'text/html' }, body: '<h1>404 Not Found</h1>' };
		},
		seed: (data) => seedWorld(world, data),
		clear() {
			sender.clear();
			store.clear();
			limiter.reset();
		},
		snapshot: () => snapshot(store),
		close: () => sender.close(),
	};
}

/** The state as JSON: maps as lists, files without their bytes. */
function snapshot(store: WorksectionStore): Record<string, unknown> {
	const hidden = new Set(['tasksOfProject', 'childrenOf', 'commentsOf', 'ids']);
	const plain = (_: string, value: unknown): unknown => (value instanceof Set ? [...value] : value);
	const entries = Object.entries(store)
		.filter(([name]) => !hidden.has(name))
		.map(([name, value]) => [name, value instanceof Map ? [...value.values()] : value]);
	const files = [...store.files.values()].map(({ bytes, ...file }) => ({ ...file, size: bytes.length }));
	const schedule = Object.fromEntries([...store.schedule].map(([id, days]) => [id, Object.fromEntries(days)]));
	return JSON.parse(JSON.stringify({ ...Object.fromEntries(entries), files, schedule }, plain)) as Record<
		string,
		unknown
	>;
}
