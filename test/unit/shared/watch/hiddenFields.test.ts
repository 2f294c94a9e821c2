import type { IPollFunctions } from 'n8n-workflow';

import { locator, showWhen } from '../../../../nodes/shared/fields';
import { readSettings } from '../../../../nodes/shared/watch/settings';
import { logFeed } from '../../../support/fakeTrigger';

const fields = [
	{ displayName: 'Kind', name: 'kind', type: 'options', options: [], default: 'deal' },
	showWhen(locator('folder', 'Folder', 'search'), { kind: ['deal'] }),
];

/** As n8n does it: a list that the node does not show cannot be read. */
const hostWith = (parameters: Record<string, unknown>): IPollFunctions =>
	({
		getNode: () => ({ parameters, credentials: {}, typeVersion: 1 }),
		getNodeParameter: (name: string, fallback: unknown, options?: { extractValue?: boolean }) => {
			if (name === 'folder' && parameters.kind !== 'deal') throw new Error('Could not find property');
			const value = parameters[name] ?? fallback;
			return options?.extractValue ? (value as { value: string }).value : value;
		},
		getTimezone: () => 'UTC',
	}) as unknown as IPollFunctions;

const paramsWith = (parameters: Record<string, unknown>) =>
	readSettings(hostWith({ triggerOn: 'logged', ...parameters }), [
		{ ...logFeed({ fields } as never), value: 'logged' } as never,
	]).params;

describe('fields of a trigger that the node does not show', () => {
	it('have their default and are not required', () => {
		expect(paramsWith({ kind: 'note' })).toEqual({ kind: 'note', folder: '' });
	});

	it('are read and required where it shows them', () => {
		expect(paramsWith({ kind: 'deal', folder: { mode: 'id', value: '7' } })).toEqual({ kind: 'deal', folder: '7' });
		expect(() => paramsWith({ kind: 'deal', folder: { mode: 'id', value: '' } })).toThrow('"Folder" is empty');
	});
});
