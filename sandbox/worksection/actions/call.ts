import type { StoredFile } from '../types';
import { memberIds } from '../domain/find';
import { errors } from '../wire/errors';
import type { Upload } from '../wire/multipart';
import { nameOf } from '../wire/objects';
import type { Params } from '../wire/params';
import { textIn } from '../wire/text';
import type { Actor, World } from '../world';
import { now } from '../world';

/** One call of one action, signed in. */
export interface Call {
	world: World;
	params: Params;
	uploads: Upload[];
	actor: Actor;
}

/** `data` and what else stands beside `status`; or the bytes of a file. */
export type Answer = { data?: unknown; [key: string]: unknown } | FileAnswer;

export class FileAnswer {
	constructor(
		readonly name: string,
		readonly bytes: Buffer,
	) {}
}

export interface Action {
	run(call: Call): Answer | Promise<Answer>;
	/** OAuth scope; none needed when absent. */
	scope?: string;
	/** Only with the admin key, or only as an OAuth user (worksection.md 1.3). */
	only?: 'admin' | 'oauth';
}

export type Actions = Record<string, Action>;

/** The key's owner may act for another member (`email_user_from`); an OAuth user is itself. */
export function author({ world, params, actor }: Call): Actor {
	const email = params.filled('email_user_from');
	if (email === undefined || actor.via === 'oauth') return actor;
	const member = world.store.memberByEmail(email);
	if (!member) throw errors.emailInvalid([email]);
	return { ...actor, member };
}

/** `text` with its checklist and the names of the mentioned. */
export function textOf({ world, params }: Call): string {
	const mentioned = memberIds(world, params.list('mention')).map((id) => nameOf(world.store.members.get(id)!));
	return textIn(world, params.text('text') ?? '', params.repeated('todo'), mentioned);
}

/** Files sent as `attach[n]`, and those that upload_files left waiting and `files` names. */
export function filesOf(call: Call): StoredFile[] {
	const { world, params, actor } = call;
	const sent = call.uploads
		.filter((upload) => /^attach(\[\d*\])?$/.test(upload.field))
		.map((upload) => storeFile(world, upload.filename, upload.bytes, actor.member.id));
	const waiting = params.objects('files').map((item) => {
		const file = world.store.files.get(String(item.id));
		if (!file || file.task !== undefined || file.project !== undefined) throw errors.fileNotFound();
		return file;
	});
	return [...sent, ...waiting];
}

export function storeFile(world: World, name: string, bytes: Buffer, userFrom: string): StoredFile {
	const file: StoredFile = { id: world.store.id('file'), name, bytes, userFrom, addedAt: now(world) };
	world.store.files.set(file.id, file);
	return file;
}

/** A list answer; refuses more rows than the vendor gives out at once. */
export function rows(world: World, list: unknown[]): Answer {
	checkRows(world, list.length);
	return list.length === 0 && world.switches.emptyListOmitsData ? {} : { data: list };
}

export function checkRows(world: World, count: number): void {
	if (count > world.switches.maxRows) throw errors.tooManyRows(world);
}
