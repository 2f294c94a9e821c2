/** What Helios's answers say: state, auditlog, records (helios-green.md 2.2, 2.4, 2.5). Names are read in any case. */
import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../shared/fault';
import { attributeOf, childOf, everyOf, findIn, valueIn, type XmlNode } from '../shared/xml/tree';
import { VENDOR } from './access';
import { failed, quoted } from './faults';

/** @throws Fault for STATE=FAIL, and for a root that is no answer to what was asked */
export function checkState(root: XmlNode, expected: string | undefined, doing: string): void {
	const state = attributeOf(root.attributes, 'STATE') ?? '';
	const isSystem = /^result$/i.test(root.name);
	if (/^fail/i.test(state) || (isSystem && !/^success/i.test(state))) {
		const detail = findIn(root, 'DETAIL');
		throw failed(
			{
				root: root.name,
				level: valueIn(detail, 'LEVEL') ?? '',
				message: valueIn(detail, 'errorMessage') ?? '',
				text: findIn(detail, 'TEXT')?.text ?? '',
			},
			doing,
		);
	}
	if (expected === undefined || root.name.toLowerCase() === expected.toLowerCase()) return;
	throw new Fault(
		'unreadable',
		`${VENDOR} answered with "${root.name}" instead of "${expected}" when asked to ${doing}.`,
		{
			advice: 'Check the message in Options, Message Template, and whether an output transformation is set.',
			effect: 'unknown',
		},
	);
}

export interface AuditEntry extends IDataObject {
	severity: string;
	level: string;
	text: string;
	/** Numbers of the records that the entry is about. */
	recordNumbers?: string[];
}

export interface Auditlog extends IDataObject {
	id: string;
	state: string;
	entries: AuditEntry[];
}

/** @param safe takes out what nobody may read */
export function auditlogIn(root: XmlNode, safe: (text: string) => string): Auditlog | undefined {
	const log = findIn(root, 'auditlog');
	if (!log) return undefined;
	return {
		id: valueIn(log, 'id') ?? '',
		state: valueIn(log, 'state') ?? '',
		entries: [...everyOf(log, 'entry')].map((entry) => {
			const numbers = [...everyOf(entry, 'RECORD')].map(numberOf).filter((number) => number !== undefined);
			return {
				severity: valueIn(entry, 'severity') ?? '',
				level: valueIn(entry, 'level') ?? '',
				text: safe(quoted(childOf(entry, 'text')?.text ?? entry.text)),
				...(numbers.length > 0 && { recordNumbers: numbers }),
			};
		}),
	};
}

export const isError = ({ severity }: AuditEntry): boolean => /error|fatal|fail/i.test(severity);

/** What the errors of a log say, shortly. */
export function errorsOf({ entries }: Auditlog): string {
	const errors = entries.filter(isError);
	const told = (errors.length > 0 ? errors : entries).map(({ text }) => text).filter(Boolean);
	return quoted(told.slice(0, 5).join(' | '));
}

export interface HeliosRecord extends IDataObject {
	recordNumber: string;
	class: string;
	attributes: IDataObject;
}

const numberOf = (node: XmlNode | undefined): string | undefined =>
	node && (attributeOf(node.attributes, 'recordNumber') ?? attributeOf(node.attributes, 'SUBJECTID'));

const NAMED = { folder: 'FOLDERID', reference: 'REFERENCE', name: 'NAME', gunId: 'GUNID', lastUpdate: 'last_update' };

/** A RECORD as this room hands it on. */
export function recordOf(node: XmlNode): HeliosRecord {
	const { attributes } = node;
	const more = Object.entries(NAMED)
		.map(([name, written]) => [name, attributeOf(attributes, written)] as const)
		.filter(([, value]) => value !== undefined);
	const relations = node.children.filter(({ name }) => /^relation$/i.test(name)).map(relationOf);
	return {
		recordNumber: numberOf(node) ?? '',
		class: attributeOf(attributes, 'CLASSID') ?? attributeOf(attributes, 'CLASSNAME') ?? '',
		...(Object.fromEntries(more) as IDataObject),
		attributes: attributesOf(node),
		...(relations.length > 0 && { relations }),
	};
}

function attributesOf(node: XmlNode): IDataObject {
	const entries = node.children
		.filter(({ name }) => /^attribute$/i.test(name))
		.map((one): [string, IDataObject[string]] => {
			const related = childOf(one, 'RECORD');
			const isNull = /^true$/i.test(attributeOf(one.attributes, 'IsNull') ?? '');
			return [attributeOf(one.attributes, 'name') ?? '', related ? recordOf(related) : isNull ? null : one.text];
		});
	return Object.fromEntries(entries) as IDataObject;
}

const relationOf = (node: XmlNode): IDataObject => ({
	relation: attributeOf(node.attributes, 'RELID') ?? attributeOf(node.attributes, 'RELNAME') ?? '',
	records: node.children.filter(({ name }) => /^record$/i.test(name)).map(recordOf),
});

/** The records that an answer names at its top; those inside relations and logs are theirs. */
export const recordsIn = (root: XmlNode): HeliosRecord[] =>
	root.children.flatMap((child) => {
		if (/^record$/i.test(child.name)) return [recordOf(child)];
		return /^(auditlog|related|detail|source)$/i.test(child.name) ? [] : recordsIn(child);
	});

/** Any XML as plain data: attributes and children by name, repeated children as a list, text alone as text. */
export function dataOf(node: XmlNode): IDataObject | string {
	const attributes = Object.entries(node.attributes);
	const text = node.text.trim();
	if (attributes.length === 0 && node.children.length === 0) return text;
	const data = new Map<string, unknown>(attributes);
	for (const child of node.children) {
		const one = dataOf(child);
		const before = data.get(child.name);
		data.set(
			child.name,
			before === undefined ? one : Array.isArray(before) ? [...(before as unknown[]), one] : [before, one],
		);
	}
	if (text !== '') data.set('text', text);
	return Object.fromEntries(data) as IDataObject;
}
