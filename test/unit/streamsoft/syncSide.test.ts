/** Tasks for the two-way sync, over a client that keeps them in memory. */
import type { TaskSettings } from '../../../nodes/shared/sync/pairs/door';
import type { Owner, Synced, Task } from '../../../nodes/shared/sync/pairs/types';
import type { Step, StepResult, TaskRow, Values } from '../../../nodes/Streamsoft/api';
import type { Columns } from '../../../nodes/Streamsoft/sync/convert';
import { rangesOf } from '../../../nodes/Streamsoft/sync/ranges';
import { StreamsoftTasks, type SideApi } from '../../../nodes/Streamsoft/sync/side';
import { systemOf } from '../../../nodes/Streamsoft/sync/names';

const COLUMNS: Columns = {
	subject: { length: 40, charset: 'WIN1250' },
	description: { charset: 'WIN1250' },
	place: { length: 40, charset: 'WIN1250' },
	start: { isDay: false },
	end: true,
	allDay: true,
	textCharset: 'WIN1250',
};
const SETTINGS: TaskSettings = { minutes: 60, shown: { contractor: true, person: false, features: 'all' } };
const OWNER: Owner = { operator: '1', type: '11' };
const TIME = '2026-07-01T08:00:00Z/2026-07-01T09:00:00Z';
const FIELDS: Synced = { subject: 'Wizyta', notes: 'a\nb', place: 'Łódź', time: TIME };

const row = (id: number, part: Partial<TaskRow> = {}): TaskRow => ({
	id,
	operatorId: 1,
	typeId: 11,
	subject: 'Wizyta',
	description: '',
	place: '',
	start: '2026-07-01 10:00:00',
	end: '2026-07-01 11:00:00',
	allDay: false,
	done: false,
	cancelled: false,
	contractorId: 5,
	personId: null,
	contractor: 'ALFA',
	person: null,
	modifiedAt: null,
	...part,
});

class Client implements SideApi {
	readonly zone = 'Europe/Warsaw';
	readonly rows = new Map<number, TaskRow>();
	readonly steps: Step[] = [];
	readonly filters: unknown[] = [];
	last = 100;

	async tasksByIds(ids: readonly number[]) {
		return await Promise.resolve(
			new Map(ids.flatMap((id) => (this.rows.has(id) ? [[id, { ...this.rows.get(id)! }]] : []))),
		);
	}

	async featureValues(ids: readonly number[]) {
		return await Promise.resolve(new Map(ids.map((id) => [id, [{ featureId: 21, value: `v${id}` }]])));
	}

	async features() {
		return await Promise.resolve([{ id: 21, name: 'Etap', kind: null }]);
	}

	async hasTasks() {
		return await Promise.resolve(this.rows.size > 0);
	}

	async *snapshot(filter: unknown) {
		this.filters.push(filter);
		await Promise.resolve();
		for (const one of this.rows.values()) yield [{ ...one }];
	}

	async reserveIds(count: number) {
		this.last += count;
		return await Promise.resolve(Array.from({ length: count }, (_, at) => this.last - count + 1 + at));
	}

	async write(steps: readonly Step[]): Promise<StepResult[]> {
		this.steps.push(...steps);
		return await Promise.resolve(steps.map((step) => this.one(step)));
	}

	private one(step: Step): StepResult {
		if (step.do === 'insert') {
			const there = this.rows.get(step.id!);
			if (there) return { state: 'exists', task: there };
			this.rows.set(step.id!, row(step.id!, step.values));
			return { state: 'written', task: { ...this.rows.get(step.id!)! } };
		}
		const task = this.rows.get(step.id);
		if (!task) return { state: 'gone' };
		const expected: Values = step.expected ?? {};
		const isOther = Object.entries(expected).some(([name, value]) => task[name as keyof TaskRow] !== value);
		if (isOther) return { state: 'changed', task };
		if (step.do === 'remove') {
			this.rows.delete(step.id);
			return { state: 'written' };
		}
		Object.assign(task, step.do === 'update' ? step.values : { done: true });
		return { state: 'written', task: { ...task } };
	}
}

const opened = (...rows: TaskRow[]) => {
	const client = new Client();
	for (const one of rows) client.rows.set(one.id, one);
	return { client, side: new StreamsoftTasks(client, 'Streamsoft FIRMA', COLUMNS, SETTINGS) };
};
const readOne = async (side: StreamsoftTasks, id: string): Promise<Task> => (await side.read([id])).get(id)!;

describe('reading', () => {
	it('gives those that exist, with what is shown', async () => {
		const { side } = opened(row(7));
		const tasks = await side.read(['7', '8', 'no id']);
		expect([...tasks.keys()]).toEqual(['7']);
		expect(tasks.get('7')).toEqual({
			id: '7',
			...OWNER,
			fields: { subject: 'Wizyta', notes: '', place: '', time: TIME },
			shown: 'Contractor: ALFA\nEtap: v7',
			closed: false,
		});
	});

	it('does not take an empty table for deletions', async () => {
		const { side, client } = opened();
		await expect(side.read(['7'])).rejects.toMatchObject({ kind: 'braked' });
		expect(await side.read([])).toEqual(new Map());
		client.rows.set(9, row(9));
		expect(await side.read(['7'])).toEqual(new Map());
	});

	it('tells the last edit where the database keeps it and its clock is right', async () => {
		const { side, client } = opened(row(7, { modifiedAt: '2026-07-01 12:00:00' }));
		expect((await readOne(side, '7')).editedAt).toBeUndefined();
		const onTime = new StreamsoftTasks(client, 'Streamsoft FIRMA', COLUMNS, SETTINGS, true);
		expect((await readOne(onTime, '7')).editedAt).toBe(Date.parse('2026-07-01T10:00:00Z'));
	});
});

