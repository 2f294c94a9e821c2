import { openSalesforce, type Wire } from './salesforceWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openSalesforce();
});
afterAll(() => wire.close());
beforeEach(async () => {
	await wire.fill();
	const baker = wire.account('Blue Harbor', { BillingCity: 'Brno', AnnualRevenue: 500 });
	wire.contact({ FirstName: 'Ada', LastName: 'Pine', AccountId: baker, Email: 'ada@pine.test', Score__c: 3 });
	wire.contact({ LastName: "O'Hara", DoNotCall: true, Birthdate: '1990-05-04', Segment__c: 'A' });
	wire.contact({ LastName: 'Under_score', Title: '100% \\ sure', Score__c: 7.5, Segment__c: 'B' });
});

const found = (where: string) =>
	wire.column(`SELECT LastName FROM Contact WHERE ${where} ORDER BY LastName`, 'LastName');
const problem = async (soql: string) => {
	const { status, json } = await wire.query(soql);
	return [status, json[0]?.errorCode, json[0]?.message];
};

describe('WHERE', () => {
	test.each([
		["LastName = 'pine'", ['Pine']],
		["LastName = 'O\\'Hara'", ["O'Hara"]],
		["Title = '100% \\\\ sure'", ['Under_score']],
		["LastName != 'Pine'", ["O'Hara", 'Under_score']],
		["Email != 'x@y.test'", ["O'Hara", 'Pine', 'Under_score']],
		['Email = null', ["O'Hara", 'Under_score']],
		['Email != null', ['Pine']],
		['DoNotCall = true', ["O'Hara"]],
		['DoNotCall = FALSE', ['Pine', 'Under_score']],
		['Score__c > 3', ['Under_score']],
		['Score__c >= 3 AND Score__c < 7.5', ['Pine']],
		['Score__c <= 3', ['Pine']],
		["LastName LIKE 'P%'", ['Pine']],
		["LastName LIKE '%\\_%'", ['Under_score']],
		["LastName LIKE '_ine'", ['Pine']],
		["Title LIKE '100\\% %'", ['Under_score']],
		["Segment__c IN ('A', 'B')", ["O'Hara", 'Under_score']],
		["Segment__c NOT IN ('A')", ['Pine', 'Under_score']],
		["NOT (Segment__c = 'A')", ['Pine', 'Under_score']],
		["Segment__c = 'A' OR (Score__c > 1 AND Email = null)", ["O'Hara", 'Under_score']],
		["Account.Name = 'blue harbor'", ['Pine']],
		['Account.AnnualRevenue > 100', ['Pine']],
		["AccountId = null AND LastName > 'P'", ['Under_score']],
		['Birthdate = 1990-05-04', ["O'Hara"]],
		['Birthdate < TODAY', ["O'Hara"]],
		['CreatedDate > 2026-05-04T09:00:02Z', ['Under_score']],
		['CreatedDate >= 2026-05-04T11:00:02.900+02:00', ["O'Hara", 'Under_score']],
		['CreatedDate = TODAY', ["O'Hara", 'Pine', 'Under_score']],
		['CreatedDate = LAST_N_DAYS:3', ["O'Hara", 'Pine', 'Under_score']],
		['CreatedDate < TODAY', []],
		['CreatedDate != YESTERDAY', ["O'Hara", 'Pine', 'Under_score']],
		['CreatedDate = THIS_MONTH AND CreatedDate > LAST_WEEK', ["O'Hara", 'Pine', 'Under_score']],
		['CreatedDate = 2026-05-04', ["O'Hara", 'Pine', 'Under_score']],
	])('%s', async (where, names) => {
		expect(await found(where)).toEqual(names);
	});

	test('ids of 15 and of 18 characters', async () => {
		const [id] = await wire.column("SELECT Id FROM Contact WHERE LastName = 'Pine'", 'Id');
		expect(id).toHaveLength(18);
		expect(await found(`Id = '${id.slice(0, 15)}'`)).toEqual(['Pine']);
		expect(await found(`Id IN ('${id}', '003000000000001')`)).toEqual(['Pine']);
	});

	test('a multi-select picklist', async () => {
		wire.sim.act.createRecord({ object: 'Service_Contract__c', fields: { Name: 'C', Channels__c: 'Phone;Chat' } });
		const count = async (where: string) =>
			(await wire.query(`SELECT count() FROM Service_Contract__c WHERE Channels__c ${where}`)).json.totalSize;
		expect(await count("INCLUDES ('Phone;Chat', 'E-mail')")).toBe(1);
		expect(await count("EXCLUDES ('Chat')")).toBe(0);
	});
});

