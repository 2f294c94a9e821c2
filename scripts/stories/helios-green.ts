import type { Sandbox } from '../../sandbox';
import { daktelaStory } from '../../sandbox/daktela';
import { heliosGreenNumbers } from '../../sandbox/heliosGreen';
import { chosen } from './daktela';

export const pollEverySeconds = 5;
export const prefix = 'helios_';

/** The numbers that a Helios consultant hands over, typed into a trigger. */
export const templateOf = ({ folder, template }: { folder: number; template: number }) => ({
	pollEverySeconds,
	parameters: { folder: String(folder), template: String(template) },
});

/** The number of the function that marks, typed into the node behind Daktela. */
export const markBy = ({ mark }: { mark: number }) => ({ parameters: { function: String(mark) } });

export const database = { parameters: { database: chosen(daktelaStory.database, 'Customers') } };

/** What the two automations of companies and contacts need after importing. */
export const companiesAndContacts = {
	'Helios company changed': templateOf(heliosGreenNumbers.companies),
	'Helios contact changed': templateOf(heliosGreenNumbers.contacts),
	'Keep the Daktela account current': database,
	'Keep the Daktela contact current': database,
	'Mark the company as synchronised': markBy(heliosGreenNumbers.companies),
	'Mark the contact as synchronised': markBy(heliosGreenNumbers.contacts),
};

/** Whether Helios shows a record as synchronised. */
export const isMarked = ({ heliosGreen }: Sandbox, record: number | string): boolean =>
	heliosGreen.act.get({ record: Number(record) }).values.uda_synchronizovano === true;
