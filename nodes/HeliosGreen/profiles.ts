import type { IDataObject } from 'n8n-workflow';

import { isXml } from '../shared/xml/kind';
import { everyNode, treeOf, valueIn } from '../shared/xml/tree';
import { VENDOR } from './access';
import { notXml } from './faults';

export interface DatabaseProfile extends IDataObject {
	name: string;
	server?: string;
	database?: string;
}

/** XML with name, server and database of each profile; its nesting is unknown, so whatever has a name counts (helios-green.md 1.2). */
export function profilesIn(text: string, doing: string): DatabaseProfile[] {
	if (!isXml(text)) throw notXml(text, doing);
	const profiles: DatabaseProfile[] = [];
	for (const node of everyNode(treeOf(text, { vendor: VENDOR, doing }))) {
		const name = valueIn(node, 'name') ?? valueIn(node, 'profile');
		if (!name?.trim()) continue;
		const server = valueIn(node, 'server');
		const database = valueIn(node, 'db') ?? valueIn(node, 'database');
		profiles.push({ name: name.trim(), ...(server && { server }), ...(database && { database }) });
	}
	return profiles;
}
