import type { INode } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { badInput, failureOf, Fault, toNodeError, type FaultKind } from '../../../nodes/shared/fault';

const node = {
	id: '1',
	name: 'Toy',
	type: 'toy',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
} as unknown as INode;

const KINDS: FaultKind[] = [
	'input',
	'unauthorized',
	'forbidden',
	'notFound',
	'invalid',
	'conflict',
	'misconfigured',
	'rateLimited',
	'quotaExhausted',
	'unavailable',
	'unreachable',
	'timedOut',
	'unreadable',
	'braked',
];

describe('Fault', () => {
	it('has advice of its own for every kind, so that no two causes look alike', () => {
		const advice = KINDS.map((kind) => new Fault(kind, 'x').advice);
		expect(new Set(advice).size).toBe(KINDS.length);
	});

	it('prefers the advice it is given', () => {
		expect(badInput('Title', '"Title" is empty.', 'Fill it in.')).toMatchObject({
			kind: 'input',
			field: 'Title',
			advice: 'Fill it in.',
			effect: 'none',
		});
	});

	it.each(KINDS)('%s says whether waiting alone may help', (kind) => {
		const passing = ['rateLimited', 'unavailable', 'unreachable', 'timedOut', 'unreadable'];
		expect(new Fault(kind, 'x').passing).toBe(passing.includes(kind));
	});
});

describe('failureOf', () => {
	it.each([
		['unauthorized', 'credential-invalid'],
		['forbidden', 'configuration-invalid'],
		['misconfigured', 'configuration-invalid'],
		['quotaExhausted', 'quota-exhausted'],
		['unavailable', 'temporarily-unavailable'],
		['unreachable', 'temporarily-unavailable'],
		['timedOut', 'temporarily-unavailable'],
	] as const)('%s is %s', (kind, cause) => expect(failureOf(new Fault(kind, 'x'))).toEqual({ cause }));

	it('passes the wait on', () => {
		const fault = new Fault('rateLimited', 'x', { retryAfterMs: 2000 });
		expect(failureOf(fault)).toEqual({ cause: 'rate-limited', retryAfterMs: 2000 });
	});

	it.each(['input', 'invalid', 'conflict', 'unreadable', 'braked'] as const)('declares nothing for %s', (kind) => {
		expect(failureOf(new Fault(kind, 'x'))).toBeUndefined();
	});
});

describe('toNodeError', () => {
	it('names what happened, the item, the next step and the status', () => {
		const fault = new Fault('notFound', 'Toy found nothing.', { status: 404 });
		const error = toNodeError(node, fault, 3, 'Two items were written.');
		expect(error).toBeInstanceOf(NodeApiError);
		expect(error.message).toBe('Toy found nothing. [item 3]');
		expect(error.description).toBe(`${fault.advice} Two items were written.`);
		expect((error as NodeApiError).httpCode).toBe('404');
		expect(error.context.itemIndex).toBe(3);
		expect(error.failure).toEqual({ cause: 'configuration-invalid' });
	});

	it.each(['input', 'braked'] as const)('%s was never sent, so it is no error of the API', (kind) => {
		expect(toNodeError(node, new Fault(kind, 'No.'))).toBeInstanceOf(NodeOperationError);
	});

	it.each([
		new Fault('unreachable', 'Toy could not be reached (ECONNREFUSED) to read the deals.'),
		new Fault('timedOut', 'Toy did not answer in time (ETIMEDOUT).', { status: 504 }),
		badInput('Name', 'There is no field "FilePermissions".'),
	])('keeps our sentence where n8n would put a general one: %s', (fault) => {
		const error = toNodeError(node, fault);
		expect(error.message).toBe(fault.message);
		expect(error.messages).toEqual([]);
	});

	it('passes errors of n8n on unchanged', () => {
		const error = new NodeOperationError(node, 'As it is.');
		expect(toNodeError(node, error, 5)).toBe(error);
	});

	it('takes anything else for a defect of ours', () => {
		const error = toNodeError(node, new TypeError('x is not a function'), 1);
		expect(error.message).toBe('x is not a function [item 1]');
		expect(error.failure).toEqual({ cause: 'node-defect' });
		expect(toNodeError(node, 'just words').message).toBe('just words');
	});
});
