import type { VendorRequest } from '../../common';
import { Refusal } from '../types';
import { plain, readBrackets } from './brackets';

/** JSON, or a form with brackets (daktela.md 2). Throws a Refusal 400 for what is neither. */
export function bodyOf({ headers, body }: VendorRequest): Record<string, unknown> {
	if (body.length === 0) return {};
	const text = body.toString();
	if (headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
		return plain(readBrackets(text)) as Record<string, unknown>;
	let parsed: unknown;
	try {
		parsed = JSON.parse(text);
	} catch {
		throw new Refusal(400, 'badRequest');
	}
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new Refusal(400, 'badRequest');
	return parsed as Record<string, unknown>;
}
