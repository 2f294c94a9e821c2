import type { IDataObject } from 'n8n-workflow';

import { chunksOf } from '../shared/bulk';
import { Fault } from '../shared/fault';
import { settled } from '../shared/settled';
import { StreamsoftClient } from './client';
import { fitValues, type Unfit, type Values } from './data/checks';
import { explored, type Explored } from './data/explore';
import { MOST_PARAMS } from './data/inList';
import { linkedTasks, type TaskLink } from './data/links';
import { takesId } from './data/procedures';
import { rowsOf, type Query } from './data/query';
import { writeSteps, type Step, type StepResult } from './data/writing';
import { LostCommit, type Work } from './database';
import { RUN_STATEMENT } from './faults';

export { VENDOR } from './access';
export type { Unfit, Values } from './data/checks';
export type { TaskLink } from './data/links';
export type { Contractor, ContractorFilter, EventType, Feature, FeatureValue, Operator } from './data/lists';
export type { Model, TaskField, TaskRow, TaskValues } from './data/model';
export type { TaskFilter } from './data/reading';
export type { Step, StepResult } from './data/writing';

/** A Streamsoft database: reading and writing. */
export class StreamsoftApi extends StreamsoftClient {
	/** New IDs that nobody else gets, ever. @throws Fault where the profile names no generator */
	async reserveIds(count: number): Promise<number[]> {
		if (count === 0) return [];
		const { generator } = (await this.model()).profile.events;
		if (!generator) {
			throw new Fault('misconfigured', 'The schema profile names no generator for the IDs of tasks.', {
				advice: 'Name it under events.generator in the credential.',
			});
		}
		// In a transaction that only reads a generator goes on all the same: it never goes back.
		const sql = `SELECT GEN_ID(${generator}, ${Math.floor(count)}) FROM RDB$DATABASE`;
		const [row] = await this.db.read('reserve IDs for tasks', async (work) => await work.rows(sql));
		const last = Number(row?.[0]);
		return Array.from({ length: count }, (_, at) => last - count + 1 + at);
	}

	/** Whether a new task can be given an ID that was reserved for it. @throws Fault */
	async canReserve(): Promise<boolean> {
		const model = await this.model();
		return model.profile.events.generator !== null && takesId(model, 'add');
	}

	/** Results in the order of the steps; a step that fails does not stop the others. @throws Fault where none could be tried */
	async write(steps: readonly Step[]): Promise<StepResult[]> {
		return await writeSteps(this.db, await this.model(), steps);
	}

	/** The values as the database will hold them. @throws Fault where they do not fit and must not be changed */
	async fit(values: Values, unfit: Unfit = 'shorten'): Promise<Values> {
		return fitValues(await this.model(), values, unfit);
	}

	/** IDs of the tasks that were made from these records, by `linkKeyOf`. @throws Fault with the DDL where there is no place for links */
	async linked(links: readonly TaskLink[]): Promise<Map<string, number>> {
		const model = await this.model();
		const found = new Map<string, number>();
		for (const chunk of chunksOf(links, MOST_PARAMS)) {
			const part = await this.db.read(
				'look up the links of tasks',
				async (work) => await linkedTasks(model, work, chunk),
			);
			for (const [key, id] of part) found.set(key, id);
		}
		return found;
	}

	/** What the database has that could be tasks, and a profile to begin with. @throws Fault */
	async explore(patterns: readonly string[], withCounts: boolean): Promise<Explored> {
		return await this.db.read('explore the database', async (work) => await explored(work, patterns, withCounts));
	}

	/** A statement of a person. @param changes whether it may change something. @throws Fault */
	async query(query: Query, changes: boolean): Promise<IDataObject[]> {
		const work = async (one: Work) => await rowsOf(one, query, { changes, zone: this.zone });
		if (!changes) return await this.db.read(RUN_STATEMENT, work);
		const outcome = await settled(async () => await this.db.write(RUN_STATEMENT, work));
		if ('value' in outcome) return outcome.value;
		throw outcome.error instanceof LostCommit ? outcome.error.fault : outcome.error;
	}

	/** Firebird's version, the character set of the database, and whether the connection is encrypted. @throws Fault */
	async ping(): Promise<{ version: string; charset: string; encrypted: boolean }> {
		const sql = `SELECT RDB$GET_CONTEXT('SYSTEM', 'ENGINE_VERSION'), TRIM(RDB$CHARACTER_SET_NAME) FROM RDB$DATABASE`;
		const [row = []] = await this.db.read('ask for its version', async (work) => await work.rows(sql));
		return {
			version: String(row[0] ?? ''),
			charset: String(row[1] ?? 'NONE'),
			encrypted: this.db.isEncrypted,
		};
	}
}
