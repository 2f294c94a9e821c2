import { openSalesforce, user, type Wire } from './salesforceWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openSalesforce();
});
afterAll(() => wire.close());
beforeEach(() => wire.fill());

const stamps = (record: string) => {
	const { SystemModstamp, LastModifiedDate } = wire.sim.act.getRecord({ record });
	return [SystemModstamp, LastModifiedDate].map((time) => String(time).slice(11, 19));
};
const names = () => wire.column('SELECT LastName FROM Contact ORDER BY Id', 'LastName');

describe('stamps', () => {
	test('move with an edit, the one of the system alone with a process of Salesforce', () => {
		const id = wire.contact();
		wire.sim.clock.advance(60_999);
		wire.sim.act.setField({ record: id, field: 'Title', value: 'Dr' });
		expect(stamps(id)).toEqual(['09:01:01', '09:01:01']);
		wire.sim.clock.advance(60_000);
		wire.sim.act.touchRecord({ record: id });
		expect(stamps(id)).toEqual(['09:02:01', '09:01:01']);
		wire.sim.act.setField({ record: id, field: 'Segment__c', value: 'A' });
		wire.sim.clock.advance(60_000);
		expect(wire.sim.act.renameOption({ object: 'Contact', field: 'Segment__c', from: 'A', to: 'Best' })).toEqual({
			changed: 1,
		});
		expect(stamps(id)).toEqual(['09:03:01', '09:02:01']);
		expect(wire.sim.act.getRecord({ record: id }).Segment__c).toBe('Best');
	});

	test('do not move with the parent that a formula reads', async () => {
		const account = wire.account('Blue Harbor', { BillingCity: 'Brno' });
		const id = wire.contact({ AccountId: account });
		wire.sim.clock.advance(60_000);
		wire.sim.act.setField({ record: account, field: 'BillingCity', value: 'Praha' });
		expect(stamps(id)[0]).toBe('09:00:01');
		expect(
			await wire.column("SELECT Account_City__c FROM Contact WHERE Account_City__c = 'praha'", 'Account_City__c'),
		).toEqual(['Praha']);
	});
});

describe('a late commit', () => {
	test('appears behind the cursor, with the stamp of its writing', async () => {
		const { Id } = wire.sim.act.createRecord({ object: 'Contact', fields: { LastName: 'Late' }, lateMs: 60_000 });
		wire.sim.clock.advance(30_000);
		wire.contact({ LastName: 'Early' });
		expect(await names()).toEqual(['Early']);
		wire.sim.clock.advance(30_000);
		expect(await names()).toEqual(['Late', 'Early']);
		expect(stamps(Id)[0]).toBe('09:00:00');
	});

	test('of an edit and of a deletion', async () => {
		const one = wire.contact({ LastName: 'One' });
		const two = wire.contact({ LastName: 'Two' });
		wire.sim.act.setField({ record: one, field: 'LastName', value: 'Uno', lateMs: 5000 });
		wire.sim.act.deleteRecord({ record: two, lateMs: 5000 });
		wire.sim.clock.advance(1000);
		wire.sim.act.setField({ record: one, field: 'Title', value: 'Dr' });
		expect(await names()).toEqual(['One', 'Two']);
		wire.sim.clock.advance(5000);
		expect(await names()).toEqual(['Uno']);
		expect(wire.sim.act.getRecord({ record: one }).Title).toBe('Dr');
		expect([stamps(one)[0], stamps(two)[0]]).toEqual(['09:00:02', '09:00:02']);
	});

	test('or a record with an older stamp at once', async () => {
		const { Id } = wire.sim.act.createRecord({
			object: 'Contact',
			fields: { LastName: 'Old' },
			at: '2026-05-04T08:00:00Z',
		});
		expect(stamps(Id)).toEqual(['08:00:00', '08:00:00']);
	});
});

