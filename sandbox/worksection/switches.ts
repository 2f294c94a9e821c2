/** One switch per fact of worksection.md that is inferred, contradictory or open. Each default is the better supported reading. */
export interface WorksectionSwitches {
	/** 1.1, open question 1: which form of the parameters the md5 check hashes. Default `raw`: the string as received. */
	md5Accepts: 'raw' | 'decoded' | 'both';
	/** 1.2, open question 2: the HMAC header is accepted. Default true. */
	hmacAccepted: boolean;
	/** 1.2: largest distance between `t` and the server's clock, in seconds; 0 checks none. Default 300. */
	hmacToleranceSeconds: number;
	/** 1.3: scopes the admin key is limited to; null is a key for everything. Default null. */
	adminKeyScopes: string[] | null;
	/** 1.4: separator of the scope parameter. Default `comma` (a public provider's README uses a space). */
	scopeSeparator: 'comma' | 'space' | 'both';
	/** 1.4: `redirect_uri` must be HTTPS even on loopback. Default false, so that a laptop can sign in. */
	redirectHttpsOnly: boolean;
	/** 1.4: `/oauth2/token` also takes GET. Default true (the official SDK does so). */
	tokenAcceptsGet: boolean;
	/** 1.4, open question 12: `/oauth2/token` also refreshes. Default false. */
	tokenAddressRefreshes: boolean;
	/** 1.4: a refresh answers `account_url`. Default true (one vendor sample lacks it). */
	refreshAnswersAccountUrl: boolean;
	/** 1.4: e-mail of the member who presses Allow on the authorize page; null is the owner. */
	oauthMember: string | null;
	/** 2: `status_code` of messages whose code is not published (too many requests or rows, tokens, scopes); -1 leaves it out. Default 0. */
	unpublishedCode: number;
	/** 2: one request per second. Default true. */
	limiter: boolean;
	/** 2, open question 3: HTTP status of "Too many requests". Default 200. */
	statusOfTooMany: 200 | 429;
	/** 2, open question 3: Retry-After of that answer in seconds; null sends none. */
	tooManyRetryAfter: number | null;
	/** 2: a refused request also starts the second anew. Default false. */
	refusedRequestsCount: boolean;
	/** 2: most rows an answer may have. Default 10000. */
	maxRows: number;
	/** 2: longest GET line in bytes. Default 8192. */
	maxGetLine: number;
	/** 2: characters of a text that are kept. Default 65536. */
	textLimit: number;
	/** 2: an empty list has no `data` key. Default true. */
	emptyListOmitsData: boolean;
	/** 2: filter errors carry the key `test` with the expected format. Default true. */
	filterErrorsTellFormat: boolean;
	/** 2: a malformed date, priority or amount is an error (10 with the field) or is ignored. Default `error`. */
	badValue: 'error' | 'ignore';
	/** 2, open question 7: zone of the naive date-times. Default `account`. */
	timesIn: 'account' | 'utc';
	/** 3.1: rows lack `text` unless `extra` asks for it. Default true. */
	rowsWithoutText: boolean;
	/** 3.3, open question 10: form of a returned text; `extra=html` always answers html. Default `crlf`. */
	textReturned: 'plain' | 'crlf' | 'html';
	/** Open question 10: markup inside a given text is kept, taken out, or escaped. Default `keep`. */
	htmlInText: 'keep' | 'strip' | 'escape';
	/** 3.1: form of `max_time` and `max_money`. Default `string`. */
	estimatesAs: 'string' | 'number';
	/** 3.1: post_task into an archived project. Default `create`. */
	archivedProjectAccepts: 'create' | 'refuse';
	/** 3.1, open question 4: post_task into a pending project. Default `create`. */
	pendingProjectAccepts: 'create' | 'refuse';
	/** 3.1, open question 4: `require_*` options of the project bind the API. Default `ignore`. */
	requireOptions: 'ignore' | 'enforce';
	/** 3.1: closing a task without costs in a project with `time_require`. Default `allow`. */
	closeWithoutCosts: 'allow' | 'refuse';
	/** Open question 9: an assignee who is not in the project. Default `error` (11); `accept` adds the person. */
	emailNotMember: 'error' | 'accept';
	/** 3.1, open question 11: update_task takes `tags`. Default true. */
	updateTaskTags: boolean;
	/** Open question 11: an empty date given to update_task. Default `clear`. */
	emptyDateOnUpdate: 'clear' | 'ignore';
	/** 3.1: complete_task answers the task. Default false. */
	completeTaskReturnsData: boolean;
	/** 3.1: `status=done` with a project leaves out every second row. Default false. */
	searchDoneIncomplete: boolean;
	/** 3.1: the filter also knows `date_added`, `date_start`, `date_end`, `date_closed`. Default true. */
	searchLongDateNames: boolean;
	/** 3.2: word get_projects takes for archived projects; a word not taken filters nothing. Default `both`. */
	filterArchiveWord: 'archive' | 'archived' | 'both';
	/** 3.2: name of the action that adds a project group. Default `both`. */
	addProjectGroupAction: 'add_project_group' | 'add_project_groups' | 'both';
	/** 3.4: `data` of `me`. Default `object`. */
	meShape: 'object' | 'array';
	/** 6: `data` of get_my_timer. Default `object`. */
	myTimerShape: 'object' | 'array';
	/** 3.4: get_users_schedule exists; the SDK notes "Action is invalid". Default true. */
	usersScheduleExists: boolean;
	/** 6: parameter naming the cost in update_costs. Default `both`. */
	updateCostsIdName: 'id' | 'id_costs' | 'both';
	/** 4.1, open question 6: status of a webhook that add_webhook made. Default `active`. */
	webhookStatusAfterAdd: 'active' | 'paused';
	/** 4.1, open question 8: `reopen_task` can be registered and is sent. Default true. */
	reopenEvent: boolean;
	/** 4.2, open question 5: method and body of the check call; `garbage` is unparsable. Defaults `POST`, `empty`. */
	probeMethod: 'POST' | 'GET';
	probeBody: 'empty' | 'emptyArray' | 'garbage' | 'sample';
	/** 4.2: the check call carries http_user and http_pass. Default true. */
	probeWithBasicAuth: boolean;
	/** 4.2: time a receiver has. Default 5000. */
	webhookTimeoutMs: number;
	/** 4.2: errors after which a webhook pauses. Default 10. */
	webhookErrorsToPause: number;
	/** 4.2: a good delivery forgets earlier errors. Default true. */
	webhookErrorsInARow: boolean;
	/** 4.2: attempts repeated after an error; the vendor describes none. Default 0. */
	webhookRetries: number;
	/** 4.2: what the API wrote is sent too. Default true. */
	ownWritesFireWebhooks: boolean;
	/** 4.3, open question 5: content type of deliveries. Default `application/json`. */
	webhookContentType: string;
	/** 4.3: `array` of events or a single `object`. Default `array`. */
	webhookBody: 'array' | 'object';
	/** 4.3: milliseconds in which events are gathered into one array; 0 sends each alone. Default 0. */
	webhookGatherMs: number;
	/** 7: further copies of each delivery. Default 0. */
	webhookDuplicates: number;
	/** 7: events that happen within 50 ms are delivered newest first. Default false. */
	webhookOutOfOrder: boolean;
	/** 4.3: `page` of task and comment events in webhooks: `/task/T/` or `/project/P/T/`. Default `task`. */
	pagePath: 'task' | 'project';
	/** 4.3: ids in webhooks. Default `string`. */
	webhookIdsAs: 'string' | 'number';
	/** 4.3, open question 5: `new` and `old` without content. Default `object`; `array` is how PHP prints them. */
	emptyNewOld: 'object' | 'array' | 'omitted';
	/** 4.3: an update that changes nothing still makes an event. Default true. */
	emptyUpdateEvents: boolean;
	/** 4.3: a changed tag makes an update event and a webhook. Default false. */
	tagChangeWebhook: boolean;
	/** 4.1: archiving and activating a project makes an update event. Default false. */
	projectStatusEvents: boolean;
	/** 4.3: `delete` in get_events for comments only (documented) or for all. Default `comments`. */
	deleteInGetEvents: 'comments' | 'all';
	/** 4.3: order of get_events. Default `newest` first. */
	eventsOrder: 'newest' | 'oldest';
	/** 0, old `page=/project/1/2/` instead of ids (error 3 when it leads nowhere). Default false. */
	oldPageParameter: boolean;
}

