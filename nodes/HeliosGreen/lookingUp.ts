import { Fault } from '../shared/fault';
import { VENDOR } from './access';
import type { HeliosRecord } from './answers';
import type { Lookup, RecordName } from './messages/record';

const plainNumber = (number: string): string => number.trim().replace(/^0+(?=\d)/, '');
/** Helios's database compares keys without regard to case. */
const folded = (text: unknown): string => String(text).trim().toLowerCase();

/** Whether what an answer says of a record fits the name that was asked for; what it does not say is no contradiction. */
function fits({ recordNumber, reference, name }: HeliosRecord, target: RecordName): boolean {
	if (target.number && recordNumber !== '' && plainNumber(recordNumber) !== plainNumber(target.number)) return false;
	if (target.reference && reference !== undefined && folded(reference) !== folded(target.reference)) return false;
	return !(target.name && name !== undefined && folded(name) !== folded(target.name));
}

/**
 * The record that a lookup meant, or undefined where there is none. A server that does not understand how a record is named may
 * answer with others, and changing one of those would be worse than not changing any.
 * @throws Fault `conflict` where several have the key, `unreadable` where only others came
 */
export function theOne(records: readonly HeliosRecord[], { target, message }: Lookup): HeliosRecord | undefined {
	if (message !== undefined || records.length === 0) return records[0];
	const found = records.filter((record) => fits(record, target));
	const numbers = new Set(found.map(({ recordNumber }) => recordNumber));
	if (numbers.size > 1) {
		throw new Fault('conflict', `${VENDOR} has ${numbers.size} records with that key (${some(numbers)}).`, {
			advice: 'Choose key attributes that tell the records apart, or join the records in Helios.',
		});
	}
	if (found[0]) return found[0];
	throw new Fault('unreadable', `${VENDOR} answered with another record than the one that was asked for.`, {
		advice: 'Helios may want another form: try Record Number Attribute, or switch Compare First off.',
	});
}

const some = (numbers: ReadonlySet<string>): string => [...numbers].slice(0, 5).join(', ');
