/** One switch per fact of google-calendar.md that is inferred, unverified or contradictory. Each default is the better supported reading. */
export interface GoogleCalendarSwitches {
	// Tokens (D)
	/** Seconds of an access token, as `expires_in` tells them. Default 3599. */
	accessTokenSeconds: number;
	/** Refresh tokens that live at a time for one client and user; a further one ends the oldest. Default 100. */
	refreshTokensPerUser: number;
	/** Days without use after which a refresh token is dead. Default 183. */
	unusedDays: number;
	/** Days that a refresh token of an app in testing lives. Default 7. */
	testingDays: number;
	/** A token answer of an app in testing tells `refresh_token_expires_in`. Default true. */
	tokenTellsRefreshExpiry: boolean;
	/** `error` for a refresh token that another client got. Default `unauthorized_client`. */
	foreignClientError: 'unauthorized_client' | 'invalid_grant';
	/** Who presses Allow on the consent page when no login_hint says so: an e-mail, or '' for the first user. Default ''. */
	consentUser: string;
	consent: 'granted' | 'denied';
	/** A further consent brings a refresh token: with `prompt=consent` alone, or always. Default `withPrompt`. */
	repeatedConsentToken: 'withPrompt' | 'always';

	// Writing (A, C)
	/** Insert with the id of a deleted event. Default `duplicate` (409). */
	tombstoneInsert: 'duplicate' | 'revives';
	/** A write without `status` to a deleted event. Default `staysDeleted`. */
	writeToDeleted: 'staysDeleted' | 'restores' | 'refused';
	/** PATCH of start {date} over a dateTime that was not nulled. Default `refused` (400). */
	patchMixesTimes: 'refused' | 'replaces';
	/** All-day, and the end is the start. Default `refused` (timeRangeEmpty). */
	emptyAllDay: 'refused' | 'accepted';
	/** A wall clock time without offset that comes twice in autumn. Default `first`. */
	timeThatComesTwice: 'first' | 'second';
	/** Property names above 44 and values above 1024 characters: dropped and cut without a word, or 400. Default `silent`. */
	propertiesTooLong: 'silent' | 'refused';
	/** A write that changes nothing moves etag and `updated`. Default true. */
	unchangedWriteTouches: boolean;
	/** On an event of another organizer who does not allow it: all but own fields, or everything, is 403; or nothing. Default `ownFields`. */
	nonOrganizerWrites: 'ownFields' | 'none' | 'all';
	/** DELETE of a deleted event. Default 410 (`deleted`). */
	deleteAgainStatus: 410 | 404;
	/** events.move keeps private properties. Default true. */
	moveKeepsPrivate: boolean;
	/** The copy that Google's screens make has the private properties too. Default true. */
	copyKeepsPrivate: boolean;
	/** The screens turn a description into HTML: when it is edited, at every edit, or never. Default `description`. */
	screenWritesHtml: 'description' | 'anyEdit' | 'never';
	/** `created` is told in these steps. Default 1000. */
	createdPrecisionMs: number;
	/** Guests with an account here get their copy, and their answers come back. Default true. */
	guestCopies: boolean;

	// Listing (A, B)
	/** A deleted event shows its id alone, or all that it had. Default `idOnly`. */
	tombstones: 'idOnly' | 'full';
	/** Pages: as large as asked for, an empty one after each, or half as large. Default `full`. */
	pages: 'full' | 'emptyBetween' | 'half';
	/** A list with orderBy brings nextSyncToken. Default false. */
	orderedListGivesToken: boolean;
	/** A list with singleEvents brings nextSyncToken. Default true. */
	singleEventsGivesToken: boolean;
	/** Lists by token still keep to timeMin and timeMax of the first list. Default false. */
	tokenKeepsWindow: boolean;
	/** singleEvents, eventTypes or the like differ from the list that gave the token. Default `400`. */
	otherParameters: '400' | '410' | 'accepted';
	/** A pageToken of a list by syncToken that comes without it. Default `400`. */
	pageWithoutSyncToken: '400' | 'accepted';
	/** A syncToken that nobody gave, or that of another calendar. Default 410. */
	unknownSyncToken: 410 | 400;
	/** Days that a syncToken lives. Default 30. */
	syncTokenDays: number;
	/** Days that updatedMin may lie back. Default 21. */
	updatedMinDays: number;
	/** Share of events that get a new etag, and nothing else, each time they are listed. Default 0. */
	flakyEtags: number;

