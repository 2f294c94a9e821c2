import type { Sandbox } from '../../sandbox';
import { daktelaStory } from '../../sandbox/daktela';
import { salesforceStory } from '../../sandbox/salesforce';
import { chosen, daktelaWrites, rowOf, rowsWith } from './daktela';
import type { Story } from './types';

const template = 'salesforce-to-daktela';
const pollEverySeconds = 5;
const prefix = 'sf_';

const { account, contact, field } = salesforceStory;

const database = { parameters: { database: chosen(daktelaStory.database, 'Customers') } };

const idOf = ({ salesforce }: Sandbox, record: string) => String(salesforce.act.getRecord({ record }).Id);

export const salesforceToDaktela: Story = {
	name: template,
	title: 'Companies and contacts of Salesforce are kept current in Daktela',
	templates: [template],
	vendors: ['salesforce', 'daktela'],

	patchNodes: () => ({
		[template]: {
			'Salesforce account changed': { pollEverySeconds },
			'Salesforce contact changed': { pollEverySeconds },
			'Keep the Daktela account current': database,
			'Keep the Daktela contact current': database,
		},
	}),

	openNodes: { [template]: { mapping: 'Keep the Daktela contact current' } },

	async play({ sandbox, step, wait, tell }) {
		const { salesforce, daktela } = sandbox;
		tell(`The template asks every five minutes; here n8n asks every ${pollEverySeconds} seconds.`);

		const companies = await wait('In Daktela the companies have appeared.', () => {
			const rows = rowsWith(sandbox, 'accounts', prefix);
			return rows.length === 3 && rows;
		});
		for (const { name, values } of companies) tell(`${String(values.title).padEnd(22)} ${name}`);

		const people = await wait('In Daktela the contacts have appeared, each with its company.', () => {
			const rows = rowsWith(sandbox, 'contacts', prefix);
			return rows.length === 4 && rows.every(({ values }) => String(values.account).startsWith(prefix)) && rows;
		});
		for (const { values } of people) tell(`${String(values.title).padEnd(22)} of ${String(values.account)}`);

		const key = prefix + idOf(sandbox, contact);
		const before = daktelaWrites(sandbox);
		await step(`In Salesforce the e-mail address of ${contact} changes.`, () =>
			salesforce.act.setField({ record: contact, field: 'Email', value: 'daria.moroz@blueharbor.test' }),
		);
		await wait('In Daktela that contact has the new address.', () =>
			rowOf(sandbox, 'contacts', key)?.custom.email?.includes('daria.moroz@blueharbor.test'),
		);
		tell(`Requests that wrote in Daktela: ${daktelaWrites(sandbox) - before}`);

		await step(`In Salesforce a field that is not mapped changes: ${field} of ${contact}.`, () =>
			salesforce.act.setField({ record: contact, field, value: salesforceStory.to }),
		);
		const reads = daktela.requests.count({ action: 'contacts.list' });
		await wait(
			'n8n has compared the contact with Daktela again.',
			() => daktela.requests.count({ action: 'contacts.list' }) > reads,
		);
		tell(`Requests that wrote in Daktela: ${daktelaWrites(sandbox) - before - 1}`);

		const company = await step('In Salesforce a new company and its first contact are created.', () => {
			const { Id } = salesforce.act.createRecord({ object: 'Account', fields: { Name: 'Lighthouse Toys' } });
			salesforce.act.createRecord({
				object: 'Contact',
				fields: { LastName: 'Keeper', FirstName: 'Nora', AccountId: Id, Email: 'nora@lighthouse.test' },
			});
			return Id;
		});
		const added = await wait('In Daktela both have appeared, linked with each other.', () =>
			rowsWith(sandbox, 'contacts', prefix).find(({ values }) => values.account === prefix + company),
		);
		tell(`${String(added.values.title)} of ${String(rowOf(sandbox, 'accounts', prefix + company)?.values.title)}`);
		tell(`${account} and the others were left as they are.`);
	},
};
