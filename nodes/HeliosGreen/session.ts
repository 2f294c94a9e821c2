import { Fault } from '../shared/fault';
import { settled } from '../shared/settled';
import { LostSession } from './faults';
import { cutToken, type Effect, type LogOn, type ServiceGate } from './service';

/** Servers that want the session's text as a whole, by sign-in; learnt once in a process (helios-green.md 1.1). */
const wantsWhole = new Map<string, boolean>();
const MOST_KNOWN = 500;
const DEFAULT_ALIVE_SECONDS = 300;
/** Called a little earlier than asked for, as the vendor's own client does (helios-green.md 1.1). */
const MARGIN = 0.9;
const SHORTEST_MS = 500;

/** What was tried already for one message. */
export interface Tried {
	otherForm?: boolean;
	newSession?: boolean;
}

/** A session as it was begun, and what ends keeping it alive. */
interface Begun {
	started: Promise<LogOn>;
	stop: AbortController;
}

/**
 * The session of one run: begun with the first message, kept while the run lasts, and always ended. Sessions take
 * licences, so none is shared between runs or kept for later.
 */
export class Session {
	private begun: Begun | undefined;
	/** Why the sign-in was refused: it is not tried again, since Helios may lock a user who fails too often. */
	private refusal: Fault | undefined;
	/** Tried within this session because the other form was refused. */
	private triesWhole: boolean | undefined;

	constructor(private readonly gate: ServiceGate) {}

	/** What to send as the session; signs in where that has not been done. @throws Fault */
	async token(): Promise<string> {
		if (this.refusal) throw this.refusal;
		const { token } = await (this.begun ??= this.begin()).started;
		return this.formOf(token);
	}

	/** The server has processed a message, so it takes the session in this form. */
	accepted(): void {
		const { key } = this.gate.access;
		if (wantsWhole.has(key)) return;
		if (wantsWhole.size >= MOST_KNOWN) wantsWhole.delete(wantsWhole.keys().next().value!);
		wantsWhole.set(key, this.isWhole);
	}

	/**
	 * Whether a message that failed is worth sending once more: in the other form of the session where it is not known which one the
	 * server takes, and after signing in anew. A write only where the server certainly did not begin it.
	 */
	async recover(error: unknown, tried: Tried, effect: Effect): Promise<boolean> {
		if (!(error instanceof LostSession)) return false;
		const isHarmless = effect === 'read' || error.isSaid;
		if (!tried.otherForm && (await this.mayHaveOtherForm()) && (isHarmless || (await this.isRefused()))) {
			tried.otherForm = this.triesWhole = true;
			return true;
		}
		if (!tried.newSession && isHarmless) {
			tried.otherForm = tried.newSession = true;
			await this.close();
			this.triesWhole = undefined;
			await this.token();
			return true;
		}
		// The server may have changed what it takes: the next run finds out anew.
		if (error.isSaid) wantsWhole.delete(this.gate.access.key);
		return false;
	}

	/** Ends the session. Never throws: what was done stays done, and the server ends it by itself in time. */
	async close(): Promise<void> {
		const { begun } = this;
		if (!begun) return;
		this.begun = undefined;
		begun.stop.abort();
		const session = await settled(async () => await begun.started);
		if ('error' in session) return;
		const { token } = session.value;
		const [form, other] = this.isWhole ? [token, cutToken(token)] : [cutToken(token), token];
		const ended = await settled(async () => await this.gate.logOff(form));
		const isRefused = 'value' in ended && !ended.value;
		if (isRefused && other !== form && !this.isFormKnown) await settled(async () => await this.gate.logOff(other));
	}

	private get isFormKnown(): boolean {
		return wantsWhole.has(this.gate.access.key);
	}

	private get isWhole(): boolean {
		return this.triesWhole ?? wantsWhole.get(this.gate.access.key) ?? false;
	}

	private formOf(token: string): string {
		return this.isWhole ? token : cutToken(token);
	}

	private async mayHaveOtherForm(): Promise<boolean> {
		const session = await this.begun?.started;
		return !this.isFormKnown && session !== undefined && cutToken(session.token) !== session.token;
	}

	/** Whether the server does not take the session in this form, so that it began nothing that was sent with it. */
	private async isRefused(): Promise<boolean> {
		const asked = await settled(async () => await this.gate.keepAlive(await this.token()));
		return 'value' in asked && asked.value.isRefused;
	}

	private begin(): Begun {
		const stop = new AbortController();
		return { stop, started: this.start(stop.signal) };
	}

	private async start(stopped: AbortSignal): Promise<LogOn> {
		const started = await settled(async () => await this.gate.logOn());
		if ('value' in started) {
			void this.keepAlive(started.value, stopped);
			return started.value;
		}
		const { error } = started;
		if (!stopped.aborted) this.begun = undefined;
		if (error instanceof Fault && !error.passing) this.refusal = error;
		throw error;
	}

	/** Calls on the server as often as it asks for, until the run ends or the server no longer knows the session. */
	private async keepAlive({ token, aliveSeconds }: LogOn, stopped: AbortSignal): Promise<void> {
		for (let seconds = aliveSeconds ?? DEFAULT_ALIVE_SECONDS; !stopped.aborted;) {
			await pause(Math.max(SHORTEST_MS, seconds * 1000 * MARGIN), stopped);
			if (stopped.aborted) return;
			const asked = await settled(async () => await this.gate.keepAlive(this.formOf(token)));
			if ('error' in asked ? !isPassing(asked.error) : asked.value.seconds === undefined) return;
			if ('value' in asked) seconds = asked.value.seconds!;
		}
	}
}

const isPassing = (error: unknown): boolean => error instanceof Fault && error.passing;

/** A wait that neither keeps the process alive nor outlives the run. */
async function pause(ms: number, stopped: AbortSignal): Promise<void> {
	const either = AbortSignal.any([AbortSignal.timeout(Math.round(ms)), stopped]);
	if (either.aborted) return;
	await new Promise<void>((resolve) => either.addEventListener('abort', () => resolve(), { once: true }));
}
