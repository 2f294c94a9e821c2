import { dayOf, projectBy, taskBy } from '../domain/find';
import { compileFilter, FilterError, parseFilter, type FieldKind, type Readers } from '../filter';
import type { Cost, Member } from '../types';
import { endOfDay, hoursText, localDay, parseHours, startOfDay } from '../when';
import { errors } from '../wire/errors';
import { filled, taskRef, userObject, type Wire } from '../wire/objects';
import type { World } from '../world';
import { now, zone } from '../world';
import { author, checkRows, type Actions, type Answer, type Call } from './call';

const money = (hundredths: number): string => (hundredths / 100).toFixed(2);

const costObject = (world: World, cost: Cost): Wire =>
	filled({
		id: cost.id,
		comment: cost.comment,
		time: hoursText(cost.minutes),
		money: money(cost.money),
		date: cost.day,
		is_timer: cost.isTimer,
		user_from: userObject(world, cost.userFrom),
		task: taskRef(world, world.store.tasks.get(cost.task)),
	});

const sum = (costs: Cost[]): Wire => ({
	time: hoursText(costs.reduce((total, cost) => total + cost.minutes, 0)),
	money: money(costs.reduce((total, cost) => total + cost.money, 0)),
});

const fields: Record<string, FieldKind> = {
	id: 'integer',
	project: 'integer',
	task: 'integer',
	comment: 'string',
	dateadd: 'date',
};

const projectOf = (world: World, cost: Cost): string => world.store.tasks.get(cost.task)?.project ?? '0';

const readersOf = (world: World): Readers<Cost> => ({
	integer: (cost, field) => Number(field === 'id' ? cost.id : field === 'task' ? cost.task : projectOf(world, cost)),
	string: (cost) => cost.comment,
	date: (cost) => cost.addedAt,
	bounds: (_, day) => [startOfDay(day, zone(world)), endOfDay(day, zone(world))],
});

/** What the parameters leave. Filters by user do not exist (worksection.md 3.6). */
function selected({ world, params }: Call): Cost[] {
	const project = params.filled('id_project') && projectBy(world, params.filled('id_project')).id;
	const task = params.filled('id_task') && taskBy(world, params.filled('id_task')).id;
	const [start, end] = [params.filled('datestart'), params.filled('dateend')];
	const from = (start === undefined ? undefined : dayOf(world, 'datestart', start)) ?? '';
	const to = (end === undefined ? undefined : dayOf(world, 'dateend', end)) ?? '~';
	const timer = params.filled('is_timer');
	const matches = filterOf(world, params.filled('filter'));
	return [...world.store.costs.values()].filter(
		(cost) =>
			(!task || cost.task === task) &&
			(!project || projectOf(world, cost) === project) &&
			cost.day >= from &&
			cost.day <= to &&
			(timer === undefined || cost.isTimer === (timer === '1')) &&
			matches(cost),
	);
}

function filterOf(world: World, source: string | undefined): (cost: Cost) => boolean {
	if (source === undefined) return () => true;
	try {
		return compileFilter(parseFilter(source, fields), readersOf(world));
	} catch (error) {
		if (error instanceof FilterError) throw errors.filterInvalid(world, error.message);
		throw error;
	}
}

function getCosts(call: Call): Answer {
	const found = selected(call);
	checkRows(call.world, found.length);
	const data = found.map((cost) => costObject(call.world, cost));
	return { ...(data.length === 0 && call.world.switches.emptyListOmitsData ? {} : { data }), total: sum(found) };
}

function getTotals(call: Call): Answer {
	const { world, params } = call;
	const found = selected(call);
	const extra = params.extra();
	const topLevel = extra.has('tasks_top_level');
	const withTasks = topLevel || extra.has('tasks');
	if (!extra.has('projects') && !withTasks) return { total: sum(found) };
	const projects: Record<string, Wire> = {};
	for (const [id, costs] of grouped(found, (cost) => projectOf(world, cost))) {
		const tasks = grouped(costs, (cost) => (topLevel ? topOf(world, cost.task) : cost.task));
		projects[id] = { ...sum(costs), ...(withTasks ? { tasks: sums(tasks) } : {}) };
	}
	return { total: sum(found), projects };
}

