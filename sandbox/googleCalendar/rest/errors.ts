import type { VendorReply } from '../../common';
import type { Refusal } from '../model';

/** The body of google-calendar.md D. */
export function errorReply({ status, reason, message, more }: Refusal): VendorReply {
	const { domain = 'global', location, locationType, headers } = more;
	const at = location ? { locationType: locationType ?? 'parameter', location } : {};
	const error = { errors: [{ domain, reason, message, ...at }], code: status, message };
	return { status, ...(headers ? { headers } : {}), json: { error } };
}
