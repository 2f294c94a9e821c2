/** One switch per fact of salesforce.md that is inferred, unverified or contradictory. Each default is the better supported reading. */
export interface SalesforceSwitches {
	// Signing in (1)
	/** The org allows the user name and password flow; off in orgs since Summer '23. Default true. */
	passwordFlow: boolean;
	/** The caller's address is trusted, so the password needs no security token after it. Default false. */
	trustedIp: boolean;
	/** `instance_url` of a token: this address, or `localhost` instead of 127.0.0.1, so that the two hosts differ. Default `same`. */
	instanceUrl: 'same' | 'localhost';
	/** With instanceUrl `localhost`: the login host answers API calls too. Default false (404). */
	loginHostServesData: boolean;
	/** With instanceUrl `localhost`: client credentials are taken on that host alone, or on the login host too. Default `myDomain`. */
	clientCredentialsHost: 'myDomain' | 'any';
	/** A JWT whose audience is login.salesforce.com or test.salesforce.com; refused since Spring '26. Default `refused`. */
	loginAudience: 'refused' | 'accepted';
	/** Minutes that the `exp` of a JWT may lie ahead. Default 5. */
	jwtMaxMinutes: number;
	/** `exp` is compared with the simulator's clock. Off, for a clock set far from the caller's. Default true. */
	jwtChecksTime: boolean;
	/** `error` for an app that an admin blocked. Default `OAUTH_APP_BLOCKED`. */
	blockedAppError: 'OAUTH_APP_BLOCKED' | 'invalid_app_access' | 'invalid_grant';
	/** `error` for a user who was switched off; one source saw invalid_grant. Default `inactive_user`. */
	inactiveUserError: 'inactive_user' | 'invalid_grant';
	/** Sign-ins an hour and user before "login rate exceeded". Default 3600. */
	loginsPerHour: number;
	/** A token answers expires_in as well. Default false. */
	tokenTellsExpiry: boolean;
	/** Minutes without a call after which a session ends. Default 120. */
	sessionMinutes: number;
	/** Every API call is refused, whatever the session: an org's policies. Default `no`. */
	refuseCalls: 'no' | 'highAssurance' | 'agent' | 'apiDisabled' | 'concurrent';

	// Versions
	/** Versions from oldest to newest are there; others answer 404. Defaults 66 and 31. */
	newestVersion: number;
	oldestVersion: number;

	// Queries (2)
	/** Rows of a page when no batchSize is asked for. Default 2000. */
	pageSize: number;
	/** What batchSize of Sforce-Query-Options does: a hint that is kept, ignored, or undercut by a quarter. Default `honoured`. */
	batchSizeHint: 'honoured' | 'ignored' | 'undercut';
	/** Hours that a query locator lives. Default 48. */
	locatorHours: number;
	/** Locators a user may have open; a further one ends the oldest. Default 10. */
	openLocators: number;
	/** Later pages tell rows as they were when queried, or as they are. Default `asQueried`. */
	locatorRows: 'asQueried' | 'current';
	/** Longest address with its query, in bytes, and the answer to a longer one. Defaults 16384 and 414. */
	uriLimit: number;
	uriTooLong: 414 | 431;
	/** AND beside OR without parentheses. Default `refused`. */
	mixedLogic: 'refused' | 'accepted';
	/** Resolution of stamps in milliseconds. Default 1000. */
	stampPrecisionMs: number;
	/** A field hidden by field-level security fails the query, or reads as null. Default `error`. */
	hiddenField: 'error' | 'empty';
	/** Days that deleted rows stay in the recycle bin. Default 15. */
	recycleBinDays: number;
	/** queryAll has merged losers. Default true. */
	queryAllHasMerged: boolean;
	/** A parent's change moves SystemModstamp of children whose formula reads it. Default false. */
	parentTouchesChildren: boolean;
	/** describe answers 304 to If-Modified-Since. Default true. */
	describe304: boolean;

	// updated/ and deleted/ (2.2)
	/** Seconds that latestDateCovered stays behind the clock. Default 60. */
	replicationLagSeconds: number;
	/** More ids than these are EXCEEDED_ID_LIMIT. Default 600000. */
	replicationIdLimit: number;

