import { became } from '../../../../nodes/shared/watch/diff';
import { forgetRuns } from '../../../../nodes/shared/watch/runs';
import { FakeTrigger, logFeed, Vendor } from '../../../support/fakeTrigger';

const minutes = (count: number) => count * 60_000;

describe.each(['default', 'durable'] as const)('the settings of a polled trigger in the %s engine', (engine) => {
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

	it('fills in the previous value that the vendor does not tell', async () => {
		trigger = new FakeTrigger(
			vendor,
			[logFeed({ remembers: true, keep: (change) => became(change, ['Status'], ['Won']) }) as never],
			engine,
		);
		await activated();
		for (const to of ['Lead', 'Won', 'Won', 'Lost', 'Won']) {
			vendor.now += 1000;
			vendor.add({ recordId: 'a', to });
		}
		await trigger.poll();
		expect(trigger.runs[0]!.items.map(({ changes }) => changes)).toEqual([
			{ Status: { from: 'Lead', to: 'Won' } },
			{ Status: { from: 'Lost', to: 'Won' } },
		]);
	});

	it('starts afresh when a parameter changes, and reports what was still owed', async () => {
		const feed = logFeed({ fields: [{ displayName: 'Folder', name: 'folder', type: 'string', default: '' }] });
		trigger = new FakeTrigger(vendor, [feed as never], engine);
		trigger.parameters.folder = 'Deals';
		await activated();
		vendor.add({ recordId: 'a' });
		await trigger.poll();
		await trigger.runs[0]!.end('error');
		trigger.parameters.folder = 'Contacts';
		await trigger.poll();
		expect(trigger.runs).toHaveLength(1);
		expect(trigger.reported.map(({ message }) => message)).toEqual([
			expect.stringContaining('settings of this trigger were changed while 1 changes'),
		]);
		vendor.now += 1000;
		vendor.add({ recordId: 'b' });
		await trigger.poll();
		expect(trigger.runs[1]!.items.map(({ id }) => id)).toEqual(['b']);
	});

	it('goes on where only a field changes that the cursor itself heeds', async () => {
		const fields = [{ displayName: 'Folder', name: 'folder', type: 'string' as const, default: '' }];
		trigger = new FakeTrigger(vendor, [logFeed({ fields, changeable: ['folder'] }) as never], engine);
		trigger.parameters.folder = 'Deals';
		await activated();
		vendor.add({ recordId: 'a' });
		trigger.parameters.folder = 'Contacts';
		await trigger.poll();
		expect(trigger.runs.map(({ items }) => items.map(({ id }) => id))).toEqual([['a']]);
	});

	it('fire and forget: moves on whatever becomes of the run', async () => {
		trigger.parameters.options = { delivery: 'forget' };
		await activated();
		vendor.add({ recordId: 'a' });
		await trigger.poll();
		vendor.now += 1000;
		vendor.add({ recordId: 'b' });
		await trigger.poll();
		expect(trigger.runs.map(({ items }) => items.map(({ id }) => id))).toEqual([['a'], ['b']]);
	});

	it('keeps what it owes within bounds: reading waits until runs have caught up', async () => {
		await activated();
		for (let index = 0; index < 6_000; index++) vendor.add({ recordId: `r${index}`, time: vendor.now + index });
		vendor.now += minutes(5);
		const seen = new Set<string>();
		for (let poll = 0; poll < 8; poll++) {
			await trigger.poll();
			expect((trigger.memory.crmSync as { owed: unknown[] }).owed.length).toBeLessThanOrEqual(5_000);
			for (const run of trigger.runs.splice(0)) {
				run.items.forEach(({ id }) => seen.add(String(id)));
				await run.end('success');
			}
		}
		expect(seen.size).toBe(6_000);
	});

	it('gets through more changes within the overlap than it can remember, each one once', async () => {
		await activated();
		for (let index = 0; index < 16_000; index++) vendor.add({ recordId: `r${index}`, time: vendor.now + index });
		vendor.now += minutes(0.5);
		const given: unknown[] = [];
		for (let poll = 0; poll < 30 && given.length < 20_000; poll++) {
			await trigger.poll();
			for (const run of trigger.runs.splice(0)) {
				given.push(...run.items.map(({ id }) => id));
				await run.end('success');
			}
		}
		expect(new Set(given).size).toBe(16_000);
		expect(given.length).toBe(16_000);
	});

	it('reports nothing as owed, and leaves out nothing, when a parameter changes after a run that succeeded', async () => {
		const feed = logFeed({ fields: [{ displayName: 'Folder', name: 'folder', type: 'string', default: '' }] });
		trigger = new FakeTrigger(vendor, [feed as never], engine);
		trigger.parameters.folder = 'Deals';
		await activated();
		vendor.add({ recordId: 'a' });
		await trigger.poll();
		await trigger.runs[0]!.end('success');
		Object.assign(trigger.parameters, { folder: 'Contacts', startWith: 'everything' });
		await trigger.poll();
		expect(trigger.reported).toEqual([]);
		expect(trigger.runs[1]!.items.map(({ id }) => id)).toEqual(['a']);
	});

	it('does not repeat the last run when the workflow is activated anew in the same process', async () => {
		await activated();
		vendor.add({ recordId: 'a' });
		await trigger.poll();
		await trigger.runs[0]!.end('success');
		await trigger.poll();
		trigger.memory = JSON.parse(trigger.database) as typeof trigger.memory;
		await trigger.poll();
		expect(trigger.runs).toHaveLength(1);
	});

	it.each(['2026-02-01T01:00:00', '2026-01-31T23:00:00Z'])(
		'reads the start date %s in the zone of the workflow',
		async (startDate) => {
			let date = '';
			const feed = logFeed({
				async start(_vendor, _params, start) {
					date = start.from === 'date' ? start.date : '';
					return { cursor: { time: date } };
				},
			});
			trigger = new FakeTrigger(vendor, [feed as never], engine);
			trigger.timezone = 'Europe/Kyiv';
			Object.assign(trigger.parameters, { startWith: 'date', startDate });
			await trigger.poll();
			expect(date).toBe('2026-01-31T23:00:00.000Z');
		},
	);

	it('names the field when the start date is none', async () => {
		Object.assign(trigger.parameters, { startWith: 'date', startDate: 'soon' });
		await expect(trigger.poll()).rejects.toThrow('Start Date');
	});

	it('a manual run shows an example and touches nothing', async () => {
		const sample = [
			{ id: 'c', recordId: 's', event: 'recordChanged', occurredAt: '2026-02-01T00:00:00.000Z', record: { id: 's' } },
		];
		trigger = new FakeTrigger(vendor, [logFeed({ sample: async () => sample }) as never], engine);
		await activated();
		const before = trigger.database;
		trigger.mode = 'manual';
		const [items] = (await trigger.poll())!;
		expect(items![0]!.json).toMatchObject({
			id: 's',
			record: { id: 's' },
			delivery: { attempt: 1, redelivered: false },
		});
		trigger.restart();
		expect(trigger.database).toBe(before);
	});
});
