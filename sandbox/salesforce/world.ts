import type { Clock } from '../common';
import type { People } from './auth/people';
import type { Sessions } from './auth/sessions';
import type { Changes } from './changes';
import type { DeleteLog } from './deleteLog';
import type { BulkJobs } from './rest/bulkJobs';
import type { Locators } from './rest/locators';
import type { Usage } from './rest/usage';
import type { Rules } from './rules';
import type { SalesforceStore } from './store';
import type { SalesforceSwitches } from './switches';
import type { Writer } from './write';

/** Everything of one org. */
export interface World {
	readonly store: SalesforceStore;
	readonly switches: SalesforceSwitches;
	readonly clock: Clock;
	readonly changes: Changes;
	readonly deleteLog: DeleteLog;
	readonly writer: Writer;
	readonly rules: Rules;
	readonly people: People;
	readonly sessions: Sessions;
	readonly locators: Locators;
	readonly usage: Usage;
	readonly bulk: BulkJobs;
	/** The simulator's address, which is the login host. */
	url(): string;
	/** Where API calls go: the same, or `localhost` by the switch. */
	instanceUrl(): string;
	/** Of the Host header: true wherever both are one. */
	isInstanceHost(host: string): boolean;
}
