import type { Field, FieldDefinition, Row, Value } from '../model';

const SYSTEM: Record<string, (row: Row) => Value> = {
	Id: (row) => row.id,
	IsDeleted: (row) => row.deletedAt > 0,
	MasterRecordId: (row) => row.masterId,
	CreatedDate: (row) => row.createdDate,
	CreatedById: (row) => row.createdById,
	LastModifiedDate: (row) => row.lastModifiedDate,
	LastModifiedById: (row) => row.lastModifiedById,
	SystemModstamp: (row) => row.systemModstamp,
};

/** Those kept by Salesforce itself, around an object's own. */
export function systemFields(traits: { mergeable: boolean; permanent: boolean }): {
	before: FieldDefinition[];
	after: FieldDefinition[];
} {
	const user = (name: string, relationshipName: string): FieldDefinition => ({
		name,
		type: 'reference',
		referenceTo: ['User'],
		relationshipName,
	});
	const before: FieldDefinition[] = [{ name: 'Id', type: 'id', label: 'Record ID' }];
	if (!traits.permanent) before.push({ name: 'IsDeleted', type: 'boolean', label: 'Deleted' });
	if (traits.mergeable) before.push({ name: 'MasterRecordId', type: 'reference', label: 'Master Record ID' });
	const after: FieldDefinition[] = [
		{ name: 'CreatedDate', type: 'datetime' },
		user('CreatedById', 'CreatedBy'),
		{ name: 'LastModifiedDate', type: 'datetime' },
		user('LastModifiedById', 'LastModifiedBy'),
		{ name: 'SystemModstamp', type: 'datetime' },
	];
	if (!traits.permanent) after.unshift({ ...user('OwnerId', 'Owner'), label: 'Owner ID' });
	return { before, after };
}

/** `compute` reads what is not stored (a formula, a compound name); without it the row's own value is read. */
export function makeField(definition: FieldDefinition, compute?: (row: Row) => Value): Field {
	const { name, type = 'string' } = definition;
	const system = Object.hasOwn(SYSTEM, name);
	const ifAbsent: Value = type === 'boolean' ? false : null;
	return {
		name,
		label: definition.label ?? labelOf(name),
		type,
		length: definition.length ?? defaultLength(type),
		required: definition.required ?? false,
		externalId: definition.externalId ?? false,
		unique: definition.unique ?? false,
		options: definition.options ?? [],
		restricted: definition.restricted ?? false,
		referenceTo: definition.referenceTo ?? [],
		relationshipName: definition.relationshipName ?? null,
		onParentDelete: definition.onParentDelete ?? 'clear',
		formula: definition.formula ?? null,
		default: definition.default ?? null,
		access: definition.access ?? 'full',
		custom: name.endsWith('__c'),
		system,
		writable: !system && !compute && type !== 'address',
		read: SYSTEM[name] ?? compute ?? ((row) => row.values[name] ?? ifAbsent),
	};
}

/** 'MailingCity' is 'Mailing City', 'Daktela_Key__c' is 'Daktela Key'. */
function labelOf(name: string): string {
	return name
		.replace(/__c$/, '')
		.replaceAll('_', ' ')
		.replace(/([a-z])([A-Z])/g, '$1 $2');
}

function defaultLength(type: FieldDefinition['type']): number {
	if (type === 'id' || type === 'reference') return 18;
	if (type === 'email') return 80;
	if (type === 'phone') return 40;
	return type === 'string' || type === 'textarea' || type === 'url' || type === 'picklist' ? 255 : 0;
}

/** The parts of a compound address that stand beside it, null when all are. */
export function addressOf(row: Row, compound: string): unknown {
	const prefix = compound.replace(/Address$/, '');
	const part = (name: string) => row.values[prefix + name] ?? null;
	const address = {
		city: part('City'),
		country: part('Country'),
		geocodeAccuracy: null,
		latitude: null,
		longitude: null,
		postalCode: part('PostalCode'),
		state: part('State'),
		street: part('Street'),
	};
	return Object.values(address).every((value) => value === null) ? null : address;
}

/** As JSON carries it: date-times as '2026-05-04T09:00:00.000+0000'. */
export function shown(field: Pick<Field, 'type' | 'name'>, row: Row, value: Value): unknown {
	if (field.type === 'address') return addressOf(row, field.name);
	return field.type === 'datetime' && typeof value === 'number' ? wireTime(value) : value;
}

export const wireTime = (time: number): string => new Date(time).toISOString().replace('Z', '+0000');
