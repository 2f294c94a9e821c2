import { codes, openSalesforce, type Wire } from './salesforceWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openSalesforce();
});
afterAll(() => wire.close());
beforeEach(() => wire.fill());

const open = async (more: object = {}) =>
	(await wire.send('POST', 'jobs/ingest', { object: 'Contact', operation: 'insert', contentType: 'CSV', ...more }))
		.json;
const upload = (id: string, csv: string) =>
	wire.send('PUT', `jobs/ingest/${id}/batches`, csv, { 'content-type': 'text/csv' });
const complete = (id: string, state = 'UploadComplete') => wire.send('PATCH', `jobs/ingest/${id}`, { state });
const info = async (id: string) => (await wire.get(`jobs/ingest/${id}`)).json;
const results = async (id: string, kind: string) => (await wire.get(`jobs/ingest/${id}/${kind}`)).text;

/** Runs a job to its end. */
async function run(csv: string, more: object = {}) {
	const { id } = await open(more);
	await upload(id, csv);
	await complete(id);
	wire.sim.clock.advance(1000);
	return { id, ...(await info(id)) };
}

describe('an ingest job', () => {
	test('goes its way by the clock', async () => {
		const job = await open({ operation: 'upsert', externalIdFieldName: 'Daktela_Key__c' });
		expect(job).toMatchObject({
			id: expect.stringMatching(/^750\w{15}$/),
			state: 'Open',
			object: 'Contact',
			externalIdFieldName: 'Daktela_Key__c',
			contentUrl: `services/data/v59.0/jobs/ingest/${job.id}/batches`,
			apiVersion: 59,
			columnDelimiter: 'COMMA',
			lineEnding: 'LF',
		});
		expect((await upload(job.id, 'LastName,Daktela_Key__c\nPine,k1\n')).status).toBe(201);
		expect((await complete(job.id)).json.state).toBe('UploadComplete');
		expect((await info(job.id)).state).toBe('InProgress');
		expect((await wire.query('SELECT count() FROM Contact')).json.totalSize).toBe(0);
		wire.sim.clock.advance(1000);
		expect(await info(job.id)).toMatchObject({
			state: 'JobComplete',
			numberRecordsProcessed: 1,
			numberRecordsFailed: 0,
		});
		expect((await wire.query('SELECT count() FROM Contact')).json.totalSize).toBe(1);
	});

	test('upserts, and tells of each row what became of it', async () => {
		const old = wire.contact({ LastName: 'Old', Daktela_Key__c: 'k1', Title: 'Dr' });
		wire.account('Blue Harbor', { Daktela_Key__c: 'acc' });
		const csv = [
			'Daktela_Key__c,LastName,Title,Account.Daktela_Key__c',
			'k1,"New, with ""quotes""\nand lines",#N/A,acc',
			'k2,Made,,',
			'k3,,,',
			'K2,Twice,,',
			'k4,Lost,,nowhere',
		].join('\n');
		const { id, numberRecordsFailed } = await run(csv, { operation: 'upsert', externalIdFieldName: 'Daktela_Key__c' });
		expect(numberRecordsFailed).toBe(3);
		const successful = await results(id, 'successfulResults');
		expect(successful.split('\n')[0]).toBe('sf__Id,sf__Created,Daktela_Key__c,LastName,Title,Account.Daktela_Key__c');
		expect(successful).toContain(`${old},false,k1,"New, with ""quotes""\nand lines",#N/A,acc\n`);
		expect(successful).toMatch(/\n003\w{15},true,k2,Made,,\n$/);
		const failed = await results(id, 'failedResults');
		expect(failed.split('\n')[0]).toMatch(/^sf__Id,sf__Error,/);
		expect(failed).toContain('REQUIRED_FIELD_MISSING:Required fields are missing: [LastName]:LastName --');
		expect(failed).toContain('DUPLICATE_VALUE');
		expect(failed).toContain('nowhere not found');
		expect(await results(id, 'unprocessedrecords')).toBe('Daktela_Key__c,LastName,Title,Account.Daktela_Key__c\n');
		expect(wire.sim.act.getRecord({ record: old })).toMatchObject({
			LastName: 'New, with "quotes"\nand lines',
			Title: null,
			Account_City__c: null,
			AccountId: expect.stringMatching(/^001/),
		});
	});

	test('updates, deletes and deletes for good', async () => {
		const [one, two] = ['One', 'Two'].map((LastName) => wire.contact({ LastName }));
		const updated = await run(`Id;DoNotCall\r\n${one};true\r\n003000000000000;1\r\n`, {
			operation: 'update',
			columnDelimiter: 'SEMICOLON',
			lineEnding: 'CRLF',
		});
		expect(updated.numberRecordsFailed).toBe(1);
		expect(await results(updated.id, 'failedResults')).toMatch(
			/^sf__Id;sf__Error;Id;DoNotCall\r\n003000000000000;INVALID_CROSS_REFERENCE_KEY/,
		);
		expect(wire.sim.act.getRecord({ record: one! }).DoNotCall).toBe(true);
		await run(`Id\n${one}\n`, { operation: 'delete' });
		await run(`Id\n${two}\n`, { operation: 'hardDelete' });
		expect((await wire.queryAll('SELECT LastName FROM Contact')).json.records).toMatchObject([{ LastName: 'One' }]);
	});

	test.each([
		['an unknown column', 'LastName,Foo\nA,B\n', 'InvalidBatch : Field name not found : Foo'],
		['other line ends', 'LastName\r\nA\r\n', 'LineEnding is invalid'],
		['a quote that stays open', 'LastName\n"A\n', 'not closed'],
	])('fails with %s', async (_, csv, message) => {
		expect(await run(csv)).toMatchObject({ state: 'Failed', errorMessage: expect.stringContaining(message) });
	});

	test('may break in the middle', async () => {
		wire.sim.act.breakNextBulkJob({ afterRows: 2 });
		const job = await run('LastName\nA\nB\nC\nD\n');
		expect(job).toMatchObject({ state: 'Failed', numberRecordsProcessed: 2 });
		expect(await results(job.id, 'unprocessedRecords')).toBe('LastName\nC\nD\n');
		expect((await results(job.id, 'successfulResults')).split('\n')).toHaveLength(4);
		expect(await run('LastName\nC\nD\n')).toMatchObject({ state: 'JobComplete' });
	});

	test('is ended at once by the act, aborted, listed and deleted', async () => {
		const { id } = await open();
		await upload(id, 'LastName\nA\n');
		await complete(id);
		wire.sim.act.runBulkJobs({});
		expect((await info(id)).state).toBe('JobComplete');
		const other = await open();
		expect((await complete(other.id, 'Aborted')).json.state).toBe('Aborted');
		expect((await wire.get('jobs/ingest')).json.records.map(({ state }: any) => state)).toEqual([
			'JobComplete',
			'Aborted',
		]);
		expect((await wire.send('DELETE', `jobs/ingest/${id}`)).status).toBe(204);
		expect((await wire.get(`jobs/ingest/${id}`)).status).toBe(404);
	});

	test.each([
		[{ object: 'Nothing' }, 'INVALIDENTITY'],
		[{ operation: 'magic' }, 'INVALIDJOB'],
		[{ operation: 'upsert' }, 'INVALIDJOB'],
		[{ operation: 'upsert', externalIdFieldName: 'Email' }, 'NOT_FOUND'],
		[{ columnDelimiter: 'SLASH' }, 'INVALIDJOB'],
		[{ contentType: 'JSON' }, 'INVALIDJOB'],
	])('is not made with %j', async (more, code) => {
		expect((await open(more))[0].errorCode).toBe(code);
	});

	test('takes its steps in order', async () => {
		const { id } = await open();
		expect(codes(await complete(id))).toEqual(['INVALIDJOBSTATE']);
		expect(codes(await wire.send('PUT', `jobs/ingest/${id}/batches`, '{}'))).toEqual(['INVALIDBATCH']);
		await upload(id, 'LastName\nA\n');
		expect(codes(await upload(id, 'LastName\nB\n'))).toEqual(['INVALIDJOBSTATE']);
		await complete(id);
		expect(codes(await complete(id))).toEqual(['INVALIDJOBSTATE']);
		expect(codes(await wire.send('DELETE', `jobs/ingest/${id}`))).toEqual(['INVALIDJOBSTATE']);
	});
});
