import fc from 'fast-check';
import { openDaktela, type Wire } from './daktelaWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openDaktela();
});
afterAll(() => wire.close());

interface Person {
	name: string;
	edited: string;
	firstname: string | null;
	account: string | null;
}
type Field = keyof Person;
interface Leaf {
	field: Field;
	operator: 'eq' | 'neq' | 'gt' | 'gte' | 'lt' | 'lte' | 'in' | 'notin' | 'isnull';
	values: string[];
}
interface Group {
	logic: 'and' | 'or';
	filters: Node[];
}
type Node = Leaf | Group;
interface Asked {
	filter: Node;
	sorts: Array<{ field: Field; dir: 'asc' | 'desc' }>;
	skip: number;
	take: number;
}

const stamp = (second: number) => `2026-05-04 11:00:0${second}`;
const domains: Record<Field, string[]> = {
	name: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'],
	edited: [0, 1, 2, 3].map(stamp),
	firstname: ['', 'x', 'y'],
	account: ['acme', 'zeta'],
};
const fields = Object.keys(domains) as Field[];

const person = fc.record({
	second: fc.nat(3),
	firstname: fc.constantFrom(null, '', 'x', 'y'),
	account: fc.constantFrom(null, 'acme', 'zeta'),
});
const people = fc.array(person, { maxLength: 8 });
const leaf: fc.Arbitrary<Node> = fc.constantFrom(...fields).chain((field) =>
	fc.record({
		field: fc.constant(field),
		operator: fc.constantFrom('eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'in', 'notin', 'isnull'),
		values: fc.array(fc.constantFrom(...domains[field]), { minLength: 1, maxLength: 3 }),
	}),
) as fc.Arbitrary<Node>;
/** Two ends of one field, which an order answers by itself. */
const between: fc.Arbitrary<Node> = fc.constantFrom(...fields).chain((field) => {
	const end = fc.record({
		field: fc.constant(field),
		operator: fc.constantFrom('gt', 'gte', 'lt', 'lte', 'eq'),
		values: fc.tuple(fc.constantFrom(...domains[field])),
	});
	return fc.record({ logic: fc.constantFrom('and', 'or'), filters: fc.tuple(end, end) });
}) as fc.Arbitrary<Node>;
const { node } = fc.letrec<{ node: Node }>((tie) => ({
	node: fc.oneof(
		{ depthSize: 'small', withCrossShrink: true },
		leaf,
		between,
		fc.record({
			logic: fc.constantFrom('and', 'or'),
			filters: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
		}) as fc.Arbitrary<Node>,
	),
}));
const asked = fc.record({
	filter: node,
	sorts: fc.array(fc.record({ field: fc.constantFrom(...fields), dir: fc.constantFrom('asc', 'desc') }), {
		maxLength: 3,
	}),
	skip: fc.nat(4),
	take: fc.integer({ min: 1, max: 5 }),
}) as fc.Arbitrary<Asked>;

function holds(row: Person, node: Node): boolean {
	if ('logic' in node)
		return node.logic === 'and'
			? node.filters.every((one) => holds(row, one))
			: node.filters.some((one) => holds(row, one));
	const value = row[node.field];
	const [first = ''] = node.values;
	if (value === null || node.operator === 'isnull') return value === null && node.operator === 'isnull';
	const tests = {
		eq: value === first,
		neq: value !== first,
		gt: value > first,
		gte: value >= first,
		lt: value < first,
		lte: value <= first,
		in: node.values.includes(value),
		notin: !node.values.includes(value),
	};
	return tests[node.operator];
}

function expected(rows: Person[], { filter, sorts, skip, take }: Asked) {
	const rank = (value: string | null) => (value === null ? '' : `!${value}`);
	const down = sorts[0]?.dir === 'desc';
	const fitting = rows.filter((row) => holds(row, filter));
	const keys = [...sorts, { field: 'name' as const, dir: down ? 'desc' : 'asc' }];
	fitting.sort((a, b) => {
		for (const { field, dir } of keys) {
			const [x, y] = [rank(a[field]), rank(b[field])];
			if (x !== y) return x < y === (dir === 'asc') ? -1 : 1;
		}
		return 0;
	});
	return { names: fitting.slice(skip, skip + take).map(({ name }) => name), total: fitting.length };
}

function encoded(node: Node, at: string): string[] {
	if ('logic' in node)
		return [`${at}[logic]=${node.logic}`, ...node.filters.flatMap((one, i) => encoded(one, `${at}[filters][${i}]`))];
	const single = !['in', 'notin'].includes(node.operator);
	const values = single
		? [`${at}[value]=${node.values[0]}`]
		: node.values.map((value, i) => `${at}[value][${i}]=${value}`);
	return [`${at}[field]=${node.field}`, `${at}[operator]=${node.operator}`, ...values];
}

function addressOf({ filter, sorts, skip, take }: Asked): string {
	const order = sorts.flatMap(({ field, dir }, at) => [`sort[${at}][field]=${field}`, `sort[${at}][dir]=${dir}`]);
	return `contacts.json?${[...encoded(filter, 'filter'), ...order, `skip=${skip}`, `take=${take}`, 'fields=name'].join('&')}`;
}

test('every filter, order and page gives what a plain search gives, before and after edits', async () => {
	await fc.assert(
		fc.asyncProperty(
			people,
			people,
			fc.array(asked, { minLength: 1, maxLength: 3 }),
			async (first, second, questions) => {
				wire.fill();
				const rows = new Map<string, Person>();
				for (const states of [first, second]) {
					for (const [at, { second: tick, firstname, account }] of states.entries()) {
						const name = domains.name[at]!;
						const fields = { name, firstname, account, at: `2026-05-04T09:00:0${tick}Z` };
						if (rows.has(name)) wire.sim.act.editContact(fields);
						else wire.sim.act.createContact({ lastname: name, title: name, ...fields });
						rows.set(name, { name, firstname, account, edited: stamp(tick) });
					}
					for (const question of questions) {
						const { result } = (await wire.get(addressOf(question))).json;
						const names = result.data.map(({ name }: { name: string }) => name);
						expect({ names, total: result.total }).toEqual(expected([...rows.values()], question));
					}
				}
			},
		),
		{ numRuns: 150 },
	);
});
