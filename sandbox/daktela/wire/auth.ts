import type { VendorRequest } from '../../common';
import type { ResourceName } from '../resources';
import { Refusal, type Account } from '../types';
import { now, type World } from '../world';

/** Whose request it is, by whichever form of the token is accepted (daktela.md 2). Throws a Refusal 401. */
export function signedIn(world: World, request: VendorRequest): Account {
	for (const token of tokensOf(world, request)) {
		const account = accountOf(world, token);
		if (account) return account;
	}
	throw new Refusal(401, 'unauthorized');
}

function tokensOf({ switches }: World, { headers, query }: VendorRequest): string[] {
	const cookie = /(?:^|;\s*)c_user=([^;]*)/.exec(headers.cookie ?? '')?.[1];
	const sent = [
		switches.headerToken && headers['x-auth-token'],
		switches.openApiHeaderToken && headers['x-auth-token-openapi'],
		switches.queryToken && query.get('accessToken'),
		switches.cookieToken && cookie,
	];
	return sent.filter((token): token is string => typeof token === 'string' && token !== '');
}

function accountOf({ store, clock }: World, token: string): Account | undefined {
	const session = store.sessions.get(token);
	if (session) return session.accessEnds > clock.now().getTime() ? store.accounts.get(session.user) : undefined;
	return [...store.accounts.values()].find((account) => account.token === token);
}

/** Throws a Refusal 403 where the user's rights end, and where the instance shows its definitions to nobody. */
export function demandRight(world: World, account: Account, resource: ResourceName, method: string): void {
	const isDefinition = resource === 'crmDatabases' || resource === 'crmRecordsTypes';
	if (isDefinition && world.switches.crmDefinitionEndpoints === 'forbidden') throw new Refusal(403, 'forbidden');
	const right = account.rights[resource] ?? 'write';
	if (right === 'none' || (right === 'read' && method !== 'GET')) throw new Refusal(403, 'forbidden');
}

/** Sessions that have ended for good are forgotten. */
export function forgetEnded(world: World): void {
	const time = now(world);
	for (const [token, session] of world.store.sessions)
		if (session.refreshEnds <= time) world.store.sessions.delete(token);
}