export const defaultSwitches = (): WorksectionSwitches => ({
	md5Accepts: 'raw',
	hmacAccepted: true,
	hmacToleranceSeconds: 300,
	adminKeyScopes: null,
	scopeSeparator: 'comma',
	redirectHttpsOnly: false,
	tokenAcceptsGet: true,
	tokenAddressRefreshes: false,
	refreshAnswersAccountUrl: true,
	oauthMember: null,
	unpublishedCode: 0,
	limiter: true,
	statusOfTooMany: 200,
	tooManyRetryAfter: null,
	refusedRequestsCount: false,
	maxRows: 10_000,
	maxGetLine: 8192,
	textLimit: 65_536,
	emptyListOmitsData: true,
	filterErrorsTellFormat: true,
	badValue: 'error',
	timesIn: 'account',
	rowsWithoutText: true,
	textReturned: 'crlf',
	htmlInText: 'keep',
	estimatesAs: 'string',
	archivedProjectAccepts: 'create',
	pendingProjectAccepts: 'create',
	requireOptions: 'ignore',
	closeWithoutCosts: 'allow',
	emailNotMember: 'error',
	updateTaskTags: true,
	emptyDateOnUpdate: 'clear',
	completeTaskReturnsData: false,
	searchDoneIncomplete: false,
	searchLongDateNames: true,
	filterArchiveWord: 'both',
	addProjectGroupAction: 'both',
	meShape: 'object',
	myTimerShape: 'object',
	usersScheduleExists: true,
	updateCostsIdName: 'both',
	webhookStatusAfterAdd: 'active',
	reopenEvent: true,
	probeMethod: 'POST',
	probeBody: 'empty',
	probeWithBasicAuth: true,
	webhookTimeoutMs: 5000,
	webhookErrorsToPause: 10,
	webhookErrorsInARow: true,
	webhookRetries: 0,
	ownWritesFireWebhooks: true,
	webhookContentType: 'application/json',
	webhookBody: 'array',
	webhookGatherMs: 0,
	webhookDuplicates: 0,
	webhookOutOfOrder: false,
	pagePath: 'task',
	webhookIdsAs: 'string',
	emptyNewOld: 'object',
	emptyUpdateEvents: true,
	tagChangeWebhook: false,
	projectStatusEvents: false,
	deleteInGetEvents: 'comments',
	eventsOrder: 'newest',
	oldPageParameter: false,
});

