import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	ILoadOptionsFunctions,
	INodeCredentialTestResult,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { badInput, toNodeError } from './fault';
import { settled } from './settled';

/**
 * The fields of a system, for the lists of a mapping in another system's node. A room that can name its fields has a
 * `source.ts` that exports `source`. No room knows another one: it is found by the name of its folder, when a person opens the list.
 */
export interface FieldSource {
	/** What a person chooses first: an object, a template. Where there is no list of them, it is typed. */
	objects?(host: ILoadOptionsFunctions, filter: string): Promise<INodeListSearchItems[]>;
	/** `value` is the path of the field in a record of that object, as its trigger gives it. */
	fields(host: ILoadOptionsFunctions, object: string): Promise<INodePropertyOptions[]>;
	/** Tests its credential: n8n asks any node that takes it. */
	test(this: ICredentialTestFunctions, credential: ICredentialsDecrypted): Promise<INodeCredentialTestResult>;
}

/** A system that a mapping offers the fields of. */
export interface SourceChoice {
	/** As its node is called. */
	name: string;
	/** The folder of its room. */
	value: string;
}

async function sourceIn(room: string): Promise<FieldSource> {
	const door = (await import(`../${room}/source`)) as { source: FieldSource };
	return door.source;
}

async function chosenSource(host: ILoadOptionsFunctions): Promise<FieldSource> {
	const room = String(host.getCurrentNodeParameter('fieldsOf') ?? '');
	if (!/^[A-Z][A-Za-z]{0,40}$/.test(room))
		throw badInput('Fields Of', 'Choose first under "Fields Of" where the values come from.');
	return await sourceIn(room);
}

const told = <T>(ask: (host: ILoadOptionsFunctions, filter: string) => Promise<T>) =>
	async function (this: ILoadOptionsFunctions, filter?: unknown): Promise<T> {
		const outcome = await settled(async () => await ask(this, typeof filter === 'string' ? filter : ''));
		if ('value' in outcome) return outcome.value;
		throw toNodeError(this.getNode(), outcome.error);
	};

/** The lookups behind the mapping's lists of source fields; a room that offers sources adds them to its own. */
export const sourceLookups = {
	listSearch: {
		sourceObjects: told(async (host, filter): Promise<INodeListSearchResult> => {
			const { objects } = await chosenSource(host);
			return { results: (await objects?.(host, filter)) ?? [] };
		}),
	},
	loadOptions: {
		sourceFields: told(async (host): Promise<INodePropertyOptions[]> => {
			// First, because n8n cannot read the object while no source is chosen: it is hidden then.
			const { fields } = await chosenSource(host);
			const object = host.getCurrentNodeParameter('sourceObject', { extractValue: true });
			if (typeof object !== 'string' || object === '') {
				throw badInput('Source Object', 'Choose first under "Source Object" whose fields to offer.');
			}
			return await fields(host, object);
		}),
	},
};

/** A room's test of its credential, for a node of another room that takes it for lists. `room` is the name of its folder. */
export const sourceTest = (room: string) =>
	async function (
		this: ICredentialTestFunctions,
		credential: ICredentialsDecrypted,
	): Promise<INodeCredentialTestResult> {
		const { test } = await sourceIn(room);
		return await test.call(this, credential);
	};
