import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	IDataObject,
	IExecuteFunctions,
	INodeProperties,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';

import { propertiesOf } from '../../nodes/shared/describe';
import type { Host } from '../../nodes/shared/http';
import { Wire } from '../../nodes/shared/http';
import type { Operation } from '../../nodes/shared/operation';
import { runnerFor, type Spending } from '../../nodes/shared/runner';

/** A credential with a secret that is sent in a header, as a declared form would do it. */
export class ToyApi implements ICredentialType {
	name = 'toyApi';
	displayName = 'Toy API';
	properties: INodeProperties[] = [
		{ displayName: 'URL', name: 'url', type: 'string', default: 'https://toy.example' },
		{ displayName: 'Token', name: 'token', type: 'string', typeOptions: { password: true }, default: '' },
	];
	authenticate = {
		type: 'generic' as const,
		properties: { headers: { Authorization: '=Bearer {{ $credentials.token }}' } },
	};
	test = {
		request: { baseURL: '={{ $credentials.url }}', url: '/me' },
		rules: [{ type: 'responseCode' as const, properties: { value: 401, message: 'The token is wrong.' } }],
	};
}

/** The client of a vendor without quirks. */
export async function openWire(host: Host, attempts?: number): Promise<Wire> {
	const { url } = (await host.getCredentials('toyApi')) as ICredentialDataDecryptedObject & { url: string };
	const pace = { intervalMs: 0, concurrency: 10 };
	return new Wire(host, { vendor: 'Toy', credential: 'toyApi', baseUrl: url, account: url, pace, attempts });
}

export const nothingSpent = (): Spending => ({ spent: { requests: 0, waitedMs: 0 } });

/** A description with what every action node has, for a node of a test. */
export const descriptionOf = (properties: INodeProperties[]): INodeTypeDescription => ({
	displayName: 'Toy',
	name: 'toy',
	description: 'A node of a test',
	group: ['transform'],
	version: 1,
	defaults: { name: 'Toy' },
	inputs: ['main'],
	outputs: ['main'],
	credentials: [{ name: 'toyApi', required: false }],
	properties,
});

/** An action node with one resource, `record`, made of the operations under test. */
export function toyNode<Api extends Spending>(
	operations: ReadonlyArray<Operation<Api>>,
	open: (host: IExecuteFunctions) => Promise<Api>,
): INodeType {
	const resources = [{ name: 'Record', value: 'record', operations }];
	return { description: descriptionOf(propertiesOf(resources)), execute: runnerFor(resources, open) };
}

/** So many items, each with its number as `id`. */
export const items = (count: number, more: (index: number) => IDataObject = () => ({})): IDataObject[] =>
	Array.from({ length: count }, (_, id) => ({ id, ...more(id) }));
