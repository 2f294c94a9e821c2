import type { Seed } from '../../../../../nodes/shared/sync/pairs/assemble';
import { Engine, type Outcome } from '../../../../../nodes/shared/sync/pairs/engine';
import type { Policy } from '../../../../../nodes/shared/sync/pairs/pair';
import { writeStamp } from '../../../../../nodes/shared/sync/pairs/stamp';
import type { Synced, Task } from '../../../../../nodes/shared/sync/pairs/types';
import type { Row } from '../../../../support/twoWay/calendars';
import type { Fate } from '../../../../support/twoWay/gate';
import type { Settings } from '../../../../support/twoWay/settings';
import { World } from '../../../../support/twoWay/world';
import { FIELDS, rulesOf } from './given';

/** A run that stops before what it is told to stop at. */
export interface Going {
	outcomes: Promise<Outcome[]>;
	/** Lets it go on until it is about to ask for this, or to its end. */
	until(what?: string): Promise<Going>;
	/** Lets one request pass, ending as it is said. */
	pass(fate?: Fate): Promise<Going>;
}

/** Both services with a task that belongs to Anna's visits, for runs that are told where to stop. */
export class Scene {
	readonly world: World;
	private count = 0;

	constructor(policy: Partial<Policy> = {}, rest: Partial<Settings> = {}) {
		const quiet = { tombstonesAreFull: true, tasksHaveTimes: false, isOrderly: false };
		this.world = new World({ policy: rulesOf(policy).policy, ...quiet, ...rest });
	}

	addTask(rest: Partial<Task> = {}): void {
		const task = { id: '7', operator: 'anna', type: 'visit', fields: { ...FIELDS }, shown: '', closed: false, ...rest };
		this.world.tasks.put(task);
	}

	addEvent(rest: Partial<Row> = {}): void {
		const event = { calendar: 'a1', id: 'e', fields: { ...FIELDS }, shown: '', properties: writeStamp(null) };
		this.world.calendars.put({ ...event, isDeleted: false, lineage: 'e', ...rest });
	}

	get task(): Task {
		return this.world.tasks.rows.get('7')!;
	}

	/** The only event that is there. */
	get event(): Row {
		const [event, ...others] = this.world.calendars.live();
		expect(others).toEqual([]);
		return event!;
	}

	editTask(fields: Partial<Synced>, rest: Partial<Task> = {}): void {
		this.world.tasks.put({ ...this.task, ...rest, fields: { ...this.task.fields, ...fields } });
	}

	editEvent(fields: Partial<Synced>, rest: Partial<Row> = {}, event = this.event): void {
		this.world.calendars.put({ ...event, ...rest, fields: { ...event.fields, ...fields } });
	}

	/** A run to its end, with nobody in its way. */
	async run(...seeds: Seed[]): Promise<Outcome[]> {
		const { gate } = this.world;
		gate.isOpen = true;
		const engine = this.world.engine(++this.count);
		const outcomes = await engine.run(await engine.assemble(seeds));
		gate.isOpen = false;
		return outcomes;
	}

	async start(...seeds: Seed[]): Promise<Going> {
		const { gate } = this.world;
		const number = ++this.count;
		const engine: Engine = this.world.engine(number);
		const outcomes = engine.assemble(seeds).then(async (pairs) => await engine.run(pairs));
		outcomes.catch(() => {});
		const next = () => gate.calls.findIndex(({ run }) => run === number);
		const going: Going = {
			outcomes,
			until: async (what) => {
				for (let at = next(); at >= 0 && gate.calls[at]!.what !== what; at = next()) await going.pass();
				return going;
			},
			pass: async (fate = 'well') => {
				gate.step(next(), fate, false);
				await this.world.settle();
				return going;
			},
		};
		await this.world.settle();
		return going;
	}
}

export const TASK: Seed = { task: '7' };
export const eventSeed = (event: Pick<Row, 'calendar' | 'id'>): Seed => ({
	event: { calendar: event.calendar, id: event.id },
});
