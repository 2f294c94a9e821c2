import { VendorError } from '../types';
import type { World } from '../world';

/** The vendor's error table (worksection.md section 2); the same number means different things. */
export const errors = {
	actionInvalid: () => new VendorError(0, 'Action is invalid'),
	actionRequired: () => new VendorError(1, 'Action is required'),
	hashInvalid: () => new VendorError(2, 'Action hash is missed or invalid'),
	pageInvalid: () => new VendorError(3, 'Page is invalid'),
	projectInvalid: () => new VendorError(4, 'Project is invalid'),
	fileNotFound: () => new VendorError(4, 'File not found'),
	taskInvalid: () => new VendorError(5, 'Task is invalid'),
	timerStarted: () => new VendorError(6, 'Timer is already started'),
	timerNotFound: () => new VendorError(7, 'Timer not found'),
	timerNotStarted: () => new VendorError(7, 'Timer is not started'),
	taskClosed: () => new VendorError(8, 'Task is closed'),
	fieldRequired: (field: string) => new VendorError(10, 'Field is required', field),
	/** The vendor publishes no message for a malformed value; the nearest one, naming the field, stands in. */
	fieldMalformed: (field: string) => new VendorError(10, 'Field is required', field),
	oneFieldRequired: (fields?: string) => new VendorError(10, 'At least one of fields required', fields),
	webhookNotFound: () => new VendorError(10, 'WebHook not found'),
	emailInvalid: (addresses: string[]) => new VendorError(11, 'Invalid email', addresses.join(', ')),
	onlyOneOption: (names: string[]) => new VendorError(11, `Only one parameter (${names.join(', ')}) can be set as 1.`),
	urlInvalid: (url: string) => new VendorError(11, 'Url should respond 200 HTTP_CODE and JSON {status:OK}', url),
	taskAlreadyClosed: () => new VendorError(12, 'Task is already closed'),
	taskAlreadyActive: () => new VendorError(12, 'Task is already active'),
	projectAlreadyClosed: () => new VendorError(12, 'Project is already closed'),
	projectAlreadyActive: () => new VendorError(12, 'Project is already active'),
	taskHasChildren: () => new VendorError(13, 'Task has children'),
	parentDone: () => new VendorError(14, 'Parent task is done'),
	tagInvalid: (tag: string) => new VendorError(16, 'Tag is invalid', tag),
	filterInvalid: (world: World, format: string) =>
		new VendorError(10, 'Field is required', 'filter', world.switches.filterErrorsTellFormat ? { test: format } : {}),
	tooManyRequests: (world: World) =>
		new VendorError(unpublished(world), 'Too many requests', undefined, {}, world.switches.statusOfTooMany),
	tooManyRows: (world: World) => new VendorError(unpublished(world), `Too many tasks (${world.switches.maxRows} max)`),
	tokenExpired: (world: World) => new VendorError(unpublished(world), 'Access token is expired', undefined, {}, 401),
	tokenInvalid: (world: World) => new VendorError(unpublished(world), 'Access token is invalid', undefined, {}, 401),
	scopeMissing: (world: World, scope: string) =>
		new VendorError(unpublished(world), `Access denied: insufficient permissions for ${scope}`),
};

const unpublished = (world: World): number => world.switches.unpublishedCode;

/** The envelope of an error; a negative code is left out (switch `unpublishedCode`). */
export const errorEnvelope = (error: VendorError): Record<string, unknown> => ({
	status: 'error',
	...(error.code < 0 ? {} : { status_code: error.code }),
	message: error.message,
	...(error.details === undefined ? {} : { message_details: error.details }),
	...error.extra,
});
