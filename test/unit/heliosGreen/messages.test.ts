import { browseMessage } from '../../../nodes/HeliosGreen/messages/browse';
import { checkedXml, filled } from '../../../nodes/HeliosGreen/messages/placeholders';
import { insertUpdateMessage, recordMessage } from '../../../nodes/HeliosGreen/messages/record';
import { runMessage } from '../../../nodes/HeliosGreen/messages/run';
import { browseOf } from '../../../nodes/HeliosGreen/template/browse';
import { Xml } from '../../../nodes/shared/xml/write';

const browse = { folder: '1', template: '2', lower: 1, upper: 500, conditions: [], sort: [], arguments: [] };

describe('BROWSE', () => {
	test('asks for a page', () => {
		expect(browseMessage(browse)).toBe(
			'<BROWSE includeColumnInfo="true" includeTotalRowCount="true" folderId="1" browseLookup="idDefined"><browseId type="template" number="2"/><bounds lower="1" upper="500"/></BROWSE>',
		);
	});

	test('with all there is', () => {
		const message = browseMessage({
			...browse,
			conditions: [
				{ column: 'a', operator: 'equal', value: '<1>' },
				{ column: 'b', operator: 'between', value: '1', to: '2' },
				{ column: 'c', operator: 'contains', value: '&' },
				{ column: 'd', operator: 'notNull' },
				{ column: 'e', operator: 'expression', value: 'x > 1' },
			],
			sort: [{ column: 'a', direction: 'desc' }],
			arguments: [{ name: 'P', value: '"1"' }, { name: 'Q' }],
		});
		expect(message).toContain(
			'<arguments><argument name="P" value="&quot;1&quot;"/><argument name="Q" skip="true"/></arguments><rowFilter><items>' +
				'<item columnName="a"><compareCondition operator="equal"><valueToCompare>&lt;1&gt;</valueToCompare></compareCondition></item>' +
				'<item columnName="b"><rangeCondition operator="between"><minValue>1</minValue><maxValue>2</maxValue></rangeCondition></item>' +
				'<item columnName="c"><likeCondition operator="contains"><value>&amp;</value></likeCondition></item>' +
				'<item columnName="d"><requiredFieldCondition operator="notNull"/></item>' +
				'<item columnName="e"><expressionCondition><expression>x &gt; 1</expression></expressionCondition></item>' +
				'</items></rowFilter><sortOrder><sortColumns><sortColumn columnName="a" direction="desc"/></sortColumns></sortOrder></BROWSE>',
		);
	});

	test('an operator that there is not', () => {
		const condition = { column: 'a', operator: 'like' as never, value: '1' };
		expect(() => browseMessage({ ...browse, conditions: [condition] })).toThrow('not an operator');
	});
});

describe('a form of one’s own', () => {
	test('gets values escaped and parts as they are', () => {
		const values = { a: '"<&>\'', part: new Xml('<b/>'), none: undefined };
		expect(filled(' <x y="{a}">{part}{none}{a}{1}{ a }</x> ', values)).toBe(
			'<x y="&quot;&lt;&amp;&gt;&apos;"><b/>&quot;&lt;&amp;&gt;&apos;{1}{ a }</x>',
		);
	});

	test.each([
		['<x>{nope}</x>', '{nope}, which this operation does not know'],
		['<x>{constructor}</x>', '{constructor}'],
		['<x>', 'not well-formed'],
		['<x y={a}/>', 'not well-formed'],
		['<!DOCTYPE x><x/>', 'not well-formed'],
	])('%s', (template, told) => {
		expect(() => filled(template, { a: '1' })).toThrow(told);
	});

	test('a message that is empty', () => {
		expect(() => checkedXml('  ', 'Message')).toThrow('must contain a root element');
	});
});

