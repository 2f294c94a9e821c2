import type { Change, Delivered } from '../../shared/watch/feed';
import { idsOf, isOf, toChange } from './change';
import { STATUS } from './fieldNames';
import { LONGEST_PERIOD, periodFor } from './period';
import { withComments, withProjects, withTasks } from './records';
import type { Rule } from './rules';
import { flat, isState } from './stateReading';
import { momentOf, stampOf } from './stamp';
import type { LinkedTask, TriggerApi, TriggerParams } from './types';

const MOST = 3;

/** A few real examples, newest first: events of the last days, or tasks as they are where no such event happened. */
export async function sampleOf(api: TriggerApi, params: TriggerParams, rule: Rule): Promise<Delivered[]> {
	const add = { task: withTasks, comment: withComments, project: withProjects }[rule.record];
	if (isState(params)) return await add(api, await fromStates(api, params, rule));
	const changes = await fromEvents(api, params, rule);
	if (changes.length > 0 || rule.record !== 'task') return await add(api, changes);
	return await add(api, await fromTasks(api, params, rule));
}

async function fromEvents(api: TriggerApi, params: TriggerParams, rule: Rule): Promise<Change[]> {
	for (const period of ['1d', periodFor(LONGEST_PERIOD).text]) {
		const read = await api.events(period, params.project);
		const ids = idsOf(read.events);
		const found = read.events.flatMap((event, index) => {
			const stamp = stampOf(event.date_added);
			if (!isOf(rule.kind, event) || stamp === undefined) return [];
			return toChange(event, ids[index]!, rule.value, momentOf(stamp, api.zone, read)) ?? [];
		});
		const kept = found.filter((change) => rule.keep(change, params));
		if (kept.length > 0) return newest(kept);
	}
	return [];
}

async function fromTasks(api: TriggerApi, params: TriggerParams, rule: Rule): Promise<Change[]> {
	const { tasks, time } = await api.openTasks(params.project);
	return newest(flat(tasks).map((task) => changeOf(task, rule.value, api.zone, time)));
}

async function fromStates(api: TriggerApi, params: TriggerParams, rule: Rule): Promise<Change[]> {
	const { tasks, time } = await api.openTasks(params.project);
	const statuses = await api.statuses();
	const changes = flat(tasks).flatMap((task) => {
		const tags = Object.entries(task.tags ?? {}).filter(([id]) => statuses.has(id) === (params.field === STATUS));
		if (tags.length === 0) return [];
		const titles = tags.map(([, title]) => String(title));
		const to = titles.length > 1 ? titles : titles[0];
		return { ...changeOf(task, rule.value, api.zone, time), changes: { [params.field!]: { to } } };
	});
	const wanted = changes.filter((change) => rule.keep(change, params));
	return newest(wanted.length > 0 ? wanted : changes);
}

function changeOf(task: LinkedTask, event: string, zone: string, now: number): Change {
	const stamp = stampOf(task.date_added);
	const occurredAt = stamp === undefined ? new Date(now).toISOString() : momentOf(stamp, zone, { from: 0, to: now });
	const about = { taskId: task.id, sample: 'Made up from an open task: no such event has happened lately.' };
	return { id: `task ${task.id}`, recordId: task.id, event, occurredAt, about };
}

const newest = (changes: Change[]): Change[] =>
	changes.sort((a, b) => b.occurredAt.localeCompare(a.occurredAt)).slice(0, MOST);
