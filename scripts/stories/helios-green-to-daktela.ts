import { heliosGreenNumbers } from '../../sandbox/heliosGreen';
import { daktelaWrites, rowOf, rowsWith } from './daktela';
import { companiesAndContacts, isMarked, pollEverySeconds, prefix } from './helios-green';
import type { Story } from './types';

const template = 'helios-green-to-daktela';
const contact = 1203;

export const heliosGreenToDaktela: Story = {
	name: template,
	title: 'Companies and contacts of Helios Green are kept current in Daktela, and marked when Daktela has them',
	templates: [template],
	vendors: ['heliosGreen', 'daktela'],

	patchNodes: () => ({ [template]: companiesAndContacts }),

	async play({ sandbox, step, wait, tell }) {
		const { heliosGreen, daktela } = sandbox;
		const { companies, contacts } = heliosGreenNumbers;
		tell(`Companies: folder ${companies.folder}, template ${companies.template}, function ${companies.mark}`);
		tell(`Contacts:  folder ${contacts.folder}, template ${contacts.template}, function ${contacts.mark}`);
		tell(`The template asks every five minutes; here n8n asks every ${pollEverySeconds} seconds.`);

		const firms = await wait('In Daktela the companies have appeared.', () => {
			const rows = rowsWith(sandbox, 'accounts', prefix);
			return rows.length === 3 && rows;
		});
		for (const { name, values } of firms) tell(`${String(values.title).padEnd(22)} ${name}`);

		const people = await wait('In Daktela the contacts have appeared, each with its company.', () => {
			const rows = rowsWith(sandbox, 'contacts', prefix);
			return rows.length === 4 && rows.every(({ values }) => String(values.account).startsWith(prefix)) && rows;
		});
		for (const { values } of people) tell(`${String(values.title).padEnd(22)} of ${String(values.account)}`);

		const numbers = [...firms, ...people].map(({ name }) => name.slice(prefix.length));
		await wait('In Helios all of them are marked as synchronised.', () =>
			numbers.every((number) => isMarked(sandbox, number)),
		);

		const before = daktelaWrites(sandbox);
		await step('In Helios a contact gets another name.', () =>
			heliosGreen.act.edit({ record: contact, name: 'Alena Mlynářová-Horká' }),
		);
		await wait('In Daktela that contact has the new name.', () => {
			const title = rowOf(sandbox, 'contacts', prefix + contact)?.values.title;
			return title === 'Alena Mlynářová-Horká';
		});
		tell(`Requests that wrote in Daktela: ${daktelaWrites(sandbox) - before}`);

		await step('Daktela is down while a new company is entered in Helios.', () => {
			daktela.faults.inject({ status: 503, times: Infinity });
			heliosGreen.act.addCompany({ number: 1109, name: 'Lucerna na útesu s.r.o.' });
		});
		const reads = heliosGreen.requests.count({ action: 'BROWSE' });
		await wait(
			'n8n has asked Helios four times meanwhile.',
			() => heliosGreen.requests.count({ action: 'BROWSE' }) >= reads + 4,
		);
		if (isMarked(sandbox, 1109)) throw new Error('The company is marked although Daktela does not have it.');
		tell('The company is not marked: Daktela does not have it.');
		await step('Daktela is back.', () => daktela.faults.clear());
		await wait(
			'In Daktela the company has appeared, and Helios has marked it.',
			() => rowOf(sandbox, 'accounts', `${prefix}1109`) !== undefined && isMarked(sandbox, 1109),
		);
	},
};
