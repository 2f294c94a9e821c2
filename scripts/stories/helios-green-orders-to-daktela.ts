import { daktelaStory } from '../../sandbox/daktela';
import { heliosGreenNumbers } from '../../sandbox/heliosGreen';
import { chosen, rowOf, rowsWith } from './daktela';
import { companiesAndContacts, isMarked, markBy, prefix, templateOf } from './helios-green';
import type { Story } from './types';

const orders = 'helios-green-orders-to-daktela';
const customers = 'helios-green-to-daktela';
const order = 1301;

export const heliosGreenOrdersToDaktela: Story = {
	name: orders,
	title: 'Orders of Helios Green arrive in Daktela as CRM records, linked with their companies',
	templates: [orders, customers],
	vendors: ['heliosGreen', 'daktela'],

	patchNodes: () => ({
		[orders]: {
			'Helios order changed': templateOf(heliosGreenNumbers.orders),
			'Keep the Daktela CRM record current': { parameters: { type: chosen(daktelaStory.recordType, 'Order') } },
			'Mark the order as synchronised': markBy(heliosGreenNumbers.orders),
		},
		[customers]: companiesAndContacts,
	}),

	async play({ sandbox, step, wait, tell }) {
		const { heliosGreen } = sandbox;
		const records = await wait('In Daktela the orders have appeared, each with its company.', () => {
			const rows = rowsWith(sandbox, 'crmRecords', prefix);
			return rows.length === 2 && rows.every(({ values }) => String(values.account).startsWith(prefix)) && rows;
		});
		for (const { values } of records) {
			const company = rowOf(sandbox, 'accounts', String(values.account))?.values.title;
			tell(`${String(values.title).padEnd(22)} ${String(values.type)}, ${String(values.stage)}, ${String(company)}`);
		}
		await wait('In Helios both orders are marked as synchronised.', () =>
			records.every(({ name }) => isMarked(sandbox, name.slice(prefix.length))),
		);
		await step('In Helios an order is renamed.', () =>
			heliosGreen.act.edit({ record: order, name: 'Polepy na dvě dodávky' }),
		);
		await wait(
			'In Daktela the CRM record has the new title.',
			() => rowOf(sandbox, 'crmRecords', prefix + order)?.values.title === 'Polepy na dvě dodávky',
		);
		tell(`CRM records of orders: ${rowsWith(sandbox, 'crmRecords', prefix).length}`);
	},
};
