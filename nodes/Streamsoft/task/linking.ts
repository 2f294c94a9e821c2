/** Tasks by the record of another system that they were made from. */
import { badInput } from '../../shared/fault';
import type { Written } from '../../shared/operation';
import { settledNow } from '../../shared/settled';
import { linkKeyOf } from '../data/links';
import type { Step, TaskLink, TaskRow, Values } from '../api';
import { changesOf, checkNew, Writing, type Context, type TaskPlan } from './writing';

export interface LinkPlan extends TaskPlan {
	link: TaskLink;
	/** All that is wanted, not only what differs. */
	values: Values;
}

/** Of one row in the link table (see the statements that make it). */
const MOST_SYSTEM = 40;
const MOST_ID = 120;

export class Linking {
	private constructor(
		private readonly writing: Writing,
		/** IDs of tasks by link. */
		private readonly ids: Map<string, number>,
	) {}

	static async of(contexts: readonly Context[]): Promise<Linking> {
		const { api } = contexts[0]!;
		const links = contexts.flatMap((context) => {
			// What is none is told by the plan of its item.
			const link = settledNow(() => linkIn(context));
			return 'value' in link ? [link.value] : [];
		});
		const ids = new Map(await api.linked(links));
		return new Linking(await Writing.of(contexts, [...ids.values()]), ids);
	}

	async plan(context: Context): Promise<LinkPlan> {
		const link = linkIn(context);
		const key = `${link.system}/${link.id}`;
		const values = await this.writing.valuesOf(context);
		const task = this.task(link);
		if (task) return { ...this.writing.update(task, values, key), link, values };
		checkNew(values);
		const changes = changesOf(undefined, values);
		const record = this.writing.preview(values);
		return { action: 'created', key, changes, record, step: { do: 'insert', values, link }, link, values };
	}

	async apply(plans: readonly LinkPlan[]): Promise<Array<Written | Error>> {
		const created = plans.filter(({ step }) => step?.do === 'insert');
		const ids = await this.writing.reserve(created.length);
		const steps = plans.map(({ step }): Step => (step!.do === 'insert' ? { ...step!, id: ids.shift() } : step!));
		const results = await this.writing.api.write(steps);
		const again: number[] = [];
		const next = results.map((result, at): Step | undefined => {
			const { link, values } = plans[at]!;
			if ('fault' in result) return undefined;
			// Deleted since it was looked up, or made by somebody else.
			if (result.state === 'gone') return { do: 'insert', values, link };
			return result.state === 'exists' ? { do: 'update', id: result.task.id, values } : undefined;
		});
		next.forEach((step, at) => void (step && again.push(at)));
		if (again.length > 0) {
			const fresh = await this.writing.reserve(again.length);
			const second = await this.writing.api.write(
				again.map((at, place): Step =>
					next[at]!.do === 'insert' ? ({ ...next[at]!, id: fresh[place] } as Step) : next[at]!,
				),
			);
			again.forEach((at, place) => {
				results[at] = second[place]!;
				steps[at] = next[at]!;
			});
		}
		return results.map((result, at) => {
			const plan = plans[at]!;
			const action = steps[at]!.do === 'insert' ? 'created' : 'updated';
			const written = this.writing.outcome(result, steps[at]!, { ...plan, action });
			if ('task' in result && result.task) this.ids.set(linkKeyOf(plan.link), result.task.id);
			return written;
		});
	}

	private task(link: TaskLink): TaskRow | undefined {
		const id = this.ids.get(linkKeyOf(link));
		return id === undefined ? undefined : this.writing.task(id);
	}
}

/** @throws Fault `input` where there is none */
function linkIn({ read }: Context): TaskLink {
	const link = { system: String(read.sourceSystem ?? '').trim(), id: String(read.sourceId ?? '').trim() };
	for (const [value, label, most] of [
		[link.system, 'Source System', MOST_SYSTEM],
		[link.id, 'Source ID', MOST_ID],
	] as const) {
		if (value === '') throw badInput(label, `"${label}" has no value for this item.`, 'Check the expression.');
		if (value.length > most) throw badInput(label, `"${label}" has more than ${most} characters.`);
	}
	return link;
}
