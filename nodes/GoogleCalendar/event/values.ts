/** Mapped values in one writing, which is also how two of them are compared. Pure. */
import { badInput } from '../../shared/fault';
import { textOf } from '../../shared/text';
import type { Attendee, EventBody, GoogleEvent } from '../schema';
import { plainText } from '../sync/description';
import { textOfHtml } from '../sync/html';
import { COLORS, SHOW_AS, VISIBILITIES } from '../targets';

/** A field of an event other than its time. */
export interface Plain {
	label: string;
	/** As it is where nobody has set it. */
	empty: string;
	/** @throws Fault `input` */
	read(value: unknown): string;
	of(event: GoogleEvent): string;
	/** What is wanted, as far as `of` tells it of this event. */
	toldOf?(wanted: string, event: GoogleEvent): string;
	/** What is sent. @param event what is there now */
	put(wanted: string, event: GoogleEvent | undefined): EventBody;
}

/** `textOf` with list and objects, in one writing. */
const written = (value: unknown): string => plainText(textOf(value));

const choiceOf =
	(label: string, choices: ReadonlyArray<{ name: string; value: string }>, otherwise: string) =>
	(value: unknown): string => {
		const typed = written(value).toLowerCase();
		if (typed === '') return otherwise;
		const found = choices.find((choice) => choice.value === typed || choice.name.toLowerCase() === typed);
		if (found) return found.value;
		throw badInput(
			label,
			`${label} cannot be "${typed}".`,
			`Choose one of ${choices.map(({ name }) => name).join(', ')}.`,
		);
	};

const guestsIn = (event: GoogleEvent | undefined): Attendee[] => event?.attendees ?? [];
/** Whoever the calendar belongs to, and rooms, are no guests that a mapping names. */
const isInvited = ({ organizer, self, resource }: Attendee): boolean => !organizer && !self && !resource;
const emailOf = ({ email = '' }: Attendee): string => email.toLowerCase();

const EMAIL = /^[^\s@<>,;]+@[^\s@<>,;]+$/;

function emailsOf(value: unknown): string {
	const typed = written(value)
		.split(/[,;\n]/)
		.map((one) => (/<([^<>]*)>\s*$/.exec(one)?.[1] ?? one).trim().toLowerCase())
		.filter(Boolean);
	const wrong = typed.find((one) => !EMAIL.test(one));
	if (wrong !== undefined) {
		throw badInput('Guests', `Guests: "${wrong}" is not an email address.`, 'Give addresses with commas between.');
	}
	return [...new Set(typed)].sort().join(', ');
}

/** Four weeks. */
const LONGEST_MINUTES = 40_320;

function remindersOf(value: unknown): string {
	const typed = written(value).toLowerCase();
	if (typed === 'default' || typed === '') return 'default';
	if (typed === 'none') return 'none';
	const rows = typed.split(/[,;\n]/).map((one) => {
		const [, minutes, method = 'popup'] = /^\s*(\d+)\s*(?:min(?:utes?)?)?\s*(popup|email)?\s*$/.exec(one) ?? [];
		if (minutes !== undefined && Number(minutes) <= LONGEST_MINUTES) return `${Number(minutes)} ${method}`;
		throw badInput(
			'Reminders',
			`Reminders: "${one.trim()}" is not a number of minutes.`,
			`Write minutes before the start, up to ${LONGEST_MINUTES}, such as "10, 60 email"; or "none", or "default".`,
		);
	});
	return [...new Set(rows)].sort().join(', ');
}

function remindersIn({ reminders }: GoogleEvent): string {
	if (!reminders || reminders.useDefault === true) return 'default';
	const rows = (reminders.overrides ?? []).map(({ minutes, method }) => `${minutes} ${method}`);
	return rows.length > 0 ? rows.sort().join(', ') : 'none';
}

