import type { Clock, VendorRequest } from '../common';
import { Refusal, type Folder, type User } from './model';
import type { NetHuntStore } from './store';
import type { NetHuntSwitches } from './switches';

/** Who may come in, how often, and into which folders (nethunt.md 1 and 3). */
export class Gate {
	private calls = 0;
	private recent: number[] = [];

	constructor(
		private readonly store: NetHuntStore,
		private readonly switches: NetHuntSwitches,
		private readonly clock: Clock,
	) {}

	clear(): void {
		this.calls = 0;
		this.recent = [];
	}

	/** Throws a Refusal: 401 for a wrong e-mail or key, 403 for the plan, 429 for the pace, the switch's status for the quota. */
	enter(request: VendorRequest): User {
		const user = this.userOf(request.headers.authorization);
		if (!user) throw new Refusal(401, 'Your email address or API key does not appear to be valid');
		if (this.switches.planForbidden) throw new Refusal(403, 'The plan of this workspace does not include the API');
		this.pace();
		this.calls += 1;
		if (this.switches.quota > 0 && this.calls > this.switches.quota)
			throw new Refusal(this.switches.quotaStatus, 'The monthly quota of API calls is spent');
		return user;
	}

	readable(user: User, folder: Folder): boolean {
		return holds(user.readable, folder);
	}

	writable(user: User, folder: Folder): boolean {
		return holds(user.writable, folder);
	}

	/** Throws a Refusal with the switch's status. */
	demand(allowed: boolean, folder: Folder): void {
		if (!allowed) throw new Refusal(this.switches.forbiddenFolderStatus, `No access to folder '${folder.id}'`);
	}

	private userOf(header = ''): User | undefined {
		const [, encoded] = /^Basic (.+)$/i.exec(header) ?? [];
		const [, email, key] = /^([^:]*):(.*)$/s.exec(Buffer.from(encoded ?? '', 'base64').toString()) ?? [];
		return this.store.users.find((user) => user.emailAddress === email && user.apiKey === key);
	}

	private pace(): void {
		const { burstPerSecond, retryAfterSeconds } = this.switches;
		if (burstPerSecond <= 0) return;
		const now = this.clock.now().getTime();
		this.recent = this.recent.filter((time) => time > now - 1000);
		if (this.recent.length >= burstPerSecond)
			throw new Refusal(
				429,
				'Too many requests',
				retryAfterSeconds > 0 ? { 'Retry-After': String(retryAfterSeconds) } : {},
			);
		this.recent.push(now);
	}
}

const holds = (list: readonly string[] | undefined, { id, name }: Folder) =>
	!list || list.includes(id) || list.includes(name);
