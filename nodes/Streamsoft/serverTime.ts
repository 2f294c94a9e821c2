import { isoOf } from '../shared/when';
import type { StreamsoftApi } from './api';

// Newer servers add the zone behind it.
const CLOCK = 'SELECT CAST(CURRENT_TIMESTAMP AS VARCHAR(60)) NOW_ FROM RDB$DATABASE';

/** What the clock of the database server shows, ISO UTC: it is taken to be in the zone of the credential. @throws Fault */
export async function serverTime(api: Pick<StreamsoftApi, 'query' | 'zone'>): Promise<string> {
	const [row] = await api.query({ sql: CLOCK, parameters: [], limit: 1 }, false);
	return isoOf(String(Object.values(row ?? {})[0]).slice(0, 19), api.zone, 'The time of the database server');
}
