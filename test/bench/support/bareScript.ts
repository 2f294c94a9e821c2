import type { IDataObject } from 'n8n-workflow';

import { daktelaStory, sandboxUser, type DaktelaSimulator } from '../../../sandbox/daktela';
import type { SalesforceSimulator } from '../../../sandbox/salesforce';
import { KEY } from './org';

const COLLECTION = 200;
const AT_ONCE = 5;

interface Answer {
	id: string;
	success: boolean;
	created: boolean;
}

/**
 * The least that sends the same collections: no n8n, no retries, no checks. It knows the fields, so it describes nothing, and its
 * session is given.
 */
export async function bareUpserts(sim: SalesforceSimulator, token: string, items: readonly IDataObject[]) {
	const url = `${sim.url}/services/data/v62.0/composite/sobjects/Contact/${KEY}`;
	const headers = { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' };
	const results: Answer[] = new Array<Answer>(items.length);
	let next = 0;
	const worker = async () => {
		for (let from = next; from < items.length; from = next) {
			next += COLLECTION;
			const records = items.slice(from, from + COLLECTION).map(recordOf);
			const body = JSON.stringify({ allOrNone: false, records });
			const answer = await fetch(url, { method: 'PATCH', headers, body });
			if (!answer.ok) throw new Error(`The bare script was answered ${answer.status}: ${await answer.text()}`);
			((await answer.json()) as Answer[]).forEach((one, at) => (results[from + at] = one));
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, worker));
	return results;
}

function recordOf({ key, person, email, title }: IDataObject): IDataObject {
	const { first, last } = person as IDataObject;
	const fields = { [KEY]: key, FirstName: first, LastName: last, Email: email, Title: title };
	return { attributes: { type: 'Contact' }, ...fields };
}

let made = 0;

/** The least that creates so many contacts in Daktela, so many requests at once: it looks nothing up. */
export async function bareContacts({ url }: DaktelaSimulator, count: number, atOnce: number): Promise<void> {
	const headers = { 'X-AUTH-TOKEN': sandboxUser().token, 'Content-Type': 'application/json' };
	let left = count;
	const worker = async () => {
		while (left-- > 0) {
			const name = `bare_${++made}`;
			const { database, account } = daktelaStory;
			const customFields = { email: [`${name}@people.example`], number: ['00420601555111'] };
			const body = JSON.stringify({ name, title: name, lastname: name, database, account, customFields });
			const answer = await fetch(`${url}/api/v6/contacts.json`, { method: 'POST', headers, body });
			if (!answer.ok) throw new Error(`The bare script was answered ${answer.status}: ${await answer.text()}`);
			await answer.json();
		}
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
}