/** Allowed values of the switches that are few words, for the back door to check. */
export const switchChoices: { readonly [K in keyof WorksectionSwitches]?: ReadonlyArray<WorksectionSwitches[K]> } = {
	md5Accepts: ['raw', 'decoded', 'both'],
	scopeSeparator: ['comma', 'space', 'both'],
	statusOfTooMany: [200, 429],
	badValue: ['error', 'ignore'],
	timesIn: ['account', 'utc'],
	textReturned: ['plain', 'crlf', 'html'],
	htmlInText: ['keep', 'strip', 'escape'],
	estimatesAs: ['string', 'number'],
	archivedProjectAccepts: ['create', 'refuse'],
	pendingProjectAccepts: ['create', 'refuse'],
	requireOptions: ['ignore', 'enforce'],
	closeWithoutCosts: ['allow', 'refuse'],
	emailNotMember: ['error', 'accept'],
	emptyDateOnUpdate: ['clear', 'ignore'],
	filterArchiveWord: ['archive', 'archived', 'both'],
	addProjectGroupAction: ['add_project_group', 'add_project_groups', 'both'],
	meShape: ['object', 'array'],
	myTimerShape: ['object', 'array'],
	updateCostsIdName: ['id', 'id_costs', 'both'],
	webhookStatusAfterAdd: ['active', 'paused'],
	probeMethod: ['POST', 'GET'],
	probeBody: ['empty', 'emptyArray', 'garbage', 'sample'],
	webhookBody: ['array', 'object'],
	pagePath: ['task', 'project'],
	webhookIdsAs: ['string', 'number'],
	emptyNewOld: ['object', 'array', 'omitted'],
	deleteInGetEvents: ['comments', 'all'],
	eventsOrder: ['newest', 'oldest'],
};
