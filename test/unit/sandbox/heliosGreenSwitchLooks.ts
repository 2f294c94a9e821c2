import type { HeliosGreenSwitches } from '../../../sandbox/heliosGreen';
import { all, browseXml, column, contacts, stateOf, type Kit } from './heliosGreenKit';

/** Switch, what is looked at, and what is seen under each value, the default first. */
export type Row<K extends keyof HeliosGreenSwitches = keyof HeliosGreenSwitches> = {
	[P in K]: [P, () => unknown, Array<[HeliosGreenSwitches[P], unknown]>];
}[K];

/** Ways to look at an installation that opens only when the tests run. */
export function lookAt(kit: () => Kit) {
	const raw = async (xml: string) => (await kit().raw(xml)).result;
	const state = async (xml: string) =>
		stateOf(await kit().process(xml))
			.split(' ')
			.slice(0, 2)
			.join(' ');
	const contact = (inside = '', attributes = '') => kit().process(browseXml(contacts, inside, attributes));
	const names = async (inside = '') => column(await contact(inside), 'name');
	const run = (inside: string, attributes = 'FUNCTIONID="50020"') =>
		kit().process(`<RUN ${attributes}>${inside}</RUN>`);
	const log = async (inside: string) => all(await run(inside), 'auditlog')[0]?.attributes.state;
	const get = (record: number) => kit().sim.act.get({ record });
	const info = async (myCode: string) =>
		(await kit().send('GetInfo', { myCode, myValue: '' }, { address: kit().gate('Data.asmx') })).result;
	return { raw, state, contact, names, run, log, get, info };
}

export type Looks = ReturnType<typeof lookAt> & { readonly kit: Kit };
