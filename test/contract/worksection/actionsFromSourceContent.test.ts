import { account, actions, deal, fromSource } from './actionsKit';
import { asked, byName, listed } from './actionsWorld';

const ws = account();
const { create, tasks } = fromSource(ws);

describe('what the task says', () => {
	it('imports data, dates, person, priority and tags', async () => {
		const items = [
			deal('imported', 'Line\nbreak', { Phone: ['+380 1', '+380 2'], Empty: '', 'Close date': '2026-03-01T23:30:00Z' }),
		];
		const result = await create(items, {
			title: 'Contract: {record.fields.Name} ({record.fields.Amount})',
			assignTo: 'member',
			assignee: listed('ann@studio.example'),
			priority: 7,
			startFrom: 'run',
			startOffset: 1,
			dueFrom: 'duration',
			duration: 5,
			importedData: {
				lines: [
					{ label: 'Phones', path: 'record.fields.Phone' },
					{ label: '', path: 'record.fields["Close date"]' },
					{ label: 'Nothing', path: 'record.fields.Empty' },
				],
			},
			...byName({ text: 'Please call', tags: 'Deal,In Work', max_time: '2:30' }),
		});
		expect(result.errorOf('Node')?.message).toBeUndefined();
		const [task] = tasks();
		// 22:30 UTC is the next day in Kyiv, which is where the account counts its days.
		const start = new Date(Date.now() + 86_400_000).toLocaleDateString('sv', { timeZone: 'Europe/Kyiv' });
		expect(task).toMatchObject({ name: 'Contract: Line break (120)', priority: 7, dateStart: start, maxTime: '2.5' });
		expect(Date.parse(task!.dateEnd!) - Date.parse(task!.dateStart!)).toBe(5 * 86_400_000);
		expect(ws.sandbox.store.members.get(task!.userTo)?.email).toBe('ann@studio.example');
		expect(task!.tags.map((id) => ws.sandbox.store.tags.get(Number(id))?.title)).toEqual(['Deal', 'In Work']);
		expect(task!.text).toBe(
			'Please call\nPhones: +380 1, +380 2\nClose date: 2026-03-01T23:30:00Z\n[source:NetHunt/imported] https://nethunt.example/r/imported',
		);
		expect(asked(ws)).toEqual(['get_project', 'get_tasks', 'get_task_tags', 'post_task']);
	});

	it('takes dates and the person out of the item, in the zone of the account', async () => {
		const more = {
			Start: '2026-03-01T23:30:00Z',
			Due: '10.03.2026',
			Who: [{ emailAddress: 'BEN@studio.example', name: 'Ben' }],
		};
		await create([deal('a', 'A', more)], {
			assignTo: 'path',
			assigneePath: 'record.fields.Who',
			startFrom: 'path',
			startPath: 'record.fields.Start',
			dueFrom: 'path',
			duePath: 'record.fields.Due',
		});
		expect(tasks()[0]).toMatchObject({ dateStart: '2026-03-02', dateEnd: '2026-03-10' });
		expect(ws.sandbox.store.members.get(tasks()[0]!.userTo)?.email).toBe('ben@studio.example');
		expect(asked(ws)).not.toContain('get_users');
	});

	it('counts the days until it is due from a date of the item, without a start', async () => {
		await create([deal('a', 'A', { Signed: '2026-02-27' })], {
			dueFrom: 'path',
			duePath: 'record.fields.Signed',
			dueOffset: 5,
		});
		expect(tasks()[0]).toMatchObject({ dateEnd: '2026-03-04' });
		expect(tasks()[0]!.dateStart).toBeUndefined();
	});

	it('attaches the files of the item', async () => {
		const data = { data: Buffer.from('hello').toString('base64'), mimeType: 'text/plain', fileName: 'Договір "1".txt' };
		const items = [{ json: deal('a'), binary: { data } }];
		const parameters = { resource: 'task', operation: 'createFromSource', project: listed('26'), attachments: 'data' };
		await ws.n8n.runNode({ type: 'n8n-nodes-crm-sync.worksection', parameters }, items);
		const [file] = [...ws.sandbox.store.files.values()];
		expect(file).toMatchObject({ name: 'Договір "1".txt', task: tasks()[0]!.id });
		expect(file!.bytes.toString()).toBe('hello');
	});

	it.each([
		[{ title: '{record.fields.Missing}' }, 'Title is empty.'],
		[{ sourceIdPath: 'nowhere' }, 'Source Record ID: there is nothing at "nowhere"'],
		[{ assignTo: 'member', assignee: listed('nobody@elsewhere.example') }, 'Assignee Email: nobody'],
		[{ assignTo: 'member', assignee: listed('not an address') }, 'Assignee is not an e-mail address'],
		[{ priority: 11 }, 'Priority is "11"'],
		[byName({ tags: 'Deal,Missing' }), 'Tags: there is no tag "Missing"'],
		[byName({ tags: 'Twin' }), 'Tags: several tags are called "Twin".'],
		[byName({ datestart: '2026-02-30' }), 'Start Date is not a date'],
		[byName({ datestart: '2026-03-05', dateend: '2026-03-04' }), 'Due Date 2026-03-04 lies before'],
		[byName({ text: 'x'.repeat(65_500) }), 'Worksection would cut it off after 65536'],
		[byName({ subscribe: 'ann@studio.example, ghost@studio.example' }), 'Subscribers: nobody'],
		[byName({ text: 'broken \ud800' }), 'broken'],
	])('refuses %j before anything is sent', async (fields, message) => {
		const failed = await create([deal('a')], fields as object);
		expect(failed.errorOf('Node')?.message).toContain(message);
		expect(asked(ws)).not.toContain('post_task');
		expect(tasks()).toHaveLength(0);
	});

	it('names a member who is not in the project when the vendor refuses', async () => {
		const failed = await create([deal('a')], { assignTo: 'member', assignee: listed('out@studio.example') });
		expect(failed.errorOf('Node')?.message).toContain('"out@studio.example"');
		ws.sandbox.switches.emailNotMember = 'accept';
		const passed = await create([deal('a')], { assignTo: 'member', assignee: listed('out@studio.example') });
		expect(actions(passed.json('Node'))).toEqual(['created']);
	});
});

describe('a dry run', () => {
	it('shows what would be created and sends nothing', async () => {
		await create([deal('a')]);
		ws.sandbox.requests.clear();
		const result = await create([deal('a'), deal('b'), deal('b')], { dryRun: true });
		expect(actions(result.json('Node'))).toEqual(['unchanged', 'created', 'unchanged']);
		expect(result.json('Node')[1]).toMatchObject({ dryRun: true, title: 'Deal b' });
		expect(asked(ws)).toEqual(['get_project', 'get_tasks']);
	});
});

describe('a thousand changes', () => {
	it('cost a thousand and two requests', async () => {
		const items = Array.from({ length: 1000 }, (_, index) => deal(`n${index}`));
		const result = await create(items);
		expect(new Set(actions(result.json('Node')))).toEqual(new Set(['created']));
		expect(asked(ws)).toHaveLength(1002);
	});
});
