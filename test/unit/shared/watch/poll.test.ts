import { forgetRuns } from '../../../../nodes/shared/watch/runs';
import { FakeTrigger, logFeed, Vendor } from '../../../support/fakeTrigger';

const minutes = (count: number) => count * 60_000;

describe.each(['default', 'durable'] as const)('a polled trigger in the %s engine', (engine) => {
	let vendor: Vendor;
	let trigger: FakeTrigger;

	beforeEach(async () => {
		forgetRuns();
		vendor = new Vendor();
		trigger = new FakeTrigger(vendor, [logFeed() as never], engine);
	});

	const activated = async () => {
		await trigger.poll();
		if (engine === 'default') trigger.database = JSON.stringify(trigger.memory);
		vendor.now += minutes(5);
	};

	it('delivers nothing that happened before it was activated', async () => {
		vendor.add({ recordId: 'old' });
		await activated();
		await trigger.poll();
		expect(trigger.runs).toEqual([]);
	});

	it('delivers what exists when it starts with everything', async () => {
		trigger.parameters.startWith = 'everything';
		vendor.add({ recordId: 'old' });
		await trigger.poll();
		expect(trigger.runs[0]!.items.map(({ id }) => id)).toEqual(['old']);
	});

	it('asks one request when nothing happened, and two when something did', async () => {
		await activated();
		await trigger.poll();
		expect([vendor.reads, vendor.completes]).toEqual([1, 0]);
		vendor.add({ recordId: 'a' });
		await trigger.poll();
		expect([vendor.reads, vendor.completes]).toEqual([2, 1]);
	});

	it('gives the item the agreed shape', async () => {
		await activated();
		vendor.add({ recordId: 'a', from: 'Lead', to: 'Won' });
		await trigger.poll();
		expect(trigger.runs[0]!.items[0]).toEqual({
			event: 'recordChanged',
			id: 'a',
			occurredAt: new Date(vendor.now).toISOString(),
			changes: { Status: { from: 'Lead', to: 'Won' } },
			record: { id: 'a' },
			delivery: { id: expect.stringMatching(/^[0-9a-f]{24}$/), attempt: 1, redelivered: false },
		});
	});

	it('reads nothing while a run is going on, and nothing twice after it succeeded', async () => {
		await activated();
		vendor.add({ recordId: 'a' });
		await trigger.poll();
		await trigger.poll();
		expect(vendor.reads).toBe(1);
		await trigger.runs[0]!.end('success');
		await trigger.poll();
		expect(trigger.runs).toHaveLength(1);
	});

	it('takes a run that waits (for a person, for a time) as accepted', async () => {
		await activated();
		vendor.add({ recordId: 'a' });
		await trigger.poll();
		await trigger.runs[0]!.end('waiting');
		await trigger.poll();
		expect(trigger.runs).toHaveLength(1);
	});

	it.each(['error', 'lost'] as const)('delivers again after a run that ended with %s, marked', async (status) => {
		await activated();
		vendor.add({ recordId: 'a' });
		await trigger.poll();
		await trigger.runs[0]!.end(status);
		await trigger.poll();
		const [first, second] = trigger.runs.map(({ items }) => items[0]!.delivery as { id: string });
		expect(second).toEqual({ id: first!.id, attempt: 2, redelivered: true });
	});

	it('isolates a poisoned record, lets the others flow, and sets it aside with a report', async () => {
		await activated();
		for (const recordId of ['a', 'poison', 'b']) vendor.add({ recordId });
		const delivered: string[][] = [];
		for (let poll = 0; poll < 8; poll++) {
			if (poll === 3) vendor.add({ recordId: 'later' });
			await trigger.poll();
			for (const run of trigger.runs.splice(0)) {
				const ids = run.items.map(({ id }) => String(id));
				delivered.push(ids);
				await run.end(ids.includes('poison') ? 'error' : 'success');
			}
			vendor.now += minutes(5);
		}
		expect(delivered).toEqual([
			['a', 'poison', 'b'],
			['a', 'poison', 'b'],
			['a'],
			['poison'],
			['b'],
			['later'],
			['poison'],
			['poison'],
		]);
		expect(trigger.reported.map(({ message }) => message)).toEqual([
			expect.stringContaining('Record poison was set aside: 5 runs'),
		]);
	});

	it.each(['temporarily-unavailable', 'rate-limited', 'credential-invalid'])(
		'sets nothing aside and takes nothing apart while runs end with %s: no change is to blame',
		async (cause) => {
			await activated();
			for (const recordId of ['a', 'b']) vendor.add({ recordId });
			for (let poll = 0; poll < 12; poll++) {
				await trigger.poll();
				expect(trigger.runs).toHaveLength(1);
				await trigger.runs.pop()!.end('error', cause);
			}
			await trigger.poll();
			expect(trigger.runs[0]!.items.map(({ id, delivery }) => [id, (delivery as { attempt: number }).attempt])).toEqual(
				[
					['a', 13],
					['b', 13],
				],
			);
			expect(trigger.reported).toEqual([]);
		},
	);

	it('keeps later changes of a record behind its earlier one that fails', async () => {
		await activated();
		vendor.add({ recordId: 'a', to: 'first' });
		await trigger.poll();
		await trigger.runs[0]!.end('error');
		vendor.now += 1000;
		vendor.add({ recordId: 'a', to: 'second' });
		await trigger.poll();
		expect(trigger.runs[1]!.items.map(({ changes }) => changes)).toEqual([{ Status: { to: 'first' } }]);
		await trigger.runs[1]!.end('success');
		await trigger.poll();
		expect(trigger.runs[2]!.items.map(({ changes }) => changes)).toEqual([{ Status: { to: 'second' } }]);
	});

	it('delivers a batch that was in flight when n8n died again after the restart, marked', async () => {
		await activated();
		vendor.add({ recordId: 'a' });
		await trigger.poll();
		trigger.restart();
		vendor.now += minutes(5);
		await trigger.poll();
		expect(trigger.runs[0]!.items[0]).toMatchObject({ id: 'a', delivery: { attempt: 2, redelivered: true } });
	});

	it('loses nothing when n8n was off for a week', async () => {
		await activated();
		trigger.restart();
		for (let day = 0; day < 7; day++) {
			vendor.now += minutes(24 * 60);
			vendor.add({ recordId: `day${day}` });
		}
		await trigger.poll();
		expect(trigger.runs.flatMap(({ items }) => items.map(({ id }) => id))).toEqual(
			[0, 1, 2, 3, 4, 5, 6].map((day) => `day${day}`),
		);
	});

	it('sees a change that the vendor shows late, and two with one time', async () => {
		await activated();
		const late = vendor.now;
		vendor.now += 30_000;
		vendor.add({ recordId: 'a' });
		vendor.add({ recordId: 'b' });
		await trigger.poll();
		await trigger.runs[0]!.end('success');
		vendor.add({ recordId: 'late', time: late, visibleAt: vendor.now });
		await trigger.poll();
		expect(trigger.runs.map(({ items }) => items.map(({ id }) => id))).toEqual([['a', 'b'], ['late']]);
	});

	it('a failing read changes nothing, and a confirmed delivery stays confirmed', async () => {
		await activated();
		vendor.add({ recordId: 'a' });
		await trigger.poll();
		await trigger.runs[0]!.end('success');
		vendor.broken = true;
		await expect(trigger.poll()).rejects.toThrow('The vendor is down.');
		vendor.broken = false;
		await trigger.poll();
		expect(trigger.runs).toHaveLength(1);
	});
});

it('shows an outage once an hour in the default engine, and every time to the engine that backs off by itself', async () => {
	forgetRuns();
	const vendor = new Vendor();
	vendor.broken = true;
	const outcomes = async (engine: 'default' | 'durable') => {
		const trigger = new FakeTrigger(vendor, [logFeed() as never], engine);
		trigger.parameters.startWith = 'everything';
		return [await failed(trigger), await failed(trigger)];
	};
	const failed = async (trigger: FakeTrigger) =>
		await trigger.poll().then(
			() => false,
			() => true,
		);
	expect(await outcomes('default')).toEqual([true, false]);
	expect(await outcomes('durable')).toEqual([true, true]);
});

it('two polls at once read only once', async () => {
	forgetRuns();
	const vendor = new Vendor();
	const trigger = new FakeTrigger(vendor, [logFeed() as never]);
	trigger.parameters.startWith = 'everything';
	vendor.add({ recordId: 'a' });
	await Promise.all([trigger.poll(), trigger.poll()]);
	expect(vendor.reads).toBe(1);
	expect(trigger.runs).toHaveLength(1);
});
