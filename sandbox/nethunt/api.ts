import type { VendorReply, VendorRequest } from '../common';
import { Refusal } from './model';
import { reads } from './reads';
import type { Endpoint, Room } from './room';
import { writes } from './writes';

/** Every path of the Integration API lies below this (nethunt.md 1). */
export const BASE_PATH = '/api/v1/zapier';

const byMethod: Record<string, Record<string, Endpoint>> = { GET: reads, POST: writes };

/** The endpoint's own name, for the log and for faults: 'record-change', 'update-record'. */
export function actionOf({ path }: VendorRequest): string | undefined {
	return path.startsWith(`${BASE_PATH}/`) ? path.slice(BASE_PATH.length + 1).split('/')[1] : undefined;
}

export function handle(room: Room, request: VendorRequest): VendorReply {
	try {
		return route(room, request);
	} catch (error) {
		if (!(error instanceof Refusal)) throw error;
		const { status, message, headers } = error;
		return room.switches.errorBody === 'json'
			? { status, headers, json: { message } }
			: { status, headers, body: message };
	}
}

function route(room: Room, request: VendorRequest): VendorReply {
	const user = room.gate.enter(request);
	const [group, name, id, ...more] = request.path.slice(BASE_PATH.length + 1).split('/');
	const key = `${group}/${name}${id === undefined ? '' : '/'}`;
	const endpoints = byMethod[request.method] ?? {};
	const known = request.path.startsWith(`${BASE_PATH}/`) && more.length === 0 && Object.hasOwn(endpoints, key);
	if (!known) throw new Refusal(404, 'Not found');
	return endpoints[key]!(room, { user, id: decode(id), query: request.query, body: bodyOf(request) });
}

function decode(id = ''): string {
	try {
		return decodeURIComponent(id);
	} catch {
		return id;
	}
}

function bodyOf({ method, body }: VendorRequest): unknown {
	if (method !== 'POST' || body.length === 0) return undefined;
	try {
		return JSON.parse(body.toString());
	} catch {
		throw new Refusal(400, 'The body is not JSON');
	}
}
