import { taskBy } from '../domain/find';
import type { Member, Timer } from '../types';
import { durationText } from '../when';
import { errors } from '../wire/errors';
import { stamp, taskRef, userObject } from '../wire/objects';
import type { World } from '../world';
import { now } from '../world';
import { rows, type Actions, type Answer, type Call } from './call';
import { addCost } from './costs';

function getTimers({ world }: Call): Answer {
	const timers = [...world.store.timers.values()].map((timer) => ({
		id: timer.id,
		time: durationText(now(world) - timer.startedAt),
		date_started: stamp(world, timer.startedAt),
		user_from: userObject(world, timer.userFrom),
		task: taskRef(world, world.store.tasks.get(timer.task)),
	}));
	return rows(world, timers);
}

const timerOf = (world: World, member: Member): Timer | undefined =>
	[...world.store.timers.values()].find((timer) => timer.userFrom === member.id);

/** The time becomes a cost of the task. */
function stop(world: World, timer: Timer, comment: string): void {
	const minutes = Math.max(1, Math.round((now(world) - timer.startedAt) / 60_000));
	world.store.timers.delete(timer.id);
	addCost(world, { task: timer.task, comment, minutes, money: 0, isTimer: true, userFrom: timer.userFrom });
}

function stopTimer({ world, params }: Call): Answer {
	const timer = world.store.timers.get(params.required('timer'));
	if (!timer) throw errors.timerNotFound();
	stop(world, timer, '');
	return {};
}

function getMyTimer({ world, actor }: Call): Answer {
	const timer = timerOf(world, actor.member);
	if (!timer) return rows(world, []);
	const data = {
		time: Math.floor((now(world) - timer.startedAt) / 1000),
		date_started: stamp(world, timer.startedAt),
		task: taskRef(world, world.store.tasks.get(timer.task)),
	};
	return { data: world.switches.myTimerShape === 'array' ? [data] : data };
}

function startMyTimer({ world, params, actor }: Call): Answer {
	const task = taskBy(world, params.filled('id_task'));
	if (timerOf(world, actor.member)) throw errors.timerStarted();
	const timer = { id: world.store.id('timer'), task: task.id, userFrom: actor.member.id, startedAt: now(world) };
	world.store.timers.set(timer.id, timer);
	return {};
}

function mine({ world, actor }: Call): Timer {
	const timer = timerOf(world, actor.member);
	if (!timer) throw errors.timerNotStarted();
	return timer;
}

function stopMyTimer(call: Call): Answer {
	stop(call.world, mine(call), call.params.filled('comment') ?? '');
	return {};
}

function deleteMyTimer(call: Call): Answer {
	call.world.store.timers.delete(mine(call).id);
	return {};
}

export const timerActions: Actions = {
	get_timers: { run: getTimers, scope: 'costs_read', only: 'admin' },
	stop_timer: { run: stopTimer, scope: 'costs_write', only: 'admin' },
	get_my_timer: { run: getMyTimer, scope: 'costs_read', only: 'oauth' },
	start_my_timer: { run: startMyTimer, scope: 'costs_write', only: 'oauth' },
	stop_my_timer: { run: stopMyTimer, scope: 'costs_write', only: 'oauth' },
	delete_my_timer: { run: deleteMyTimer, scope: 'costs_write', only: 'oauth' },
};
