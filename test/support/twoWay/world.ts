import { Engine, type Outcome } from '../../../nodes/shared/sync/pairs/engine';
import type { Seed } from '../../../nodes/shared/sync/pairs/assemble';
import type { Rules } from '../../../nodes/shared/sync/pairs/pair';
import { readLink } from '../../../nodes/shared/sync/pairs/stamp';
import { Calendars, linkOfTask, stampIn } from './calendars';
import { Gate, Outage, untilStill } from './gate';
import { Ledger } from './ledger';
import { People } from './people';
import { fit, isOneAccount, routing, SYSTEM, type Settings } from './settings';
import { TaskTable } from './taskTable';
import { EventTrigger, TaskTrigger } from './triggers';

interface Run {
	number: number;
	seeds: Seed[];
	isOver: boolean;
}

/** Both services, the triggers, the people, and runs of the engine between them. */
export class World {
	readonly gate = new Gate();
	readonly ledger = new Ledger();
	readonly tasks: TaskTable;
	readonly calendars: Calendars;
	readonly people: People;
	readonly taskTrigger: TaskTrigger;
	readonly eventTrigger: EventTrigger;
	/** What the triggers told and no run has finished with. */
	readonly pending: Seed[] = [];
	/** What must never happen. */
	readonly complaints: string[] = [];
	readonly reasons = new Set<string>();
	runs: Run[] = [];
	private count = 0;
	private clock = 0;

	constructor(readonly settings: Settings) {
		const { gate, ledger } = this;
		const now = () => ++this.clock;
		this.tasks = new TaskTable({
			gate,
			ledger,
			now,
			hasTimes: settings.tasksHaveTimes,
			stampsOf: (link) => this.calendars.linked(link).map((row) => stampIn(row)!),
			lineageOf: (link) => this.calendars.linked(link)[0]?.lineage,
		});
		this.calendars = new Calendars({
			gate,
			ledger,
			now,
			tombstonesAreFull: settings.tombstonesAreFull,
			lineageOfTask: (id) => this.tasks.lineage.get(id),
			complain: (what) => void this.complaints.push(what),
		});
		this.people = new People(this.tasks, this.calendars, ledger, !settings.isOrderly);
		this.taskTrigger = new TaskTrigger(this.tasks);
		this.eventTrigger = new EventTrigger(this.calendars);
		this.taskTrigger.poll();
	}

	rules(): Rules {
		return { policy: this.settings.policy, routing, system: SYSTEM, fit, canMove: isOneAccount };
	}

	engine(run: number): Engine {
		return new Engine({ tasks: this.tasks.sideOf(run), events: this.calendars.sideOf(run), rules: this.rules() });
	}

	/** Begins a run; what it cannot finish is pending again. */
	start(seeds: Seed[]): Run {
		const run: Run = { number: ++this.count, seeds, isOver: false };
		this.runs.push(run);
		void this.work(run).catch((error) => this.complaints.push(String((error as Error).stack)));
		return run;
	}

	/** As when n8n is stopped: the seeds are told again. */
	kill(run: Run, hasEffect: boolean): void {
		this.gate.drop(run.number, hasEffect);
		this.ledger.crashed(run.number);
		this.over(run);
		this.pending.push(...run.seeds);
	}

	async settle(): Promise<void> {
		await untilStill();
	}

	private async work(run: Run): Promise<void> {
		const engine = this.engine(run.number);
		let outcomes: Outcome[];
		try {
			outcomes = await engine.run(await engine.assemble(run.seeds));
		} catch (error) {
			if (run.isOver) return;
			this.over(run);
			this.pending.push(...run.seeds);
			if (!(error instanceof Outage)) throw error;
			return;
		}
		if (run.isOver) return;
		this.over(run);
		outcomes.forEach((outcome, at) => this.hear(outcome, run.seeds[at]!));
	}

	private hear({ changes, error, reason }: Outcome, seed: Seed): void {
		this.ledger.reported(changes);
		if (reason) this.reasons.add(reason);
		if (!error) return;
		this.pending.push(seed);
		const isExpected = error instanceof Outage || error.message.includes('again and again');
		if (!isExpected) this.complaints.push(String(error.stack));
	}

	private over(run: Run): void {
		run.isOver = true;
		this.runs = this.runs.filter((one) => one !== run);
	}
}

export const taskIdOf = (link: string | undefined): string | undefined => (link ? readLink(link)?.id : undefined);
export { linkOfTask };