function remindersBody(wanted: string): EventBody['reminders'] {
	if (wanted === 'default') return { useDefault: true, overrides: [] };
	const rows = wanted === 'none' ? [] : wanted.split(', ').map((row) => row.split(' '));
	return { useDefault: false, overrides: rows.map(([minutes, method]) => ({ method, minutes: Number(minutes) })) };
}

function addressOf(value: unknown): string {
	const typed = written(value);
	if (typed === '' || (/^https?:\/\//i.test(typed) && URL.canParse(typed))) return typed;
	throw badInput('Source Link', 'Source Link is not a web address.', 'Begin it with https://.');
}

const NONE = '';

/** By the ids of `targets.ts`. */
export const PLAIN: Readonly<Record<string, Plain>> = {
	summary: {
		label: 'Title',
		empty: NONE,
		read: written,
		of: ({ summary }) => plainText(summary ?? NONE),
		put: (summary) => ({ summary }),
	},
	description: {
		label: 'Description',
		empty: NONE,
		read: written,
		of: ({ description }) => plainText(description ?? NONE),
		put: (description) => ({ description }),
	},
	location: {
		label: 'Location',
		empty: NONE,
		read: written,
		of: ({ location }) => plainText(location ?? NONE),
		put: (location) => ({ location }),
	},
	color: {
		label: 'Color',
		empty: NONE,
		read: choiceOf('Color', COLORS, NONE),
		of: ({ colorId }) => colorId ?? NONE,
		put: (color) => ({ colorId: color || null }),
	},
	visibility: {
		label: 'Visibility',
		empty: 'default',
		read: choiceOf('Visibility', [...VISIBILITIES, { name: 'Confidential', value: 'confidential' }], 'default'),
		of: ({ visibility }) => visibility ?? 'default',
		put: (visibility) => ({ visibility }),
	},
	showAs: {
		label: 'Show As',
		empty: 'busy',
		read: choiceOf('Show As', SHOW_AS, 'busy'),
		of: ({ transparency }) => (transparency === 'transparent' ? 'free' : 'busy'),
		put: (showAs) => ({ transparency: showAs === 'free' ? 'transparent' : 'opaque' }),
	},
	guests: {
		label: 'Guests',
		empty: NONE,
		read: emailsOf,
		of: (event) => [...new Set(guestsIn(event).filter(isInvited).map(emailOf))].sort().join(', '),
		// Who the calendar belongs to may be named, too, but is never told.
		toldOf(wanted, event) {
			const others = new Set(
				guestsIn(event)
					.filter((one) => !isInvited(one))
					.map(emailOf),
			);
			return wanted
				.split(', ')
				.filter((email) => !others.has(email))
				.join(', ');
		},
		// Who stays is sent back whole, so that no answer to the invitation is lost.
		put(wanted, event) {
			const emails = wanted === NONE ? [] : wanted.split(', ');
			const stay = guestsIn(event).filter((one) => !isInvited(one) || emails.includes(emailOf(one)));
			const there = new Set(stay.map(emailOf));
			return { attendees: [...stay, ...emails.filter((email) => !there.has(email)).map((email) => ({ email }))] };
		},
	},
	reminders: {
		label: 'Reminders',
		empty: 'default',
		read: remindersOf,
		of: remindersIn,
		put: (wanted) => ({ reminders: remindersBody(wanted) }),
	},
	sourceUrl: {
		label: 'Source Link',
		empty: NONE,
		read: addressOf,
		of: ({ source }) => source?.url ?? NONE,
		put: (url) => ({ source: url ? { title: new URL(url).host, url } : null }),
	},
};

/** Google's screens turn a description into HTML, which says the same. */
export const samePlain = (id: string, a: string, b: string): boolean =>
	a === b || (id === 'description' && bare(a) === bare(b));

/** What of a value is remembered and compared. */
export const comparable = (id: string, value: string): string => (id === 'description' ? bare(value) : value);

const bare = (text: string): string => plainText(textOfHtml(text));
