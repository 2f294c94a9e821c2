/**
 * One switch per fact about NetHunt's API that is inferred, contradicted between sources or open (nethunt.md 2, 5 and 8).
 * The defaults are what the reference holds most likely.
 */
export interface NetHuntSwitches {
	// Shape of answers
	/** Lists come bare, or inside {data: […]} or {records: […]} (2.3). */
	wrapped: 'no' | 'data' | 'records';
	/** auth-test answers a list of one, or the object itself (2.1). */
	authTestShape: 'array' | 'object';
	/** folder-field objects carry id, type and options beside the name (2.2, 8.10). */
	folderFieldExtras: boolean;
	/** Bodies of errors are plain text or JSON with a message (3). */
	errorBody: 'text' | 'json';
	createStatus: 200 | 201;
	/** create-record answers `id` beside `recordId` (2.3). */
	createCarriesId: boolean;
	/** find-record, new-record and updated-record carry `recordId` beside `id` (2.3). */
	listsCarryRecordId: boolean;
	/** In updated-record `id` is an id of the event, not of the record (2.3, 8.4). */
	updatedIdIsEventId: boolean;
	newRecordCarriesUpdatedAt: boolean;
	/** Records carry `deleted` (2.3). */
	deletedFlag: boolean;
	/** update-record answers {updatedAt, fields}, or the whole record with its ids (2.9). */
	updateAnswer: 'part' | 'record';
	/** delete-record's trashItemId (2.10). */
	trashItemShape: 'object' | 'string';
	/** new-gdrivefile's items (2, row 11: unknown). */
	fileShape: 'flat' | 'nested';
	/** link-gmail-thread's answer (2, row 17: keys unknown). */
	gmailAnswer: 'object' | 'empty';

	// Shape of values (2.4, 8.7)
	userFieldShape: 'string' | 'array' | 'object';
	linkFieldShape: 'string' | 'array' | 'object';
	fileFieldShape: 'string' | 'array' | 'object';
	dateShape: 'date' | 'dateTime' | 'epochMs';
	dateTimeShape: 'iso' | 'epochMs';
	/** How a cleared field reads. */
	clearedReads: 'absent' | 'null' | 'empty';

	// Polling (2.6, 8.2, 8.3)
	sinceInclusive: boolean;
	/** Order of every polled list but record-change. */
	order: 'newest' | 'oldest';
	changeOrder: 'newest' | 'oldest';
	/** Rows of an answer when no limit is sent. */
	defaultLimit: number;
	/** Most rows of find-record, new-record, comments, call logs and files. */
	cap: number;
	/** Most rows of updated-record; one source claims 1,000. */
	updatedCap: number;
	changeCap: number;
	/** updated-record holds records that were only created. */
	updatedHoldsCreated: boolean;
	/** fieldName of updated-record and record-change needs exact case (8.8). */
	fieldNameExactCase: boolean;
	/** A fieldName that the folder does not have: no rows, or an error 400. */
	unknownFieldName: 'empty' | '400';
	/** Times are rounded down to this, so that several changes share one (5 f). */
	timePrecisionMs: number;
	/** What is written keeps its time but appears in polled lists only after this much simulated time. */
	lateCommitMs: number;

	// record-change (2.7, 8.1, 8.9)
	/** The previous value comes as `remove`. */
	includeRemove: boolean;
	/** Single values carry `overwrite: true`. */
	includeOverwrite: boolean;
	/** 'array' is {field, oldValue, newValue}. */
	fieldActionsShape: 'map' | 'array';
	/** A multiple field's edit: what was taken away and added, or the whole old and new list. */
	multiChange: 'delta' | 'whole';
	changeActionCase: 'upper' | 'lower';
	changeUserShape: 'object' | 'string' | 'missing';
	/** A CREATE tells its fields. */
	createCarriesFields: boolean;
	/** A DELETE tells the values that went. */
	deleteCarriesFields: boolean;
	/** A DELETE comes through a fieldName filter. */
	deletePassesFieldFilter: boolean;
	/** A change found by fieldName shows its other fields too. */
	filteredShowsAllFields: boolean;
	restoreAppearsAs: 'CREATE' | 'UPDATE' | 'nothing';
	/** What this API wrote appears in record-change. */
	apiUpdatesInChanges: boolean;
	/** Changes before a field was renamed tell its present name, or the one it had. */
	historyNames: 'current' | 'asWritten';

	// Search (2.5)
	noMatch: 'empty' | '404';
	findWithoutArgumentsStatus: number;
	/** Any field, beginnings of words: wrong hits that a client must sort out. Off: the named field, the whole value. */
	searchFuzzy: boolean;
	/** recordId still finds a record in the trash. */
	trashFindable: boolean;

