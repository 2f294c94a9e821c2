import fc from 'fast-check';

import { tagIds } from '../../../nodes/Worksection/checks';
import { changesOf } from '../../../nodes/Worksection/compare';
import { dayOf, toVendor } from '../../../nodes/Worksection/dates';
import { addedBetween, searchFilter } from '../../../nodes/Worksection/filter';
import { fileId, plainId, projectId, taskId } from '../../../nodes/Worksection/ids';
import { originOf } from '../../../nodes/Worksection/open';
import { paramsOf } from '../../../nodes/Worksection/targets';
import {
	assigneeOf,
	estimateOf,
	lengthOf,
	listOf,
	longText,
	priorityOf,
	titleOf,
} from '../../../nodes/Worksection/values';

describe('ids', () => {
	it.each([
		['26', '26', undefined],
		[26, '26', '26'],
		['https://a.example/project/26/', '26', undefined],
		['https://a.example/project/26/881/?tab=1', '26', '881'],
		['/project/26/881/882/#com5', '26', '882'],
		['/task/881/', '881', '881'],
	])('%s', (given, project, task) => {
		if (given !== '/task/881/') expect(projectId(given)).toBe(project);
		if (task) expect(taskId(given)).toBe(task);
	});

	it('refuse what is none', () => {
		expect(() => taskId('https://a.example/project/26/')).toThrow('Task is not an ID');
		expect(() => projectId('')).toThrow('Project is empty');
		expect(() => projectId('1 or 1=1')).toThrow('Project is not an ID');
		expect(() => plainId('/project/26/', 'Cost ID')).toThrow('Cost ID is not an ID');
		expect(fileId('https://a.example/download/55/x.txt')).toBe('55');
	});

	it('of accounts are origins', () => {
		expect(originOf(' studio.worksection.com/project/1/ ')).toBe('https://studio.worksection.com');
		expect(originOf('http://127.0.0.1:4601/')).toBe('http://127.0.0.1:4601');
	});
});

describe('dates', () => {
	it('fall on a day of the account and are written its way', () => {
		expect(dayOf('2026-02-10T23:30:00Z', 'Europe/Kyiv', 'D')).toBe('2026-02-11');
		expect(dayOf('2026-02-10', 'Pacific/Auckland', 'D')).toBe('2026-02-10');
		expect(dayOf('1.2.2026', 'UTC', 'D')).toBe('2026-02-01');
		expect(dayOf(['2026-02-10'], 'UTC', 'D')).toBe('2026-02-10');
		expect(toVendor('2026-02-10')).toBe('10.02.2026');
		expect(() => dayOf('31.02.2026', 'UTC', 'Due Date')).toThrow('Due Date is not a date');
	});
});

describe('a search', () => {
	const filter = (field: string, operator: string, value: unknown) =>
		searchFilter([{ field, operator, value }], 'and', 'UTC');

	it('says what the vendor reads', () => {
		const conditions = [
			{ field: 'name', operator: 'has', value: 'offer' },
			{ field: 'dateend', operator: '<=', value: '2026-02-10' },
			{ field: 'id', operator: 'in', value: '1, /project/2/3/' },
		];
		expect(searchFilter(conditions, 'or', 'UTC')).toBe("name has 'offer' or dateend<='10.02.2026' or id in (1,3)");
		expect(addedBetween('2026-01-01', '2026-02-01')).toBe("dateadd>='01.01.2026' and dateadd<'01.02.2026'");
	});

	it('never lets a value out of its quotes or brackets', () => {
		fc.assert(
			fc.property(
				fc.constantFrom('name', 'id', 'dateadd'),
				fc.constantFrom('=', 'in', 'has'),
				fc.string(),
				(field, operator, value) => {
					let text: string;
					try {
						text = filter(field, operator, value);
					} catch {
						return;
					}
					expect(text).toMatch(
						/^(name( has |=)'[^'\\\r\n]+'|id(=\d+| in \(\d+(,\d+)*\))|dateadd='\d\d\.\d\d\.\d{4}')$/,
					);
				},
			),
		);
		expect(() => filter('constructor', '=', '1')).toThrow('cannot search by');
	});
});

