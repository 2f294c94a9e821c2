/** Work in the database: transactions that are tried again where that does no harm, time limits, and errors as faults. */
import { Fault } from '../shared/fault';
import { waitFor } from '../shared/pace';
import { settled } from '../shared/settled';
import { VENDOR, type Access } from './access';
import { Attachments } from './attachments';
import { faultOf, isLocked, isLost, isUnknownName } from './faults';
import type { Asking, Attachment, Mode, Param, Row, Transaction } from './sdk';

const STATEMENT_MS = 120_000;
/** Tries of a reading whose connection broke. */
const READS = 3;
/** Tries of a writing: others hold a row for as long as a window is open, or for a moment. */
const WRITES = 6;
const PAUSE_MS = 80;
const LONGEST_PAUSE_MS = 2_000;

/** Half to whole of a pause that doubles, so that two who met do not meet again. */
const pauseAfter = (attempt: number): number =>
	Math.min(LONGEST_PAUSE_MS, PAUSE_MS * 2 ** attempt) * (0.5 + Math.random() / 2);

/** A transaction as work is given it: every statement is counted and ends in time. */
export interface Work {
	/** @param plainly blobs by their ID, times as they are stored */
	rows(sql: string, params?: readonly Param[], plainly?: boolean): Promise<Row[]>;
	portions(sql: string, params?: readonly Param[], asking?: Asking): AsyncGenerator<Row[], void, undefined>;
	blob(id: unknown, most: number): Promise<Buffer>;
}

/** A commit whose answer got lost; what it wrote may be there or not. */
export class LostCommit extends Error {
	constructor(readonly fault: Fault) {
		super(fault.message);
	}
}

/** The answer did not come in time. Not tried again: it would only take as long once more. */
class Late extends Error {}

export class Database {
	readonly spent = { requests: 0, waitedMs: 0 };
	private readonly attachments: Attachments;

	/** @param outdated called when the database does not have what a statement names */
	constructor(
		readonly access: Access,
		private readonly outdated: () => void,
	) {
		this.attachments = new Attachments(access, () => this.left());
	}

	get isEncrypted(): boolean {
		return this.attachments.isEncrypted;
	}

	/** Never throws. */
	async close(): Promise<void> {
		await this.attachments.close();
	}

	/**
	 * Reads in one transaction; begun anew where the connection breaks, so `work` may be called several times.
	 * @param doing in words that fit after "could not"
	 * @throws Fault
	 */
	async read<T>(doing: string, work: (work: Work) => Promise<T>, mode: Mode = 'read'): Promise<T> {
		for (let attempt = 1; ; attempt++) {
			const outcome = await settled(async () => await this.within(mode, work));
			if ('value' in outcome) return outcome.value;
			if (!isLost(outcome.error) || attempt >= READS) throw this.fault(outcome.error, doing);
			await this.pause(attempt);
		}
	}

	/**
	 * Rows as they come, all as they were at one moment. Begun anew where the connection breaks before the first of them; afterwards that is
	 * a fault, since rows of two moments do not belong together.
	 * @throws Fault, also while reading
	 */
	async *stream<T>(
		doing: string,
		{ sql, params }: { sql: string; params: readonly Param[] },
		read: (rows: Row[], work: Work) => Promise<T>,
	): AsyncGenerator<T, void, undefined> {
		for (let attempt = 1; ; attempt++) {
			let isBegun = false;
			let attachment: Attachment | undefined;
			try {
				attachment = await this.attachments.take();
				const transaction = await this.begin(attachment, 'snapshot');
				try {
					const work = this.timed(attachment, transaction);
					for await (const rows of work.portions(sql, params)) {
						const portion = await read(rows, work);
						isBegun = true;
						yield portion;
					}
				} finally {
					await this.rollback(attachment, transaction);
				}
				return;
			} catch (error) {
				if (!isLost(error) || isBegun || attempt >= READS) throw this.fault(error, doing);
			} finally {
				if (attachment) this.attachments.give(attachment);
			}
			await this.pause(attempt);
		}
	}

	/**
	 * Writes in one transaction, all or nothing. Where the connection breaks before the commit, or somebody holds a row, it is tried
	 * again, so `work` may be called several times.
	 * @throws LostCommit where nobody knows whether it was committed; else Fault
	 */
	async write<T>(doing: string, work: (work: Work) => Promise<T>): Promise<T> {
		for (let attempt = 1; ; attempt++) {
			const outcome = await settled(async () => await this.within('write', work, doing));
			if ('value' in outcome) return outcome.value;
			const { error } = outcome;
			if (error instanceof LostCommit) throw error;
			if (!(isLost(error) || isLocked(error)) || attempt >= WRITES) throw this.fault(error, doing);
			await this.pause(attempt);
		}
	}

