/** The connections of one run: few, opened when they are needed, closed when they stand idle and in the end. */
import { Fault } from '../shared/fault';
import { settled } from '../shared/settled';
import { VENDOR, type Access } from './access';
import { faultOf } from './faults';
import type { Attachment } from './sdk';

/** Runs of one credential that may hold connections at once. Each may hold several, so that none waits for itself. */
const RUNS_AT_ONCE = 4;
const MOST_OF_RUN = 3;
const IDLE_MS = 15_000;
const ATTACH_MS = 20_000;
const PLACE_MS = 60_000;

interface Places {
	taken: number;
	waiting: Array<() => void>;
}

const places = new Map<string, Places>();

/** Waits for one of the places of a credential. @returns gives it back. @throws Fault when none gets free in time */
async function place(key: string, withinMs: number): Promise<() => void> {
	const here = places.get(key) ?? { taken: 0, waiting: [] };
	places.set(key, here);
	const leave = () => {
		const next = here.waiting.shift();
		if (next) next();
		else if (--here.taken === 0) places.delete(key);
	};
	if (here.taken < RUNS_AT_ONCE) {
		here.taken++;
		return leave;
	}
	await new Promise<void>((resolve, reject) => {
		const mine = () => {
			clearTimeout(timer);
			resolve();
		};
		const timer = setTimeout(() => {
			here.waiting.splice(here.waiting.indexOf(mine), 1);
			reject(
				new Fault(
					'unavailable',
					`${RUNS_AT_ONCE} other runs are working in this ${VENDOR} database, and none ended in time.`,
					{
						advice: 'Run again later, or let the workflows start at different times.',
					},
				),
			);
		}, withinMs);
		here.waiting.push(mine);
	});
	return leave;
}

export class Attachments {
	private readonly idle: Array<{ attachment: Attachment; timer: NodeJS.Timeout }> = [];
	private readonly waiting: Array<() => void> = [];
	private held = 0;
	private leave: Promise<() => void> | undefined;
	private isClosed = false;
	/** Of the connection that was opened last. */
	isEncrypted = false;
	/** Why the sign-in was refused: it is not tried again in this run, since that could lock the user out. */
	private refusal: Fault | undefined;

	constructor(
		private readonly access: Access,
		/** Milliseconds that are left of the run. */
		private readonly left: () => number,
	) {}

	/** A connection for whoever asks, and nobody else meanwhile. `give` it back afterwards. @throws Fault */
	async take(): Promise<Attachment> {
		if (this.isClosed) throw new Fault('unavailable', `The connection to ${VENDOR} was closed already.`);
		for (let found = this.idle.pop(); found; found = this.idle.pop()) {
			clearTimeout(found.timer);
			if (found.attachment.isAlive) return found.attachment;
			this.forget();
		}
		if (this.held >= MOST_OF_RUN) {
			await new Promise<void>((resolve) => this.waiting.push(resolve));
			return await this.take();
		}
		this.held++;
		const opened = await settled(async () => await this.open());
		if ('value' in opened) return opened.value;
		this.forget();
		throw opened.error;
	}

	give(attachment: Attachment): void {
		if (this.isClosed || !attachment.isAlive) {
			void attachment.close();
			this.forget();
			return;
		}
		const timer = setTimeout(() => {
			this.idle.splice(
				this.idle.findIndex((one) => one.attachment === attachment),
				1,
			);
			void attachment.close();
			this.forget();
		}, IDLE_MS);
		timer.unref();
		this.idle.push({ attachment, timer });
		this.waiting.shift()?.();
	}

	/** Never throws. Connections that are in use are cut when they are given back. */
	async close(): Promise<void> {
		this.isClosed = true;
		await Promise.all(
			this.idle.splice(0).map(async ({ attachment, timer }) => {
				clearTimeout(timer);
				await attachment.close();
				this.forget();
			}),
		);
	}

	private async open(): Promise<Attachment> {
		if (this.refusal) throw this.refusal;
		await (this.leave ??= place(this.access.key, Math.min(PLACE_MS, this.left())));
		const { attach } = await import('./sdk');
		const attached = await settled(
			async () => await attach(this.access, Math.min(ATTACH_MS, Math.max(1, this.left()))),
		);
		if ('value' in attached) {
			this.isEncrypted = attached.value.isEncrypted;
			return attached.value;
		}
		const fault = faultOf(attached.error, { doing: 'connect', access: this.access });
		if (!fault.passing) this.refusal = fault;
		throw fault;
	}

	private forget(): void {
		this.held--;
		this.waiting.shift()?.();
		if (this.held > 0 || !this.leave) return;
		const { leave } = this;
		this.leave = undefined;
		void leave.then(
			(go) => go(),
			() => undefined,
		);
	}
}