describe('SELECT', () => {
	test('nests parents, null where there is none', async () => {
		const [pine, other] = await wire.rows(
			"SELECT Id, Account.Name, Account.Owner.Email, Owner.Name FROM Contact WHERE LastName IN ('Pine','O\\'Hara') ORDER BY CreatedDate",
		);
		expect(pine).toMatchObject({
			attributes: { type: 'Contact', url: `/services/data/v59.0/sobjects/Contact/${pine.Id}` },
			Account: {
				attributes: { type: 'Account' },
				Name: 'Blue Harbor',
				Owner: { attributes: { type: 'User' }, Email: 'admin@salesforce.example' },
			},
			Owner: { Name: 'Sandbox Admin' },
		});
		expect(other.Account).toBeNull();
	});

	test('goes through five parents and no more', async () => {
		const path = (steps: number) => `${'Parent.'.repeat(steps - 1)}Owner.Name`;
		expect((await wire.query(`SELECT ${path(5)} FROM Account`)).status).toBe(200);
		expect(await problem(`SELECT ${path(6)} FROM Account`)).toEqual([
			400,
			'INVALID_FIELD',
			expect.stringContaining('more than 5 relationships'),
		]);
	});

	test('takes names in any case, with an alias or the object before them, and answers them as they are', async () => {
		const [row] = await wire.rows("select c.lastname, CONTACT.firstName from contact c where c.LASTNAME = 'Pine'");
		expect(row).toEqual({ attributes: expect.anything(), LastName: 'Pine', FirstName: 'Ada' });
	});

	test('reads references to several objects by Name and Type', async () => {
		const [id] = await wire.column("SELECT Id FROM Contact WHERE LastName = 'Pine'", 'Id');
		wire.sim.act.createRecord({ object: 'Task', fields: { Subject: 'Call', WhoId: id } });
		expect((await wire.rows('SELECT Who.Name, Who.Type FROM Task'))[0].Who).toMatchObject({
			Name: 'Ada Pine',
			Type: 'Contact',
		});
		expect((await problem('SELECT Who.LastName FROM Task'))[2]).toContain("No such column 'LastName' on entity 'Name'");
	});

	test('counts', async () => {
		expect((await wire.query('SELECT COUNT() FROM Contact WHERE Score__c != null')).json).toEqual({
			totalSize: 2,
			done: true,
			records: [],
		});
	});

	test('reads an address as a whole', async () => {
		expect((await wire.rows('SELECT BillingAddress FROM Account'))[0].BillingAddress).toMatchObject({
			city: 'Brno',
			street: null,
		});
		expect((await problem("SELECT Id FROM Account WHERE BillingAddress = 'x'"))[1]).toBe('INVALID_FIELD');
	});
});

describe('ORDER BY, LIMIT and OFFSET', () => {
	const order = (clause: string) => wire.column(`SELECT LastName FROM Contact ${clause}`, 'LastName');

	test.each([
		['ORDER BY Score__c', ["O'Hara", 'Pine', 'Under_score']],
		['ORDER BY Score__c NULLS LAST', ['Pine', 'Under_score', "O'Hara"]],
		['ORDER BY Score__c DESC NULLS FIRST', ["O'Hara", 'Under_score', 'Pine']],
		['ORDER BY DoNotCall DESC, LastName DESC', ["O'Hara", 'Under_score', 'Pine']],
		['ORDER BY Account.Name NULLS LAST, LastName', ['Pine', "O'Hara", 'Under_score']],
		['ORDER BY SystemModstamp DESC', ['Under_score', "O'Hara", 'Pine']],
		['ORDER BY SystemModstamp DESC, Id DESC LIMIT 1', ['Under_score']],
		['ORDER BY SystemModstamp, Id DESC', ['Pine', "O'Hara", 'Under_score']],
		['ORDER BY Id LIMIT 1 OFFSET 1', ["O'Hara"]],
		['ORDER BY LastName LIMIT 0', []],
	])('%s', async (clause, names) => {
		expect(await order(clause)).toEqual(names);
	});
});

