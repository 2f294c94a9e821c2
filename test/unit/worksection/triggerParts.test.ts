import * as fc from 'fast-check';
import { NodeHelpers, type INode, type INodeParameters, type INodeType } from 'n8n-workflow';

import { idsOf, placeOf, toChange } from '../../../nodes/Worksection/feeds/change';
import { changesBetween, changesOfNew } from '../../../nodes/Worksection/feeds/fieldNames';
import { LONGEST_PERIOD, periodFor } from '../../../nodes/Worksection/feeds/period';
import { withComments, withTasks } from '../../../nodes/Worksection/feeds/records';
import { RULES } from '../../../nodes/Worksection/feeds/rules';
import { earlier, momentOf, stampOf } from '../../../nodes/Worksection/feeds/stamp';
import type { Event } from '../../../nodes/Worksection/feeds/types';
import { event as eventShape } from '../../../nodes/Worksection/schema';
import { WorksectionInstantTrigger } from '../../../nodes/Worksection/WorksectionInstantTrigger.node';
import { WorksectionTrigger } from '../../../nodes/Worksection/WorksectionTrigger.node';
import { FakeVendor } from './triggerVendor';

const event = (more: object): Event =>
	eventShape.parse({ action: 'update', object: { type: 'task', id: '5' }, date_added: '2026-02-10 09:30', ...more });

describe('periods of get_events', () => {
	it('are the shortest that the vendor offers and never too short', () => {
		fc.assert(
			fc.property(fc.integer({ min: 0, max: LONGEST_PERIOD }), (ms) => {
				const { text, ms: length } = periodFor(ms);
				expect(text).toMatch(/^([1-9]|[1-9]\d|[12]\d\d|3[0-5]\d|360)m$|^([1-9]|[1-6]\d|7[0-2])h$|^([1-9]|[12]\d|30)d$/);
				expect(length).toBeGreaterThanOrEqual(ms);
			}),
		);
		expect(periodFor(2 * LONGEST_PERIOD)).toEqual({ text: '30d', ms: LONGEST_PERIOD });
		expect(['360m', '7h', '72h', '4d']).toEqual([6, 6.1, 72, 72.1].map((hours) => periodFor(hours * 3_600_000).text));
	});
});

describe('stamps', () => {
	it('are read with or without seconds and compared on the wall', () => {
		expect(stampOf(' 2026-02-10 09:30:59')).toBe('2026-02-10 09:30');
		expect([stampOf('10.02.2026 09:30'), stampOf(''), stampOf(undefined)]).toEqual([undefined, undefined, undefined]);
		expect(earlier('2026-03-01 00:15', 30 * 60_000)).toBe('2026-02-28 23:45');
	});

	it('are settled by the window on the night when the clock is put back', () => {
		const at = (from: string, to: string) =>
			momentOf('2026-10-25 03:30', 'Europe/Kyiv', { from: Date.parse(from), to: Date.parse(to) });
		expect(at('2026-10-25T00:20:00Z', '2026-10-25T00:40:00Z')).toBe('2026-10-25T00:30:00.000Z');
		expect(at('2026-10-25T01:20:00Z', '2026-10-25T01:40:00Z')).toBe('2026-10-25T01:30:00.000Z');
	});

	it('never lie in the future, whatever zone the credential says', () => {
		const to = Date.parse('2026-02-10T08:00:00Z');
		expect(momentOf('2026-02-10 10:00', 'UTC', { from: to - 600_000, to })).toBe('2026-02-10T08:00:00.000Z');
	});
});

describe('events', () => {
	it('have one id in get_events and in webhooks', () => {
		const told = event({
			object: { type: 'task', id: '5', page: '/project/26/5/' },
			user_from: { id: '3002', email: 'ann@studio.example', name: 'Ann' },
			new: { priority: '7', user_to: { id: '3003', email: 'b@studio.example', name: 'B' } },
			old: { priority: '1' },
		});
		const sent = event({
			object: { type: 'task', id: 5, page: '/task/5/' },
			user_from: { id: 3002, email: 'ann@studio.example', name: 'Ann' },
			new: { user_to: { name: 'B', id: 3003, email: 'b@studio.example' }, priority: 7 },
			old: [],
		});
		expect(idsOf([told])).toEqual(idsOf([sent]));
		expect(idsOf([told, told])[1]).not.toBe(idsOf([told])[0]);
	});

	it.each([
		['/project/26/5/', { projectId: '26', taskId: '5' }],
		['/project/26/5/8/', { projectId: '26', taskId: '8' }],
		['/project/26/5/#com7', { projectId: '26', taskId: '5' }],
		['/project/26/', { projectId: '26' }],
		['/task/5/', { taskId: '5' }],
		['', {}],
		[undefined, {}],
		['/project/x/', {}],
	])('stand at %s', (page, place) => expect(placeOf(page)).toEqual(place));

	it('are no change when nothing differs', () => {
		for (const [old, now] of [
			[{}, {}],
			[{ date_end: '' }, { date_end: [] }],
			[{ priority: 7 }, { priority: '7' }],
		])
			expect(toChange(event({ old, new: now }), 'id', 'taskUpdated', 'now')).toBeUndefined();
	});

	it('remember no long comment', () => {
		const about = (text: string) =>
			toChange(
				event({ action: 'post', object: { type: 'comment', id: 9, page: '/task/5/' }, new: { text } }),
				'i',
				'e',
				't',
			);
		expect(about('short')).toMatchObject({ recordId: '9', about: { taskId: '5', text: 'short' } });
		expect(about('x'.repeat(3_000))!.about).toEqual({ taskId: '5' });
	});
});

