import type { FieldDefinition, ObjectDefinition } from '../model';

const text = (name: string, length: number, more: Partial<FieldDefinition> = {}): FieldDefinition => ({
	name,
	length,
	...more,
});
const list = (name: string, options: string[], more: Partial<FieldDefinition> = {}): FieldDefinition => ({
	name,
	type: 'picklist',
	options,
	...more,
});
const parent = (name: string, referenceTo: string[], onParentDelete: 'cascade' | 'clear'): FieldDefinition => ({
	name,
	type: 'reference',
	referenceTo,
	relationshipName: name.replace(/Id$/, '').replace(/__c$/, '__r'),
	onParentDelete,
});
const address = (kind: string): FieldDefinition[] => [
	{ name: `${kind}Street`, type: 'textarea' },
	text(`${kind}City`, 40),
	text(`${kind}State`, 80),
	text(`${kind}PostalCode`, 20),
	text(`${kind}Country`, 80),
	{ name: `${kind}Address`, type: 'address' },
];
const phone = (name: string): FieldDefinition => ({ name, type: 'phone' });
/** The external id that a sync writes its own key into. */
const key: FieldDefinition = { name: 'Daktela_Key__c', length: 80, externalId: true, unique: true };
const person = [text('LastName', 80, { required: true }), text('FirstName', 40), text('Name', 121)];
const notes: FieldDefinition = { name: 'Description', type: 'textarea', length: 32_000 };

/** The objects of every new org. Contact.Legacy_Code__c is an external id that is not unique; Account_City__c a formula. */
export const standardObjects = (): ObjectDefinition[] => [
	{
		name: 'User',
		keyPrefix: '005',
		permanent: true,
		fields: [
			text('Username', 80, { required: true, unique: true }),
			...person,
			{ name: 'Email', type: 'email', required: true },
			{ name: 'IsActive', type: 'boolean' },
		],
	},
	{
		name: 'Account',
		keyPrefix: '001',
		mergeable: true,
		fields: [
			text('Name', 255, { required: true }),
			list('Type', ['Prospect', 'Customer', 'Partner', 'Other']),
			list('Industry', ['Food', 'Retail', 'Services', 'Manufacturing']),
			text('AccountNumber', 40),
			phone('Phone'),
			{ name: 'Website', type: 'url' },
			...address('Billing'),
			{ name: 'AnnualRevenue', type: 'currency' },
			{ name: 'NumberOfEmployees', type: 'int' },
			parent('ParentId', ['Account'], 'clear'),
			notes,
			key,
		],
	},
	{
		name: 'Contact',
		keyPrefix: '003',
		mergeable: true,
		fields: [
			...person,
			list('Salutation', ['Mr.', 'Ms.', 'Dr.']),
			parent('AccountId', ['Account'], 'cascade'),
			text('Title', 128),
			text('Department', 80),
			{ name: 'Email', type: 'email' },
			phone('Phone'),
			phone('MobilePhone'),
			...address('Mailing'),
			{ name: 'Birthdate', type: 'date' },
			{ name: 'DoNotCall', type: 'boolean' },
			parent('ReportsToId', ['Contact'], 'clear'),
			notes,
			key,
			text('Legacy_Code__c', 40, { externalId: true }),
			list('Segment__c', ['A', 'B', 'C'], { restricted: true }),
			{ name: 'Score__c', type: 'double' },
			text('Account_City__c', 40, { formula: 'Account.BillingCity' }),
		],
	},
	{
		name: 'Opportunity',
		labelPlural: 'Opportunities',
		keyPrefix: '006',
		fields: [
			text('Name', 120, { required: true }),
			parent('AccountId', ['Account'], 'cascade'),
			list('StageName', ['Prospecting', 'Negotiation', 'Closed Won', 'Closed Lost'], { required: true }),
			{ name: 'CloseDate', type: 'date', required: true },
			{ name: 'Amount', type: 'currency' },
			{ name: 'Probability', type: 'percent' },
			notes,
			key,
		],
	},
	{
		name: 'Lead',
		keyPrefix: '00Q',
		mergeable: true,
		fields: [
			...person,
			text('Company', 255, { required: true }),
			list('Status', ['Open', 'Working', 'Closed'], { required: true, default: 'Open' }),
			{ name: 'Email', type: 'email' },
			phone('Phone'),
			key,
		],
	},
	{
		name: 'Task',
		keyPrefix: '00T',
		fields: [
			text('Subject', 255),
			list('Status', ['Not Started', 'In Progress', 'Completed'], { required: true, default: 'Not Started' }),
			list('Priority', ['High', 'Normal', 'Low'], { required: true, default: 'Normal' }),
			{ name: 'ActivityDate', type: 'date' },
			parent('WhoId', ['Contact', 'Lead'], 'clear'),
			parent('WhatId', ['Account', 'Opportunity'], 'cascade'),
			notes,
		],
	},
	{
		name: 'Service_Contract__c',
		label: 'Service Contract',
		keyPrefix: 'a00',
		fields: [
			text('Name', 80, { required: true }),
			parent('Account__c', ['Account'], 'clear'),
			parent('Contact__c', ['Contact'], 'clear'),
			list('State__c', ['Draft', 'Active', 'Ended'], { restricted: true }),
			{ name: 'Starts__c', type: 'datetime' },
			{ name: 'Monthly_Fee__c', type: 'currency' },
			{ name: 'Channels__c', type: 'multipicklist', options: ['Phone', 'E-mail', 'Chat'] },
			key,
		],
	},
];
