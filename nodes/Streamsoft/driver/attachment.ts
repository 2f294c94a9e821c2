/** One connection to the database, and its transactions, over the driver's inner objects. */
import { errorOf } from './errors';
import type { InnerConnection, InnerDatabase, InnerTransaction } from './inner';
import { columnOf, readPlainly, sentPlainly, type Column, type ParamKind } from './plain';

/** What a parameter may be: times are text, so that no process' time zone has a part in them (streamsoft.md 4.5). */
export type Param = string | number | null;
export type Row = unknown[];

/** Reads are seen at one moment (`snapshot`) or as they are committed; nothing ever waits for somebody's lock. */
export type Mode = 'read' | 'snapshot' | 'write';

/** Numbers of the transaction parameters: what the driver calls read committed lacks record versions, so readers would meet locks. */
const READ_COMMITTED_REC_VERSION = [15, 17];
const CONCURRENCY = [2];
/** Larger portions are decoded again and again while they arrive in pieces. */
const ROWS_AT_ONCE = 200;
/** Statements that give rows: a SELECT, and one that locks what it reads. */
const SELECTS: ReadonlySet<number> = new Set([1, 12]);
const GOODBYE_MS = 2_000;

/** How the rows of a statement are asked for. */
export interface Asking {
	told?: (columns: Column[]) => void;
	/** Times as they are stored, blobs by their ID. */
	plainly?: boolean;
	/** Plainly only: a parameter in the words that the server reads for its kind. */
	sent?: (value: Param, kind: ParamKind) => Param;
}

const asItIs = (value: Param): Param => value;

export class Attachment {
	constructor(
		private readonly db: InnerDatabase,
		private readonly connection: InnerConnection,
		readonly isEncrypted: boolean,
	) {}

	get isAlive(): boolean {
		const { _isClosed, _isDetach, _socket } = this.connection;
		return !_isClosed && !_isDetach && !_socket.destroyed;
	}

	async begin(mode: Mode): Promise<Transaction> {
		const options = {
			isolation: mode === 'snapshot' ? CONCURRENCY : READ_COMMITTED_REC_VERSION,
			readOnly: mode !== 'write',
			wait: false,
		};
		return new Transaction(await this.told(async () => await this.db.startTransactionAsync(options)), this);
	}

	/** Takes leave of the server. Never throws, and never takes long. */
	async close(): Promise<void> {
		if (this.isAlive) {
			this.connection._pooled = false;
			await new Promise<void>((resolve) => {
				const timer = setTimeout(resolve, GOODBYE_MS);
				this.db.detach(() => {
					clearTimeout(timer);
					resolve();
				}, true);
			}).catch(() => undefined);
		}
		this.kill();
	}

	/** Cuts the connection: whoever waits for an answer is told at once. */
	kill(): void {
		this.connection._socket.destroy();
	}

	/** @throws DriverError only */
	async told<T>(work: () => Promise<T>): Promise<T> {
		try {
			return await work();
		} catch (error) {
			throw errorOf(error, this.connection);
		}
	}

	/** @throws DriverError only */
	async asked<T>(ask: (answered: (error: unknown, answer: T) => void) => void): Promise<T> {
		return await this.told(
			async () =>
				await new Promise<T>((resolve, reject) =>
					ask((error, answer) => (error ? reject(error as Error) : resolve(answer))),
				),
		);
	}
}

export class Transaction {
	constructor(
		private readonly transaction: InnerTransaction,
		private readonly attachment: Attachment,
	) {}

	async commit(): Promise<void> {
		await this.attachment.told(async () => await this.transaction.commitAsync());
	}

	/** Never throws: what was not committed is gone, whatever the answer. */
	async rollback(): Promise<void> {
		if (this.attachment.isAlive) await this.transaction.rollbackAsync().catch(() => undefined);
	}

	/** All rows of a statement; of one that gives a single row without a cursor (RETURNING, EXECUTE PROCEDURE) that one. */
	async rows(sql: string, params: readonly Param[] = [], plainly = false): Promise<Row[]> {
		const rows: Row[] = [];
		for await (const portion of this.portions(sql, params, { plainly })) rows.push(...portion);
		return rows;
	}

	/** Rows as they come. Whoever stops asking lets go of the rest. */
	async *portions(
		sql: string,
		params: readonly Param[] = [],
		{ told, plainly = false, sent = asItIs }: Asking = {},
	): AsyncGenerator<Row[], void, undefined> {
		const { attachment, transaction } = this;
		const statement = await attachment.told(async () => await transaction.newStatementAsync(sql));
		const { output } = statement;
		if (plainly) output.forEach(readPlainly);
		const values = plainly ? params.map((value, at) => sent(value, sentPlainly(statement.input[at]))) : [...params];
		told?.(output.map(columnOf));
		// Read in another way, or not to its end, nobody else may get it out of the driver's cache.
		let isSpoilt = true;
		try {
			const once = await attachment.told(async () => await statement.executeAsync(transaction, values, {}));
			if (once?.data && once.data.length > 0) yield once.data;
			let isOver = !SELECTS.has(statement.type);
			while (!isOver) {
				const { data = [], fetched } = await attachment.asked<{ data?: Row[]; fetched?: boolean }>((answered) =>
					statement.fetch(transaction, ROWS_AT_ONCE, answered),
				);
				if (data.length > 0) yield data;
				isOver = fetched === true;
			}
			isSpoilt = plainly;
		} finally {
			if (isSpoilt) statement._failed = true;
			if (attachment.isAlive) statement.release();
		}
	}

	/** The content of a blob, of at most so many bytes. The driver's own way ends the process where the connection breaks. */
	async blob(id: unknown, most: number): Promise<Buffer> {
		const { attachment } = this;
		const { connection } = this.transaction;
		const pieces: Buffer[] = [];
		let size = 0;
		const handle = await attachment.asked<unknown>((answered) => connection.openBlob(id, this.transaction, answered));
		for (let isEnd = false; !isEnd && size < most;) {
			const answer = await attachment.asked<{ handle: number; buffer?: Buffer }>((answered) =>
				connection.getSegment(handle, answered),
			);
			for (const piece of segmentsOf(answer.buffer)) {
				pieces.push(piece);
				size += piece.length;
			}
			isEnd = answer.handle === 2;
		}
		if (attachment.isAlive) connection.closeBlob(handle);
		return Buffer.concat(pieces).subarray(0, most);
	}
}

/** Each has its length in front of it. */
function* segmentsOf(buffer: Buffer | undefined): Generator<Buffer> {
	for (let at = 0; buffer && at + 2 <= buffer.length;) {
		const length = buffer.readUInt16LE(at);
		yield buffer.subarray(at + 2, at + 2 + length);
		at += 2 + length;
	}
}