describe('records', () => {
	const target = { class: '22207', folder: '22050', number: '7' };

	test('are written with their attributes and relations', () => {
		const message = insertUpdateMessage({
			target: { class: 'organizace', folder: '', reference: 'X"1' },
			action: 'insertUpdate',
			attributes: [
				{ name: 'a', value: 'OK', triggers: true },
				{ name: 'b', value: null },
			],
			relations: [
				{ relation: '601', orientation: 'R', action: 'replace', records: [target, { class: '1', number: '2' }] },
			],
			keyAttributes: ['reference_subjektu'],
			folderAction: 'setFolder',
			disableBusinessLogic: true,
		});
		expect(message).toBe(
			'<INSERTUPDATE action="insertUpdate" folderActionOnUpdate="setFolder" disableBusinessLogic="true">' +
				'<RECORD CLASSNAME="organizace" REFERENCE="X&quot;1" keyAttributes="reference_subjektu">' +
				'<ATTRIBUTE name="a" triggerItemChangeEvents="true">OK</ATTRIBUTE><ATTRIBUTE name="b"/>' +
				'<RELATION RELID="601" ORIENTATION="R" action="replace">' +
				'<RECORD CLASSID="22207" FOLDERID="22050" recordNumber="7"/><RECORD CLASSID="1" recordNumber="2"/></RELATION></RECORD></INSERTUPDATE>',
		);
	});

	test.each([
		['recordNumber', 'recordNumber="7"'],
		['SUBJECTID', 'SUBJECTID="7"'],
		['both', 'recordNumber="7" SUBJECTID="7"'],
	] as const)('are named with %s', (numberAttribute, told) => {
		expect(recordMessage('RETRIEVE', { target: { ...target, numberAttribute } })).toBe(
			`<RETRIEVE><RECORDS><RECORD CLASSID="22207" FOLDERID="22050" ${told}/></RECORDS></RETRIEVE>`,
		);
	});

	test('are deleted, with rules or without', () => {
		expect(recordMessage('DELETE', { target }, true)).toContain('<DELETE disableBusinessLogic="true">');
		expect(() => recordMessage('DELETE', { target: { class: '' } })).toThrow('"Class" is empty');
	});
});

describe('RUN', () => {
	const call = { function: '50123', folder: '1', auditlogDetail: 'warning' as const };

	test('in each style', () => {
		const records = [{ class: '1', number: '2' }];
		expect(runMessage({ ...call, input: { style: 'records', records } })).toBe(
			'<RUN FUNCTIONID="50123" FOLDERID="1" auditlogDetail="warning"><RECORDS><RECORD CLASSID="1" recordNumber="2"/></RECORDS></RUN>',
		);
		expect(runMessage({ ...call, input: { style: 'params', rows: [{ os_cis: '4 & 2', none: null }] } })).toContain(
			'<params><rows><row><os_cis>4 &amp; 2</os_cis><none/></row></rows></params>',
		);
		expect(
			runMessage({
				...call,
				input: {
					style: 'userData',
					values: [
						['n', '1'],
						['n', '2'],
					],
				},
			}),
		).toContain('<USERDATA><n>1</n><n>2</n></USERDATA>');
		expect(runMessage({ function: '1', input: { style: 'none' } })).toBe('<RUN FUNCTIONID="1"/>');
	});

	test('by name only together with a class', () => {
		expect(runMessage({ function: 'mark', class: '22001', input: { style: 'none' } })).toBe(
			'<RUN CLASSID="22001" FUNCTIONNAME="mark"/>',
		);
		expect(() => runMessage({ function: 'mark', input: { style: 'none' } })).toThrow('number of its class');
		expect(() => runMessage({ function: ' ', input: { style: 'none' } })).toThrow('"Function" is empty');
	});
});

test('what a person enters to read a template', () => {
	const read = browseOf(
		{
			folder: ' 1 ',
			template: '2',
			conditions: { rows: [{ column: 'a', operator: 'equal', value: 5 }] },
			sort: { rows: [{ column: '', direction: 'asc' }, { column: 'b' }] },
			returnAll: false,
			limit: 7,
			options: { arguments: { rows: [{ name: 'P', value: '1' }, { name: '' }] }, skip: ' Q, P ,', message: ' ' },
		},
		(value) => `w${String(value)}`,
	);
	expect(read).toEqual({
		folder: '1',
		template: '2',
		aliases: {},
		conditions: [{ column: 'a', operator: 'equal', value: 'w5', to: 'wundefined' }],
		sort: [{ column: 'b', direction: 'asc' }],
		arguments: [{ name: 'P', value: '1' }, { name: 'Q' }],
		limit: 7,
	});
});
