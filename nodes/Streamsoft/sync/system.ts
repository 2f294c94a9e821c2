import type { Host } from '../../shared/http';
import { settled, type Settled } from '../../shared/settled';
import type { Named, Problem, TaskSettings, TaskSystem } from '../../shared/sync/pairs/door';
import type { TaskSide } from '../../shared/sync/pairs/types';
import type { Model, StreamsoftApi } from '../api';
import { openStreamsoft } from '../open';
import { serverTime } from '../serverTime';
import { columnsOf } from './columns';
import { systemOf } from './names';
import { StreamsoftTasks } from './side';

/** Opens the database. A profile that does not fit is no error yet: it is among its problems. @throws Fault */
export async function openTasks(host: Host): Promise<TaskSystem> {
	const api = await openStreamsoft(host);
	const model = await settled(async () => await api.model());
	const isTimed = 'value' in model && Boolean(model.value.profile.events.columns.modifiedAt);
	const off = await settled(async () => (isTimed ? await minutesOff(api) : undefined));
	if ('value' in off) return new StreamsoftSystem(api, model, off.value);
	await api.close();
	throw off.error;
}

/** Edits are compared with those of the calendar, so both clocks must show one time. */
const MOST_MINUTES_OFF = 5;

/** How far the clock of the database is from ours, as its edits are understood. @throws Fault */
async function minutesOff(api: StreamsoftApi): Promise<number> {
	return Math.round((Date.parse(await serverTime(api)) - Date.now()) / 60_000);
}

class StreamsoftSystem implements TaskSystem {
	constructor(
		private readonly api: StreamsoftApi,
		private readonly model: Settled<Model>,
		/** Of its clock; nothing where it does not keep when a task was edited. */
		private readonly minutesOff: number | undefined,
	) {}

	get spent() {
		return this.api.spent;
	}

	async operators(): Promise<Named[]> {
		return (await this.api.operators()).map(({ id, name, login, active }) => ({
			id: String(id),
			names: [name, ...(login && login !== name ? [login] : [])],
			...(!active && { leftOut: 'The operator is not active in Streamsoft.' }),
		}));
	}

	async types(): Promise<Named[]> {
		return (await this.api.types()).map(({ id, name, synchronised }) => ({
			id: String(id),
			names: [name],
			...(!synchronised && { leftOut: UNMARKED }),
		}));
	}

	async problems(): Promise<Problem[]> {
		const problems = await this.api.problems();
		if (problems.length > 0) return problems.map((message) => ({ message, advice: CORRECT }));
		const model = await this.api.model();
		return [
			...(this.minutesOff === undefined || this.isOnTime ? [] : [notOnTime(this.minutesOff)]),
			...((await this.api.canReserve()) ? [] : [NO_ID]),
			...(model.cancelling ? [] : [NOT_CANCELLED]),
			...(model.column('description') ? [] : [NO_DESCRIPTION]),
		];
	}

	/** @throws Fault where the profile does not fit the database */
	side(_routing: unknown, settings: TaskSettings): TaskSide {
		if ('error' in this.model) throw this.model.error;
		const system = systemOf(this.api.account);
		return new StreamsoftTasks(this.api, system, columnsOf(this.model.value), settings, this.isOnTime);
	}

	private get isOnTime(): boolean {
		return this.minutesOff !== undefined && Math.abs(this.minutesOff) <= MOST_MINUTES_OFF;
	}

	async close(): Promise<void> {
		await this.api.close();
	}
}

const CORRECT = 'Correct the schema profile in the credential; Schema: Explore of the Streamsoft node finds the names.';
const notOnTime = (minutes: number): Problem => ({
	message: `The clock of the database server, read in the time zone of the credential, is ${Math.abs(minutes)} minutes ${minutes < 0 ? 'behind' : 'ahead of'} that of n8n: the time of a task's last edit is not used, so "Newer Wins" lets the task win.`,
	advice: 'Check Time Zone in the Streamsoft credential and the clocks of both computers.',
	isMinor: true,
});
const UNMARKED =
	'The type is not marked for synchronisation in Streamsoft (Słowniki, Słowniki systemowe, Typy zdarzeń, Zadania, tab Kalendarz Google).';
const NO_ID: Problem = {
	message: 'A new task cannot be given an ID that was reserved for it, so new events do not become tasks.',
	advice:
		'Name the generator under events.generator in the schema profile, and let the procedure procedures.add take an id.',
};
const NOT_CANCELLED: Problem = {
	message:
		'The schema profile says neither what a completed nor what a cancelled task has, so a task cannot be marked when its event was deleted.',
	advice: 'Name events.columns.done or events.cancel in the schema profile.',
};
const NO_DESCRIPTION: Problem = {
	message: 'The schema profile names no column for Description (Opis): descriptions are not kept in step.',
	advice: 'Name it under events.columns.description, if the tasks have one.',
	isMinor: true,
};
