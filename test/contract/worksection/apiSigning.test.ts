import { clientWorld, faultOf } from './apiWorld';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

const { sim, open } = clientWorld();

const TEXT = 'a b+c*d~e%f&g=h\'i"j(k)!l,m[n] ї€😀\n<b>%20</b>';

describe.each(['md5', 'hmac'] as const)('signed by %s', (scheme) => {
	it('sends any text unharmed', async () => {
		const api = await open({ scheme });
		const task = await api.tasks.post('26', [
			['title', TEXT],
			['text', TEXT],
			['todo[]', 'One, two'],
			['todo[]', 'Three'],
		]);
		const stored = sim.store.tasks.get(task.id)!;
		expect(stored.name).toBe(TEXT);
		expect(stored.text).toBe(`${TEXT}\n• One, two\n• Three`);
	});

	it('sends files', async () => {
		const api = await open({ scheme });
		const files = [
			{ name: 'a "b".txt', mimeType: 'text/plain', data: Buffer.from('one') },
			{ name: 'ціна.bin', mimeType: '', data: Buffer.from([0, 1, 2, 13, 10, 45, 45]) },
		];
		const task = await api.tasks.post('26', [['title', TEXT]], files);
		const stored = [...sim.store.files.values()].filter((file) => file.task === task.id);
		expect(stored.map(({ name }) => name)).toEqual(['a "b".txt', 'ціна.bin']);
		expect(stored[1]!.bytes).toEqual(files[1]!.data);
		expect((await api.files.download(stored[1]!.id)).data).toEqual(files[1]!.data);
	});

	it('tells a wrong key, without showing it', async () => {
		const fault = await faultOf((await open({ scheme, apiKey: 'not-the-key' })).projects.all());
		expect(fault).toMatchObject({ kind: 'unauthorized', effect: 'none' });
		expect(fault.message + fault.advice).not.toContain('not-the-key');
	});

	it('sends long texts, which an address could not hold', async () => {
		const api = await open({ scheme });
		const task = await api.tasks.post('26', [
			['title', 'Long'],
			['text', 'ж'.repeat(60_000)],
		]);
		expect(sim.store.tasks.get(task.id)!.text).toHaveLength(60_000);
		expect(sim.requests.entries.map(({ status }) => status)).not.toContain(414);
	});
});

it('says why files cannot go with a long text in the md5 way', async () => {
	const file = { name: 'a', mimeType: '', data: Buffer.from('x') };
	const params = [
		['title', 'T'],
		['text', 'x'.repeat(9000)],
	] as const;
	const fault = await faultOf((await open()).tasks.post('26', params, [file]));
	expect(fault).toMatchObject({ kind: 'input', field: 'Attachments' });
	await (await open({ scheme: 'hmac' })).tasks.post('26', params, [file]);
});

describe('switches of the vendor', () => {
	it.each([true, false])('an empty list with or without data (%s)', async (omits) => {
		sim.switches.emptyListOmitsData = omits;
		expect(await (await open()).tasks.ofProject('26')).toEqual([]);
		expect(await (await open()).webhooks.all()).toEqual([]);
	});

	it.each(['string', 'number'] as const)('estimates as %s', async (form) => {
		sim.switches.estimatesAs = form;
		const api = await open();
		const { id } = await api.tasks.post('26', [
			['title', 'T'],
			['max_time', '2.5'],
		]);
		expect(Number((await api.tasks.get(id)).max_time)).toBe(2.5);
	});

	it.each([true, false])('closing with or without the task in the answer (%s)', async (returns) => {
		sim.switches.completeTaskReturnsData = returns;
		sim.seed({ tasks: [{ id: 881, project: 26, title: 'T' }] });
		await (await open()).tasks.complete('881');
		expect(sim.store.tasks.get('881')!.status).toBe('done');
	});

	it('a vendor that hashes decoded parameters is told by the sign-in fault, and HMAC still works', async () => {
		sim.switches.md5Accepts = 'decoded';
		const params = [['title', 'a b']] as const;
		expect(await faultOf((await open()).tasks.post('26', params))).toMatchObject({ kind: 'unauthorized' });
		await (await open({ scheme: 'hmac' })).tasks.post('26', params);
		sim.switches.hmacAccepted = false;
		expect(await faultOf((await open({ scheme: 'hmac' })).projects.all())).toMatchObject({ kind: 'unauthorized' });
	});
});
