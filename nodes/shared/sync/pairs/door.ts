import type { ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';

import { badInput } from '../../fault';
import type { Host } from '../../http';
import type { Routing } from './routing';
import type { TaskSide } from './types';

/** A name of the system of the tasks, by which the settings call it, and its id. */
export interface Named {
	id: string;
	/** All names by which it may be called: name, login. The first one is shown. */
	names: string[];
	/** Why it takes no part, as a sentence: an operator who is not active, a type that is not marked for synchronisation. */
	leftOut?: string;
}

export interface TaskSettings {
	/** How long a task without an end lasts in the calendar. */
	minutes: number;
	/** What of a task is shown in the calendar and never read back. */
	shown: {
		contractor: boolean;
		person: boolean;
		/** Ids or names of features; `all` for every feature that has a value. */
		features: 'all' | readonly string[];
	};
}

/** What a check of the settings tells, as sentences. */
export interface Problem {
	message: string;
	/** What to do, where the message does not say it. */
	advice?: string;
	/** The sync works all the same, with less. */
	isMinor?: boolean;
}

/** A room whose records are tasks, opened. */
export interface TaskSystem {
	operators(): Promise<Named[]>;
	types(): Promise<Named[]>;
	/** What stands in the way on its own side, such as a missing column; empty when all is well. */
	problems(): Promise<Problem[]>;
	side(routing: Routing, settings: TaskSettings): TaskSide;
	/** Requests to it so far. */
	readonly spent: { requests: number; waitedMs: number };
	close(): Promise<void>;
}

/** The door of such a room, in its `tasks.ts` under the name `door`. No room knows another one: it is found by the name of its folder. */
export interface TaskDoor {
	open(host: Host): Promise<TaskSystem>;
	/** Tests its credential: n8n asks any node that takes it. */
	test(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult>;
}

/** @param room the name of the folder, as it was chosen in the node */
export async function taskDoor(room: string): Promise<TaskDoor> {
	if (!/^[A-Z][A-Za-z]{0,40}$/.test(room))
		throw badInput('Tasks In', 'Choose first under "Tasks In" where the tasks are.');
	return ((await import(`../../../${room}/tasks`)) as { door: TaskDoor }).door;
}

/** A room's test of its credential, for the node that opens its door. */
export const taskTest = (room: string) =>
	async function (
		this: ICredentialTestFunctions,
		credential: ICredentialsDecrypted,
	): Promise<INodeCredentialTestResult> {
		const { test } = await taskDoor(room);
		return await test.call(this, credential);
	};
