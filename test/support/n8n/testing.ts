import './environment';
import { ExecuteContext, RoutingNode } from 'n8n-core';
import type { INodeCredentialTestResult, INodeExecutionData, INodeType } from 'n8n-workflow';
import { createEmptyRunExecutionData } from 'n8n-workflow';

import { Credentials } from './credentials';
import { Setting } from './setting';
import { NodeTypes } from './standIns';

interface Failed {
	message: string;
	cause?: { code?: string; response?: { status: number; statusText?: string } };
}

/** Presses Test on a credential: its declared request is sent and its rules are read as n8n reads them. */
export async function testCredential(credentials: Credentials, name: string): Promise<INodeCredentialTestResult> {
	const { test } = credentials.typeOf(name);
	if (!test) throw new Error(`The credential "${name}" declares no test.`);
	const rules = test.rules ?? [];
	const outcome = await send(credentials, name, test.request as never);
	if ('failed' in outcome) return { status: 'Error', message: reasonOf(outcome.failed, rules as Rule[]) };
	const body = outcome.items[0]?.[0]?.json ?? {};
	const refused = (rules as Rule[]).find(
		({ type, properties }) => type === 'responseSuccessBody' && at(body, properties.key ?? '') === properties.value,
	);
	if (refused) return { status: 'Error', message: refused.properties.message };
	return { status: 'OK', message: 'Connection successful!' };
}

interface Rule {
	type: string;
	properties: { key?: string; value: unknown; message: string };
}

function reasonOf({ message, cause }: Failed, rules: Rule[]): string {
	const status = cause?.response?.status;
	const rule = rules.find(({ type, properties }) => type === 'responseCode' && properties.value === status);
	if (rule) return rule.properties.message;
	if (status !== undefined) return cause?.response?.statusText || `Received HTTP status code: ${status}`;
	return cause?.code ?? message;
}

const at = (value: unknown, path: string): unknown =>
	path.split('.').reduce<unknown>((inner, key) => (inner as Record<string, unknown> | undefined)?.[key], value);

async function send(
	credentials: Credentials,
	name: string,
	request: object,
): Promise<{ items: INodeExecutionData[][] } | { failed: Failed }> {
	const temporary = {
		description: {
			displayName: 'Temp',
			name: 'temp',
			group: ['transform'],
			version: 1,
			defaults: {},
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name, required: true }],
			properties: [{ displayName: 'Temp', name: 'temp', type: 'string', default: '', routing: { request } }],
		},
	} as unknown as INodeType;
	const setting = new Setting(new NodeTypes({ temp: temporary }), credentials);
	const workflow = setting.workflow({ nodes: [{ name: 'Temp', type: 'temp' }] });
	const node = workflow.getNode('Temp')!;
	const context = new ExecuteContext(
		workflow,
		node,
		setting.additionalData(workflow, 'internal', { currentNodeParameters: node.parameters }),
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	try {
		const routing = new RoutingNode(context, temporary);
		return { items: (await workflow.expression.withIsolate(async () => await routing.runNode())) ?? [] };
	} catch (error) {
		return { failed: error as Failed };
	}
}
