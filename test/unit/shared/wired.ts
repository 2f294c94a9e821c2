import type { ICredentialType } from 'n8n-workflow';

import { Fault } from '../../../nodes/shared/fault';
import { Wire, type Host, type WireOptions, type WireRequest } from '../../../nodes/shared/http';
import { nothingSpent, ToyApi, toyNode } from '../../support/toyRoom';
import { VendorServer } from '../../support/vendorServer';
import { harness, type Harness } from '../../support/workflow';

export const SECRET = 's3cr3t/with+signs=';
export const SESSION = 'session-4711-of-toy';

/** Signs in by itself, and again when the vendor says 401. */
class ToySessionApi implements ICredentialType {
	name = 'toySessionApi';
	displayName = 'Toy Session API';
	properties: ICredentialType['properties'] = [
		...new ToyApi().properties,
		{ displayName: 'Session', name: 'session', type: 'hidden', typeOptions: { expirable: true }, default: '' },
	];
	authenticate: ICredentialType['authenticate'] = async ({ session }, request) => {
		return { ...request, headers: { ...request.headers, Session: String(session) } };
	};
	preAuthentication: ICredentialType['preAuthentication'] = async function ({ url }) {
		const answered = (await this.helpers.httpRequest({ method: 'POST', url: `${String(url)}/login` })) as object;
		return answered as { session: string };
	};
}

/** A client over n8n's own request helpers, and the server it talks to. */
export class Wired {
	private constructor(
		readonly vendor: VendorServer,
		readonly host: Host,
		private readonly n8n: Harness,
	) {}

	static async start(): Promise<Wired> {
		const vendor = await VendorServer.start();
		const n8n = await harness({
			nodes: { toy: withSession(toyNode([], async () => nothingSpent())) },
			credentialTypes: [new ToyApi(), new ToySessionApi()],
			credentials: {
				toyApi: { url: vendor.url, token: SECRET },
				toySessionApi: { url: vendor.url, token: SECRET, session: SESSION },
			},
			engine: 'legacy',
		});
		return new Wired(vendor, n8n.context('toy') as unknown as Host, n8n);
	}

	wire(more: Partial<WireOptions> = {}): Wire {
		const { host, vendor } = this;
		const pace = { intervalMs: 0, concurrency: 10 };
		const options = { vendor: 'Toy', credential: 'toyApi', baseUrl: vendor.url, account: 'a', pace, ...more };
		return new Wire(host, options);
	}

	async stop(): Promise<void> {
		await this.n8n.dispose();
		await this.vendor.stop();
	}
}

function withSession(node: ReturnType<typeof toyNode>): ReturnType<typeof toyNode> {
	node.description.credentials!.push({ name: 'toySessionApi', required: false });
	return node;
}

export const get: WireRequest = { method: 'GET', path: '/deals', doing: 'read the deals' };
export const post: WireRequest = { method: 'POST', path: '/tasks', body: '{"a":1}', doing: 'create a task' };

/** The fault that work ends in. */
export async function faultOf(work: Promise<unknown>): Promise<Fault> {
	const outcome = await work.then(
		() => undefined,
		(error: unknown) => error,
	);
	expect(outcome).toBeInstanceOf(Fault);
	return outcome as Fault;
}
