import fc from 'fast-check';

import { fieldsOf } from '../../../nodes/NetHunt/changes';
import { folderIdOf, partsOfLink, recordIdOf } from '../../../nodes/NetHunt/ids';
import { upTo, whole } from '../../../nodes/NetHunt/listing';
import { frequentValues } from '../../../nodes/NetHunt/lookups';
import { changeFrom, recordFrom } from '../../../nodes/NetHunt/schema';
import { byTime, firstPage, oldestFirst } from '../../../nodes/NetHunt/watch/cursor';
import { Fault } from '../../../nodes/shared/fault';
import type { Change } from '../../../nodes/shared/watch/feed';

const linkOf = (place: object) =>
	`https://nethunt.com/web/#nethunt/${Buffer.from(JSON.stringify(place)).toString('base64')}`;

describe('ids', () => {
	test('are read from links of the web application', () => {
		const link = linkOf({ workspaceId: 'w1', folderId: 'f1', recordId: 'r1', recordPage: { recordId: 'r1' } });
		expect([folderIdOf(link), recordIdOf(` ${link} `)]).toEqual(['f1', 'r1']);
		expect(partsOfLink(linkOf({ recordPage: { recordId: 'r2' } }))).toEqual({ recordId: 'r2' });
	});

	test('stay what they are when they are no link', () => {
		fc.assert(
			fc.property(fc.stringMatching(/^[0-9a-f]{24}$/), (id) => {
				expect(recordIdOf(` ${id}\n`)).toBe(id);
			}),
		);
	});

	test.each(['', '  ', 'https://example.com/', linkOf({ folderId: 'f1' }), 'https://nethunt.com/web/#nethunt/%%%'])(
		'that name no record are refused: %s',
		(text) => expect(() => recordIdOf(text)).toThrow(Fault),
	);
});

describe('the fields of a change', () => {
	test.each([
		[{ Status: { overwrite: true, remove: 'New', add: 'Won' } }, { from: 'New', to: 'Won' }],
		[{ Status: { overwrite: true, add: 'Won' } }, { to: 'Won' }],
		[{ Status: { overwrite: true, remove: 'Won' } }, { from: 'Won', to: null }],
		[{ Status: { overwrite: true } }, { to: null }],
		[{ Status: 'Won' }, { to: 'Won' }],
		[[{ field: 'Status', oldValue: 'New', newValue: 'Won' }], { from: 'New', to: 'Won' }],
		[[{ fieldName: 'Status', oldValue: null, newValue: 'Won' }], { from: null, to: 'Won' }],
	])('%j', (told, expected) => expect(fieldsOf(told, 'UPDATE')).toEqual({ Status: expected }));

	test('of a new record come from nothing', () => {
		expect(fieldsOf({ Status: { add: 'Won' } }, 'CREATE')).toEqual({ Status: { from: null, to: 'Won' } });
	});

	test('anything at all is read without an error', () => {
		fc.assert(fc.property(fc.anything(), (told) => void fieldsOf(told as object, 'UPDATE')));
	});
});

describe('rows', () => {
	const row = { id: 'event1', fields: {}, createdAt: '2026-02-01T10:00:00.000Z' };

	test('the record is named by recordId, by its link, and only then by id', () => {
		const link = linkOf({ recordId: 'r1' });
		expect(recordFrom({ ...row, recordId: 'r0', link }, 'f1', 'test')).toMatchObject({
			id: 'r0',
			recordId: 'r0',
			folderId: 'f1',
		});
		expect(recordFrom({ ...row, link }, 'f1', 'test').recordId).toBe('r1');
		expect(recordFrom(row, 'f1', 'test').recordId).toBe('event1');
		expect(() => recordFrom({ ...row, id: undefined }, 'f1', 'read new records')).toThrow('read new records');
	});

	test('a change without an id has the same one every time', () => {
		const told = {
			recordId: 'r1',
			time: '2026-02-01T10:00:00.000Z',
			user: undefined,
			recordAction: 'update',
			fieldActions: {},
		};
		expect(changeFrom(told).id).toBe(changeFrom({ ...told }).id);
		expect(changeFrom({ ...told, user: 'a@b.example' })).toMatchObject({
			action: 'UPDATE',
			user: { emailAddress: 'a@b.example' },
		});
	});
});

