/** What the operations that write tasks share. Loaded when a task is written. */
import type { IDataObject } from 'n8n-workflow';

import { badInput, Fault } from '../../shared/fault';
import { mapped } from '../../shared/mapping';
import type { ItemContext, Plan, Written } from '../../shared/operation';
import { settledNow } from '../../shared/settled';
import type { Changes } from '../../shared/sync/types';
import type { Model, Step, StepResult, StreamsoftApi, TaskRow, Values } from '../api';
import { differing, fitValues, type Unfit } from '../data/checks';
import { LABELS, type TaskField } from '../data/model';
import { Records } from './records';
import { idOf, Naming } from './values';

export type Context = ItemContext<StreamsoftApi, Record<string, unknown>>;

export interface TaskPlan extends Plan {
	step?: Step;
}

/** The names, the tasks as they are, and the form of records, for all items of a run. */
export class Writing {
	private constructor(
		readonly api: StreamsoftApi,
		readonly model: Model,
		readonly naming: Naming,
		readonly records: Records,
		private readonly tasks: Map<number, TaskRow>,
	) {}

	/** @param ids of tasks that the items are about */
	static async of(contexts: readonly Context[], ids: readonly number[] = []): Promise<Writing> {
		const { api } = contexts[0]!;
		const model = await api.model();
		return new Writing(api, model, await Naming.of(api), await Records.of(api), await api.tasksByIds(ids));
	}

	/** As it was read, or written since. */
	task(id: number): TaskRow | undefined {
		return this.tasks.get(id);
	}

	/** What an item wants written, as the database will hold it. @throws Fault */
	async valuesOf(context: Context): Promise<Values> {
		const { read } = context;
		const { textFit = 'stop' } = (read.options ?? {}) as { textFit?: Unfit };
		const named = { type: read.eventType, operator: read.operator };
		const chosen = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined && value !== ''));
		const values = await this.naming.valuesOf({ ...mapped(context), ...chosen });
		return fitValues(this.model, values, textFit);
	}

	isCancelled(task: TaskRow): boolean {
		return this.model.isCancelled(task);
	}

	record(row: TaskRow): IDataObject {
		return this.records.of(row);
	}

	/** Values as they would be read, for a dry run. */
	preview(values: Values, task?: TaskRow): IDataObject {
		return this.record({ ...BLANK, ...task, ...values });
	}

	/** A change of a task that is there; nothing is sent where nothing differs. */
	update(task: TaskRow, values: Values, key: string, expected: Values = {}): TaskPlan {
		const changed = differing(task, values);
		if (changed.length === 0) return { action: 'unchanged', key, record: this.record(task) };
		const only = Object.fromEntries(changed.map((field) => [field, values[field]])) as Values;
		return {
			action: 'updated',
			key,
			changes: changesOf(task, only),
			record: this.record(task),
			step: { do: 'update', id: task.id, values: only, expected },
		};
	}

	/** Results of the plans' steps. Notes what was written for items that come later. */
	async apply(plans: readonly TaskPlan[]): Promise<Array<Written | Error>> {
		const steps = plans.map(({ step }) => step!);
		const results = await this.api.write(steps);
		return results.map((result, at) => this.outcome(result, steps[at]!, plans[at]!));
	}

	outcome(result: StepResult, step: Step, plan: TaskPlan): Written | Error {
		if ('fault' in result) return result.fault;
		if (result.state === 'gone') return goneFault(step.id!);
		if (result.state === 'changed' || result.state === 'exists') return changedFault(step, result.task);
		const { task } = result;
		if (step.do === 'remove') {
			this.tasks.delete(step.id);
			return { ...plan.record, deleted: true };
		}
		if (!task) return { record: { ...plan.record }, action: plan.action };
		this.tasks.set(task.id, task);
		const action = result.state === 'unchanged' ? 'unchanged' : plan.action;
		return { record: this.record(task), action };
	}

	/** IDs for new tasks, where the database can be told them, so that a lost answer doubles nothing. @throws Fault */
	async reserve(count: number): Promise<Array<number | undefined>> {
		if (await this.api.canReserve()) return await this.api.reserveIds(count);
		return Array.from({ length: count }, () => undefined);
	}
}

export const BLANK: TaskRow = {
	id: 0,
	typeId: null,
	operatorId: null,
	subject: '',
	description: '',
	place: '',
	start: null,
	end: null,
	allDay: false,
	done: false,
	contractorId: null,
	personId: null,
	cancelled: false,
	modifiedAt: null,
	contractor: null,
	person: null,
};

/** The IDs that the items name. @throws Fault `input` */
export const idIn = ({ read }: Context): number => idOf(read.task, 'Task');

/** The IDs that can be read; what is none is told by the plan of its item. */
export const idsIn = (contexts: readonly Context[]): number[] =>
	contexts.flatMap((context) => {
		const id = settledNow(() => idIn(context));
		return 'value' in id ? [id.value] : [];
	});

export function changesOf(task: TaskRow | undefined, values: Values): Changes {
	const fields = Object.keys(values) as TaskField[];
	return Object.fromEntries(
		fields.map((field) => [field, { from: task ? task[field] : null, to: values[field] }]),
	) as Changes;
}

/** @throws Fault where a new task lacks what every task has */
export function checkNew(values: Values): void {
	for (const field of ['typeId', 'operatorId', 'subject'] as const) {
		if (values[field]) continue;
		throw badInput(LABELS[field], `A new task needs ${LABELS[field]}.`, 'Choose it in the node, or map a value to it.');
	}
}

export const goneFault = (id: number): Fault =>
	new Fault('notFound', `There is no task ${id} in the database (any more).`);

function changedFault(step: Step, task: TaskRow): Fault {
	const expected = ('expected' in step && step.expected) || {};
	const fields = differing(task, expected).map((field) => LABELS[field]);
	const which = fields.length > 0 ? ` (${fields.join(', ')})` : '';
	return new Fault('conflict', `Somebody changed task ${task.id} in the meantime${which}.`);
}
