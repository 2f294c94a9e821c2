/**
 * One switch per fact about Daktela's API that is inferred, contradicted between sources or open (daktela.md, mostly 10
 * and 12). The defaults are what the reference holds most likely.
 */
export interface DaktelaSwitches {
	// Signing in (2)
	/** Which forms of the token are accepted. */
	headerToken: boolean;
	openApiHeaderToken: boolean;
	queryToken: boolean;
	cookieToken: boolean;
	/** Life of what login.json gives, in minutes; a user's own API token never ends. */
	accessTokenMinutes: number;
	refreshTokenMinutes: number;
	/** A refresh token serves once. */
	refreshRotates: boolean;
	/** `result` of login.json: the bare token only when only_token=1 is sent, always, or never. */
	loginResult: 'asAsked' | 'string' | 'object';
	/** accessTokenExpirationDate: local time as everywhere, ISO, words that are no date, or not there. */
	expirationShape: 'local' | 'iso' | 'unreadable' | 'absent';
	loginFailStatus: 400 | 401 | 403;

	// Addresses (1, 5)
	/** Paths with .json, without, or both. */
	jsonSuffix: 'either' | 'required' | 'refused';
	/** crmDatabases.json and crmRecordsTypes.json: no client was seen calling them. */
	crmDefinitionEndpoints: 'present' | 'missing' | 'forbidden';
	/** file/upload.php lies below the instance's address, or below api/v6. */
	uploadPath: 'root' | 'api' | 'either';

	// Envelope (3)
	/** `_serverTime`, added by newer builds. */
	serverTime: boolean;
	/** `_timezone`, added by newer builds. */
	timezoneMark: boolean;
	dataShape: 'array' | 'keyedByIndex' | 'keyedByName';
	total: 'number' | 'string' | 'missing';
	/** 304 without a body: never, for If-None-Match, or unasked for an answer that is the same as the last one. */
	notModified: 'never' | 'etag' | 'unasked';
	/** Every answer is an HTML page of this status; 0 is off. */
	htmlPageStatus: number;

	// Objects (3, 5)
	/** IANA zone of every time on the wire. */
	timezone: string;
	booleans: 'boolean' | 'number' | 'text';
	/** A ticket's `name`. */
	ticketName: 'number' | 'text';
	/** Relations inside an embedded object are embedded too (2), or are keys (1). */
	embedDepth: 1 | 2;
	/** `_sys.cfScheme`: by name of the field, as a list, or not there. */
	cfScheme: 'object' | 'array' | 'absent';
	/** A custom field without a value. */
	blankCustomField: 'null' | 'emptyList' | 'emptyText';

	// Queries (4)
	defaultTake: number;
	maxTake: number;
	takeOverMax: 'capped' | '400';
	/** Order where no sort is sent. */
	defaultOrder: 'name' | 'newest';
	/** Rows that sort alike come by name, or in another order on every request. */
	tieOrder: 'name' | 'shuffled';
	/** `like` with a value without a percent sign. */
	likeWithoutPercent: 'exact' | 'contains';
	/** Texts compare without case even when ignoreCase is not sent. */
	caseInsensitive: boolean;
	/** `neq`, `notin`, `notlike` and the like hold for what is null. */
	notMatchesNull: boolean;
	unknownFilterField: '400' | 'ignored' | 'nothing';
	unknownOperator: '400' | 'ignored';
	/** A filter date with a zone (Z, +02:00): its zone is overlooked, or it is refused. */
	zonedFilterDate: 'wall' | '400';
	/** Date filters on activities below another object, and on the tables of one kind of activity. */
	activityDateFilter: 'accepted' | '400';

	// Writing (6)
	createStatus: 200 | 201;
	/** Fields that a PUT does not name stay, or are cleared (and refused when required). */
	put: 'merge' | 'replace';
	/** The same for the custom fields inside `customFields`. */
	putCustomFields: 'merge' | 'replace';
	putName: 'ignored' | '400';
	/** A PUT that changes nothing moves `edited` and fires events. */
	unchangedIsEdit: boolean;
	/** `edited` is stamped this much before the write is seen, as when it waited in a transaction. */
	lateCommitMs: number;
	/** Without a title a contact is refused, or gets one of its names. */
	contactTitle: 'required' | 'derived';
	/** A description that is an empty text. */
	emptyDescription: '400' | 'stored';
	unknownField: 'ignored' | '400';
	unknownCustomField: 'ignored' | '400' | 'stored';
	/** A value that is none of a select field's options. */
	unknownOption: '400' | 'stored';
	/** Deleting what others refer to (not as a required relation). */
	deleteReferenced: 'cleared' | '400';

