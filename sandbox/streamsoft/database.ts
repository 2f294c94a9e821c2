import * as firebird from 'node-firebird';
import { shareRangeError } from './realm';
import { PASSWORD } from './server/users';
import type { StreamsoftSwitches } from './switches';

/** The one file that imports the driver. */
shareRangeError();

export type Value = string | number | null;
export type Row = Record<string, Value>;

/** Statements in one transaction. */
export interface Statements {
	/** Every row, columns by name. Texts that are blobs come whole. */
	rows(sql: string, values?: readonly Value[]): Promise<Row[]>;
	/** The one row of a RETURNING, or nothing where no row was met. */
	run(sql: string, values?: readonly Value[]): Promise<Row | undefined>;
}

/** A connection as Streamsoft's own: SYSSTR, READ COMMITTED, NOWAIT (streamsoft.md 2). */
export interface Connection {
	/** Commits when the work is done, takes it back when it fails. */
	inTransaction<T>(work: (statements: Statements) => Promise<T>): Promise<T>;
	/** Leaves the transaction open until `release`, which takes it back. */
	begin(): Promise<Statements & { release(): Promise<void> }>;
	close(): Promise<void>;
}

/** isc_tpb_read_committed and isc_tpb_rec_version; the driver's own READ COMMITTED stumbles over rows that somebody is writing. */
const READ_COMMITTED_REC_VERSION = [15, 17];

const MODE: firebird.TransactionOptions = { isolation: READ_COMMITTED_REC_VERSION, wait: false };

/**
 * Connects. A connection that is lost stays lost: the driver would come back by itself a second later, when nobody waits for
 * it any more, unless it takes the connection for one of a pool's; but those it does not end when they are told to.
 */
export async function attach(options: firebird.Options): Promise<firebird.Database> {
	const attachment = await firebird.attachAsync({ ...options, isPool: true } as firebird.Options);
	Object.assign((attachment as unknown as { connection: object }).connection, { _pooled: false });
	return attachment;
}

/** Directly to the server at the port, past what stands before it. */
export async function openConnection(
	port: number,
	database: string,
	switches: StreamsoftSwitches,
): Promise<Connection> {
	const legacy = switches.auth !== 'srp';
	const attachment = await attach({
		host: '127.0.0.1',
		port,
		database,
		user: 'SYSSTR',
		password: PASSWORD,
		encoding: 'UTF8',
		blobAsText: true,
		blobChunkSize: 65_535,
		blobReadChunkSize: 65_535,
		pluginName: legacy ? firebird.AUTH_PLUGIN_LEGACY : firebird.AUTH_PLUGIN_SRP256,
		wireCrypt: legacy || switches.wireCrypt === 'disabled' ? firebird.WIRE_CRYPT_DISABLE : firebird.WIRE_CRYPT_ENABLE,
	});
	return {
		inTransaction: (work) => attachment.withTransaction((transaction) => work(statementsIn(transaction)), MODE),
		async begin() {
			const transaction = await attachment.transactionAsync(MODE);
			return { ...statementsIn(transaction), release: () => transaction.rollbackAsync() };
		},
		close: () => attachment.detachAsync(),
	};
}

function statementsIn(transaction: firebird.Transaction): Statements {
	const ask = (sql: string, values: readonly Value[]) =>
		transaction.queryAsync<Row>(sql, [...values]) as Promise<unknown>;
	return {
		async rows(sql, values = []) {
			return ((await ask(sql, values)) ?? []) as Row[];
		},
		// The driver answers a RETURNING with an object and not with a list (streamsoft.md 4.5).
		async run(sql, values = []) {
			const answer = (await ask(sql, values)) as Row | Row[] | undefined;
			return Array.isArray(answer) ? answer[0] : answer;
		},
	};
}
