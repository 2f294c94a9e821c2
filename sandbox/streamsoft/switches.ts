/**
 * One switch per fact about Streamsoft's database that is inferred, unknown or differs between sites (numbers are sections of
 * streamsoft.md). They are read at the next act, seed, look or connection: a switch of the schema then puts an empty
 * database of that kind in place, one of the server starts it anew; either cuts every connection.
 */
export interface StreamsoftSwitches {
	// The schema (3: names and columns of the CRM are not public)
	/**
	 * `plain`: the names of 4.8, no modification time. `modified`: a partner's own tables (prefix XXX_, 2.1) with other column
	 * names and DATAMOD, which a trigger sets.
	 */
	schema: 'plain' | 'modified';
	/** XXX_N8N_ZDARZ_ADD, _UPD and _DEL, which answer (ID, BLAD) in the idiom of 2.3. */
	procedures: boolean;
	/** Table XXX_N8N_LINK is there (4.4: not every customer allows it). */
	linkTable: boolean;
	/** A BEFORE INSERT trigger fills a primary key that was left out (4.8); without it the insert is refused. */
	keyTrigger: boolean;
	/** What the site's own ON TRANSACTION COMMIT trigger does (2: one was seen): nothing, or refuse to commit a change of tasks. */
	commitTrigger: 'none' | 'refuse';

	// The server (2: old sites know Legacy_Auth only)
	/**
	 * Ways to sign in: `legacy` (Legacy_Auth), `srp` (Srp256 and Srp), or `any`. A session that began with Legacy_Auth has no
	 * key and is never encrypted, so faults and the request log see every operation; an encrypted one shows packets only.
	 */
	auth: 'legacy' | 'srp' | 'any';
	/** Encryption of the wire, as firebird.conf writes it. `required` needs `auth: 'srp'`. */
	wireCrypt: 'disabled' | 'enabled' | 'required';
	/**
	 * How Srp's salt of SYSDBA begins, which is chance: with a zero in one user of sixteen, and such a user cannot sign in with
	 * node-firebird 2.17.1 by Srp, it waits for ever (measured: it takes the server's key from a place that is one off). Legacy_Auth
	 * and other clients do not mind; a new password gives a new salt.
	 */
	srpSalt: 'usual' | 'leadingZero';
	/** IANA zone of the machine: what DATAMOD and CURRENT_TIMESTAMP are in. */
	serverZone: string;
}

export const defaultSwitches = (): StreamsoftSwitches => ({
	schema: 'plain',
	procedures: false,
	linkTable: false,
	keyTrigger: true,
	commitTrigger: 'none',
	auth: 'legacy',
	wireCrypt: 'enabled',
	srpSalt: 'usual',
	serverZone: 'Europe/Warsaw',
});

export const switchChoices = {
	schema: ['plain', 'modified'],
	commitTrigger: ['none', 'refuse'],
	auth: ['legacy', 'srp', 'any'],
	wireCrypt: ['disabled', 'enabled', 'required'],
	srpSalt: ['usual', 'leadingZero'],
} as const;

const SCHEMA_SWITCHES = ['schema', 'procedures', 'linkTable', 'keyTrigger', 'commitTrigger'] as const;
const SERVER_SWITCHES = ['auth', 'wireCrypt', 'srpSalt', 'serverZone'] as const;

export const schemaPart = (switches: StreamsoftSwitches) => SCHEMA_SWITCHES.map((name) => switches[name]).join();
export const serverPart = (switches: StreamsoftSwitches) => SERVER_SWITCHES.map((name) => switches[name]).join();
