import { randomUUID } from 'node:crypto';

import { chunksOf } from '../shared/bulk';
import { Fault } from '../shared/fault';
import type { Wire, WireReply, WireRequest } from '../shared/http';
import { retryDelay } from '../shared/pace';
import { parseJson } from '../shared/replies';
import { settled, settledNow, type Settled } from '../shared/settled';
import { BATCH, BATCH_PATH, batchBody, partsOf, type PartReply } from './batch';
import { calendarListPage, type Call } from './calls';
import { faultOf, VENDOR } from './errors';
import type { Asked } from './sdk';

const BATCH_TIMEOUT_MS = 120_000;
const ATTEMPTS = 4;
/** Google counts by the minute (google-calendar.md D): so many tries take at least one. */
const SLOWED_ATTEMPTS = 10;

/** What an account's sign-in told, where we sign in ourselves. */
export interface SignedIn {
	scopes: string[];
	/** Seconds from the sign-in until the refresh token ends; Google tells it for apps in testing. */
	refreshTokenEndsInS?: number;
}

export interface AccountSetting {
	/** Of the settings: `default`, or an operator's name. */
	key: string;
	/** For messages: `the token of operator "Anna"`. */
	label: string;
	wire: Wire;
	/** Waits, unless the run is cancelled or its time is up: then it throws. */
	wait(ms: number): Promise<void>;
	/** Signs in, or uses the access there is. Missing where n8n does it (OAuth2). @throws Fault */
	signedIn?(): Promise<SignedIn>;
}

/** One Google account: everything of it is asked for with one token, and written one request after the other. */
export class AccountClient {
	/** Set once the quota is used up: then nothing more is sent in this run. */
	private usedUp?: Fault;
	private writing: Promise<unknown> = Promise.resolve();
	private serverTime?: number;

	constructor(private readonly setting: AccountSetting) {}

	get key(): string {
		return this.setting.key;
	}

	get label(): string {
		return this.setting.label;
	}

	get spent() {
		return this.setting.wire.spent;
	}

	/** Google's clock at the latest answer, epoch milliseconds in whole seconds; undefined before the first one. */
	get answeredAt(): number | undefined {
		return this.serverTime;
	}

	/** Checks the token. @returns what Google told of it; nothing where n8n signs in. @throws Fault */
	async signIn(): Promise<SignedIn | undefined> {
		return await this.setting.signedIn?.();
	}

	/** Sends one call. @throws Fault */
	async send<T>(call: Call<T>): Promise<T> {
		return call.writes ? await this.inTurn(async () => await this.ask(call)) : await this.ask(call);
	}

	/**
	 * Sends calls fifty at once. Each has its own answer; one that Google slowed down is sent again alone. Where an answer
	 * was lost, `isUnknown` is true of the error: what was asked for may have happened.
	 * @returns in the order of the calls
	 */
	async batch<T>(calls: ReadonlyArray<Call<T>>): Promise<Array<Settled<T>>> {
		if (calls.length === 1) return [await settled(async () => await this.send(calls[0]!))];
		const results: Array<Settled<T>> = [];
		for (const chunk of chunksOf(calls, BATCH)) {
			const send = async () => await this.chunk(chunk);
			results.push(...(chunk.some(({ writes }) => writes) ? await this.inTurn(send) : await send()));
		}
		return results;
	}

	/** Google slows down who writes to a calendar from several sides at once (google-calendar.md C). */
	private async inTurn<T>(work: () => Promise<T>): Promise<T> {
		const turn = this.writing.then(work, work);
		this.writing = turn.catch(() => undefined);
		return await turn;
	}

	private async ask<T>(call: Call<T>): Promise<T> {
		this.mayGoOn();
		const { wire } = this.setting;
		const request: WireRequest = { ...(await asked(call)), ...sendingOf(call) };
		// A deletion is answered with nothing.
		const isBare = request.method === 'DELETE';
		const outcome = await this.patiently(async () => {
			const { data, reply } = isBare ? { data: undefined, reply: await wire.send(request) } : await wire.json(request);
			this.serverTime = reply.serverTime ?? this.serverTime;
			return data;
		});
		return 'value' in outcome ? readAs(call, outcome.value) : this.refused(call, outcome.error);
	}

	private refused<T>(call: Pick<Call<T>, 'otherwise'>, error: unknown): T {
		if (!(error instanceof Fault)) throw error;
		if (error.kind === 'quotaExhausted') this.usedUp = error;
		const answer = call.otherwise?.(error);
		if (answer === undefined) throw error;
		return answer;
	}

	private mayGoOn(): void {
		if (this.usedUp) throw this.usedUp;
	}

	/** Goes on where the wire gives up, since it waits for a few seconds only. */
	private async patiently<T>(send: () => Promise<T>): Promise<Settled<T>> {
		for (let attempt = ATTEMPTS; ; attempt++) {
			const outcome = await settled(send);
			const delay = isSlowedDown(outcome) ? delayOf(outcome, { writes: false, repeatable: true }, attempt) : undefined;
			if (delay === undefined || !(await this.waits(delay))) return outcome;
		}
	}

