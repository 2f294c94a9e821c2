import type { HeliosClass, HeliosRecord } from '../domain/model';
import type { Call } from '../room';
import { Refusal } from '../texts';
import type { Element } from '../xml/parse';
import { put, type Commit } from './insertUpdate';
import { pointedTo } from './records';

const ATTRIBUTES = [
	'RELID',
	'RELNAME',
	'ORIENTATION',
	'action',
	'relatedAction',
	'unrelatedAction',
	'requirementLevel',
];

/**
 * A RELATION of a RECORD, static ones only: what the relation's attribute becomes, undefined when it stays
 * (helios-green.md 2.5).
 */
export function relate(
	call: Call,
	element: Element,
	owner: HeliosClass,
	commit: Commit,
): { attribute: string; value: number | null | undefined } {
	const { reader, store } = call;
	reader.only(element, ATTRIBUTES, ['RECORD']);
	const id = reader.attribute(element, 'RELID');
	const name = reader.attribute(element, 'RELNAME');
	const attribute = [...owner.attributes.values()].find(
		({ relation }) => relation && (id === undefined ? relation.name === name : String(relation.id) === id),
	);
	if (!attribute?.relation) throw new Refusal('application', 'relation', owner.number, id ?? name ?? '?');
	reader.choice(element, 'ORIENTATION', ['L', 'R'], 'L');
	const action = reader.choice(element, 'action', ['synchronize', 'add', 'remove', 'replace'], 'synchronize');
	const record = reader.child(element, 'RECORD');
	if (action === 'remove' || (!record && action !== 'add')) return { attribute: attribute.name, value: null };
	if (!record) return { attribute: attribute.name, value: undefined };
	const related = relatedRecord(call, element, record, store.classes.get(attribute.relation.classNumber)!, commit);
	const isNeeded =
		reader.choice(element, 'requirementLevel', ['none', 'info', 'warning', 'error'], 'error') === 'error';
	if (!related && isNeeded) throw new Refusal('application', 'related', attribute.relation.name);
	return { attribute: attribute.name, value: related?.number };
}

function relatedRecord(
	call: Call,
	relation: Element,
	record: Element,
	owner: HeliosClass,
	commit: Commit,
): HeliosRecord | undefined {
	const action = call.reader.choice(relation, 'relatedAction', ['none', 'insertUpdate', 'insert'], 'none');
	return action === 'none' ? pointedTo(call, record, owner) : put(call, record, action, false, commit);
}