	// Limits (D); 0 is no limit
	/** Default 600. */
	userQuotaPerMinute: number;
	/** Default 10000. */
	projectQuotaPerMinute: number;
	/** Calls a day and project before 403 `quotaExceeded`. Default 0. */
	dailyQuota: number;
	/** Units that a patch costs. Default 3. */
	patchCost: number;
	/** Writes to one calendar within ten seconds. Default 0. */
	calendarBurst: number;
	/** Default 403. */
	rateLimitStatus: 403 | 429;
	rateLimitReason: 'rateLimitExceeded' | 'userRateLimitExceeded';
	/** Seconds in Retry-After; 0 sends none. Default 0. */
	retryAfterSeconds: number;
	/** Answers of a batch come in the order of the calls, or backwards. Default `asSent`. */
	batchOrder: 'asSent' | 'reversed';

	// Notifications (D)
	/** Addresses that a channel may have. Default `httpsOrLoopback`, so that a test needs no certificate. */
	channelAddress: 'httpsOrLoopback' | 'https';
	/** Days that a channel lives unless it asks for less. Default 7. */
	channelDays: number;
	/** Share of notifications that are lost. Default 0. */
	notificationLoss: number;
	/** Further tries after a 5xx or no answer. Default 2. */
	notificationRetries: number;
}

export const defaultSwitches = (): GoogleCalendarSwitches => ({
	accessTokenSeconds: 3599,
	refreshTokensPerUser: 100,
	unusedDays: 183,
	testingDays: 7,
	tokenTellsRefreshExpiry: true,
	foreignClientError: 'unauthorized_client',
	consentUser: '',
	consent: 'granted',
	repeatedConsentToken: 'withPrompt',
	tombstoneInsert: 'duplicate',
	writeToDeleted: 'staysDeleted',
	patchMixesTimes: 'refused',
	emptyAllDay: 'refused',
	timeThatComesTwice: 'first',
	propertiesTooLong: 'silent',
	unchangedWriteTouches: true,
	nonOrganizerWrites: 'ownFields',
	deleteAgainStatus: 410,
	moveKeepsPrivate: true,
	copyKeepsPrivate: true,
	screenWritesHtml: 'description',
	createdPrecisionMs: 1000,
	guestCopies: true,
	tombstones: 'idOnly',
	pages: 'full',
	orderedListGivesToken: false,
	singleEventsGivesToken: true,
	tokenKeepsWindow: false,
	otherParameters: '400',
	pageWithoutSyncToken: '400',
	unknownSyncToken: 410,
	syncTokenDays: 30,
	updatedMinDays: 21,
	flakyEtags: 0,
	userQuotaPerMinute: 600,
	projectQuotaPerMinute: 10_000,
	dailyQuota: 0,
	patchCost: 3,
	calendarBurst: 0,
	rateLimitStatus: 403,
	rateLimitReason: 'rateLimitExceeded',
	retryAfterSeconds: 0,
	batchOrder: 'asSent',
	channelAddress: 'httpsOrLoopback',
	channelDays: 7,
	notificationLoss: 0,
	notificationRetries: 2,
});

export const switchChoices = {
	foreignClientError: ['unauthorized_client', 'invalid_grant'],
	consent: ['granted', 'denied'],
	repeatedConsentToken: ['withPrompt', 'always'],
	tombstoneInsert: ['duplicate', 'revives'],
	writeToDeleted: ['staysDeleted', 'restores', 'refused'],
	patchMixesTimes: ['refused', 'replaces'],
	emptyAllDay: ['refused', 'accepted'],
	timeThatComesTwice: ['first', 'second'],
	propertiesTooLong: ['silent', 'refused'],
	nonOrganizerWrites: ['ownFields', 'none', 'all'],
	deleteAgainStatus: [410, 404],
	screenWritesHtml: ['description', 'anyEdit', 'never'],
	tombstones: ['idOnly', 'full'],
	pages: ['full', 'emptyBetween', 'half'],
	otherParameters: ['400', '410', 'accepted'],
	pageWithoutSyncToken: ['400', 'accepted'],
	unknownSyncToken: [410, 400],
	rateLimitStatus: [403, 429],
	rateLimitReason: ['rateLimitExceeded', 'userRateLimitExceeded'],
	batchOrder: ['asSent', 'reversed'],
	channelAddress: ['httpsOrLoopback', 'https'],
} satisfies { [K in keyof GoogleCalendarSwitches]?: GoogleCalendarSwitches[K][] };