	// Writing (3)
	/** Status of an upsert by external id that updates. Default 200. */
	upsertUpdateStatus: 200 | 204;
	/** An unknown field in a collection fails its item, or the request. Default `item`. */
	collectionUnknownField: 'item' | 'request';
	/** One external id twice in an upsert: the later fails, or all. Default `laterFail`. */
	duplicateInRequest: 'laterFail' | 'allFail';
	/** A duplicate rule on the e-mail of contacts and leads: DUPLICATES_DETECTED. Default `off`. */
	duplicateRule: 'off' | 'email';
	/** A JSON number for a text field. Default `refused`. */
	numberInText: 'refused' | 'accepted';
	/** Spaces around texts are cut off. Default true. */
	trimsText: boolean;
	/** An update that changes nothing moves the stamps. Default true. */
	unchangedUpdateTouches: boolean;

	// Bulk 2 (3)
	/** Simulated milliseconds from UploadComplete to the end of the job. Default 1000. */
	bulkMs: number;
	/** The job also ends when it was polled this often, for a clock that stands still; 0: the clock alone. Default 0. */
	bulkPolls: number;
	/** Order of result rows. Default `asSent`. */
	bulkResultOrder: 'asSent' | 'reversed';
	/** An empty cell leaves the field as it is, or clears it; #N/A always clears. Default `ignored`. */
	bulkEmptyCell: 'ignored' | 'clears';

	// Limits (5)
	/** API calls a day. Default 15000. */
	dailyLimit: number;
	/** Replies carry Sforce-Limit-Info. Default true. */
	limitInfo: boolean;
}

export const defaultSwitches = (): SalesforceSwitches => ({
	passwordFlow: true,
	trustedIp: false,
	instanceUrl: 'same',
	loginHostServesData: false,
	clientCredentialsHost: 'myDomain',
	loginAudience: 'refused',
	jwtMaxMinutes: 5,
	jwtChecksTime: true,
	blockedAppError: 'OAUTH_APP_BLOCKED',
	inactiveUserError: 'inactive_user',
	loginsPerHour: 3600,
	tokenTellsExpiry: false,
	sessionMinutes: 120,
	refuseCalls: 'no',
	newestVersion: 66,
	oldestVersion: 31,
	pageSize: 2000,
	batchSizeHint: 'honoured',
	locatorHours: 48,
	openLocators: 10,
	locatorRows: 'asQueried',
	uriLimit: 16_384,
	uriTooLong: 414,
	mixedLogic: 'refused',
	stampPrecisionMs: 1000,
	hiddenField: 'error',
	recycleBinDays: 15,
	queryAllHasMerged: true,
	parentTouchesChildren: false,
	describe304: true,
	replicationLagSeconds: 60,
	replicationIdLimit: 600_000,
	upsertUpdateStatus: 200,
	collectionUnknownField: 'item',
	duplicateInRequest: 'laterFail',
	duplicateRule: 'off',
	numberInText: 'refused',
	trimsText: true,
	unchangedUpdateTouches: true,
	bulkMs: 1000,
	bulkPolls: 0,
	bulkResultOrder: 'asSent',
	bulkEmptyCell: 'ignored',
	dailyLimit: 15_000,
	limitInfo: true,
});

export const switchChoices: { readonly [K in keyof SalesforceSwitches]?: ReadonlyArray<SalesforceSwitches[K]> } = {
	instanceUrl: ['same', 'localhost'],
	clientCredentialsHost: ['myDomain', 'any'],
	loginAudience: ['refused', 'accepted'],
	blockedAppError: ['OAUTH_APP_BLOCKED', 'invalid_app_access', 'invalid_grant'],
	inactiveUserError: ['inactive_user', 'invalid_grant'],
	refuseCalls: ['no', 'highAssurance', 'agent', 'apiDisabled', 'concurrent'],
	batchSizeHint: ['honoured', 'ignored', 'undercut'],
	locatorRows: ['asQueried', 'current'],
	uriTooLong: [414, 431],
	mixedLogic: ['refused', 'accepted'],
	hiddenField: ['error', 'empty'],
	upsertUpdateStatus: [200, 204],
	collectionUnknownField: ['item', 'request'],
	duplicateInRequest: ['laterFail', 'allFail'],
	duplicateRule: ['off', 'email'],
	numberInText: ['refused', 'accepted'],
	bulkResultOrder: ['asSent', 'reversed'],
	bulkEmptyCell: ['ignored', 'clears'],
};