	// Writing (2.4, 2.8, 2.9, 8.6)
	/** What clears a field: {overwrite: true} without add, {remove: value}, or either. */
	clearBy: 'both' | 'overwrite' | 'remove';
	/** `add` without overwrite on a single field that has a value. */
	addToFilled: 'set' | 'ignored';
	/** A field name that the folder does not have is skipped in silence, or refused with 400. */
	unknownField: 'ignored' | '400';
	/** A value that is none of a select field's options, spaces included. */
	unknownOption: '400' | 'accepted';
	/** Date-times without offset are read in create-record's timeZone; off: as UTC. */
	timeZoneApplies: boolean;
	/** A write that changes nothing moves updatedAt and logs a change. */
	unchangedIsChange: boolean;
	unknownThreadStatus: number;

	// Rights, plan, pace (3, 8.5)
	/** A folder that the user may not see or write. */
	forbiddenFolderStatus: 403 | 404;
	/** The plan does not include the API: 403 to everything. */
	planForbidden: boolean;
	/** Calls until the quota is spent; 0 is no quota. */
	quota: number;
	quotaStatus: 403 | 429;
	/** Calls within one simulated second before 429; 0 is no limit. */
	burstPerSecond: number;
	/** Retry-After of that 429, in seconds; 0 sends none. */
	retryAfterSeconds: number;
}

export const defaultSwitches = (): NetHuntSwitches => ({
	wrapped: 'no',
	authTestShape: 'array',
	folderFieldExtras: false,
	errorBody: 'text',
	createStatus: 200,
	createCarriesId: false,
	listsCarryRecordId: true,
	updatedIdIsEventId: true,
	newRecordCarriesUpdatedAt: false,
	deletedFlag: false,
	updateAnswer: 'part',
	trashItemShape: 'object',
	fileShape: 'flat',
	gmailAnswer: 'object',
	userFieldShape: 'string',
	linkFieldShape: 'object',
	fileFieldShape: 'object',
	dateShape: 'date',
	dateTimeShape: 'iso',
	clearedReads: 'absent',
	sinceInclusive: false,
	order: 'newest',
	changeOrder: 'newest',
	defaultLimit: 100,
	cap: 10_000,
	updatedCap: 10_000,
	changeCap: 10_000,
	updatedHoldsCreated: true,
	fieldNameExactCase: true,
	unknownFieldName: 'empty',
	timePrecisionMs: 1,
	lateCommitMs: 0,
	includeRemove: true,
	includeOverwrite: true,
	fieldActionsShape: 'map',
	multiChange: 'delta',
	changeActionCase: 'upper',
	changeUserShape: 'object',
	createCarriesFields: true,
	deleteCarriesFields: false,
	deletePassesFieldFilter: false,
	filteredShowsAllFields: true,
	restoreAppearsAs: 'CREATE',
	apiUpdatesInChanges: true,
	historyNames: 'current',
	noMatch: 'empty',
	findWithoutArgumentsStatus: 400,
	searchFuzzy: true,
	trashFindable: false,
	clearBy: 'both',
	addToFilled: 'set',
	unknownField: 'ignored',
	unknownOption: '400',
	timeZoneApplies: true,
	unchangedIsChange: false,
	unknownThreadStatus: 400,
	forbiddenFolderStatus: 403,
	planForbidden: false,
	quota: 0,
	quotaStatus: 429,
	burstPerSecond: 0,
	retryAfterSeconds: 0,
});

export const switchChoices = {
	wrapped: ['no', 'data', 'records'],
	authTestShape: ['array', 'object'],
	errorBody: ['text', 'json'],
	createStatus: [200, 201],
	updateAnswer: ['part', 'record'],
	trashItemShape: ['object', 'string'],
	fileShape: ['flat', 'nested'],
	gmailAnswer: ['object', 'empty'],
	userFieldShape: ['string', 'array', 'object'],
	linkFieldShape: ['string', 'array', 'object'],
	fileFieldShape: ['string', 'array', 'object'],
	dateShape: ['date', 'dateTime', 'epochMs'],
	dateTimeShape: ['iso', 'epochMs'],
	clearedReads: ['absent', 'null', 'empty'],
	order: ['newest', 'oldest'],
	changeOrder: ['newest', 'oldest'],
	unknownFieldName: ['empty', '400'],
	fieldActionsShape: ['map', 'array'],
	multiChange: ['delta', 'whole'],
	changeActionCase: ['upper', 'lower'],
	changeUserShape: ['object', 'string', 'missing'],
	restoreAppearsAs: ['CREATE', 'UPDATE', 'nothing'],
	historyNames: ['current', 'asWritten'],
	noMatch: ['empty', '404'],
	clearBy: ['both', 'overwrite', 'remove'],
	addToFilled: ['set', 'ignored'],
	unknownField: ['ignored', '400'],
	unknownOption: ['400', 'accepted'],
	forbiddenFolderStatus: [403, 404],
	quotaStatus: [403, 429],
} satisfies { [K in keyof NetHuntSwitches]?: NetHuntSwitches[K][] };
