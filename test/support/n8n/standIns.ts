import './environment';
import type {
	AssignmentCollectionValue,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodeType,
	INodeTypes,
	IVersionedNodeType,
	NodeConnectionType,
} from 'n8n-workflow';
import { NodeHelpers, NodeOperationError } from 'n8n-workflow';
import { commonPollingParameters } from 'n8n-core/dist/nodes-loader/constants';

type Execute = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

function standIn(name: string, properties: INodeProperties[], execute?: Execute, outputs = 1): INodeType {
	const isTrigger = execute === undefined;
	return {
		description: {
			displayName: name,
			name,
			description: 'Stands in for the core node of the same name',
			group: [isTrigger ? 'trigger' : 'transform'],
			version: [1, 1.1, 2, 2.1, 2.2, 2.3, 3, 3.1, 3.2, 3.3, 3.4],
			defaults: { name },
			inputs: isTrigger ? [] : ['main' as NodeConnectionType],
			outputs: Array<NodeConnectionType>(outputs).fill('main' as NodeConnectionType),
			properties,
		},
		execute: execute ?? passOn,
	};
}

const passOn: Execute = async function () {
	return [this.getInputData()];
};

const parameter = (name: string, type: INodeProperties['type'], fallback: unknown): INodeProperties =>
	({ displayName: name, name, type, default: fallback, typeOptions: {}, options: [] }) as INodeProperties;

/** Edit Fields, in its two modes; dots in a name make nested fields. */
const set = standIn(
	'set',
	[
		parameter('mode', 'string', 'manual'),
		parameter('assignments', 'assignmentCollection', {}),
		parameter('jsonOutput', 'json', '{}'),
		parameter('includeOtherFields', 'boolean', false),
	],
	async function () {
		const items = this.getInputData().map((item, index): INodeExecutionData => {
			const kept = this.getNodeParameter('includeOtherFields', index) ? structuredClone(item.json) : {};
			return { json: Object.assign(kept, valuesOf(this, index)), binary: item.binary, pairedItem: { item: index } };
		});
		return [items];
	},
);

function valuesOf(host: IExecuteFunctions, index: number): IDataObject {
	if (host.getNodeParameter('mode', index) === 'raw') {
		const raw = host.getNodeParameter('jsonOutput', index) as string | IDataObject;
		return typeof raw === 'string' ? (JSON.parse(raw) as IDataObject) : raw;
	}
	const { assignments = [] } = host.getNodeParameter('assignments', index) as Partial<AssignmentCollectionValue>;
	const json: IDataObject = {};
	for (const { name, value } of assignments) {
		const path = name.split('.');
		const last = path.pop()!;
		const owner = path.reduce((at, key) => (at[key] ??= {}) as IDataObject, json);
		owner[last] = value as IDataObject[string];
	}
	return json;
}

const conditions = parameter('conditions', 'filter', {});

/** Which items the conditions hold for, decided by n8n's own filter. */
const holding = (host: IExecuteFunctions): boolean[] =>
	host
		.getInputData()
		.map((_, index) => host.getNodeParameter('conditions', index, false, { extractValue: true }) as boolean);

const withPair = (items: INodeExecutionData[]): INodeExecutionData[] =>
	items.map((item, index) => ({ ...item, pairedItem: { item: index } }));

const ifNode = standIn(
	'if',
	[conditions, parameter('options', 'collection', {})],
	async function () {
		const holds = holding(this);
		const items = withPair(this.getInputData());
		return [items.filter((_, index) => holds[index]), items.filter((_, index) => !holds[index])];
	},
	2,
);

const filter = standIn('filter', [conditions, parameter('options', 'collection', {})], async function () {
	const holds = holding(this);
	return [withPair(this.getInputData()).filter((_, index) => holds[index])];
});

const stopAndError = standIn(
	'stopAndError',
	[
		parameter('errorType', 'string', 'errorMessage'),
		parameter('errorMessage', 'string', ''),
		parameter('errorObject', 'json', '{}'),
	],
	async function () {
		const message =
			this.getNodeParameter('errorType', 0) === 'errorObject'
				? String(this.getNodeParameter('errorObject', 0))
				: (this.getNodeParameter('errorMessage', 0) as string);
		throw new NodeOperationError(this.getNode(), message);
	},
);

const noOp = standIn('noOp', [], passOn);
const stickyNote = standIn('stickyNote', [], passOn);

/** The core nodes that templates use, as much of each as they need. */
const STAND_INS: Record<string, INodeType> = Object.fromEntries(
	[standIn('manualTrigger', []), set, ifNode, filter, stopAndError, noOp, stickyNote].map((node) => [
		`n8n-nodes-base.${node.description.name}`,
		node,
	]),
);

/** The node types of one harness; a class of the package goes before a stand-in. */
export class NodeTypes implements INodeTypes {
	private readonly types: Record<string, INodeType | IVersionedNodeType>;

	constructor(own: Record<string, INodeType | IVersionedNodeType>) {
		this.types = { ...STAND_INS, ...own };
		// n8n adds Poll Times to every polling node when it loads it.
		for (const [name, type] of Object.entries(own)) if ('poll' in type) this.types[name] = withPollTimes(type);
	}

	getByName(name: string): INodeType | IVersionedNodeType {
		const type = this.types[name];
		if (type) return type;
		throw new Error(`The harness knows no node "${name}": it has ${Object.keys(this.types).join(', ')}.`);
	}

	getByNameAndVersion(name: string, version?: number): INodeType {
		return NodeHelpers.getVersionedNodeType(this.getByName(name), version);
	}

	getKnownTypes(): IDataObject {
		return {};
	}
}

function withPollTimes(type: INodeType): INodeType {
	if (type.description.properties.some(({ name }) => name === 'pollTimes')) return type;
	const copy = Object.create(type) as INodeType;
	const properties = [...commonPollingParameters, ...type.description.properties];
	copy.description = { ...type.description, properties };
	return copy;
}