describe('a whole list', () => {
	const listOf = (length: number, cap = Infinity) => {
		const asked: number[] = [];
		const ask = async (limit: number) => {
			asked.push(limit);
			return { rows: Array.from({ length: Math.min(length, limit, cap) }, (_, at) => at) };
		};
		return { asked, ask };
	};

	test.each([
		[0, Infinity, 0, 'no', 1],
		[17, Infinity, 17, 'no', 1],
		[1_000, Infinity, 1_000, 'perhaps', 1],
		[5_000, Infinity, 5_000, 'yes', 2],
		[5_001, Infinity, 5_001, 'no', 2],
		[60_001, Infinity, 60_001, 'no', 3],
		[20_001, 10_000, 10_000, 'yes', 2],
		[20_001, 5_000, 5_000, 'yes', 2],
	] as const)('of %i rows, capped at %i', async (length, cap, got, capped, requests) => {
		const { asked, ask } = listOf(length, cap);
		const listing = await whole(ask);
		expect([listing.rows.length, listing.capped, asked.length]).toEqual([got, capped, requests]);
	});

	test('that cannot be asked for any wider keeps the longest answer', async () => {
		const ask = async (limit: number) => {
			if (limit > 5_000) throw new Fault('invalid', 'The limit is too large.');
			return { rows: Array.from({ length: limit }, (_, at) => at) };
		};
		const listing = await whole(ask);
		expect([listing.rows.length, listing.capped]).toEqual([5_000, 'yes']);
	});

	test('a limit is asked for as it is', async () => {
		const { asked, ask } = listOf(100);
		expect((await upTo(7, ask)).length).toBe(7);
		expect(asked).toEqual([7]);
	});

	test('a refusal that is not about the limit is told as it was', async () => {
		const refusal = new Fault('invalid', 'No such field.');
		await expect(whole(async () => await Promise.reject(refusal))).rejects.toBe(refusal);
	});
});

describe('order', () => {
	const times = fc.array(fc.integer({ min: 0, max: 20 }).map((at) => new Date(1e12 + at * 1000).toISOString()));

	test('newest first and oldest first come out the same', () => {
		fc.assert(
			fc.property(times, (list) => {
				const rows = byTime(
					list.map((time, at) => ({ time, at })),
					({ time }) => time,
				);
				const first = oldestFirst([...rows].reverse(), ({ time }) => time);
				expect(first).toEqual(rows);
				if (new Set(list).size > 1) expect(oldestFirst(rows, ({ time }) => time)).toEqual(rows);
			}),
		);
	});

	test('a page ends between two times', () => {
		fc.assert(
			fc.property(times, fc.integer({ min: 1, max: 10 }), (list, limit) => {
				const changes = [...list]
					.sort()
					.map((occurredAt, at): Change => ({ id: `${at}`, recordId: 'r', event: 'e', occurredAt }));
				const page = firstPage(changes, limit);
				expect(page.length).toBeGreaterThanOrEqual(Math.min(limit, changes.length));
				expect(changes[page.length]?.occurredAt).not.toBe(page.at(-1)?.occurredAt ?? null);
			}),
		);
	});
});

test('values are suggested by frequency, each item of a list by itself', () => {
	const records = [['a', 'b'], ['b'], 'b', null, 7].map(
		(Tags) => ({ id: '', recordId: '', folderId: '', fields: { Tags } }) as never,
	);
	expect(frequentValues(records, 'Tags').map(({ value }) => value)).toEqual(['b', '7', 'a']);
	const wordy = [{ id: '', recordId: '', folderId: '', fields: { Note: 'x'.repeat(5_000), Text: 'short' } } as never];
	expect(frequentValues(wordy, 'Note')).toEqual([]);
	expect(frequentValues(wordy, 'toString')).toEqual([]);
});
