import type { Fault } from './faults';
import type { WholeReply } from './stream';

export interface Wire {
	status: number;
	headers: Record<string, string>;
	body: Buffer;
	/** Send this many bytes and cut the connection. */
	cutAfter?: number;
}

export function toWire(reply: WholeReply): Wire {
	const isJson = reply.json !== undefined;
	const body = isJson ? JSON.stringify(reply.json) : (reply.body ?? '');
	return {
		status: reply.status ?? 200,
		headers: {
			'Content-Type': isJson ? 'application/json; charset=utf-8' : 'text/plain; charset=utf-8',
			...reply.headers,
		},
		body: typeof body === 'string' ? Buffer.from(body) : body,
	};
}

const PAGE = '<!doctype html><html><head><title>Maintenance</title></head><body><h1>Back soon</h1></body></html>';

/** The answer as it is after the given harm. */
export function spoil(wire: Wire, harm: NonNullable<Fault['reply']>): Wire {
	switch (harm) {
		case 'html':
			return {
				...wire,
				headers: { ...wire.headers, 'Content-Type': 'text/html; charset=utf-8' },
				body: Buffer.from(PAGE),
			};
		case 'malformed':
			return { ...wire, body: Buffer.concat([wire.body, Buffer.from(',}')]) };
		case 'truncated':
			return { ...wire, cutAfter: Math.floor(wire.body.length / 2) };
		case 'empty':
			return { ...wire, body: Buffer.alloc(0) };
		case 'wrongTypes':
			return { ...wire, body: Buffer.from(wrongTypes(wire.body.toString())) };
	}
}

function wrongTypes(text: string): string {
	let harmed = 0;
	const swap = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(swap);
		if (typeof value === 'object' && value !== null)
			return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, swap(inner)]));
		harmed += 1;
		return typeof value === 'string' ? 7 : { unexpected: value };
	};
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		return '7';
	}
	const swapped = swap(parsed);
	// An answer with no leaf (an empty list) would come through unharmed.
	return JSON.stringify(harmed ? swapped : 'unexpected');
}