	private async chunk<T>(calls: ReadonlyArray<Call<T>>): Promise<Array<Settled<T>>> {
		const results = new Array<Settled<T>>(calls.length);
		let left = calls.map((_, index) => index);
		let renewed = false;
		for (let attempt = 1; left.length > 0; attempt++) {
			const parts = left.map((index) => calls[index]!);
			const outcome = await settled(async () => await this.answersOf(parts));
			if ('error' in outcome) {
				for (const index of left) results[index] = outcome;
				break;
			}
			const answers = parts.map((call, place) => settledNow(() => this.partRead(call, outcome.value[place])));
			left.forEach((index, place) => void (results[index] = answers[place]!));
			if (!renewed && answers.every(isUnauthorized)) {
				renewed = true;
				// Any request of its own makes the wire, or n8n, sign in anew: parts of a batch cannot.
				const signedIn = await settled(async () => await this.ask(calendarListPage()));
				if ('value' in signedIn) {
					attempt--;
					continue;
				}
				for (const index of left) results[index] = signedIn;
				break;
			}
			const delays = answers.map((answer, place) => delayOf(answer, parts[place]!, attempt));
			left = left.filter((_, place) => delays[place] !== undefined);
			if (left.length > 0 && !(await this.waits(Math.max(...delays.map((delay) => delay ?? 0))))) break;
		}
		return results;
	}

	private async waits(ms: number): Promise<boolean> {
		const outcome = await settled(async () => await this.setting.wait(ms));
		if ('value' in outcome) this.spent.waitedMs += ms;
		return 'value' in outcome;
	}

	private async answersOf(calls: ReadonlyArray<Call<unknown>>): Promise<Array<Settled<PartReply | undefined>>> {
		this.mayGoOn();
		const parts = await Promise.all(calls.map(asked));
		const { body, contentType } = batchBody(parts, randomUUID());
		const request: WireRequest = {
			method: 'POST',
			path: BATCH_PATH,
			body,
			headers: { 'Content-Type': contentType },
			cost: calls.reduce((sum, { cost = 1 }) => sum + cost, 0),
			timeoutMs: BATCH_TIMEOUT_MS,
			repeatable: calls.every(({ writes }) => !writes),
			doing: `${calls[0]!.doing} (${calls.length} requests at once)`,
		};
		const outcome = await this.patiently(async () => await this.setting.wire.send(request));
		if ('error' in outcome) return this.refused({}, outcome.error);
		const { headers, text, serverTime } = outcome.value;
		this.serverTime = serverTime ?? this.serverTime;
		const read = settledNow(() => partsOf(headers['content-type'] ?? '', text, calls.length));
		return 'value' in read ? read.value.map((value) => ({ value })) : calls.map(() => read);
	}

	/** @throws Fault */
	private partRead<T>(call: Call<T>, answer: Settled<PartReply | undefined> | undefined): T {
		const { doing } = call;
		if (answer && 'error' in answer) throw answer.error;
		const reply = answer?.value;
		if (!reply) throw lost(call);
		const fault = faultOf(reply, { doing, account: this.label });
		if (fault) return this.refused(call, fault);
		if (reply.status === 204) return call.read(undefined);
		const method = call.writes ? 'POST' : 'GET';
		return readAs(call, parseJson(reply as WireReply, VENDOR, { method, path: '', doing }));
	}
}

const asked = async (call: Call<unknown>): Promise<Asked> => {
	const { askedBy } = await import('./sdk');
	return await askedBy((calendar) => call.build(calendar));
};

const sendingOf = ({ doing, repeatable, timeoutMs, cost }: Call<unknown>) => ({
	doing,
	repeatable,
	...(cost !== undefined && { cost }),
	...(timeoutMs !== undefined && { timeoutMs }),
});

/** A write was done once Google answers with 2xx, so an answer that cannot be read leaves its effect unknown. */
function readAs<T>(call: Call<T>, data: unknown): T {
	const outcome = settledNow(() => call.read(data));
	if ('value' in outcome) return outcome.value;
	const { error } = outcome;
	throw call.writes && error instanceof Fault ? new Fault(error.kind, error.message, { effect: 'unknown' }) : error;
}

const isUnauthorized = (answer: Settled<unknown>): boolean =>
	'error' in answer && answer.error instanceof Fault && answer.error.kind === 'unauthorized';

const isSlowedDown = (answer: Settled<unknown>): boolean =>
	'error' in answer && answer.error instanceof Fault && answer.error.kind === 'rateLimited';

/** How long to wait before it is sent again; undefined where it is not. A write that got no answer is not: look first. */
function delayOf(
	answer: Settled<unknown>,
	{ writes, repeatable }: Pick<Call<unknown>, 'writes' | 'repeatable'>,
	attempt: number,
): number | undefined {
	if (!('error' in answer) || !(answer.error instanceof Fault)) return undefined;
	if (writes && answer.error.status === undefined) return undefined;
	const attempts = isSlowedDown(answer) ? SLOWED_ATTEMPTS : ATTEMPTS;
	return retryDelay(answer.error, { attempt, attempts, repeatable }, Math.random());
}

const lost = ({ doing, writes }: Call<unknown>): Fault =>
	new Fault('unreadable', `${VENDOR} gave no answer to one of several requests: ${doing}.`, {
		effect: writes ? 'unknown' : 'none',
	});
