import { allows, type Need } from '../auth/scopes';
import type { AccessToken, Tokens } from '../auth/tokens';
import { Refusal } from '../model';
import type { GoogleCalendarStore } from '../store';
import type { GoogleCalendarSwitches } from '../switches';

const MINUTE = 60_000;
const BURST = 10_000;

/** Calls to be refused whoever makes them, alone or in a batch. */
export interface Refused {
	/** 'events.insert'; absent: any. */
	action?: string;
	/** That many fitting calls pass first. */
	after: number;
	times: number;
	refusal: Refusal;
}

/** What was spent within a span that slides with the clock. */
class Span {
	private readonly times: number[] = [];
	private first = 0;

	constructor(private readonly ms: number) {}

	spent(now: number): number {
		// The clock may be set back.
		if ((this.times.at(-1) ?? 0) > now) this.first = this.times.length;
		while (this.first < this.times.length && this.times[this.first]! <= now - this.ms) this.first += 1;
		if (this.first > 10_000) {
			this.times.splice(0, this.first);
			this.first = 0;
		}
		return this.times.length - this.first;
	}

	spend(now: number, units: number): void {
		for (let unit = 0; unit < units; unit++) this.times.push(now);
	}
}

/** Who may come in, for what, and how often (google-calendar.md D). */
export class Gate {
	readonly refused: Refused[] = [];
	private readonly spans = new Map<string, Span>();

	constructor(
		private readonly store: GoogleCalendarStore,
		private readonly switches: GoogleCalendarSwitches,
		private readonly tokens: Tokens,
	) {}

	clear(): void {
		this.refused.length = 0;
		this.spans.clear();
	}

	/** Throws a Refusal 401. */
	enter(authorization: string | undefined): AccessToken {
		const [, token] = /^Bearer (.+)$/i.exec(authorization ?? '') ?? [];
		const header = { location: 'Authorization', locationType: 'header' } as const;
		if (token === undefined) throw new Refusal(401, 'required', 'Login Required.', header);
		const known = this.tokens.enter(token);
		if (!known) throw new Refusal(401, 'authError', 'Invalid Credentials', header);
		return known;
	}

	/** Throws a Refusal 403 for a missing scope, an API that is off, or what was asked to be refused; 403 or 429 for the pace. */
	pass(token: AccessToken, need: Need, action: string): void {
		if (!token.app.apiEnabled)
			throw new Refusal(403, 'accessNotConfigured', 'The Calendar API is not enabled in this project.', {
				domain: 'usageLimits',
			});
		if (!allows(token.scopes, need))
			throw new Refusal(403, 'insufficientPermissions', 'Request had insufficient authentication scopes.');
		this.spend(token, action === 'events.patch' ? this.switches.patchCost : 1);
		this.refuse(action);
	}

	/** Writes to one calendar come at a pace of its own. */
	write(calendar: string): void {
		if (this.switches.calendarBurst <= 0) return;
		const span = this.span(`calendar ${calendar}`, BURST);
		const now = this.store.now();
		if (span.spent(now) >= this.switches.calendarBurst) throw this.tooFast();
		span.spend(now, 1);
	}

	private spend({ app, user }: AccessToken, units: number): void {
		const now = this.store.now();
		const { userQuotaPerMinute, projectQuotaPerMinute, dailyQuota } = this.switches;
		const spans = [
			[this.span(`user ${app.clientId} ${user.email}`, MINUTE), userQuotaPerMinute],
			[this.span(`project ${app.clientId}`, MINUTE), projectQuotaPerMinute],
		] as const;
		for (const [span, most] of spans) if (most > 0 && span.spent(now) + units > most) throw this.tooFast();
		const day = this.span(`day ${app.clientId}`, 24 * 60 * MINUTE);
		if (dailyQuota > 0 && day.spent(now) + units > dailyQuota)
			throw new Refusal(403, 'quotaExceeded', 'Calendar usage limits exceeded.', { domain: 'usageLimits' });
		for (const [span, most] of spans) if (most > 0) span.spend(now, units);
		if (dailyQuota > 0) day.spend(now, units);
	}

	private refuse(action: string): void {
		for (const [at, one] of this.refused.entries()) {
			if (one.action !== undefined && one.action !== action) continue;
			if (one.after-- > 0) continue;
			if (--one.times <= 0) this.refused.splice(at, 1);
			throw one.refusal;
		}
	}

	private tooFast(): Refusal {
		const { rateLimitStatus, rateLimitReason, retryAfterSeconds } = this.switches;
		const headers = retryAfterSeconds > 0 ? { 'Retry-After': String(retryAfterSeconds) } : undefined;
		return new Refusal(rateLimitStatus, rateLimitReason, 'Rate Limit Exceeded', {
			domain: 'usageLimits',
			...(headers ? { headers } : {}),
		});
	}

	private span(name: string, ms: number): Span {
		const span = this.spans.get(name) ?? new Span(ms);
		this.spans.set(name, span);
		return span;
	}
}
