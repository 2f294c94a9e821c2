import type { Simulator, StartOptions } from './common';
import { startDaktela, type DaktelaSimulator } from './daktela';
import { startHeliosGreen, type HeliosGreenSimulator } from './heliosGreen';
import { startNetHunt, type NetHuntSimulator } from './nethunt';
import { startSalesforce, type SalesforceSimulator } from './salesforce';
import { startWorksection, type WorksectionSimulator } from './worksection';

export { startDaktela, startHeliosGreen, startNetHunt, startSalesforce, startWorksection };
export type { DaktelaSimulator, HeliosGreenSimulator, NetHuntSimulator, SalesforceSimulator, WorksectionSimulator };

interface Simulators {
	nethunt: NetHuntSimulator;
	worksection: WorksectionSimulator;
	daktela: DaktelaSimulator;
	heliosGreen: HeliosGreenSimulator;
	salesforce: SalesforceSimulator;
}

export type VendorName = keyof Simulators;

const starters: { [V in VendorName]: (options: StartOptions) => Promise<Simulators[V]> } = {
	nethunt: startNetHunt,
	worksection: startWorksection,
	daktela: startDaktela,
	heliosGreen: startHeliosGreen,
	salesforce: startSalesforce,
};

export const vendorNames = Object.keys(starters) as VendorName[];

/** The simulators that were asked for, by name, and one `close` for all. */
export type Sandbox<V extends VendorName = VendorName> = Pick<Simulators, V> & { close(): Promise<void> };

export interface SandboxOptions<V extends VendorName = VendorName> extends Omit<StartOptions, 'port'> {
	/** Default: all. */
	vendors?: readonly V[];
	/** In the order of `vendors`; any free one where it is 0 or absent. */
	ports?: readonly number[];
}

/** Starts them empty, on 127.0.0.1. Rejects when a port is taken, and then leaves none running. */
export async function startSandbox<V extends VendorName = VendorName>({
	vendors = vendorNames as V[],
	ports = [],
	...options
}: SandboxOptions<V> = {}): Promise<Sandbox<V>> {
	const started: Record<string, Simulator<unknown, unknown, object>> = {};
	const close = async () => void (await Promise.all(Object.values(started).map((simulator) => simulator.close())));
	try {
		for (const [at, name] of vendors.entries())
			started[name] = await starters[name]({ ...options, port: ports[at] ?? 0 });
	} catch (error) {
		await close();
		throw error;
	}
	return { ...started, close } as Sandbox<V>;
}
