import type { DaktelaSeed } from './seed';

/** What the stories of the demo are told with. */
export const daktelaStory = {
	database: 'default',
	recordType: 'order',
	account: 'blue_harbor',
	contact: 'jana_nova',
	record: 'order_1001',
} as const;

/** A small company's contact centre: two databases, orders as CRM records, a few people and tickets. */
export function daktelaDemo(): DaktelaSeed {
	const { database, recordType, account, contact, record } = daktelaStory;
	const email = { name: 'email', title: 'E-mail', type: 'EMAIL', multiple: true };
	const number = { name: 'number', title: 'Phone', type: 'PHONE', multiple: true };
	const items = ['gold', 'silver', 'bronze'];
	return {
		users: [
			{ name: 'petra', title: 'Petra Malá', email: 'petra@daktela.example' },
			{ name: 'tomas', title: 'Tomáš Dvořák', email: 'tomas@daktela.example' },
		],
		crmDatabases: [
			{
				name: database,
				title: 'Customers',
				customFields: {
					accounts: [
						email,
						number,
						{ name: 'ico', title: 'Company number' },
						{ name: 'level', title: 'Level', type: 'SELECTBOX', items },
					],
					contacts: [
						email,
						number,
						{ name: 'address', title: 'Address', type: 'ADDRESS' },
						{ name: 'note', title: 'Note', type: 'TEXTAREA' },
					],
				},
			},
			{ name: 'partners', title: 'Partners', customFields: [email, number] },
		],
		crmRecordsTypes: [
			{
				name: recordType,
				title: 'Order',
				customFields: ['amount', { name: 'ordered', title: 'Ordered on', type: 'DATE' }],
			},
		],
		ticketsCategories: [{ name: 'support', title: 'Support' }],
		statuses: [
			{ name: 'new', title: 'New' },
			{ name: 'paid', title: 'Paid' },
		],
		queues: [{ name: 'hotline', title: 'Hotline' }],
		accounts: [
			{
				name: account,
				title: 'Blue Harbor Bakery',
				database,
				user: 'petra',
				customFields: { ico: ['10000001'], level: ['gold'] },
			},
			{ name: 'north_wind', title: 'North Wind Textiles', database, user: 'tomas' },
		],
		contacts: [
			{
				name: contact,
				title: 'Jana Nová',
				firstname: 'Jana',
				lastname: 'Nová',
				database,
				account,
				customFields: { email: ['jana@blueharbor.example'], number: ['00420777000001'] },
			},
			{
				name: 'karel_hora',
				title: 'Karel Hora',
				firstname: 'Karel',
				lastname: 'Hora',
				database,
				account: 'north_wind',
			},
			{ title: 'Eva Lišková', firstname: 'Eva', lastname: 'Lišková', database: 'partners' },
		],
		tickets: [
			{
				name: 101,
				title: 'Invoice is missing',
				category: 'support',
				stage: 'OPEN',
				priority: 'MEDIUM',
				contact,
				user: 'petra',
			},
		],
		crmRecords: [
			{
				name: record,
				type: recordType,
				title: 'Order 1001',
				stage: 'OPEN',
				account,
				contact,
				status: 'new',
				customFields: { amount: ['1200'] },
			},
		],
		activities: [
			{ type: 'CALL', action: 'CLOSE', title: 'Call about the invoice', ticket: 101, contact, queue: 'hotline' },
		],
	};
}
