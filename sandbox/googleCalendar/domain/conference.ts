import { createHash } from 'node:crypto';
import type { Body, Json } from '../model';

/** What Google's screens make for "Add Google Meet"; the room follows from the request, so that a repeated one changes nothing. */
export function meet(requestId: string): { conferenceData: Json; hangoutLink: string } {
	const letters = createHash('sha256').update(requestId).digest('hex').replace(/\d/g, 'k');
	const room = `${letters.slice(0, 3)}-${letters.slice(3, 7)}-${letters.slice(7, 10)}`;
	const uri = `https://meet.google.com/${room}`;
	return {
		hangoutLink: uri,
		conferenceData: {
			createRequest: { requestId, conferenceSolutionKey: { type: 'hangoutsMeet' }, status: { statusCode: 'success' } },
			entryPoints: [{ entryPointType: 'video', uri, label: uri.slice('https://'.length) }],
			conferenceSolution: { key: { type: 'hangoutsMeet' }, name: 'Google Meet' },
			conferenceId: room,
		},
	};
}

interface Rules {
	/** The caller asked for conference data; without that it stays as it is. */
	allowed: boolean;
	/** What is not sent stays. */
	keeps: boolean;
}

export function withConference(body: Body, former: Body | undefined, sent: Json, { allowed, keeps }: Rules): Body {
	const { conferenceData, hangoutLink, ...rest } = body;
	const data = sent.conferenceData as Json | null | undefined;
	if (!allowed || (data === undefined && keeps)) {
		const { conferenceData: kept, hangoutLink: link } = former ?? ({} as Partial<Body>);
		return { ...rest, ...(kept ? { conferenceData: kept } : {}), ...(link ? { hangoutLink: link } : {}) } as Body;
	}
	if (!data) return rest as Body;
	const requestId = (data.createRequest as Json | undefined)?.requestId;
	if (typeof requestId === 'string' && !data.entryPoints) return { ...rest, ...meet(requestId) } as Body;
	return { ...rest, conferenceData: data } as Body;
}
