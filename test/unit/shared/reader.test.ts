import { locator, type Field } from '../../../nodes/shared/fields';
import { hasExpression, readerFor, type ParameterHost } from '../../../nodes/shared/reader';

const text = (name: string, more: Partial<Field> = {}): Field => ({
	displayName: name.toUpperCase(),
	name,
	type: 'string',
	default: '',
	...more,
});

/** A host that answers with what is stored; an expression gives its text and the item's index. */
function hostOf(parameters: Record<string, unknown>) {
	const asked: Array<[string, number, unknown]> = [];
	const host = {
		getNode: () => ({ parameters }),
		getNodeParameter: (name: string, index: number, fallback: unknown, options: unknown) => {
			asked.push([name, index, options]);
			const value = parameters[name] ?? fallback;
			return typeof value === 'string' && value.startsWith('=') ? `${value.slice(1)} ${index}` : value;
		},
	};
	return { host: host as unknown as ParameterHost, asked };
}

describe('hasExpression', () => {
	it.each([
		['=1', true],
		['1=1', false],
		['', false],
		[{ mode: 'id', value: '={{ 1 }}' }, true],
		[{ rows: [{ a: 'b' }, { a: '=c' }] }, true],
		[{ rows: [{ a: 'b' }] }, false],
		[[1, true, null, undefined], false],
	])('%j: %s', (value, expected) => expect(hasExpression(value)).toBe(expected));
});

describe('readerFor', () => {
	it('reads once per run what holds no expression', () => {
		const { host, asked } = hostOf({ title: 'a' });
		const read = readerFor(host, [text('title')]);
		expect([0, 1, 2].map((index) => read(index).title)).toEqual(['a', 'a', 'a']);
		expect(asked).toEqual([['title', 0, undefined]]);
	});

	it('evaluates an expression for each item, and once for each', () => {
		const { host, asked } = hostOf({ title: '=t' });
		const read = readerFor(host, [text('title')]);
		const [first, second] = [read(0), read(1)];
		expect([first.title, first.title, second.title]).toEqual(['t 0', 't 0', 't 1']);
		expect(asked).toHaveLength(2);
	});

	it('reads nothing that nobody asks for', () => {
		const { host, asked } = hostOf({ title: '=t', note: 'n' });
		expect(readerFor(host, [text('title'), text('note')])(0).note).toBe('n');
		expect(asked.map(([name]) => name)).toEqual(['note']);
	});

	it('falls back to the default of the field', () => {
		expect(readerFor(hostOf({}).host, [text('title', { default: 'none' })])(0).title).toBe('none');
	});

	it('takes the value out of a locator, as text', () => {
		const { host, asked } = hostOf({ folder: 17 });
		expect(readerFor(host, [locator('folder', 'Folder', 'folders')])(0).folder).toBe('17');
		expect(asked).toEqual([['folder', 0, { extractValue: true }]]);
	});

	it.each([
		[17, '17'],
		[false, 'false'],
	])('gives text where an expression put %j into a text field', (value, expected) => {
		expect(readerFor(hostOf({ title: value }).host, [text('title')])(0).title).toBe(expected);
	});

	it.each(['', '  ', undefined, null])('names the required field that is %j', (value) => {
		const read = readerFor(hostOf({ title: value }).host, [text('title', { required: true })])(0);
		expect(() => read.title).toThrow('"TITLE" is empty.');
	});

	it('does not ask for a required field that may be hidden', () => {
		const field = text('title', { required: true, displayOptions: { show: { mode: ['a'] } } });
		expect(readerFor(hostOf({}).host, [field])(0).title).toBe('');
	});

	it.each([
		['{"a":[1]}', { a: [1] }],
		[' ', undefined],
		[{ a: 1 }, { a: 1 }],
	])('reads %j as JSON', (stored, value) => {
		expect(readerFor(hostOf({ data: stored }).host, [text('data', { type: 'json' })])(0).data).toEqual(value);
	});

	it('names the field whose JSON is broken, and shows nothing of it', () => {
		const read = readerFor(hostOf({ data: '{"a"' }).host, [text('data', { type: 'json' })])(0);
		expect(() => read.data).toThrow('"DATA" is not valid JSON.');
	});
});
