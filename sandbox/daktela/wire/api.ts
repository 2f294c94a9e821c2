import { createHash } from 'node:crypto';
import type { VendorReply, VendorRequest } from '../../common';
import { changeRow, createRow, deleteRow, rowOf } from '../domain/write';
import { Refusal, type Account } from '../types';
import type { World } from '../world';
import { placeFor, type ObjectPlace, type Place } from './address';
import { envelope, refusalAnswer } from './answer';
import { demandRight, forgetEnded, signedIn } from './auth';
import { bodyOf } from './body';
import { readBrackets } from './brackets';
import type { Gate } from './gate';
import { answerList, fieldsOf } from './list';
import { answerLogin } from './login';
import { answerRelation } from './relation';
import type { Selector } from './select';
import { Showing } from './show';
import { answerUpload } from './upload';

/** Everything below `/api/v6/`, and `/file/upload.php`. */
export class Api {
	/** The last answer's mark by address and user, for a 304 that nobody asked for. */
	private readonly last = new Map<string, string>();

	constructor(
		private readonly world: World,
		private readonly gate: Gate,
		private readonly selector: Selector,
	) {}

	clear(): void {
		this.last.clear();
		this.gate.clear();
	}

	async answer(request: VendorRequest): Promise<VendorReply> {
		const { htmlPageStatus } = this.world.switches;
		if (htmlPageStatus > 0) return page(htmlPageStatus);
		try {
			return await this.gate.pass(() => this.route(request));
		} catch (error) {
			const reply = refusalAnswer(this.world, error);
			if (!reply) throw error;
			return reply;
		}
	}

	private async route(request: VendorRequest): Promise<VendorReply> {
		const place = placeFor(this.world, request);
		if (!(methods[place.kind] ?? []).includes(request.method)) throw new Refusal(405, 'method');
		forgetEnded(this.world);
		if (place.kind === 'login') return answerLogin(this.world, request);
		const account = signedIn(this.world, request);
		if (place.kind === 'upload') return await answerUpload(this.world, request);
		if (place.kind === 'whoim') return { json: envelope(this.world, this.user(account)) };
		demandRight(this.world, account, place.resource, request.method);
		if (request.method !== 'GET') return this.write(place, request);
		return this.conditional(request, account, this.read(place, request));
	}

	private user({ name }: Account): unknown {
		return new Showing(this.world).row('users', rowOf(this.world, 'users', name));
	}

	private read(place: ObjectPlace, request: VendorRequest): unknown {
		const { world, selector } = this;
		const query = readBrackets(request.rawQuery);
		if (place.kind === 'list') return answerList(world, selector, place.resource, query);
		const row = rowOf(world, place.resource, place.name);
		if (place.kind === 'relation') return answerRelation(world, selector, place, row, query);
		return new Showing(world).row(place.resource, row, fieldsOf(query));
	}

	private write(place: ObjectPlace, request: VendorRequest): VendorReply {
		const { world } = this;
		const { resource } = place;
		const origin = { via: 'api' } as const;
		const shown = (row: ReturnType<typeof createRow>) => envelope(world, new Showing(world).row(resource, row));
		if (place.kind === 'list')
			return { status: world.switches.createStatus, json: shown(createRow(world, resource, bodyOf(request), origin)) };
		if (place.kind === 'relation') throw new Refusal(405, 'method');
		const row = rowOf(world, resource, place.name);
		if (request.method === 'PUT') return { json: shown(changeRow(world, resource, row, bodyOf(request), origin)) };
		deleteRow(world, resource, row, origin);
		return { status: 204 };
	}

	/** An answer to a reading, or 304 by the switch (7). */
	private conditional(request: VendorRequest, account: Account, result: unknown): VendorReply {
		const { notModified } = this.world.switches;
		const reply = { json: envelope(this.world, result) };
		if (notModified === 'never') return reply;
		const mark = `"${createHash('sha1').update(JSON.stringify(result)).digest('hex')}"`;
		const id = `${account.name} ${request.path}?${request.rawQuery}`;
		const before = notModified === 'etag' ? request.headers['if-none-match'] : this.last.get(id);
		this.last.set(id, mark);
		if (before === mark) return { status: 304 };
		return notModified === 'etag' ? { ...reply, headers: { ETag: mark } } : reply;
	}
}

const methods: Record<Place['kind'], string[]> = {
	login: ['POST', 'PUT'],
	whoim: ['GET'],
	upload: ['POST'],
	list: ['GET', 'POST'],
	row: ['GET', 'PUT', 'DELETE'],
	relation: ['GET'],
};

const page = (status: number): VendorReply => ({
	status,
	headers: { 'Content-Type': 'text/html; charset=utf-8' },
	body: '<!doctype html><html><head><title>Daktela</title></head><body><h1>Maintenance</h1></body></html>',
});
