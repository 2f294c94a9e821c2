/** The part of the driver's inner objects that is used here. Its own types do not tell. */
import type { Socket } from 'node:net';

type Answered<T> = (error: unknown, answer: T) => void;

export interface InnerConnection {
	_isClosed: boolean;
	_isDetach: boolean;
	/** Whether taking leave only means to give it back to a pool. */
	_pooled: boolean;
	_socket: Socket;
	error?: unknown;
	/** What was agreed with the server. */
	accept?: { sessionKey?: unknown; keys?: string };
	openBlob(id: unknown, transaction: InnerTransaction, answered: Answered<unknown>): void;
	getSegment(blob: unknown, answered: Answered<{ handle: number; buffer?: Buffer }>): void;
	closeBlob(blob: unknown): void;
}

export interface InnerDatabase {
	startTransactionAsync(options: { isolation: number[]; readOnly: boolean; wait: boolean }): Promise<InnerTransaction>;
	detach(done: () => void, force: boolean): void;
}

export interface InnerTransaction {
	connection: InnerConnection;
	newStatementAsync(sql: string): Promise<InnerStatement>;
	commitAsync(): Promise<void>;
	rollbackAsync(): Promise<void>;
}

export interface InnerStatement {
	type: number;
	/** Its parameters. */
	input: InnerColumn[];
	output: InnerColumn[];
	/** Keeps it out of the driver's cache. */
	_failed?: boolean;
	executeAsync(
		transaction: InnerTransaction,
		params: ReadonlyArray<string | number | null>,
		options: object,
	): Promise<{ data?: unknown[][] } | undefined>;
	fetch(
		transaction: InnerTransaction,
		count: number,
		answered: Answered<{ data?: unknown[][]; fetched?: boolean }>,
	): void;
	release(): void;
}

/** What a value is read from as it arrived. */
export interface InnerReader {
	readInt(): number;
	readUInt(): number;
}

export interface InnerColumn {
	type: number;
	subType?: number;
	alias?: string;
	field?: string;
	/** @param hasMarks older protocols say behind each value whether it is none */
	decode(data: InnerReader, hasMarks: boolean): unknown;
	/** Ours: its type was taken away, so that the driver leaves its ID alone. */
	isBlob?: boolean;
}
