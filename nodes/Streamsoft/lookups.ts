import type {
	FieldType,
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import { closing } from '../shared/closing';
import { toNodeError } from '../shared/fault';
import { settled } from '../shared/settled';
import type { Model, StreamsoftApi } from './api';
import type { Target } from './task/values';
import { triggerLookups } from './triggerLookups';

/** A list that cannot be read says why: an empty one means that there is nothing. */
const lookup = <T>(ask: (api: StreamsoftApi, filter: string, host: ILoadOptionsFunctions) => Promise<T>) =>
	async function (this: ILoadOptionsFunctions, filter?: unknown): Promise<T> {
		const words = typeof filter === 'string' ? filter.trim() : '';
		const outcome = await settled(
			async () => await closing(await openStreamsoft(this), async (api) => await ask(api, words, this)),
		);
		if ('value' in outcome) return outcome.value;
		throw toNodeError(this.getNode(), outcome.error);
	};

async function openStreamsoft(host: ILoadOptionsFunctions): Promise<StreamsoftApi> {
	return await (await import('./open')).openStreamsoft(host);
}

const SUGGESTED = 50;

const listSearch = {
	/** The latest first. */
	tasks: lookup(async (api, text): Promise<INodeListSearchResult> => {
		const ids = await api.taskIds(text === '' ? {} : { text }, SUGGESTED);
		const tasks = await api.tasksByIds(ids);
		const results = ids.flatMap((id) => {
			const task = tasks.get(id);
			return task
				? [{ name: `${task.subject || '(no subject)'} · ${task.start?.slice(0, 16) ?? '–'}`, value: String(id) }]
				: [];
		});
		return { results };
	}),
};

/** The fields of a task that this database keeps. */
async function targetsOf(api: StreamsoftApi): Promise<Array<{ target: Target; label: string; model: Model }>> {
	const [{ TARGETS }, { LABELS }, model] = await Promise.all([
		import('./task/values'),
		import('./data/model'),
		api.model(),
	]);
	return (Object.keys(TARGETS) as Target[])
		.filter((target) => model.column(TARGETS[target]))
		.map((target) => ({ target, label: LABELS[TARGETS[target]], model }));
}

const HINTS: Partial<Record<Target, string>> = {
	type: 'Name or ID',
	operator: 'Name, login or ID',
	contractor: 'ID, or the exact name or number',
	person: 'ID',
	start: 'Date and time',
	end: 'Date and time',
	allDay: 'Yes or no',
	done: 'Yes or no',
};

const loadOptions = {
	operators: triggerLookups.loadOptions.operators,
	types: triggerLookups.loadOptions.types,
	targets: lookup(async (api): Promise<INodePropertyOptions[]> => {
		const targets = await targetsOf(api);
		return targets.map(({ target, label }) => ({
			name: label,
			value: target,
			...(HINTS[target] && { description: HINTS[target] }),
		}));
	}),
};

const TYPES: Partial<Record<Target, FieldType>> = {
	start: 'dateTime',
	end: 'dateTime',
	allDay: 'boolean',
	done: 'boolean',
	type: 'options',
	operator: 'options',
};

const resourceMapping = {
	columns: lookup(async (api): Promise<ResourceMapperFields> => {
		const choices = async (target: Target) => {
			if (target === 'type') return (await api.types()).map(({ id, name }) => ({ name, value: String(id) }));
			if (target !== 'operator') return undefined;
			return (await api.operators()).map(({ id, name }) => ({ name, value: String(id) }));
		};
		const fields: ResourceMapperField[] = [];
		for (const { target, label } of await targetsOf(api)) {
			const options = await choices(target);
			fields.push({
				id: target,
				displayName: label,
				required: false,
				defaultMatch: false,
				canBeUsedToMatch: false,
				display: true,
				type: TYPES[target] ?? 'string',
				...(options && { options }),
			});
		}
		return { fields };
	}),
};

export const lookups = { listSearch, loadOptions, resourceMapping };
