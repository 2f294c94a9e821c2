import { closing } from '../../../nodes/shared/closing';
import { reads, writes } from '../../../nodes/shared/operation';
import { forgetRuns } from '../../../nodes/shared/watch/runs';
import { FakeTrigger, logFeed, Vendor } from '../../support/fakeTrigger';
import { items, toyNode } from '../../support/toyRoom';
import { harness, type Harness } from '../../support/workflow';

describe('letting go of a client', () => {
	test('comes after the work and gives its result', async () => {
		const done: string[] = [];
		const api = { close: async () => void done.push('closed') };
		expect(await closing(api, async () => done.push('worked'))).toBe(1);
		expect(done).toEqual(['worked', 'closed']);
	});

	test('comes after an error too, which stays what it was', async () => {
		const close = jest.fn(async () => {});
		await expect(closing({ close }, async () => await Promise.reject(new Error('broken')))).rejects.toThrow('broken');
		expect(close).toHaveBeenCalledTimes(1);
	});

	test('that fails hides nothing', async () => {
		const close = async () => await Promise.reject(new Error('not now'));
		expect(await closing({ close }, async () => 'done')).toBe('done');
	});

	test('is not needed by every client', async () => {
		expect(await closing({}, async () => 'done')).toBe('done');
	});
});

class Held {
	readonly spent = { requests: 0, waitedMs: 0 };
	closed = 0;
	async close(): Promise<void> {
		this.closed++;
		await Promise.resolve();
	}
}

let held: Held;
const operations = [
	reads<Held>()({ name: 'Read', action: 'Read', fields: [], run: async () => await Promise.resolve([{ a: 1 }]) }),
	reads<Held>()({
		name: 'Break',
		action: 'Break',
		fields: [],
		run: async () => await Promise.reject(new Error('broken')),
	}),
	writes<Held>()({
		name: 'Write',
		action: 'Write',
		fields: [],
		plan: ({ index }) => ({ action: 'updated', key: String(index) }),
		apply: async () => await Promise.resolve({ a: 1 }),
	}),
];

describe('an action node', () => {
	let n8n: Harness;
	beforeAll(async () => {
		n8n = await harness({
			nodes: { toy: toyNode(operations, async () => await Promise.resolve((held = new Held()))) },
		});
	});
	afterAll(async () => await n8n.dispose());

	test.each(['read', 'break', 'write'])('lets go once after %s', async (operation) => {
		const parameters = { resource: 'record', operation };
		await n8n.runNode({ type: 'toy', parameters }, items(2)).catch(() => {});
		expect(held.closed).toBe(1);
	});
});

describe.each(['default', 'durable'] as const)('a trigger in the %s engine', (engine) => {
	beforeEach(() => forgetRuns());

	test('lets go after each poll, a failed one included', async () => {
		const vendor = new Vendor() as Vendor & { close?: () => Promise<void> };
		let closed = 0;
		vendor.close = async () => void closed++;
		const trigger = new FakeTrigger(vendor, [logFeed() as never], engine);
		await trigger.poll();
		expect(closed).toBe(1);
		vendor.broken = true;
		await trigger.poll().catch(() => {});
		expect(closed).toBe(2);
	});
});