describe('deleting and merging', () => {
	test('an account takes its contacts along, and brings them back', async () => {
		const account = wire.account('Blue Harbor');
		const contact = wire.contact({ AccountId: account });
		const contract = wire.sim.act.createRecord({
			object: 'Service_Contract__c',
			fields: { Name: 'C', Account__c: account },
		});
		wire.sim.act.deleteRecord({ record: 'Blue Harbor' });
		expect(await names()).toEqual([]);
		expect(wire.sim.act.getRecord({ record: contract.Id }).Account__c).toBeNull();
		wire.sim.act.restoreRecord({ record: account });
		expect(await names()).toEqual(['Novak']);
		expect(wire.sim.act.getRecord({ record: contact }).IsDeleted).toBe(false);
		expect(() => wire.sim.act.restoreRecord({ record: account })).toThrow('is not deleted');
	});

	test('a merge moves the children to the master', () => {
		const [master, loser] = [wire.account('Master'), wire.account('Loser')];
		const contact = wire.contact({ AccountId: loser });
		wire.sim.clock.advance(60_000);
		wire.sim.act.mergeRecords({ master: 'Master', losers: ['Loser'] });
		expect(wire.sim.act.getRecord({ record: loser })).toMatchObject({ IsDeleted: true, MasterRecordId: master });
		expect(wire.sim.act.getRecord({ record: contact })).toMatchObject({ AccountId: master, IsDeleted: false });
		expect([stamps(contact)[0], stamps(master)[0]]).toEqual(['09:01:01', '09:01:01']);
		expect(() => wire.sim.act.mergeRecords({ master, losers: [contact] })).toThrow('is no other living Account');
		expect(() => wire.sim.act.mergeRecords({ master, losers: [] })).toThrow('one or two');
	});

	test('a record that is not shared any more looks like nothing', async () => {
		const id = wire.contact();
		wire.sim.act.shareRecord({ record: id, access: 'none' });
		expect(await names()).toEqual([]);
		expect((await wire.queryAll('SELECT Id FROM Contact')).json.totalSize).toBe(0);
		expect((await wire.get(`sobjects/Contact/${id}`)).status).toBe(404);
		wire.sim.act.shareRecord({ record: id, access: 'full' });
		expect(await names()).toEqual(['Novak']);
	});
});

describe('the back door', () => {
	test('shows the state without secrets', async () => {
		wire.contact();
		const text = await (await fetch(`${wire.sim.url}/_sandbox/state`)).text();
		for (const secret of [user.password, user.securityToken, user.consumerSecret]) expect(text).not.toContain(secret);
		expect(JSON.parse(text)).toMatchObject({
			sessions: 1,
			objects: [{ name: 'User' }, {}, { name: 'Contact', rows: 1 }, {}, {}, {}, {}],
		});
	});

	test.each([
		['getRecord', { record: 'Nobody' }, "There is no record 'Nobody'."],
		['createRecord', { object: 'Nothing', fields: {} }, "there is no object 'Nothing'"],
		['setFieldAccess', { object: 'Contact', field: 'Foo', access: 'full' }, "Contact has no field 'Foo'"],
		['setUser', { username: 'nobody' }, "there is no user 'nobody'"],
		['setApp', { consumerKey: 'nothing' }, "there is no app 'nothing'"],
		['lockRows', { scope: 'table' }, 'request or item'],
		['shareRecord', { record: 'x', access: 'some' }, 'none, read or full'],
		['addField', { object: 'Contact', name: 'Email' }, "has a field 'Email' already"],
		['addField', { object: 'Contact', name: 'F__c', formula: 'Foo.Bar' }, 'Formula'],
		['addObject', { name: 'contact' }, "an object 'contact' already"],
	])('%s names what is wrong', async (act, body, message) => {
		const answer = await fetch(`${wire.sim.url}/_sandbox/act/${act}`, { method: 'POST', body: JSON.stringify(body) });
		expect(answer.status).toBe(400);
		expect(((await answer.json()) as { error: string }).error).toContain(message);
	});

	test('acts go by user', () => {
		wire.sim.act.addUser({ username: 'eva@salesforce.example', password: 'p', firstName: 'Eva', lastName: 'H' });
		const made = wire.sim.act.createRecord({
			object: 'Contact',
			fields: { LastName: 'A' },
			by: 'eva@salesforce.example',
		});
		expect(wire.sim.act.getRecord({ record: String(made.CreatedById) }).Name).toBe('Eva H');
		expect(() => wire.sim.act.createRecord({ object: 'Contact', fields: { LastName: 'A' }, by: 'x' })).toThrow(
			"no user 'x'",
		);
	});

	test('an object of its own', () => {
		const { keyPrefix } = wire.sim.act.addObject({ name: 'Shop__c', fields: ['Name'] });
		expect(wire.sim.act.createRecord({ object: 'Shop__c', fields: { Name: 'S' } }).Id.startsWith(keyPrefix)).toBe(true);
	});
});