describe('values', () => {
	it('are refused by their name', () => {
		expect(titleOf(' a\n b ')).toBe('a b');
		expect(() => titleOf('  ')).toThrow('Title is empty');
		expect(() => titleOf('x'.repeat(1001))).toThrow('Title is 1001 characters long');
		expect(['0', '10', 7].map((one) => priorityOf(one))).toEqual(['0', '10', '7']);
		for (const wrong of ['11', '-1', '1.5', '', 'high']) expect(() => priorityOf(wrong)).toThrow('Priority is');
		expect(assigneeOf('none', 'A')).toBe('NOONE');
		expect(assigneeOf({ emailAddress: 'a@b.example' }, 'A')).toBe('a@b.example');
		expect(() => assigneeOf('a@b', 'Assignee')).toThrow('Assignee is not an e-mail address');
		expect(estimateOf('1:45', 'Max Time')).toBe('1.75');
		expect(listOf({ 5: 'One', 6: 'Two' })).toEqual(['One', 'Two']);
	});

	it('a text counts line ends as the vendor gives them back', () => {
		expect(lengthOf('a\nb\r\nc')).toBe(7);
		expect(longText('x'.repeat(65_536))).toHaveLength(65_536);
		expect(() => longText(`${'x'.repeat(65_535)}\n`)).toThrow('Text is 65537 characters long');
		expect(() => paramsOf({ text: 'x'.repeat(65_530), todo: 'One\nTwo' }, 'taskCreate', 'UTC')).toThrow(
			'Text is 65544 characters long with the checklist',
		);
	});

	it('become parameters; empty ones are left out, or clear on an update', () => {
		const values = { title: 'T', datestart: '', tags: [], priority: null };
		expect(paramsOf(values, 'taskCreate', 'UTC')).toEqual([['title', 'T']]);
		expect(paramsOf(values, 'taskUpdate', 'UTC')).toEqual([
			['title', 'T'],
			['datestart', ''],
			['tags', ''],
		]);
		expect(() => paramsOf({ todo: 'x' }, 'taskFromSource', 'UTC')).toThrow('"todo" cannot be set here');
		expect(() => paramsOf({ mention: 'a@b.example' }, 'taskFromSource', 'UTC')).toThrow('cannot be set here');
		expect(() => paramsOf({ datestart: '2026-02-02', dateend: '2026-02-01' }, 'taskCreate', 'UTC')).toThrow(
			'lies before',
		);
	});

	it('that say the same are no change', () => {
		const task = {
			name: 'T',
			priority: '1',
			date_end: '2026-02-10',
			tags: { 5: 'x' },
			max_time: 2.5,
			user_to: { email: 'A@b.example' },
		};
		const same = {
			title: 'T',
			priority: '1',
			dateend: '10.02.2026',
			tags: '5',
			max_time: '2.50',
			email_user_to: 'a@b.example',
		};
		expect(changesOf(task, Object.entries(same))).toEqual({});
		expect(
			changesOf(task, [
				['title', 't'],
				['dateend', ''],
				['datestart', ''],
			]),
		).toEqual({
			title: { from: 'T', to: 't' },
			dateend: { from: '10.02.2026', to: '' },
		});
	});

	it('of tags are found by title or ID, once', () => {
		const tags = [
			{ id: '1', title: 'One' },
			{ id: '2', title: 'Two, or more' },
			{ id: '3', title: 'Twin', group: { title: 'A' } },
			{ id: '4', title: 'twin', group: { title: 'B' } },
		];
		expect(tagIds(['one', '2', 'Two, or more'], tags)).toEqual(['1', '2', '2']);
		expect(() => tagIds(['Twin'], tags)).toThrow('several tags');
		expect(() => tagIds(['None'], tags)).toThrow('no tag "None"');
	});
});