	/** Waits before another try. @throws Fault when the run has no time left */
	async pause(attempt: number): Promise<void> {
		const ms = pauseAfter(attempt);
		if (ms > this.left()) {
			throw new Fault('timedOut', `There is no time left in this run to wait for the ${VENDOR} database.`);
		}
		this.spent.waitedMs += Math.round(ms);
		await waitFor(ms, this.access.signal);
	}

	fault(error: unknown, doing: string, committing = false): Fault {
		if (isUnknownName(error)) this.outdated();
		if (!(error instanceof Late)) return faultOf(error, { doing, committing, access: this.access });
		const message = `The ${VENDOR} database did not answer in time when it was asked to ${doing}.`;
		return new Fault('timedOut', message, { effect: committing ? 'unknown' : 'none' });
	}

	private left(): number {
		return this.access.deadline === undefined ? Infinity : this.access.deadline - Date.now();
	}

	private async begin(attachment: Attachment, mode: Mode): Promise<Transaction> {
		return await this.limited(attachment, async () => await attachment.begin(mode));
	}

	/** @param committing given for work that is committed: what is done, in words for a fault */
	private async within<T>(mode: Mode, work: (work: Work) => Promise<T>, committing?: string): Promise<T> {
		const attachment = await this.attachments.take();
		try {
			const transaction = await this.begin(attachment, mode);
			const outcome = await settled(async () => await work(this.timed(attachment, transaction)));
			if ('error' in outcome || committing === undefined) await this.rollback(attachment, transaction);
			if ('error' in outcome) throw outcome.error;
			if (committing !== undefined) await this.commit(attachment, transaction, committing);
			return outcome.value;
		} finally {
			this.attachments.give(attachment);
		}
	}

	private async commit(attachment: Attachment, transaction: Transaction, doing: string): Promise<void> {
		const outcome = await settled(async () => await this.limited(attachment, async () => await transaction.commit()));
		if ('value' in outcome) return;
		if (isLost(outcome.error) || outcome.error instanceof Late) {
			throw new LostCommit(this.fault(outcome.error, doing, true));
		}
		// A trigger on the commit refused it.
		await this.rollback(attachment, transaction);
		throw outcome.error;
	}

	/** Never throws, and cuts a connection that does not answer: a server that fell silent would hold the run for ever. */
	private async rollback(attachment: Attachment, transaction: Transaction): Promise<void> {
		const outcome = await settled(async () => await this.limited(attachment, async () => await transaction.rollback()));
		if ('error' in outcome) attachment.kill();
	}

	private timed(attachment: Attachment, transaction: Transaction): Work {
		const limited = async <T>(work: () => Promise<T>): Promise<T> => await this.limited(attachment, work);
		const { spent } = this;
		return {
			async rows(sql, params, plainly) {
				spent.requests++;
				return await limited(async () => await transaction.rows(sql, params, plainly));
			},
			async *portions(sql, params, asking) {
				spent.requests++;
				const portions = transaction.portions(sql, params, asking);
				try {
					for (;;) {
						const { done, value } = await limited(async () => await portions.next());
						if (done) return;
						yield value;
					}
				} finally {
					await portions.return();
				}
			},
			blob: async (id, most) => await limited(async () => await transaction.blob(id, most)),
		};
	}

	/** Cuts the connection when the answer does not come in time, or the run is cancelled: nothing else frees who waits for it. */
	private async limited<T>(attachment: Attachment, work: () => Promise<T>): Promise<T> {
		const { signal } = this.access;
		signal?.throwIfAborted();
		let isLate = false;
		const cancel = () => attachment.kill();
		signal?.addEventListener('abort', cancel, { once: true });
		const timer = setTimeout(
			() => {
				isLate = true;
				attachment.kill();
			},
			Math.max(1, Math.min(STATEMENT_MS, this.left())),
		);
		const outcome = await settled(work);
		clearTimeout(timer);
		signal?.removeEventListener('abort', cancel);
		if ('value' in outcome) return outcome.value;
		signal?.throwIfAborted();
		throw isLate ? new Late() : outcome.error;
	}
}
