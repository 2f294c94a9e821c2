import { NetHuntApi } from '../../credentials/NetHuntApi.credentials';
import { WorksectionApi } from '../../credentials/WorksectionApi.credentials';
import { NetHunt } from '../../nodes/NetHunt/NetHunt.node';
import { NetHuntTrigger } from '../../nodes/NetHunt/NetHuntTrigger.node';
import { Worksection } from '../../nodes/Worksection/Worksection.node';
import { WorksectionTrigger } from '../../nodes/Worksection/WorksectionTrigger.node';
import type { HarnessOptions } from './workflow';

/**
 * The package from its sources, for a harness in jest. Elsewhere use `installed`: a loader that looks for `.json` before `.ts`
 * would take `NetHunt.node.json` for the node.
 */
export const rooms = (): Pick<HarnessOptions, 'nodes' | 'credentialTypes'> => ({
	nodes: {
		'n8n-nodes-crm-sync.netHunt': new NetHunt(),
		'n8n-nodes-crm-sync.netHuntTrigger': new NetHuntTrigger(),
		'n8n-nodes-crm-sync.worksection': new Worksection(),
		'n8n-nodes-crm-sync.worksectionTrigger': new WorksectionTrigger(),
	},
	credentialTypes: [new NetHuntApi(), new WorksectionApi()],
});
