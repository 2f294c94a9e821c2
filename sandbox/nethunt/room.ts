import type { Clock, VendorReply } from '../common';
import type { Answers } from './answers';
import type { Gate } from './gate';
import { Refusal, type Folder, type User } from './model';
import type { NetHuntStore } from './store';
import type { NetHuntSwitches } from './switches';

/** What every endpoint works with. */
export interface Room {
	readonly store: NetHuntStore;
	readonly switches: NetHuntSwitches;
	readonly clock: Clock;
	readonly gate: Gate;
	readonly answers: Answers;
}

/** One path of the API; throws a Refusal for what it does not do. */
export type Endpoint = (
	room: Room,
	request: {
		user: User;
		/** Folder or record id at the end of the path; empty where the path has none. */
		id: string;
		query: URLSearchParams;
		/** Parsed JSON of a POST; undefined without a body. */
		body: unknown;
	},
) => VendorReply;

/** On the wire folders go by id alone. Throws a Refusal 404. */
export function folderById({ store }: Room, id: string): Folder {
	const folder = store.folders.get(id);
	if (!folder) throw new Refusal(404, `There is no folder '${id}'`);
	return folder;
}