describe('what a query may not be', () => {
	test('an unknown field is named, with row and column', async () => {
		const { json } = await wire.query('SELECT Id,\n  Foo FROM Contact');
		expect(json).toEqual([{ message: expect.any(String), errorCode: 'INVALID_FIELD' }]);
		const lines = json[0].message.split('\n');
		expect(lines[1].indexOf('Foo')).toBe(lines[2].indexOf('^'));
		expect(lines.slice(3)).toEqual(['ERROR at Row:2:Column:3', "No such column 'Foo' on entity 'Contact'."]);
	});

	test.each([
		['SELECT Id FROM Nothing', 'INVALID_TYPE', "'Nothing'"],
		["SELECT Id FROM Contact WHERE Foo = 'x'", 'INVALID_FIELD', "'Foo'"],
		['SELECT Id FROM Contact ORDER BY Foo', 'INVALID_FIELD', "'Foo'"],
		['SELECT Foo.Name FROM Contact', 'INVALID_FIELD', "relationship 'Foo'"],
		['SELECT Id FROM Contact WHERE LastName = 5', 'INVALID_FIELD', 'enclosed in quotes'],
		["SELECT Id FROM Contact WHERE Score__c = '5'", 'INVALID_FIELD', 'should not be enclosed'],
		["SELECT Id FROM Contact WHERE CreatedDate > '2026-05-04T00:00:00Z'", 'INVALID_FIELD', 'of type dateTime'],
		['SELECT Id FROM Contact WHERE DoNotCall > true', 'INVALID_FIELD', 'boolean'],
		["SELECT Id FROM Contact WHERE Description = 'x'", 'INVALID_FIELD', 'can not be filtered'],
		["SELECT Id FROM Contact WHERE Id = 'short'", 'INVALID_QUERY_FILTER_OPERATOR', 'short'],
		["SELECT Id FROM Contact WHERE Id LIKE '003%'", 'INVALID_FIELD', 'LIKE'],
		["SELECT Id FROM Contact WHERE Title INCLUDES ('a')", 'INVALID_FIELD', 'multi-select'],
		['SELECT Id, Id FROM Contact', 'MALFORMED_QUERY', 'duplicate field'],
		['SELECT Id FROM Contact ORDER BY Description', 'INVALID_FIELD', 'can not be sorted'],
		['SELECT FROM Contact', 'MALFORMED_QUERY', "unexpected token: 'FROM'"],
		['SELECT Id Contact', 'MALFORMED_QUERY', "expecting 'from'"],
		['SELECT Id FROM Contact WHERE', 'MALFORMED_QUERY', '<EOF>'],
		["SELECT Id FROM Contact WHERE (LastName = 'a'", 'MALFORMED_QUERY', "expecting ')'"],
		["SELECT Id FROM Contact WHERE LastName ~ 'a'", 'MALFORMED_QUERY', "'~'"],
		["SELECT Id FROM Contact WHERE LastName = 'a\\q'", 'MALFORMED_QUERY', 'Illegal escape'],
		["SELECT Id FROM Contact WHERE LastName = 'a", 'MALFORMED_QUERY', 'unexpected character'],
		['SELECT Id FROM Contact LIMIT x', 'MALFORMED_QUERY', 'expecting a number'],
		['SELECT Id FROM Contact OFFSET 2001', 'NUMBER_OUTSIDE_VALID_RANGE', '2000'],
		['', 'MALFORMED_QUERY', 'cannot be empty'],
	])('%s', async (soql, code, part) => {
		expect(await problem(soql)).toEqual([400, code, expect.stringContaining(part)]);
	});

	test('a date-time whose plus sign was not encoded', async () => {
		const { status, json } = await wire.get(
			'query?q=SELECT+Id+FROM+Contact+WHERE+CreatedDate+>+2026-05-04T00:00:00+02:00',
		);
		expect([status, json[0].errorCode]).toEqual([400, 'MALFORMED_QUERY']);
	});
});
