import { DaktelaApi } from '../../credentials/DaktelaApi.credentials';
import { GoogleCalendarSyncApi } from '../../credentials/GoogleCalendarSyncApi.credentials';
import { HeliosGreenApi } from '../../credentials/HeliosGreenApi.credentials';
import { NetHuntApi } from '../../credentials/NetHuntApi.credentials';
import { SalesforceSyncApi } from '../../credentials/SalesforceSyncApi.credentials';
import { StreamsoftFirebirdApi } from '../../credentials/StreamsoftFirebirdApi.credentials';
import { WorksectionApi } from '../../credentials/WorksectionApi.credentials';
import { Daktela } from '../../nodes/Daktela/Daktela.node';
import { DaktelaTrigger } from '../../nodes/Daktela/DaktelaTrigger.node';
import { GoogleCalendarSync } from '../../nodes/GoogleCalendar/GoogleCalendarSync.node';
import { GoogleCalendarSyncTrigger } from '../../nodes/GoogleCalendar/GoogleCalendarSyncTrigger.node';
import { HeliosGreen } from '../../nodes/HeliosGreen/HeliosGreen.node';
import { HeliosGreenTrigger } from '../../nodes/HeliosGreen/HeliosGreenTrigger.node';
import { NetHunt } from '../../nodes/NetHunt/NetHunt.node';
import { NetHuntTrigger } from '../../nodes/NetHunt/NetHuntTrigger.node';
import { SalesforceSync } from '../../nodes/Salesforce/SalesforceSync.node';
import { SalesforceSyncTrigger } from '../../nodes/Salesforce/SalesforceSyncTrigger.node';
import { Streamsoft } from '../../nodes/Streamsoft/Streamsoft.node';
import { StreamsoftTrigger } from '../../nodes/Streamsoft/StreamsoftTrigger.node';
import { Worksection } from '../../nodes/Worksection/Worksection.node';
import { WorksectionTrigger } from '../../nodes/Worksection/WorksectionTrigger.node';
import type { HarnessOptions } from './workflow';

/**
 * The package from its sources, for a harness in jest. Elsewhere use `installed`: a loader that looks for `.json` before `.ts`
 * would take `NetHunt.node.json` for the node.
 */
export const rooms = (): Pick<HarnessOptions, 'nodes' | 'credentialTypes'> => ({
	nodes: {
		'n8n-nodes-crm-sync.daktela': new Daktela(),
		'n8n-nodes-crm-sync.daktelaTrigger': new DaktelaTrigger(),
		'n8n-nodes-crm-sync.googleCalendarSync': new GoogleCalendarSync(),
		'n8n-nodes-crm-sync.googleCalendarSyncTrigger': new GoogleCalendarSyncTrigger(),
		'n8n-nodes-crm-sync.heliosGreen': new HeliosGreen(),
		'n8n-nodes-crm-sync.heliosGreenTrigger': new HeliosGreenTrigger(),
		'n8n-nodes-crm-sync.netHunt': new NetHunt(),
		'n8n-nodes-crm-sync.netHuntTrigger': new NetHuntTrigger(),
		'n8n-nodes-crm-sync.salesforceSync': new SalesforceSync(),
		'n8n-nodes-crm-sync.salesforceSyncTrigger': new SalesforceSyncTrigger(),
		'n8n-nodes-crm-sync.streamsoft': new Streamsoft(),
		'n8n-nodes-crm-sync.streamsoftTrigger': new StreamsoftTrigger(),
		'n8n-nodes-crm-sync.worksection': new Worksection(),
		'n8n-nodes-crm-sync.worksectionTrigger': new WorksectionTrigger(),
	},
	credentialTypes: [
		new DaktelaApi(),
		new GoogleCalendarSyncApi(),
		new HeliosGreenApi(),
		new NetHuntApi(),
		new SalesforceSyncApi(),
		new StreamsoftFirebirdApi(),
		new WorksectionApi(),
	],
});
