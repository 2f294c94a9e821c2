import type { Host } from '../shared/http';
import type { WorksectionWatch } from './apiEvents';
import { accessFor } from './open';

/**
 * The client of a trigger, with the credential that the node's Authentication names.
 * @param deadline epoch milliseconds after which nothing is waited for any more
 */
export async function openWatch(host: Host, deadline?: number): Promise<WorksectionWatch> {
	const { WorksectionWatch: Watch } = await import('./apiEvents');
	return new Watch(host, await accessFor(host, deadline));
}
