import type { Clock } from '../common';
import type { User } from './domain/model';
import type { HeliosGreenSwitches } from './switches';
import type { Language } from './texts';

export interface Session {
	/** LogOnResult as a whole: `number,seconds`. */
	readonly whole: string;
	/** The part before the comma. */
	readonly cut: string;
	readonly user: User;
	readonly profile: string;
	readonly language: Language;
	readonly options: string;
	/** Milliseconds of the last call. */
	used: number;
	/** Counts BROWSEs, so that an unstable order differs from one to the next. */
	browses: number;
}

/** Who is logged on, each holding a licence until log-off or until idle for too long (helios-green.md 1.1, 1.3). */
export class Sessions {
	private readonly open = new Map<string, Session>();

	constructor(
		private readonly switches: HeliosGreenSwitches,
		private readonly clock: Clock,
		private readonly random: () => number,
	) {}

	get count(): number {
		this.expire();
		return this.open.size;
	}

	get all(): Session[] {
		this.expire();
		return [...this.open.values()];
	}

	/** Undefined when all licences are taken. */
	add(who: Pick<Session, 'user' | 'profile' | 'language' | 'options'>): Session | undefined {
		const { maxSessions, logOnSeconds } = this.switches;
		if (maxSessions > 0 && this.count >= maxSessions) return undefined;
		let cut: string;
		do cut = String(100_000 + Math.floor(this.random() * 900_000));
		while (this.open.has(cut));
		const session = { ...who, cut, whole: `${cut},${logOnSeconds}`, used: this.now(), browses: 0 };
		this.open.set(cut, session);
		return session;
	}

	/** The living session of a token in a form that is taken; it counts as used now. */
	use(token: string): Session | undefined {
		this.expire();
		const session = this.open.get(token.split(',')[0]!);
		if (!session) return undefined;
		const form = token === session.cut ? 'cut' : token === session.whole ? 'whole' : undefined;
		if (form === undefined || (this.switches.token !== 'either' && this.switches.token !== form)) return undefined;
		session.used = this.now();
		return session;
	}

	end(session: Session): void {
		this.open.delete(session.cut);
	}

	/** How many there were. */
	endAll(): number {
		const { count } = this;
		this.open.clear();
		return count;
	}

	private expire(): void {
		const oldest = this.now() - this.switches.idleSeconds * 1000;
		for (const [cut, { used }] of this.open) if (used <= oldest) this.open.delete(cut);
	}

	private now(): number {
		return this.clock.now().getTime();
	}
}
