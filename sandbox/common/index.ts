export type { Clock } from './clock';
export type { Fault, Faults } from './faults';
export type { RequestEntry, RequestFilter, RequestLog } from './requests';
export type {
	CommonSwitches,
	Definition,
	Environment,
	Simulator,
	StartOptions,
	Vendor,
	VendorReply,
	VendorRequest,
} from './types';
export { startSimulator } from './server';
export * as check from './check';
