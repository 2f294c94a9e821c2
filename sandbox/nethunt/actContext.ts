import { check, type Clock } from '../common';
import { titleOf, type Answers } from './answers';
import type { ActOptions } from './acts';
import { Refusal, type Folder, type NetHuntRecord, type User } from './model';
import type { NetHuntStore, Origin } from './store';
import type { NetHuntSwitches } from './switches';

/** What every act works with. */
export interface ActContext {
	readonly store: NetHuntStore;
	readonly switches: NetHuntSwitches;
	readonly answers: Answers;
	readonly clock: Clock;
}

export const folderOf = ({ store }: ActContext, { folder }: { folder: string }): Folder =>
	store.folder(check.text(folder, 'folder'));

export function userOf({ store }: ActContext, email: string, where: string): User {
	const user = store.users.find(({ emailAddress }) => emailAddress === email);
	if (!user) throw new Error(`${where}: there is no user '${email}'.`);
	return user;
}

/** By id, or by the value of its first field. */
export function recordOf({ store }: ActContext, { record: sent }: { record: string }): NetHuntRecord {
	const idOrName = check.text(sent, 'record');
	if (store.records.has(idOrName)) return store.record(idOrName);
	for (const record of store.records.values())
		if (!record.deleted && store.folders.has(record.folder.id) && titleOf(record) === idOrName) return record;
	throw new Refusal(404, `There is no record '${idOrName}'`);
}

export function originOf(context: ActContext, { by, at, lateMs }: ActOptions): Origin {
	const stamp = check.optionalTime(at, 'at');
	const late = check.optionalNumber(lateMs, 'lateMs');
	return {
		user: by === undefined ? context.store.users[0]! : userOf(context, by, 'by'),
		...(stamp === undefined ? {} : { at: stamp }),
		...(late === undefined ? {} : { lateMs: late }),
	};
}
