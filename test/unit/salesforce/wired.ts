import type { IDataObject } from 'n8n-workflow';

import { openSalesforce } from '../../../nodes/Salesforce/open';
import { json, VendorServer, type Reaction } from '../../support/vendorServer';
import { wireHost } from '../../support/wireHost';

export const SECRET = 'shh-consumer-secret';

/** Every test signs in with another key, since sessions live as long as the process. */
let count = 0;
export const typed = (url: string, more: IDataObject = {}): IDataObject => ({
	signIn: 'clientCredentials',
	instanceUri: url,
	consumerKey: `key-number-${++count}`,
	consumerSecret: SECRET,
	...more,
});

export const hostFor = (values: IDataObject) =>
	wireHost({ credential: { name: 'salesforceSyncApi' }, values: values as never });

export const apiFor = async (url: string, more: IDataObject = {}) => await openSalesforce(hostFor(typed(url, more)));

/** A token that leads to the same server. */
export const token =
	(name = 'token-one-of-many'): Reaction =>
	(got, response, request) =>
		json({ access_token: name, instance_url: `http://${got.headers.host}`, id: 'x', token_type: 'Bearer' })(
			got,
			response,
			request,
		);

export const refusal = (status: number, errorCode: string, message = 'No.'): Reaction =>
	json([{ message, errorCode }], status);

export const page = (ids: string[], next?: string): Reaction =>
	json({
		totalSize: 9,
		done: next === undefined,
		records: ids.map((Id) => ({ attributes: { type: 'Contact' }, Id })),
		...(next !== undefined && { nextRecordsUrl: `/services/data/v62.0/query/${next}` }),
	});

export const vendor = async (): Promise<VendorServer> => await VendorServer.start();
