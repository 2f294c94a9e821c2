/** One part of a service, such as one account of several, stands still: the others flow. */
import type { Change, Delivered, Feed, Page } from '../../../../nodes/shared/watch/feed';
import { forgetRuns } from '../../../../nodes/shared/watch/runs';
import type { TimeCursor } from '../../../../nodes/shared/watch/cursor';
import { FakeTrigger, logFeed, Vendor } from '../../../support/fakeTrigger';

type LogFeed = Feed<Vendor, object, TimeCursor>;

const HOUR = 60 * 60 * 1000;

let vendor: Vendor;
let down: Set<string>;
/** Changes whose record cannot be read. */
let broken: Set<string>;
let clock: jest.SpyInstance;

beforeEach(() => {
	forgetRuns();
	vendor = new Vendor();
	down = new Set();
	broken = new Set();
	clock = jest.spyOn(Date, 'now');
});
afterEach(() => clock.mockRestore());

const failures = () => [...down].map((part) => new Error(`Part ${part} is down.`));
const isThere = ({ recordId }: Change) => !down.has(recordId[0]!);

/** Records are parts of the service by their first letter. */
function trigger(engine: 'default' | 'durable' = 'default'): FakeTrigger {
	const log = logFeed();
	const feed: LogFeed = {
		...log,
		async start(...asked) {
			return { ...(await log.start(...asked)), failures: failures() };
		},
		async read(...asked): Promise<Page<TimeCursor>> {
			return { ...(await log.read(...asked)), failures: failures() };
		},
		async complete(api, params, changes, onFailure): Promise<Delivered[]> {
			if (broken.size > 0) onFailure?.(new Error('One record cannot be read.'));
			return await log.complete(
				api,
				params,
				changes.filter((change) => isThere(change) && !broken.has(change.id)),
			);
		},
	};
	return new FakeTrigger(vendor, [feed as never], engine);
}

const idsOf = (node: FakeTrigger) => node.runs.map(({ items }) => items.map(({ id }) => id));
const messages = (node: FakeTrigger) => node.reported.map(({ message }) => message);

async function changed(node: FakeTrigger, ...records: string[]): Promise<void> {
	vendor.now += 60_000;
	for (const recordId of records) vendor.add({ recordId });
	await node.poll();
}

describe.each(['default', 'durable'] as const)('in the %s engine', (engine) => {
	test('what could not be completed stays owed as it was, and comes when it can', async () => {
		const node = trigger(engine);
		await node.poll();
		down.add('b');
		await changed(node, 'a1', 'b1');
		expect(idsOf(node)).toEqual([['a1']]);
		await node.runs[0]!.end('success');
		for (let poll = 0; poll < 20; poll++) await changed(node);
		expect(idsOf(node)).toEqual([['a1']]);
		down.clear();
		await changed(node);
		expect(idsOf(node)).toEqual([['a1'], ['b1']]);
		expect(node.runs[1]!.items[0]).toMatchObject({ delivery: { attempt: 1, redelivered: false } });
	});

	test('its failure is told once an hour, after the others went through, and at once when it comes back', async () => {
		const start = Date.now();
		clock.mockReturnValue(start);
		const node = trigger(engine);
		await node.poll();
		down.add('b');
		await changed(node, 'a1');
		await changed(node);
		expect(messages(node)).toEqual(['Part b is down.']);
		expect(idsOf(node)).toEqual([['a1']]);
		clock.mockReturnValue(start + HOUR + 1);
		await node.runs[0]!.end('success');
		await changed(node);
		expect(messages(node)).toHaveLength(2);
		down.clear();
		await changed(node);
		down.add('b').add('c');
		await changed(node);
		expect(messages(node).slice(2)).toEqual(['Part b is down.', 'Part c is down.']);
	});
});

test('a record that cannot be read waits with what came later of it, and that is told', async () => {
	const node = trigger();
	await node.poll();
	broken.add('c0');
	await changed(node, 'a1', 'a1', 'a2');
	expect(idsOf(node)).toEqual([['a2']]);
	expect(messages(node)).toEqual(['One record cannot be read.']);
	await node.runs[0]!.end('success');
	broken.clear();
	await changed(node);
	expect(idsOf(node)).toEqual([['a2'], ['a1', 'a1']]);
});

test('a part that cannot be read at the beginning is told', async () => {
	down.add('c');
	const node = trigger();
	await node.poll();
	expect(messages(node)).toEqual(['Part c is down.']);
});

test('fire and forget: what could not be completed is not forgotten', async () => {
	const node = trigger();
	node.parameters.options = { delivery: 'forget' };
	await node.poll();
	down.add('b');
	await changed(node, 'a1', 'b1');
	await changed(node);
	expect(idsOf(node)).toEqual([['a1']]);
	down.clear();
	await changed(node);
	await changed(node);
	expect(idsOf(node)).toEqual([['a1'], ['b1']]);
});
