import type { INodeType, IPollFunctions } from 'n8n-workflow';

import { descriptionOf } from '../support/toyRoom';
import { harness, type Harness } from '../support/workflow';

const TRIGGER = 'n8n-nodes-crm-sync.toyTrigger';
const HOOK = 'n8n-nodes-crm-sync.toyHook';

/** Counts its polls in static data, and emits what `next` tells it to. */
class CountingTrigger implements INodeType {
	description = {
		...descriptionOf([]),
		name: 'toyTrigger',
		group: ['trigger' as const],
		polling: true as const,
		inputs: [],
	};
	async poll(this: IPollFunctions) {
		if (this.getMode() === 'manual') return [[{ json: { sample: true } }]];
		const data = this.getWorkflowStaticData('node');
		data.polls = Number(data.polls ?? 0) + 1;
		if (next.does === 'throw') throw new Error('The vendor is down.');
		const batch = [[{ json: { polls: data.polls, budget: this.getPollBudgetMs() } }]];
		if (next.does === 'return') return batch;
		if (next.does === 'emit') {
			const done = this.helpers.createDeferredPromise<never>();
			done.promise.then((run: { status: string }) => ended.push(run.status)).catch(() => ended.push('lost'));
			this.__emit(batch, undefined, done as never);
		}
		return null;
	}
}
const next: { does: 'emit' | 'return' | 'nothing' | 'throw' } = { does: 'emit' };
const ended: string[] = [];

const hook: INodeType = {
	description: {
		...descriptionOf([]),
		name: 'toyHook',
		group: ['trigger'],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'in' },
			{ name: 'setup', httpMethod: 'GET', responseMode: 'onReceived', path: 'in' },
		],
	},
	webhookMethods: {
		default: {
			async checkExists() {
				return this.getWorkflowStaticData('node').id !== undefined;
			},
			async create() {
				this.getWorkflowStaticData('node').id = this.getNodeWebhookUrl('default');
				return true;
			},
			async delete() {
				delete this.getWorkflowStaticData('node').id;
				return true;
			},
		},
	},
	async webhook() {
		if (this.getWebhookName() === 'setup') {
			this.getResponseObject().status(201).end('hello');
			return { noWebhookResponse: true };
		}
		return { webhookResponse: { status: 'OK' }, workflowData: [[{ json: this.getBodyData() }]] };
	},
};

let n8n: Harness;

beforeAll(async () => {
	n8n = await harness({ nodes: { [TRIGGER]: new CountingTrigger(), [HOOK]: hook } });
});
beforeEach(() => {
	next.does = 'emit';
	ended.length = 0;
});
afterAll(async () => await n8n.dispose());

const polled = (durable: boolean) =>
	n8n.polled(
		{
			nodes: [
				{ name: 'Trigger', type: TRIGGER },
				{ name: 'After', type: 'n8n-nodes-base.noOp' },
			],
			connections: { Trigger: { main: [[{ node: 'After', type: 'main', index: 0 }]] } },
		},
		'Trigger',
		{ durable, budgetMs: 1234 },
	);

describe.each([false, true])('a polling trigger (durable: %s)', (durable) => {
	it('hands out batches, runs the rest with them and tells the trigger how that ended', async () => {
		const trigger = polled(durable);
		const { batches } = await trigger.poll();
		expect(batches.map(({ json }) => json)).toEqual([[{ polls: 1, budget: 1234 }]]);
		const result = await batches[0]!.run();
		expect(result.json('After')).toEqual([{ polls: 1, budget: 1234 }]);
		const { batches: more } = await trigger.poll();
		await more[0]!.fail();
		await more[0]!.lose();
		expect(ended).toEqual(['success', 'error']);
	});

	it('emits what a poll returns', async () => {
		next.does = 'return';
		const { batches } = await polled(durable).poll();
		expect(batches[0]!.isConfirmed).toBe(false);
	});

	it('fetches a sample and leaves the static data alone', async () => {
		const trigger = polled(durable);
		const result = await trigger.test();
		expect(result.json('After')).toEqual([{ sample: true }]);
		expect(trigger.stored).toEqual({});
	});

	it('reports a poll that fails, and refuses the activation that does', async () => {
		next.does = 'throw';
		const trigger = polled(durable);
		const { reported } = await trigger.poll();
		expect(reported.map(({ message }) => message)).toEqual(['The vendor is down.']);
		await expect(trigger.activate()).rejects.toThrow('The vendor is down.');
	});
});

describe('what survives', () => {
	it('by default: memory until the process dies, the database from the last emit', async () => {
		const trigger = polled(false);
		await trigger.poll();
		next.does = 'nothing';
		await trigger.poll();
		next.does = 'throw';
		await trigger.poll();
		expect(trigger.stored).toEqual({ polls: 1 });
		next.does = 'emit';
		expect((await trigger.poll()).batches[0]!.json).toMatchObject([{ polls: 4 }]);
		next.does = 'nothing';
		await trigger.poll();
		trigger.restart();
		next.does = 'emit';
		expect((await trigger.poll()).batches[0]!.json).toMatchObject([{ polls: 5 }]);
	});

	it('with durable cursors: every poll that did not fail', async () => {
		const trigger = polled(true);
		await trigger.poll();
		next.does = 'nothing';
		await trigger.poll();
		expect(trigger.stored).toEqual({ polls: 2 });
		next.does = 'throw';
		await trigger.poll();
		expect(trigger.stored).toEqual({ polls: 2 });
		trigger.restart();
		next.does = 'emit';
		expect((await trigger.poll()).batches[0]!.json).toMatchObject([{ polls: 3 }]);
	});
});

describe('a webhook trigger', () => {
	it('is registered, answers, begins a run and is removed', async () => {
		const trigger = n8n.receiving({ nodes: [{ name: 'Hook', type: HOOK }] }, 'Hook');
		expect(await trigger.activate()).toContain('default');
		expect(trigger.stored.id).toContain('/webhook/');
		expect(await trigger.activate()).not.toContain('default');
		const { answer: given, run } = await trigger.receive({ body: { id: 1 } });
		expect(given).toMatchObject({ status: 200, body: { status: 'OK' } });
		expect(run!.json('Hook')).toEqual([{ id: 1 }]);
		const probe = await trigger.receive({ method: 'GET' });
		expect(probe.answer).toMatchObject({ status: 201, body: 'hello' });
		expect(probe.run).toBeUndefined();
		await trigger.deactivate();
		expect(trigger.stored).toEqual({});
	});
});
