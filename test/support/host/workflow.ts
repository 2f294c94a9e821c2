import { randomUUID } from 'node:crypto';

export interface CredentialRef {
	id: string;
	name: string;
}

/** A node as an exported workflow or template holds it. */
export interface NodeJson {
	id?: string;
	name: string;
	type: string;
	typeVersion: number;
	position: [number, number];
	parameters: Record<string, unknown>;
	credentials?: Record<string, CredentialRef>;
	webhookId?: string;
	[other: string]: unknown;
}

export interface WorkflowJson {
	name: string;
	nodes: NodeJson[];
	connections: object;
	settings?: object;
	[other: string]: unknown;
}

export interface NodePatch {
	/** Laid over the node's own, object by object; a list replaces a list. */
	parameters?: Record<string, unknown>;
	/** n8n knows no interval under a minute; this sets one fixed second after the other instead. Must divide 60. */
	pollEverySeconds?: number;
	/** Any other property of the node, such as `onError`, `retryOnFail` or `disabled`. */
	[property: string]: unknown;
}

export interface ImportOptions {
	/** By credential type: what to attach to each node that declares it. */
	credentials?: Record<string, CredentialRef>;
	/** By node name or by node type; where both are given the node's name is laid over its type. */
	patchNodes?: Record<string, NodePatch>;
	/** Instead of the name in the file. */
	name?: string;
}

/** The part of a node type's description that binding needs. */
export interface NodeType {
	name: string;
	credentials?: Array<{ name: string; displayOptions?: { show?: Record<string, unknown[]> } }>;
	properties: Array<{ name: string; default?: unknown }>;
	webhooks?: Array<{ path: string; isFullPath?: unknown }>;
}

type Plain = Record<string, unknown>;

const isPlain = (value: unknown): value is Plain =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function overlay(base: Plain, top: Plain): Plain {
	const merged = { ...base };
	for (const [key, value] of Object.entries(top)) {
		const below = merged[key];
		// A resource locator is one value: half of the old one and half of the new would be neither.
		merged[key] = isPlain(value) && isPlain(below) && !('__rl' in value) ? overlay(below, value) : value;
	}
	return merged;
}

export function pollTimes(everySeconds: number): Plain {
	if (60 % everySeconds !== 0) throw new Error(`pollEverySeconds is ${everySeconds}; it must divide 60.`);
	const seconds = Array.from({ length: 60 / everySeconds }, (_, index) => index * everySeconds);
	return { item: seconds.map((second) => ({ mode: 'custom', cronExpression: `${second} * * * * *` })) };
}

function patched(node: NodeJson, patch: NodePatch = {}): NodeJson {
	const { parameters = {}, pollEverySeconds, ...properties } = patch;
	const polling = pollEverySeconds === undefined ? {} : { pollTimes: pollTimes(pollEverySeconds) };
	return { ...node, ...properties, parameters: { ...overlay(node.parameters, parameters), ...polling } };
}

/** Which of the credentials a node declares its form shows, as the chosen sign-in decides. */
function shownCredentials(node: NodeJson, type: NodeType): string[] {
	const valueOf = (name: string) =>
		node.parameters[name] ?? type.properties.find((property) => property.name === name)?.default;
	const isShown = ([name, allowed]: [string, unknown[]]) =>
		name.startsWith('@') || name.startsWith('/') || allowed.includes(valueOf(name));
	return (type.credentials ?? [])
		.filter(({ displayOptions }) => Object.entries(displayOptions?.show ?? {}).every(isShown))
		.map(({ name }) => name);
}

function bound(node: NodeJson, type: NodeType | undefined, given: Record<string, CredentialRef>): NodeJson {
	if (!type) return node;
	const attached = shownCredentials(node, type)
		.filter((name) => given[name])
		.map((name) => [name, { id: given[name]!.id, name: given[name]!.name }]);
	const credentials = { ...node.credentials, ...Object.fromEntries(attached) };
	const webhook = type.webhooks?.length ? { webhookId: node.webhookId ?? randomUUID() } : {};
	return { ...node, ...webhook, ...(Object.keys(credentials).length > 0 ? { credentials } : {}) };
}

/** A name in `patchNodes` that fits no node is a slip that would otherwise show as a story that waits for nothing. */
function checkPatches(workflow: WorkflowJson, patches: Record<string, NodePatch>) {
	const known = new Set(workflow.nodes.flatMap(({ name, type }) => [name, type]));
	const unknown = Object.keys(patches).filter((key) => !known.has(key));
	if (unknown.length === 0) return;
	throw new Error(`"${workflow.name}" has no node with the name or type ${unknown.join(', ')}.`);
}

/** What n8n is asked to create from a template: its nodes patched, their ids and credentials filled in. */
export function prepareWorkflow(json: WorkflowJson, types: NodeType[], options: ImportOptions = {}): WorkflowJson {
	const { credentials = {}, patchNodes = {}, name = json.name } = options;
	checkPatches(json, patchNodes);
	const nodes = json.nodes.map((node) => {
		const withPatches = patched(patched(node, patchNodes[node.type]), patchNodes[node.name]);
		const type = types.find((candidate) => candidate.name === node.type);
		return bound({ id: randomUUID(), ...withPatches }, type, credentials);
	});
	return { name, nodes, connections: json.connections, settings: json.settings ?? {} };
}