describe('changed fields', () => {
	it('have the names of the screens, "" for nothing, and no "from" where it is not told', () => {
		const changes = changesBetween(
			{ date_end: '2026-03-01', text: 'a', custom_fields: { 1: { name: 'Stage', value: '7', text: 'Old' } } },
			{ text: 'b', time_end: '10:00', surprise: 1, custom_fields: { 1: { name: 'Stage', value: '8', text: 'New' } } },
			false,
		);
		expect(changes).toEqual({
			Text: { from: 'a', to: 'b' },
			'Due Time': { to: '10:00' },
			surprise: { to: '1' },
			Stage: { from: 'Old', to: 'New' },
			'Due Date': { from: '2026-03-01', to: '' },
		});
	});

	it('keep custom fields apart from those of the vendor, and managers from assignees', () => {
		const custom = { custom_fields: { 1: { name: 'Title', value: 'x' }, 2: { value: 'y' } } };
		expect(changesOfNew(custom, false)).toEqual({
			'Title (custom field)': { from: '', to: 'x' },
			'Field 2': { from: '', to: 'y' },
		});
		expect(Object.keys(changesBetween({}, { user_to: { id: 1 } }, true))).toEqual(['Manager']);
	});

	it('shorten long texts', () => {
		const { Text } = changesBetween({ text: 'x' }, { text: 'y'.repeat(60_000) }, false);
		expect(String(Text!.to)).toHaveLength(1_001);
	});

	it('become a value when they were not that before, also with a new task', () => {
		const rule = RULES.find(({ value }) => value === 'fieldBecameValue')!;
		const keeps = (told: object, params: object) => {
			const change = toChange(event(told), 'i', 'fieldBecameValue', 't');
			return change !== undefined && rule.keep(change, { project: '', field: 'Priority', ...params });
		};
		const risen = { old: { priority: '1' }, new: { priority: '7' } };
		expect(keeps(risen, { values: ['7'] })).toBe(true);
		expect(keeps(risen, { otherValues: ['7', ''] })).toBe(true);
		expect(keeps(risen, { values: ['5'] })).toBe(false);
		expect(keeps(risen, { values: [], otherValues: [''] })).toBe(true);
		expect(keeps({ old: { title: 'a' }, new: { title: 'b' } }, { values: [] })).toBe(false);
		expect(keeps({ action: 'post', new: { priority: '7' } }, { values: ['7'] })).toBe(true);
	});
});

describe('records', () => {
	it('keep the order of the changes and read each task once', async () => {
		const vendor = new FakeVendor();
		vendor.task('1', { text: '[source:NetHunt/a]' });
		const changes = ['1', '2', '1'].map((id) =>
			toChange(event({ action: 'close', object: { type: 'task', id } }), id, 'e', 't')!,
		);
		const delivered = await withTasks(vendor, changes);
		expect(delivered.map(({ record }) => record.id)).toEqual(['1', '2', '1']);
		expect(delivered.map((one) => (one as { links?: unknown }).links)).toEqual([
			[{ system: 'NetHunt', id: 'a' }],
			[],
			[{ system: 'NetHunt', id: 'a' }],
		]);
		expect(vendor.requests).toEqual(['search_tasks']);
	});

	it('say when a comment or its task is gone', async () => {
		const vendor = new FakeVendor();
		vendor.task('5');
		const comment = (page: string) =>
			toChange(event({ action: 'post', object: { type: 'comment', id: '9', page } }), 'i', 'commentCreated', 't')!;
		const [gone, orphan] = await withComments(vendor, [comment('/task/5/'), comment('/task/6/')]);
		expect(gone!.record).toMatchObject({ id: '9', deleted: true, task: { id: '5' } });
		expect(orphan!.record).toEqual({ id: '9', deleted: true, task: { id: '6', deleted: true } });
	});
});

describe('the nodes', () => {
	const parametersOf = ({ description }: INodeType, given: INodeParameters) => {
		const node = { name: 'T', typeVersion: 1, parameters: given } as unknown as INode;
		return NodeHelpers.getNodeParameters(description.properties, given, true, false, node, description)!;
	};

	it('get the raw body from n8n, however the instant trigger is filled in', () => {
		for (const given of [{}, { includeTask: false, options: { binaryData: true } }])
			expect(parametersOf(new WorksectionInstantTrigger(), given).options).toEqual({ binaryData: true });
		expect(new WorksectionInstantTrigger().description.version).toBe(1);
	});

	it('open the address for the check call before they register', () => {
		const names = new WorksectionInstantTrigger().description.webhooks!.map(({ name, httpMethod }) => [
			name,
			httpMethod,
		]);
		expect(names).toEqual([
			['setup', 'GET'],
			['default', 'POST'],
		]);
	});

	it('show the fields of an event with that event only', () => {
		const polling = new WorksectionTrigger();
		expect(parametersOf(polling, { triggerOn: 'taskClosed' })).not.toHaveProperty('field');
		expect(parametersOf(polling, { triggerOn: 'fieldBecameValue' })).toHaveProperty('otherValues');
		const instant = new WorksectionInstantTrigger();
		expect(parametersOf(instant, { triggerOn: ['taskClosed'] })).not.toHaveProperty('field');
		expect(parametersOf(instant, { triggerOn: ['taskClosed', 'fieldBecameValue'] })).toHaveProperty('field');
	});
});
