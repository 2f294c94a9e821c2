/** The link to the record that an event was made from, and what was last written: both stand on the event. Pure. */
import { badInput } from '../../shared/fault';
import { fingerprint } from '../../shared/sync/fingerprint';
import { linkOf } from '../../shared/sync/pairs/stamp';
import { textOf } from '../../shared/text';
import type { EventBody, GoogleEvent } from '../schema';
import { eventIdOf } from '../sync/ids';
import { comparableOf, emptyOf } from './wanted';

/** Names of the private properties. All begin alike, so that people see whose they are. */
export const SOURCE = { link: 'n8nSourceLink', system: 'n8nSourceSystem', print: 'n8nSourcePrint' } as const;

/** Of a property (google-calendar.md A). */
const LONGEST_VALUE = 1024;
const LENGTH = 16;

export interface Source {
	system: string;
	link: string;
}

/** @throws Fault `input` */
export function sourceOf(system: unknown, id: unknown): Source {
	const [name, key] = [textOf(system).trim(), textOf(id).trim()];
	if (name === '') throw badInput('Source System', 'Source System is empty.', 'Name the system, such as Streamsoft.');
	if (key === '') throw badInput('Source ID', 'Source ID is empty.', 'Give the ID that the record has there.');
	const link = linkOf(name, key);
	if (link.length > LONGEST_VALUE) {
		throw badInput('Source ID', 'Source System and Source ID are too long together.', 'Use a shorter ID.');
	}
	return { system: name, link };
}

/** The same for a record however often its event is created, in whatever calendar; another one in each generation. */
export const idOf = ({ link }: Source, generation: number): string => eventIdOf(`source ${link}`, generation);

/** Which value of each field was last written, as prints. */
export type Base = Record<string, string>;

const printOf = (value: string): string => fingerprint(value, LENGTH);

export function baseOf({ extendedProperties }: GoogleEvent): Base {
	const [version, ...parts] = (extendedProperties?.private?.[SOURCE.print] ?? '').split(' ');
	if (version !== '1') return {};
	return Object.fromEntries(parts.map((part) => part.split(':') as [string, string]));
}

/** Whether somebody has changed the field in Google since it was last written. */
export function isEdited(id: string, event: GoogleEvent, base: Base): boolean {
	return printOf(comparableOf(id, event)) !== (base[id] ?? printOf(emptyOf(id)));
}

/** The base with the values that are written now. */
export const rebased = (base: Base, written: ReadonlyArray<readonly [id: string, value: string]>): Base => ({
	...base,
	...Object.fromEntries(written.map(([id, value]) => [id, printOf(value)])),
});

export const sameBase = (a: Base, b: Base): boolean => textOfBase(a) === textOfBase(b);

const textOfBase = (base: Base): string =>
	`1 ${Object.keys(base)
		.sort()
		.map((id) => `${id}:${base[id]}`)
		.join(' ')}`;

/** The properties that carry link and base. */
export const stampBody = ({ link, system }: Source, base: Base): EventBody => ({
	extendedProperties: {
		private: { [SOURCE.link]: link, [SOURCE.system]: system.slice(0, LONGEST_VALUE), [SOURCE.print]: textOfBase(base) },
	},
});

/** Whether it may be taken for the event of this source: its ID says so, unless a link on it says something else. */
export const isOurs = ({ extendedProperties }: GoogleEvent, { link }: Source): boolean =>
	(extendedProperties?.private?.[SOURCE.link] ?? link) === link;
