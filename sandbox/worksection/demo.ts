import type { WorksectionSeed } from './seedSchema';

/** What to type into n8n for the demo account. Not secrets: they open the sandbox alone. */
export const demoCredentials = {
	apiKey: 'sandbox-admin-key',
	clientId: 'sandbox-client',
	clientSecret: 'sandbox-client-secret',
};

/** A small company: five people, four running projects, an archived one, statuses and labels. */
export const demo: WorksectionSeed = {
	account: { apiKey: demoCredentials.apiKey, timeZone: 'Europe/Kyiv' },
	oauthClients: [{ clientId: demoCredentials.clientId, clientSecret: demoCredentials.clientSecret }],
	members: [
		{ id: 3001, email: 'olha@worksection.example', firstName: 'Olha', lastName: 'Marchenko', role: 'owner', rate: 40 },
		{ id: 3002, email: 'taras@worksection.example', firstName: 'Taras', lastName: 'Bondar', role: 'account admin' },
		{ id: 3003, email: 'iryna@worksection.example', firstName: 'Iryna', lastName: 'Savchuk', rate: 25 },
		{ id: 3004, email: 'denys@worksection.example', firstName: 'Denys', lastName: 'Koval', rate: 25 },
		{ id: 3005, email: 'guest@partner.example', firstName: 'Nora', lastName: 'Lind', role: 'guest' },
	],
	userGroups: [
		{ id: 51, title: 'Studio' },
		{ id: 52, title: 'Partners', client: true },
	],
	projectGroups: [{ id: 53, title: 'Customers' }],
	contacts: [{ email: 'buyer@northwind.example', name: 'Mark Buyer', title: 'Purchasing' }],
	tagGroups: [
		{ title: 'Stage', type: 'status', tags: ['To do', 'In work', 'Review', 'Accepted'] },
		{ title: 'Kind', type: 'label', tags: ['Won deal', 'Urgent', 'Document'] },
		{ title: 'Line', of: 'project', type: 'label', tags: ['Services', 'Hardware'] },
	],
	customFields: [{ id: 901, type: 'text', name: 'Contract number' }],
	projects: [
		{ id: 101, title: 'Onboarding', folder: 'Customers', manager: 'taras@worksection.example' },
		{ id: 102, title: 'Website', folder: 'Customers', manager: 'iryna@worksection.example' },
		{ id: 103, title: 'Support', manager: 'denys@worksection.example' },
		{ id: 104, title: 'Next year', status: 'pending' },
		{
			id: 105,
			title: 'Old shop',
			status: 'archive',
			closedAt: '2026-03-02T10:00:00Z',
			addedAt: '2025-05-06T08:00:00Z',
		},
	],
	tasks: [
		{ id: 5001, project: 'Onboarding', title: 'Prepare the welcome letter', assignee: 'iryna@worksection.example' },
		{ id: 5002, project: 'Onboarding', title: 'Open the accounts', assignee: 'ANY', tags: ['In work'], priority: 7 },
		{ id: 5003, project: 'Onboarding', parent: 5002, title: 'Mailbox', assignee: 'denys@worksection.example' },
		{ id: 5004, project: 'Website', title: 'Draft of the front page', status: 'done', tags: ['Accepted', 'Document'] },
		{ id: 5005, project: 'Support', title: 'Printer is offline', tags: ['Urgent'] },
	],
	comments: [{ task: 5001, text: 'The customer asked for two languages.', author: 'taras@worksection.example' }],
};
