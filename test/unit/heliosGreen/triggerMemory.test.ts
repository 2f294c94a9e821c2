/** What a trigger keeps between polls, where a server tells less than it should, or something that cannot be. */
import { withRecords } from '../../../nodes/HeliosGreen/watch/records';
import { HeliosWatch } from '../../../nodes/HeliosGreen/watch/watching';
import { Template, told, watching, Watcher } from './triggerTemplate';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const failure = async (work: Promise<unknown>) => await work.then(String, (error: Error) => error.message);
const filled = (...names: string[]) => {
	const template = new Template();
	for (const name of names) template.put(name, 'new');
	return template;
};
const modes = {
	'by the updated column': { updatedColumn: 'updated' },
	'by comparing': { updatedColumn: '' },
};
const eachMode = Object.entries(modes);

describe.each(eachMode)('a poll that finds nothing, %s', (_mode, params) => {
	test('leaves what is kept as it was, so that n8n need not write it', async () => {
		const template = filled('a', 'b');
		const watcher = await new Watcher(template, 'rowAddedOrChanged', params).start();
		await watcher.poll();
		const before = watcher.cursor;
		for (let minute = 0; minute < 25; minute += 5) {
			template.now += 5 * MINUTE;
			expect(await watcher.poll()).toEqual([]);
			expect(watcher.cursor).toEqual(before);
		}
		template.now += 10 * MINUTE;
		await watcher.poll();
		expect(Date.parse(watcher.cursor.time)).toBe(template.now);
	});

	test('goes on to the next day', async () => {
		const template = filled('a');
		const watcher = await new Watcher(template, 'rowAddedOrChanged', params).start();
		for (let day = 0; day < 3; day++) {
			template.now += DAY;
			await watcher.poll();
			expect(Date.parse(watcher.cursor.time)).toBe(template.now);
		}
	});

	test('keeps what it learnt without telling of it', async () => {
		const template = filled('a');
		const watcher = await new Watcher(template, 'rowChanged', params).start();
		template.now += MINUTE;
		template.put('b', 'new');
		expect(await watcher.poll()).toEqual([]);
		template.now += MINUTE;
		template.put('b', 'other');
		expect(told(await watcher.poll())).toEqual(['rowChanged b']);
	});
});

test('where the server does not tell its clock, things happen by the header of its answer', async () => {
	const template = filled('a');
	template.tellsTime = false;
	const watcher = await new Watcher(template, 'rowAddedOrChanged', { updatedColumn: '' }).start();
	template.now += MINUTE;
	template.put('a', 'other');
	expect(await watcher.poll()).toMatchObject([{ occurredAt: '2026-05-04T08:01:00.000Z' }]);
});

describe('a time that lies in the future', () => {
	test.each([true, false])('does not move the place there; the server tells its time: %s', async (tellsTime) => {
		const template = filled('a');
		template.tellsTime = tellsTime;
		const watcher = await new Watcher(template).start({ from: 'everything' });
		template.put('b', 'new', '2099-01-01 00:00:00');
		expect(told(await watcher.poll())).toEqual(['rowAdded a', 'rowAdded b']);
		template.now += MINUTE;
		template.put('a', 'other');
		expect(told(await watcher.poll())).toEqual(['rowChanged a']);
		template.put('b', 'other', '2099-01-01 00:00:00');
		template.now += DAY;
		template.put('a', 'third');
		expect(told(await watcher.poll()).sort()).toEqual(['rowChanged a', 'rowChanged b']);
		expect(await watcher.poll()).toEqual([]);
	});
});

describe('a template that shows nothing all at once', () => {
	const emptied = async (tellsTotal: boolean) => {
		const template = filled('a', 'b');
		template.tellsTotal = tellsTotal;
		const watcher = await new Watcher(template, 'rowAddedOrChanged', { updatedColumn: '' }).start();
		const { rows } = template;
		template.rows = new Map();
		expect(await watcher.poll()).toEqual([]);
		return { template, watcher, rows };
	};

	test('forgets its rows where the server says that there are none', async () => {
		const { template, watcher, rows } = await emptied(true);
		template.rows = rows;
		expect(told(await watcher.poll())).toEqual(['rowAdded a', 'rowAdded b']);
	});

	test('is not believed at once where the server does not say how many there are', async () => {
		const { template, watcher, rows } = await emptied(false);
		template.rows = rows;
		expect(await watcher.poll()).toEqual([]);
		for (const shown of [new Map(), new Map()]) {
			template.rows = shown;
			expect(await watcher.poll()).toEqual([]);
		}
		template.rows = rows;
		expect(told(await watcher.poll())).toEqual(['rowAdded a', 'rowAdded b']);
	});
});

test.each(eachMode)(
	'rows that are delivered again, where Helios counts more than it shows, %s',
	async (_mode, params) => {
		const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
		const template = filled(...names);
		const changes = await (
			await new Watcher(template, 'rowAddedOrChanged', params).start({ from: 'everything' })
		).poll();
		expect(changes).toHaveLength(7);
		template.total = 100;
		template.rows.delete('c');
		const poll = new HeliosWatch(template.api);
		const delivered = await withRecords(poll, watching('rowAddedOrChanged', params), changes);
		expect(delivered.filter(({ record }) => record.deleted).map(({ recordId }) => recordId)).toEqual(['c']);
	},
);

describe('a name that two rows bear', () => {
	test('is refused at the beginning, whatever page they stand on', async () => {
		const template = filled('a', 'b', 'c', 'd');
		template.pageSize = 2;
		template.put('double', 'one', '2026-05-01 10:00:00');
		template.put('between', 'one', '2026-05-02 10:00:00');
		template.rows.set('again', { name: 'double', state: 'two', updated: '2026-05-04 09:00:00' });
		expect(await failure(new Watcher(template).start())).toContain('Two rows of template 2 have "double" in "name"');
	});

	test('is none where the row was changed while it was read', async () => {
		const template = filled('a', 'b', 'c', 'd');
		template.pageSize = 2;
		const later = new Date(template.now + 2 * 60 * MINUTE + 1_000).toISOString().slice(0, 19).replace('T', ' ');
		template.rows.set('again', { name: 'a', state: 'two', updated: later });
		await new Watcher(template).start();
	});
});

test('a state that comes back without another time is told with an id of its own', async () => {
	const template = filled('a');
	const watcher = await new Watcher(template).start();
	template.now += MINUTE;
	template.put('a', 'x');
	const ids: string[] = [];
	for (const state of ['x', 'y', 'x', 'y']) {
		template.rows.get('a')!.state = state;
		ids.push(...(await watcher.poll()).map(({ id }) => id));
		template.now += MINUTE;
	}
	expect(new Set(ids).size).toBe(4);
});
