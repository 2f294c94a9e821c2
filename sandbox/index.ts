import type { StartOptions } from './common';
import { startDaktela, type DaktelaSimulator } from './daktela';
import { startGoogleCalendar, type GoogleCalendarSimulator } from './googleCalendar';
import { startHeliosGreen, type HeliosGreenSimulator } from './heliosGreen';
import { startNetHunt, type NetHuntSimulator } from './nethunt';
import { startSalesforce, type SalesforceSimulator } from './salesforce';
import { startStreamsoft, type StreamsoftSimulator } from './streamsoft';
import { startWorksection, type WorksectionSimulator } from './worksection';

export {
	startDaktela,
	startGoogleCalendar,
	startHeliosGreen,
	startNetHunt,
	startSalesforce,
	startStreamsoft,
	startWorksection,
};
export type {
	DaktelaSimulator,
	GoogleCalendarSimulator,
	HeliosGreenSimulator,
	NetHuntSimulator,
	SalesforceSimulator,
	WorksectionSimulator,
};

interface Simulators {
	nethunt: NetHuntSimulator;
	worksection: WorksectionSimulator;
	daktela: DaktelaSimulator;
	heliosGreen: HeliosGreenSimulator;
	salesforce: SalesforceSimulator;
	googleCalendar: GoogleCalendarSimulator;
	streamsoft: StreamsoftSimulator;
}

export type VendorName = keyof Simulators;

const starters: { [V in VendorName]: (options: StartOptions) => Promise<Simulators[V]> } = {
	nethunt: startNetHunt,
	worksection: startWorksection,
	daktela: startDaktela,
	heliosGreen: startHeliosGreen,
	salesforce: startSalesforce,
	googleCalendar: startGoogleCalendar,
	streamsoft: startStreamsoft,
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

/** Starts them empty, on 127.0.0.1. Rejects when a port is taken or Firebird is not installed, and then leaves none running. */
export async function startSandbox<V extends VendorName = VendorName>({
	vendors = vendorNames as V[],
	ports = [],
	...options
}: SandboxOptions<V> = {}): Promise<Sandbox<V>> {
	const started: Partial<Record<VendorName, { close(): Promise<void> }>> = {};
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
