import type { SalesforceSeed } from './seed';

/** What the stories of companies and contacts are told with. */
export const salesforceStory = {
	account: 'Blue Harbor Bakery',
	accountId: '001Sb00000demo1',
	contact: 'Daria Moroz',
	contactId: '003Sb00000demo1',
	field: 'Title',
	from: 'Owner',
	to: 'Managing Director',
} as const;

/** A small company's org: three accounts, their contacts, a deal, a lead and a contract. */
export function salesforceDemo(): SalesforceSeed {
	const account = (key: string, Name: string, Industry: string, BillingCity: string, Phone: string, id?: string) => ({
		object: 'Account',
		...(id ? { id } : {}),
		fields: { Name, Industry, BillingCity, BillingCountry: 'Czechia', Phone, Type: 'Customer', AccountNumber: key },
	});
	const contact = (
		accountId: string,
		FirstName: string,
		LastName: string,
		email: string,
		phone: string,
		id?: string,
	) => ({
		object: 'Contact',
		...(id ? { id } : {}),
		fields: { AccountId: accountId, FirstName, LastName, Email: email, Phone: phone, Title: 'Owner' },
	});
	const [bakery, yoga, pine] = [salesforceStory.accountId, '001Sb00000demo2', '001Sb00000demo3'];
	return {
		users: [{ username: 'eva@salesforce.example', password: 'sandbox-password', firstName: 'Eva', lastName: 'Horka' }],
		records: [
			account('A-100', salesforceStory.account, 'Food', 'Brno', '+420 544 555 010', bakery),
			account('A-101', 'Northwind Yoga', 'Services', 'Praha', '+420 244 555 011', yoga),
			account('A-102', 'Pine & Sons', 'Retail', 'Plzen', '+420 377 555 012', pine),
			contact(bakery, 'Daria', 'Moroz', 'daria@blueharbor.test', '+420 601 555 111', salesforceStory.contactId),
			contact(bakery, 'Jan', 'Rybar', 'jan@blueharbor.test', '+420 601 555 112'),
			contact(yoga, 'Tom', 'Reyes', 'tom@northwind-yoga.test', '+420 602 555 113'),
			contact(pine, 'Ada', 'Pine', 'ada@pine-sons.test', '+420 603 555 114'),
			{
				object: 'Opportunity',
				fields: {
					Name: 'Online shop',
					AccountId: bakery,
					StageName: 'Negotiation',
					CloseDate: '2030-06-30',
					Amount: 4800,
				},
			},
			{
				object: 'Lead',
				fields: { FirstName: 'Iris', LastName: 'Field', Company: 'Field & Farm', Email: 'iris@fieldfarm.test' },
			},
			{
				object: 'Service_Contract__c',
				fields: { Name: 'SC-0001', Account__c: yoga, State__c: 'Active', Monthly_Fee__c: 120 },
			},
		],
	};
}
