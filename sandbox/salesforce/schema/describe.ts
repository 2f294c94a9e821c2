import type { Field } from '../model';
import type { Table } from '../table';

const SOAP: Partial<Record<Field['type'], string>> = {
	id: 'tns:ID',
	reference: 'tns:ID',
	boolean: 'xsd:boolean',
	int: 'xsd:int',
	double: 'xsd:double',
	currency: 'xsd:double',
	percent: 'xsd:double',
	date: 'xsd:date',
	datetime: 'xsd:dateTime',
	address: 'urn:address',
};

/** An object as the list of all objects tells it; `version` is that of the request ('59.0'). */
export const describeObject = (table: Table, version: string) => ({
	name: table.name,
	label: table.label,
	labelPlural: table.labelPlural,
	keyPrefix: table.keyPrefix,
	custom: table.custom,
	customSetting: false,
	activateable: false,
	createable: true,
	updateable: true,
	deletable: !table.permanent,
	undeletable: !table.permanent,
	mergeable: table.mergeable,
	queryable: true,
	retrieveable: true,
	searchable: true,
	layoutable: true,
	replicateable: true,
	triggerable: true,
	feedEnabled: false,
	deprecatedAndHidden: false,
	urls: {
		sobject: `/services/data/v${version}/sobjects/${table.name}`,
		describe: `/services/data/v${version}/sobjects/${table.name}/describe`,
		rowTemplate: `/services/data/v${version}/sobjects/${table.name}/{ID}`,
	},
});

/** An object with its fields; those that field-level security hides are not there (salesforce.md 2). */
export const describeFields = (table: Table, version: string) => ({
	...describeObject(table, version),
	childRelationships: [],
	recordTypeInfos: [],
	fields: [...table.fields.values()]
		.filter(({ access }) => access !== 'hidden')
		.map((field) => fieldJson(table, field)),
});

function fieldJson(table: Table, field: Field) {
	const writable = field.writable && field.access === 'full';
	const isNumber = ['double', 'currency', 'percent'].includes(field.type);
	const filterable = field.type !== 'address' && !(field.type === 'textarea' && field.length > 255);
	return {
		name: field.name,
		label: field.label,
		type: field.type,
		soapType: SOAP[field.type] ?? 'xsd:string',
		length: field.length,
		byteLength: field.length * 3,
		digits: field.type === 'int' ? 8 : 0,
		precision: isNumber ? 18 : 0,
		scale: isNumber ? 2 : 0,
		nillable: !field.required && !field.system && field.type !== 'boolean' && field.name !== 'OwnerId',
		defaultedOnCreate: field.system || field.default !== null || field.type === 'boolean' || field.name === 'OwnerId',
		defaultValue: field.default ?? (field.type === 'boolean' ? false : null),
		createable: writable,
		updateable: writable,
		permissionable: !field.required && !field.system,
		custom: field.custom,
		calculated: field.formula !== null,
		calculatedFormula: field.formula,
		externalId: field.externalId,
		unique: field.unique,
		idLookup: field.externalId || field.type === 'id' || (field.type === 'email' && table.name !== 'User'),
		caseSensitive: false,
		nameField: field.name === 'Name',
		namePointing: field.referenceTo.length > 1,
		autoNumber: false,
		compoundFieldName: compoundOf(table, field),
		filterable,
		sortable: filterable,
		groupable: filterable && field.type !== 'datetime',
		aggregatable: filterable,
		referenceTo: field.referenceTo,
		relationshipName: field.relationshipName,
		cascadeDelete: field.onParentDelete === 'cascade',
		restrictedPicklist: field.restricted,
		dependentPicklist: false,
		picklistValues: field.options.map((value) => ({
			active: true,
			defaultValue: value === field.default,
			label: value,
			validFor: null,
			value,
		})),
		htmlFormatted: false,
		encrypted: false,
		deprecatedAndHidden: false,
		inlineHelpText: null,
	};
}

function compoundOf(table: Table, { name }: Field): string | null {
	if (['FirstName', 'LastName', 'Salutation'].includes(name)) return table.field('LastName') ? 'Name' : null;
	const prefix = /^(Billing|Mailing)(?!Address)/.exec(name)?.[1];
	return prefix === undefined ? null : `${prefix}Address`;
}
