import type { Looks, Row } from './heliosGreenSwitchLooks';
import { all, browseXml, compare, contacts, sortBy, where } from './heliosGreenKit';

export function switchSpelling(looks: Looks): Row[] {
	const { state, contact, names } = looks;
	return [
		[
			'requestCase',
			() => state('<browse FOLDERID="20020" BROWSELOOKUP="userDefault"><ROWFILTER><ITEMS/></ROWFILTER></browse>'),
			[
				['exact', 'FAIL system'],
				['any', 'SUCCESS'],
			],
		],
		[
			'strayNames',
			() => state(browseXml(contacts, '<paging/>', 'size="5"')),
			[
				['refuse', 'FAIL system'],
				['ignore', 'SUCCESS'],
			],
		],
		[
			'answerCase',
			async () => Object.keys(all(await contact(), 'browse')[0]!.attributes).join(),
			[
				['asWritten', 'id,name,folderId,classId,rowsType'],
				['upper', 'ID,NAME,FOLDERID,CLASSID,ROWSTYPE'],
			],
		],
		[
			'columnCase',
			async () => Object.keys(all(await contact(), 'DataRow')[0]!.attributes)[0],
			[
				['asWritten', 'name'],
				['upper', 'NAME'],
			],
		],
		[
			'enumSpelling',
			async () => {
				const words = ['greaterThan', 'GreaterThan', 'GREATERTHAN'];
				const seen: unknown[] = [];
				for (const word of words) {
					const lookup = /^G/.test(word) ? 'IdDefined' : 'idDefined';
					const type = /^G/.test(word) ? 'Template' : 'template';
					const xml = browseXml(contacts, where(['name', compare(word, '1203')]));
					const spelt = xml.replace('idDefined', lookup).replace('type="template"', `type="${type}"`);
					const answer = await looks.kit.process(spelt);
					seen.push(all(answer, 'browse')[0]?.attributes.rowsType);
				}
				return seen;
			},
			[
				['camel', ['master', undefined, undefined]],
				['pascal', [undefined, 'Master', undefined]],
				['any', ['master', 'master', 'master']],
			],
		],
		[
			'forbidden',
			async () => [
				await state('<QUERYSELECT/>'),
				await state('<NEW CLASSID="1003"/>'),
				(await names(sortBy('name'))).length,
			],
			[
				['QUERYSELECT', ['FAIL application', 'SUCCESS', 4]],
				['NEW, MERGE', ['FAIL system', 'FAIL application', 4]],
			],
		],
		[
			'serverZone',
			async () => (await contact()).attributes.START,
			[
				['Europe/Prague', '2026-05-04 11:00:00'],
				['UTC', '2026-05-04 09:00:00'],
			],
		],
		[
			'dateTimeAs',
			async () => (await contact()).attributes.START,
			[
				['space', '2026-05-04 11:00:00'],
				['iso', '2026-05-04T11:00:00'],
			],
		],
		[
			'keepMilliseconds',
			async () => {
				looks.kit.sim.clock.set('2026-05-04T09:00:05.700Z');
				return looks.kit.sim.act.edit({ record: 1201 }).updated;
			},
			[
				[false, '2026-05-04T09:00:05.000Z'],
				[true, '2026-05-04T09:00:05.700Z'],
			],
		],
		[
			'lateCommitMs',
			async () => {
				looks.kit.sim.act.addContact({ number: 1299 });
				const before = (await names()).length;
				looks.kit.sim.clock.advance(1000);
				return [before, (await names()).length];
			},
			[
				[0, [5, 5]],
				[1000, [4, 5]],
			],
		],
	];
}
