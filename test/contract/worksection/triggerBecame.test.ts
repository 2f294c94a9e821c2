import type { IDataObject } from 'n8n-workflow';

import { account, actions, polls, TRIGGER } from './triggerWorld';

const at = account();
const { active, next } = polls(at);

describe('Field or Status Became Value', () => {
	const status = { triggerOn: 'fieldBecameValue', field: 'Status', values: ['Accepted'] };

	it('compares tasks to see a status, with the one before it, also when the task is closed with it', async () => {
		const ids = [1, 2, 3].map((n) =>
			String(at.sandbox.act.createTask({ project: 26, title: `T${n}`, tags: ['In Work', 'Urgent'] }).id),
		);
		const sub = String(at.sandbox.act.createTask({ project: 26, parent: ids[2]!, title: 'Sub', tags: ['To Do'] }).id);
		const trigger = await active(status);
		at.sandbox.act.setStatusTag({ task: ids[0]!, tag: 'Accepted' });
		at.sandbox.act.setStatusTag({ task: ids[1]!, tag: 'To Do' });
		at.sandbox.act.setStatusTag({ task: sub, tag: 'Accepted' });
		at.sandbox.act.setStatusTag({ task: ids[2]!, tag: 'Accepted' });
		at.sandbox.act.closeTask({ task: sub });
		at.sandbox.act.closeTask({ task: ids[2]! });
		const told = await next(trigger);
		expect(told.map(({ id, changes }) => [id, changes]).sort()).toEqual(
			[
				[ids[0], { Status: { from: 'In Work', to: 'Accepted' } }],
				[ids[2], { Status: { from: 'In Work', to: 'Accepted' } }],
				[sub, { Status: { from: 'To Do', to: 'Accepted' } }],
			].sort(),
		);
		at.sandbox.act.reopenTask({ task: ids[2]! });
		at.sandbox.requests.clear();
		expect(await next(trigger)).toEqual([]);
		expect(actions(at)).toEqual(['get_all_tasks']);
		at.sandbox.act.setStatusTag({ task: ids[0]!, tag: 'In Work' });
		at.sandbox.act.setStatusTag({ task: ids[0]!, tag: 'Accepted' });
		at.sandbox.act.createTask({ project: 26, title: 'New', tags: ['Accepted'] });
		expect((await next(trigger)).map(({ record }) => (record as IDataObject).name)).toEqual(['New']);
	});

	it('reads other fields from events, by whatever name a person knows the value', async () => {
		for (const value of ['ann@studio.example', 'Ann Hill', '3002']) {
			const trigger = await active({ triggerOn: 'fieldBecameValue', field: 'Assignee', otherValues: [value] });
			const task = String(at.sandbox.act.createTask({ project: 26, title: 'T', assignee: 'ANY' }).id);
			at.sandbox.act.editTask({ task, assignee: 'ann@studio.example' });
			at.sandbox.act.editTask({ task, priority: 7 });
			at.sandbox.act.createTask({ project: 26, title: 'Born so', assignee: 'ann@studio.example' });
			expect((await next(trigger)).map(({ record }) => (record as IDataObject).name)).toEqual(['T', 'Born so']);
		}
	});

	it('refuses to begin at a date where the vendor remembers nothing', async () => {
		const trigger = at.trigger({ ...status, startWith: 'date', startDate: '2026-02-01' });
		await expect(trigger.activate()).rejects.toThrow('does not remember when a task got its Status');
	});

	it('offers custom fields by the names that their changes bear', async () => {
		const names = ['Status', 'Labels', 'Author', 'Files', 'Title', 'Own'];
		at.sandbox.seed({ customFields: names.map((name, index) => ({ id: 910 + index, type: 'text', name })) });
		for (const method of ['getTriggerFields', 'getWebhookFields']) {
			const parameters = { authentication: 'apiKey' };
			const offered = (await at.n8n.loadOptions(TRIGGER, method, { parameters })).map(({ value }) => String(value));
			for (const [index, name] of names.entries()) {
				const field = offered.find((one) => one === `${name} (custom field)`) ?? name;
				const trigger = await active({ triggerOn: 'fieldBecameValue', field, otherValues: ['X'] });
				const task = String(at.sandbox.act.createTask({ project: 26, title: name }).id);
				at.sandbox.act.editTask({ task, customFields: { [String(910 + index)]: 'X' } });
				expect(await next(trigger)).toMatchObject([{ changes: { [field]: { to: 'X' } } }]);
			}
		}
	});

	it('suggests fields and values', async () => {
		const options = async (method: string, parameters = {}) =>
			(await at.n8n.loadOptions(TRIGGER, method, { parameters: { authentication: 'apiKey', ...parameters } })).map(
				({ value }) => value,
			);
		expect(await options('getTriggerFields')).toEqual(expect.arrayContaining(['Status', 'Due Date', 'Contract']));
		expect(await options('getWebhookFields')).not.toContain('Status');
		expect(await options('getTriggerValues', { field: 'Status' })).toEqual(['Accepted', 'In Work', 'To Do']);
		expect(await options('getTriggerValues', { field: 'Labels' })).toEqual(['Urgent']);
		expect(await options('getTriggerValues', { field: 'Assignee' })).toContain('ann@studio.example');
		expect(await options('getTriggerValues', { field: 'Priority' })).toHaveLength(11);
		expect(await options('getTriggerValues', { field: 'Contract' })).toEqual(['A', 'B']);
		const { results } = await at.n8n.listSearch(TRIGGER, 'searchTriggerProjects', {
			filter: 'sal',
			parameters: { authentication: 'apiKey' },
		});
		expect(results).toMatchObject([{ name: 'Sales', value: '26' }]);
	});
});