	// Errors (7)
	language: 'en' | 'cs';
	/** `error` of an answer that is about no field. */
	errorShape: 'array' | 'string';
	validation: '400' | '422';
	/** `error` of a name that is taken; 422 goes by `validation`. */
	duplicateName: 'form' | 'primary' | 'array' | 'string';
	/** `result` of a refused write: the input, but nothing when a field is missing, as recorded; or always; or never. */
	errorEcho: 'asRecorded' | 'always' | 'never';

	// Pace (7)
	/** Every so many calls one is answered 429; 0 is off. */
	rateEvery: number;
	/** Calls within a second, real or simulated, before 429; 0 is off. */
	ratePerSecond: number;
	retryAfter: 'seconds' | 'date' | 'none';
	retryAfterSeconds: number;
	/** Requests worked on at one time; 0 is no limit. */
	maxConcurrent: number;
	overConcurrent: '429' | 'queue';
	/** How long a request is worked on, under `maxConcurrent` alone; `latencyMs` is the way there and holds no place. */
	workMs: number;
	/** Every so many calls one waits `slowMs`; 0 is off. */
	slowEvery: number;
	slowMs: number;

	// Events (8)
	apiWritesFireEvents: boolean;
	/** The word for a CRM record before the underscore. */
	recordEventWord: 'crmRecord' | 'crmrecord' | 'record';
	/** `data`: the object as the API shows it, with keys for relations, only what changed, or nothing. */
	eventData: 'record' | 'flat' | 'changed' | 'none';
	/** Values are escaped for JSON where they are put into a body template. */
	eventEscapes: boolean;
	eventRetries: number;
	eventRetryDelayMs: number;
	eventTimeoutMs: number;
	/** Copies sent beside the first. */
	eventDuplicates: number;
	eventOrder: 'asHappened' | 'reversed';
}

export const defaultSwitches = (): DaktelaSwitches => ({
	headerToken: true,
	openApiHeaderToken: true,
	queryToken: true,
	cookieToken: true,
	accessTokenMinutes: 60,
	refreshTokenMinutes: 1440,
	refreshRotates: true,
	loginResult: 'asAsked',
	expirationShape: 'local',
	loginFailStatus: 401,
	jsonSuffix: 'either',
	crmDefinitionEndpoints: 'present',
	uploadPath: 'root',
	serverTime: true,
	timezoneMark: true,
	dataShape: 'array',
	total: 'number',
	notModified: 'never',
	htmlPageStatus: 0,
	timezone: 'Europe/Prague',
	booleans: 'boolean',
	ticketName: 'number',
	embedDepth: 2,
	cfScheme: 'object',
	blankCustomField: 'null',
	defaultTake: 100,
	maxTake: 1000,
	takeOverMax: 'capped',
	defaultOrder: 'name',
	tieOrder: 'name',
	likeWithoutPercent: 'exact',
	caseInsensitive: false,
	notMatchesNull: false,
	unknownFilterField: '400',
	unknownOperator: '400',
	zonedFilterDate: 'wall',
	activityDateFilter: 'accepted',
	createStatus: 201,
	put: 'merge',
	putCustomFields: 'merge',
	putName: 'ignored',
	unchangedIsEdit: true,
	lateCommitMs: 0,
	contactTitle: 'required',
	emptyDescription: '400',
	unknownField: 'ignored',
	unknownCustomField: 'ignored',
	unknownOption: '400',
	deleteReferenced: 'cleared',
	language: 'en',
	errorShape: 'array',
	validation: '400',
	duplicateName: 'form',
	errorEcho: 'asRecorded',
	rateEvery: 0,
	ratePerSecond: 0,
	retryAfter: 'seconds',
	retryAfterSeconds: 1,
	maxConcurrent: 0,
	overConcurrent: '429',
	workMs: 10,
	slowEvery: 0,
	slowMs: 1000,
	apiWritesFireEvents: true,
	recordEventWord: 'crmRecord',
	eventData: 'record',
	eventEscapes: true,
	eventRetries: 0,
	eventRetryDelayMs: 0,
	eventTimeoutMs: 5000,
	eventDuplicates: 0,
	eventOrder: 'asHappened',
});
