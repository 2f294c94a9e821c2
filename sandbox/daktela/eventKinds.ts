import { resources, type ResourceName } from './resources';
import type { DaktelaSwitches } from './switches';
import type { Row } from './types';
import type { What } from './world';

/** Activities tell of themselves at one moment only, by their type (daktela.md 8). */
const activityEvents: Record<string, [kind: string, when: What]> = {
	CALL: ['call_close', 'close'],
	EMAIL: ['email_create', 'create'],
	CHAT: ['web_close', 'close'],
	SMS: ['sms_create', 'create'],
	FBM: ['fbm_create', 'create'],
	WAP: ['wap_create', 'create'],
	VBR: ['vbr_create', 'create'],
};

/** The kinds of Event that a change of an object is. */
export function eventKinds(switches: DaktelaSwitches, what: What, resource: ResourceName, row: Row): string[] {
	if (resource === 'activities') {
		const [kind, when] = activityEvents[String(row.values.type)] ?? [];
		return kind !== undefined && when === what ? [kind] : [];
	}
	const { eventWord } = resources[resource];
	if (eventWord === undefined || what === 'close') return [];
	return [`${resource === 'crmRecords' ? switches.recordEventWord : eventWord}_${what}`];
}

const entities = ['contact', 'account', 'ticket', 'crmRecord', 'crmrecord', 'record'];

/** Every kind that an Event can be set up for; '*' is all of them. Custom events may have any other name. */
export const knownKinds = [
	'*',
	...entities.flatMap((entity) => ['create', 'update', 'delete'].map((what) => `${entity}_${what}`)),
	...Object.values(activityEvents).map(([kind]) => kind),
];
