import type { TaskSettings, TaskSystem } from '../../../nodes/shared/sync/pairs/door';
import { Routing } from '../../../nodes/shared/sync/pairs/routing';
import type { Result, Synced, Task, TaskSide, TaskWrite } from '../../../nodes/shared/sync/pairs/types';
import { door } from '../../../nodes/Streamsoft/tasks';
import { startStreamsoft, type StreamsoftSimulator, type StreamsoftSwitches } from '../../../sandbox/streamsoft';
import { ANNA, hostFor, MEETING, people } from './watchWorld';

export { schemas } from './watchWorld';

export const SETTINGS: TaskSettings = { minutes: 60, shown: { contractor: true, person: true, features: 'all' } };
export const OWNER = { operator: String(ANNA), type: String(MEETING) };
export const TIME = '2026-07-01T08:00:00Z/2026-07-01T09:30:00Z';
export const FIELDS: Synced = { subject: 'Wizyta', notes: 'Pierwsza\ndruga', place: 'Łódź', time: TIME };

/** A database without tasks before each test, and the side of the sync that works on it. */
export class World {
	sim!: StreamsoftSimulator;
	system!: TaskSystem;
	side!: TaskSide;

	/** Begins and ends with the tests of the describe that it is made in. */
	constructor(switches: Partial<StreamsoftSwitches>) {
		beforeAll(async () => {
			this.sim = await startStreamsoft({ switches });
			await this.sim.seed(people);
		});
		beforeEach(async () => {
			for (const { id } of await this.rows()) await this.sim.act.deleteTask({ task: id });
			this.system = await door.open(hostFor(this.sim));
			this.side = this.system.side(new Routing([]), SETTINGS);
		});
		afterEach(async () => {
			this.sim.faults.clear();
			await this.sim.act.releaseLock();
			await this.system.close();
		});
		afterAll(async () => await this.sim.close());
	}

	async rows() {
		return (await this.sim.store.state()).tasks;
	}

	async rowOf(id: string | number) {
		return (await this.rows()).find((one) => one.id === Number(id));
	}

	async read(id: number | string): Promise<Task> {
		return (await this.side.read([String(id)])).get(String(id))!;
	}

	async write(one: TaskWrite): Promise<Result<Task>> {
		return (await this.side.write([one]))[0]!;
	}

	async create(fields: Partial<Synced> = {}, id?: string): Promise<Result<Task>> {
		const [reserved] = id === undefined ? await this.side.reserve(1) : [id];
		return await this.write({ do: 'create', id: reserved!, owner: OWNER, fields: { ...FIELDS, ...fields } });
	}

	async created(fields: Partial<Synced> = {}): Promise<Task> {
		const result = await this.create(fields);
		if (!('record' in result)) throw new Error(JSON.stringify(result));
		return result.record!;
	}
}
