import { check } from '../common';
import type { Hold, Site } from './site';

export interface LockActs {
	/** A form that somebody opened and left open: its row is locked in an open transaction until `releaseLock`. */
	holdLock(args: { task: number }): Promise<{ task: number }>;
	/** The form is closed without saving; without a task, all are. */
	releaseLock(args?: { task?: number }): Promise<{ released: number }>;
}

export function createLocks(site: Site): LockActs {
	const held = new Map<number, Hold>();
	const isLocked = (task: number) => held.get(task)?.isOpen() ?? false;
	return {
		async holdLock({ task }) {
			check.number(task, 'task');
			if (isLocked(task)) throw new Error(`Task ${task} is locked already.`);
			const transaction = await site.hold();
			const { names } = site;
			const sql = `SELECT 1 FROM ${names.task} WHERE ${names.column.taskId} = ? WITH LOCK`;
			const found = await transaction.rows(sql, [task]).catch(async (error: unknown) => {
				await transaction.release();
				throw error;
			});
			if (found.length === 0) {
				await transaction.release();
				throw new Error(`There is no task ${task}.`);
			}
			held.set(task, transaction);
			return { task };
		},
		async releaseLock({ task } = {}) {
			const tasks = task === undefined ? [...held.keys()].filter(isLocked) : [check.number(task, 'task')];
			if (task !== undefined && !isLocked(task)) throw new Error(`Task ${task} is not locked.`);
			for (const one of tasks) {
				await held.get(one)?.release();
				held.delete(one);
			}
			return { released: tasks.length };
		},
	};
}
