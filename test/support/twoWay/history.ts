import * as fc from 'fast-check';
import type { Fate } from './gate';
import { settings, type Settings } from './settings';
import { World } from './world';

/** One number for each thing that happens: what, and to whom. */
export interface History {
	settings: Settings;
	deeds: number[];
}

const MOST_RUNS = 3;
const MOST_QUIET_ROUNDS = 12;

export const histories = (least: number, most: number): fc.Arbitrary<History> =>
	fc.record({ settings, deeds: fc.array(fc.nat(0xffffff), { minLength: least, maxLength: most, size: 'max' }) });

/** Lets the history happen, then delivers everything that is pending, undisturbed, until nothing is. */
export async function live({ settings: chosen, deeds }: History, log: string[] = []): Promise<World> {
	const world = new World(chosen);
	await begin(world);
	for (const deed of deeds) {
		const [what, first, second] = [deed & 31, (deed >> 5) & 255, deed >> 13];
		const line = happen(world, what, first, second);
		if (line) log.push(line);
		if (world.gate.calls.length > 0 || what < 24) await world.settle();
		if (world.complaints.length > 0) return world;
	}
	await calm(world, log);
	return world;
}

/** A task of each account, and an event, in step already where the policy lets them be. */
async function begin(world: World): Promise<void> {
	world.people.newTask(0, 1);
	world.people.newTask(2, 2);
	world.people.newEvent(0, 3);
	await calm(world, []);
	world.gate.isOpen = false;
}

function happen(world: World, what: number, first: number, second: number): string {
	const { gate, pending, runs } = world;
	if (what < 17 && gate.calls.length > 0) {
		const at = first % gate.calls.length;
		const fate = world.settings.isOrderly ? 'well' : fateOf(second);
		const { run, what: asked } = gate.calls[at]!;
		gate.step(at, fate, second % 5 === 4);
		return `run ${run} goes on: ${asked}${fate === 'well' ? '' : `, ${fate}`}${second % 5 === 4 ? ', answer held back' : ''}`;
	}
	if (what < 20 || (what < 22 && runs.length === 0)) {
		pending.push(...world.taskTrigger.poll(), ...world.eventTrigger.poll());
		if (pending.length === 0 || runs.length >= (world.settings.isOrderly ? 1 : MOST_RUNS)) return '';
		return startOne(world, first, second);
	}
	if (what === 20) return pollOne(world, first);
	if (what === 21 && second % 3 === 0) return killOne(world, first, second);
	return world.people.act(what + (first & 7) * 10, first >> 3, second);
}

function fateOf(number: number): Fate {
	const at = (number >> 3) % 24;
	return at === 1 ? 'down' : at === 2 ? 'lost' : at === 3 ? 'changed' : 'well';
}

function startOne(world: World, first: number, second: number): string {
	const { pending } = world;
	const count = 1 + (second % 3);
	const seeds = pending.splice(first % pending.length, count);
	// Told twice.
	if (second % 7 === 6) pending.push(...seeds);
	const run = world.start(seeds);
	return `run ${run.number} begins: ${JSON.stringify(seeds)}`;
}

function pollOne(world: World, first: number): string {
	const told = first % 2 ? world.taskTrigger.poll() : world.eventTrigger.poll();
	world.pending.push(...told);
	return told.length > 0 ? `${first % 2 ? 'tasks' : 'events'} told: ${JSON.stringify(told)}` : '';
}

function killOne(world: World, first: number, second: number): string {
	const run = world.runs[first % world.runs.length];
	if (!run || world.settings.isOrderly) return '';
	world.kill(run, second % 2 === 0);
	return `run ${run.number} is killed, ${second % 2 === 0 ? 'after' : 'before'} what it asked for`;
}

async function calm(world: World, log: string[]): Promise<void> {
	for (let step = 0; world.runs.length > 0; step++) {
		if (step > 2000) throw new Error('A run never ends.');
		if (world.gate.calls.length > 0) world.gate.step(0, 'well', false);
		await world.settle();
	}
	log.push('quiet now');
	world.gate.isOpen = true;
	for (let round = 0; round < MOST_QUIET_ROUNDS; round++) {
		const told = [...world.pending.splice(0), ...world.taskTrigger.poll(), ...world.eventTrigger.poll()];
		if (told.length === 0 || world.complaints.length > 0) return;
		const run = world.start(told);
		log.push(`run ${run.number}, quiet: ${JSON.stringify(told)}`);
		while (!run.isOver) await world.settle();
	}
	world.complaints.push('It never comes to rest.');
}
