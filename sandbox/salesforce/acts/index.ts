import type { World } from '../world';
import { recordActs, type RecordActs } from './records';
import { setupActs, type SetupActs } from './setup';

export type { ActOptions, ActRecord, OnRecord } from './context';

/** What people do on Salesforce's screens. */
export type SalesforceAct = RecordActs & SetupActs;

export const actsOf = (world: World): SalesforceAct => ({ ...recordActs(world), ...setupActs(world) });