const sums = (groups: Map<string, Cost[]>): Wire =>
	Object.fromEntries([...groups].map(([id, costs]) => [id, sum(costs)]));

function grouped(costs: Cost[], key: (cost: Cost) => string): Map<string, Cost[]> {
	const groups = new Map<string, Cost[]>();
	for (const cost of costs) groups.set(key(cost), [...(groups.get(key(cost)) ?? []), cost]);
	return groups;
}

function topOf(world: World, id: string): string {
	const parent = world.store.tasks.get(id)?.parent;
	return parent === undefined ? id : topOf(world, parent);
}

interface Amounts {
	minutes?: number;
	money?: number;
}

function amounts({ world, params }: Call, member: Member): Amounts {
	const [time, sum] = [params.filled('time'), params.filled('money')];
	const minutes = time === undefined ? undefined : parseHours(time);
	const given = sum === undefined ? undefined : Number(sum.replace(',', '.'));
	const malformed = (time !== undefined && minutes === undefined) || (given !== undefined && !(given >= 0));
	if (malformed && world.switches.badValue === 'error') throw errors.fieldMalformed('time or money');
	const rated =
		params.filled('is_rate') === '1' && minutes !== undefined ? (minutes / 60) * (member.rate ?? 0) : undefined;
	const total = rated ?? given;
	return { minutes, money: total === undefined || !(total >= 0) ? undefined : Math.round(total * 100) };
}

function addCosts(call: Call): Answer {
	const { world, params, actor } = call;
	const task = taskBy(world, params.filled('id_task'));
	if (actor.via === 'admin') params.required('email_user_from');
	const { member } = author(call);
	if (!params.filled('time') && !params.filled('money')) throw errors.fieldRequired('time or money');
	const { minutes = 0, money: hundredths = 0 } = amounts(call, member);
	const date = params.filled('date');
	const day = date === undefined ? undefined : dayOf(world, 'date', date);
	const id = addCost(world, {
		task: task.id,
		comment: params.filled('comment') ?? '',
		minutes,
		money: hundredths,
		day,
		isTimer: false,
		userFrom: member.id,
	});
	return { id };
}

/** Today when no day is given. */
export function addCost(world: World, cost: Omit<Cost, 'id' | 'addedAt' | 'day'> & { day?: string }): string {
	const addedAt = now(world);
	const id = world.store.id('cost');
	world.store.costs.set(id, { ...cost, id, addedAt, day: cost.day ?? localDay(addedAt, zone(world)) });
	return id;
}

function costBy({ world, params }: Call, names: string[]): Cost {
	const id = names.map((name) => params.filled(name)).find((value) => value !== undefined);
	const cost = id === undefined ? undefined : world.store.costs.get(id);
	if (!cost) throw errors.fieldRequired(names[0] ?? 'id_costs');
	return cost;
}

function updateCosts(call: Call): Answer {
	const { world, params } = call;
	const name = world.switches.updateCostsIdName;
	const cost = costBy(call, name === 'both' ? ['id_costs', 'id'] : [name]);
	const { minutes, money: hundredths } = amounts(call, world.store.members.get(cost.userFrom) ?? world.store.owner);
	if (minutes !== undefined) cost.minutes = minutes;
	if (hundredths !== undefined) cost.money = hundredths;
	if (params.has('comment')) cost.comment = params.text('comment') ?? '';
	const date = params.filled('date');
	cost.day = (date === undefined ? undefined : dayOf(world, 'date', date)) ?? cost.day;
	return {};
}

function deleteCosts(call: Call): Answer {
	call.world.store.costs.delete(costBy(call, ['id_costs']).id);
	return {};
}

export const costActions: Actions = {
	get_costs: { run: getCosts, scope: 'costs_read' },
	get_costs_total: { run: getTotals, scope: 'costs_read' },
	add_costs: { run: addCosts, scope: 'costs_write' },
	update_costs: { run: updateCosts, scope: 'costs_write' },
	delete_costs: { run: deleteCosts, scope: 'costs_write' },
};
