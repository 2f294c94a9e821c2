import { Host } from './host';
import type { HostOptions } from './setup';

const firstInstallMs = 15 * 60_000;

/**
 * One real n8n for a test file: started before its tests, ended and removed after them.
 * Call it at the top of the file (or of a describe block) and ask the function it gives back for the host inside a test.
 */
export function useHost(options: HostOptions = {}): () => Host {
	let host: Host | undefined;
	beforeAll(async () => {
		host = await Host.start({ log: (text) => process.stderr.write(`${text}\n`), ...options });
	}, firstInstallMs);
	afterAll(async () => {
		await host?.close();
	}, 60_000);
	return () => {
		if (!host) throw new Error('The host is there only while a test runs.');
		return host;
	};
}