describe('writing', () => {
	it('creates with the reserved ID, and never a second one', async () => {
		const { side, client } = opened();
		const [id = ''] = await side.reserve(1);
		const write = { do: 'create' as const, id, owner: OWNER, fields: FIELDS };
		const [created] = await side.write([write]);
		expect(created).toMatchObject({ record: { id, ...OWNER, fields: FIELDS } });
		expect(client.rows.get(Number(id))).toMatchObject({ description: 'a\r\nb', start: '2026-07-01 10:00:00' });
		expect(await side.write([write])).toEqual([{ refused: 'changed' }]);
	});

	it('updates only what is named, and only what it was read as', async () => {
		const { side, client } = opened(row(7, { description: '  kept as it is ' }));
		const task = await readOne(side, '7');
		const [result] = await side.write([
			{ do: 'update', task, fields: { subject: '😀 Nowa' }, owner: { operator: '2', type: '12' } },
		]);
		expect(result).toMatchObject({ record: { operator: '2', type: '12', fields: { subject: '? Nowa' } } });
		expect(client.steps).toMatchObject([{ values: { subject: '? Nowa', operatorId: 2, typeId: 12 } }]);
		expect(client.rows.get(7)!.description).toBe('  kept as it is ');
	});

	it('is refused when somebody was faster', async () => {
		const { side, client } = opened(row(7), row(8), row(9));
		const tasks = await side.read(['7', '8', '9']);
		client.rows.get(7)!.place = 'other';
		client.rows.delete(8);
		const results = await side.write(
			['7', '8', '9'].map((id) => ({ do: 'update' as const, task: tasks.get(id)!, fields: { subject: 'x' } })),
		);
		expect(results).toMatchObject([
			{ refused: 'changed' },
			{ refused: 'gone' },
			{ record: { fields: { subject: 'x' } } },
		]);
	});

	it('judges by the task that it is given, not by what was read since', async () => {
		const { side, client } = opened(row(7));
		const old = { ...(await readOne(side, '7')) };
		client.rows.get(7)!.subject = 'other';
		await side.read(['7']);
		expect(await side.write([{ do: 'delete', task: old }])).toEqual([{ refused: 'changed' }]);
		expect(client.steps).toEqual([]);
	});

	it('reads first what it does not know', async () => {
		const { side } = opened(row(7));
		const copy = await readOne(side, '7');
		const other = opened(row(7), row(8));
		expect(await other.side.write([{ do: 'cancel', task: copy }])).toMatchObject([{ record: { closed: true } }]);
		const gone = { ...copy, id: '6' };
		expect(await other.side.write([{ do: 'delete', task: gone }])).toEqual([{ refused: 'gone' }]);
	});

	it('deletes, and says nothing of what is no more', async () => {
		const { side, client } = opened(row(7), row(8));
		const task = await readOne(side, '7');
		expect(await side.write([{ do: 'delete', task }])).toEqual([{}]);
		expect([...client.rows.keys()]).toEqual([8]);
	});
});

describe('the same task', () => {
	it('is an open one of the same owner, subject and time', async () => {
		const { side, client } = opened(
			row(9, { subject: ' Wizyta\r\n' }),
			row(7),
			row(6, { done: true }),
			row(5, { operatorId: 2 }),
			row(4, { start: '2026-07-01 10:00:01' }),
		);
		const other = { owner: OWNER, fields: { ...FIELDS, subject: 'Telefon' } };
		const none = { owner: OWNER, fields: { ...FIELDS, time: '' } };
		const found = await side.findSame([{ owner: OWNER, fields: FIELDS }, other, none]);
		expect(found).toEqual([['7', '9'], [], []]);
		expect(client.filters).toEqual([
			{
				from: '2026-06-30 00:00:00',
				to: '2026-07-03 00:00:00',
				operators: [1],
				types: [11],
				done: false,
				cancelled: false,
			},
		]);
	});

	it('is looked for in few ranges of days', () => {
		const days = ['2026-01-01', '2026-01-10', '2026-03-01', ''];
		expect(rangesOf(days.map((day) => day && `${day}/${day}`))).toEqual([
			{ from: '2025-12-31 00:00:00', to: '2026-01-12 00:00:00' },
			{ from: '2026-02-28 00:00:00', to: '2026-03-03 00:00:00' },
		]);
		const many = Array.from({ length: 60 }, (_, at) => `${2000 + at}-01-01/`);
		expect(rangesOf(many)).toHaveLength(20);
	});
});

it.each([
	['192.168.1.10:3050/c:\\prestiz\\baza\\firma.fb', 'Streamsoft FIRMA'],
	['server:3050//opt/baza/firma.fdb', 'Streamsoft FIRMA'],
	['server:3050/firma', 'Streamsoft FIRMA'],
])('the system of %s is named by the database alone', (account, name) => {
	expect(systemOf(account)).toBe(name);
});
