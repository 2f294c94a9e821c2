import { Fault } from '../shared/fault';
import type { Wire, WireRequest } from '../shared/http';
import { settled } from '../shared/settled';
import type { Infer, ZodType } from '../shared/vendor';
import { get } from './requests';
import * as schema from './schema';
import type { NetHuntRecord } from './schema';

export interface Folder {
	id: string;
	name: string;
}

export interface Listing<T> {
	rows: T[];
	/** NetHunt's clock when it answered, epoch milliseconds; whole seconds. */
	serverTime?: number;
}

/** How this room asks NetHunt: lists in folders, searches, writes, and what their refusals mean. */
export class NetHuntClient {
	private readonly known = new Map<string, Promise<unknown>>();

	constructor(protected readonly wire: Wire) {}

	get spent() {
		return this.wire.spent;
	}

	/** Asks once in the life of this client; for lists that do not change within a run. */
	once<T>(key: string, ask: () => Promise<T>): Promise<T> {
		const known = this.known.get(key) as Promise<T> | undefined;
		if (known) return known;
		const asked = ask();
		this.known.set(key, asked);
		asked.catch(() => this.known.delete(key));
		return asked;
	}

	async readableFolders(): Promise<Folder[]> {
		return (await this.rows(schema.folder, get('/triggers/readable-folder', [], 'list the folders'))).rows;
	}

	/** "Nothing found" comes as an empty list or as 404 (nethunt.md 2.5); a folder that is gone is told apart. */
	protected async search(
		folderId: string,
		pairs: WireRequest['query'],
		doing: string,
	): Promise<Listing<NetHuntRecord>> {
		const request = get(`/searches/find-record/${encodeURIComponent(folderId)}`, pairs, doing);
		const found = await settled(async () => await this.rows(schema.record, request));
		if ('value' in found) return recordsIn(found.value, folderId, doing);
		const { error } = found;
		if (error instanceof Fault && error.kind === 'notFound' && (await this.hasFolder(folderId))) return { rows: [] };
		throw await this.folderFault(error, folderId);
	}

	private async hasFolder(folderId: string): Promise<boolean> {
		return (await this.readableFolders()).some(({ id }) => id === folderId);
	}

	protected async inFolder<T>(
		folderId: string,
		row: ZodType<T>,
		endpoint: string,
		pairs: ReadonlyArray<readonly [string, string]>,
		doing: string,
	): Promise<Listing<T>> {
		const request = get(`/${endpoint}/${encodeURIComponent(folderId)}`, pairs, doing);
		const listing = await settled(async () => await this.rows(row, request));
		if ('value' in listing) return listing.value;
		throw await this.folderFault(listing.error, folderId);
	}

	/** What a refusal means when the folder itself is gone or hidden: then the folders that exist are listed. */
	protected async folderFault(error: unknown, folderId: string): Promise<unknown> {
		if (!(error instanceof Fault) || (error.kind !== 'notFound' && error.kind !== 'forbidden')) return error;
		const folders = await settled(async () => await this.readableFolders());
		if ('error' in folders || folders.value.some(({ id }) => id === folderId)) return error;
		const names = folders.value.map(({ name }) => name).join(', ');
		return new Fault(
			'misconfigured',
			`NetHunt shows this account no folder with the ID ${folderId}: it was removed, or the right to see it is missing.`,
			{
				advice: `Choose the folder again. There are: ${names || 'none'}.`,
				field: 'Folder',
				...(error.status !== undefined && { status: error.status }),
			},
		);
	}

	protected async rows<T>(row: ZodType<T>, request: WireRequest): Promise<Listing<T>> {
		const { data, reply } = await this.wire.json(request);
		const rows = schema.listOf(row, data, request.doing);
		return { rows, ...(reply.serverTime !== undefined && { serverTime: reply.serverTime }) };
	}

	/** A write was done once NetHunt answers with 2xx, so an answer that cannot be read leaves its effect unknown. */
	protected async write<T>(request: WireRequest, form: ZodType<T>): Promise<T> {
		const { data } = await this.wire.json(request);
		const read = await settled(async () => schema.read(form, data, request.doing));
		if ('value' in read) return read.value;
		throw new Fault('unreadable', (read.error as Fault).message, { effect: 'unknown' });
	}
}

export const recordsIn = (
	listing: Listing<Infer<typeof schema.record>>,
	folderId: string,
	doing: string,
): Listing<NetHuntRecord> => ({
	...listing,
	rows: listing.rows.map((row) => schema.recordFrom(row, folderId, doing)),
});
