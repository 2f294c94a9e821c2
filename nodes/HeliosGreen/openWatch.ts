import type { Host } from '../shared/http';
import { openHeliosGreen } from './open';
import type { HeliosWatch } from './watch/watching';

/**
 * What a trigger reads with in one poll; it holds a session until it is closed.
 * @param deadline epoch milliseconds after which nothing is waited for any more
 */
export async function openWatch(host: Host, deadline?: number): Promise<HeliosWatch> {
	const { HeliosWatch: Watch } = await import('./watch/watching');
	return new Watch(await openHeliosGreen(host, deadline));
}
