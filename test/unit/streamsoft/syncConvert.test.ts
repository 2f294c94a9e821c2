import * as fc from 'fast-check';

import type { Synced } from '../../../nodes/shared/sync/pairs/types';
import { fit, taskOf, valuesOf, type FullRow, type Manner } from '../../../nodes/Streamsoft/sync/convert';
import { fitText, linesOf, stored } from '../../../nodes/Streamsoft/sync/text';

const WARSAW: Manner = {
	zone: 'Europe/Warsaw',
	minutes: 30,
	columns: {
		subject: { length: 20, charset: 'WIN1250' },
		description: { charset: 'WIN1250' },
		place: { length: 12, charset: 'WIN1250' },
		start: { isDay: false },
		end: true,
		allDay: true,
		textCharset: 'WIN1250',
	},
};
const NO_ALL_DAY: Manner = { ...WARSAW, columns: { ...WARSAW.columns, allDay: false } };
const BARE: Manner = {
	...WARSAW,
	columns: { subject: { length: 20, charset: 'WIN1250' }, start: { isDay: false }, textCharset: 'WIN1250' },
};
const DAYS: Manner = { ...NO_ALL_DAY, columns: { ...NO_ALL_DAY.columns, start: { isDay: true } } };
const NOTHING_SHOWN = { contractor: false, person: false, features: [] };

const row: FullRow = {
	id: 10064,
	operatorId: 10001,
	typeId: 10002,
	subject: 'Wizyta',
	description: '',
	place: '',
	start: '2026-07-01 10:00:00',
	end: '2026-07-01 11:00:00',
	allDay: false,
	done: false,
	cancelled: false,
	contractorId: null,
	personId: null,
	contractor: null,
	person: null,
	modifiedAt: null,
	features: [],
};

const time = (part: Partial<FullRow>, manner = WARSAW) =>
	taskOf({ ...row, ...part }, manner, NOTHING_SHOWN).fields.time;

/** As the database would give it back: what it lacks is nothing. */
const writtenAndRead = (fields: Synced, manner: Manner): Synced => {
	const empty = { ...row, subject: '', start: null, end: null };
	return taskOf({ ...empty, ...valuesOf(fields, manner) }, manner, NOTHING_SHOWN).fields;
};

describe('a task of the database as both sides see it', () => {
	it.each([
		['a usual one', {}, '2026-07-01T08:00:00Z/2026-07-01T09:00:00Z'],
		['in winter', { start: '2026-01-05 10:00:00', end: null }, '2026-01-05T09:00:00Z/2026-01-05T09:30:00Z'],
		['an end before the start', { end: '2026-07-01 09:00:00' }, '2026-07-01T08:00:00Z/2026-07-01T08:00:00Z'],
		['whole days', { allDay: true, end: '2026-07-02 00:00:00' }, '2026-07-01/2026-07-03'],
		['a whole day without an end', { allDay: true, end: null }, '2026-07-01/2026-07-02'],
		['an end that stands for nothing', { end: '1899-12-30 00:00:00' }, '2026-07-01T08:00:00Z/2026-07-01T08:30:00Z'],
		['no time at all', { start: null }, ''],
		[
			'the hour that is skipped',
			{ start: '2026-03-29 02:30:00', end: null },
			'2026-03-29T01:30:00Z/2026-03-29T02:00:00Z',
		],
		[
			'the hour that comes twice',
			{ start: '2026-10-25 02:30:00', end: '2026-10-25 03:30:00' },
			'2026-10-25T00:30:00Z/2026-10-25T02:30:00Z',
		],
		['a supposed end in it', { start: '2026-10-25 02:30:00', end: null }, '2026-10-25T00:30:00Z/2026-10-25T00:30:00Z'],
	] as Array<[string, Partial<FullRow>, string]>)('%s', (_, part, expected) => {
		expect(time(part)).toBe(expected);
	});

	it.each([
		['midnight to midnight', '2026-07-01 00:00:00', '2026-07-03 00:00:00', '2026-07-01/2026-07-03'],
		['midnight alone', '2026-07-01 00:00:00', null, '2026-07-01/2026-07-02'],
		['midnight and the same', '2026-07-01 00:00:00', '2026-07-01 00:00:00', '2026-07-01/2026-07-02'],
		['midnight to a time', '2026-07-01 00:00:00', '2026-07-01 02:00:00', '2026-06-30T22:00:00Z/2026-07-01T00:00:00Z'],
	])('without a column for whole days: %s', (_, start, end, expected) => {
		expect(time({ start, end }, NO_ALL_DAY)).toBe(expected);
	});

	it('texts are compared without what nobody sees', () => {
		const { fields } = taskOf(
			{ ...row, subject: ' a\r\nb ', description: '\r\nZaz\u0307o\u0301\r\n\u0000x \r', place: '\tul. Polna 1' },
			WARSAW,
			NOTHING_SHOWN,
		);
		expect(fields).toMatchObject({ subject: 'a b', notes: 'Zażó\nx', place: 'ul. Polna 1' });
	});

	it('completed and cancelled ones are closed', () => {
		const closed = (part: Partial<FullRow>) => taskOf({ ...row, ...part }, WARSAW, NOTHING_SHOWN).closed;
		expect([closed({}), closed({ done: true }), closed({ cancelled: true })]).toEqual([false, true, true]);
	});

	it('lines are written as the application writes them', () => {
		expect(valuesOf({ notes: 'a\nb\n' }, WARSAW)).toEqual({ description: 'a\r\nb' });
	});

	it('only columns that exist are written', () => {
		const fields = { subject: 'a', notes: 'b', place: 'c', time: '2026-07-01/2026-07-02' };
		expect(valuesOf(fields, BARE)).toEqual({ subject: 'a', start: '2026-07-01 00:00:00' });
		expect(valuesOf({ place: 'c' }, BARE)).toEqual({});
		expect(valuesOf(fields, WARSAW)).toMatchObject({ end: '2026-07-01 00:00:00', allDay: true });
		expect(valuesOf(fields, NO_ALL_DAY)).toMatchObject({ end: '2026-07-02 00:00:00' });
	});
});

describe('what a column can hold', () => {
	const WIN = { charset: 'WIN1250' };

	it.each([
		['a😀b', 'a?b'],
		['Привет', '??????'],
		['👨‍👩‍👧', '?????'],
		['zażółć gęślą jaźń €', 'zażółć gęślą jaźń €'],
		['„x” – …', '„x” – …'],
	])('%s', (text, expected) => {
		expect(fitText(text, WIN, 'UTF8')).toBe(expected);
	});

	it('is shortened by whole characters, and the end of a line counts twice', () => {
		const utf8 = (text: string, length: number) => fitText(text, { length, charset: 'UTF8' }, 'WIN1250');
		expect(utf8('a😀b', 2)).toBe('a😀');
		expect(utf8('ab cd', 3)).toBe('ab');
		expect(utf8('a\nb', 3)).toBe('a');
		expect(utf8('a\nb', 4)).toBe('a\nb');
	});

	it('never is longer than the column, in the way it is written', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.integer({ min: 0, max: 40 }), (text, length) => {
				const fitting = (given: string) => fitText(given, { length, charset: 'WIN1250' }, 'UTF8');
				const kept = fitting(linesOf(text));
				expect([...stored(kept)].length).toBeLessThanOrEqual(length);
				expect(fitting(kept)).toBe(kept);
			}),
		);
	});
});

describe('what is written is read back', () => {
	const text = fc.oneof(
		fc.string({ unit: 'binary', maxLength: 50 }),
		fc.string({ unit: fc.constantFrom('a', 'ż', ' ', '\n', '😀', '\r', '\u0301') }),
	);
	const seconds = fc.integer({ min: Date.UTC(2020, 0, 1) / 1000, max: Date.UTC(2040, 0, 1) / 1000 });
	const iso = (at: number) => new Date(at * 1000).toISOString().replace('.000Z', 'Z');
	// Close to the hours in which the clocks change.
	const change = fc.constantFrom('2026-03-29T00:00:00Z', '2026-10-25T00:00:00Z').map((at) => Date.parse(at) / 1000);
	const around = fc.tuple(change, fc.integer({ min: -7200, max: 14400 })).map(([at, by]) => at + by);
	const timed = fc
		.tuple(fc.oneof(seconds, around), fc.integer({ min: 0, max: 8 * 3600 }))
		.map(([from, lasts]) => `${iso(from)}/${iso(from + lasts)}`);
	const days = fc
		.tuple(seconds, fc.integer({ min: 1, max: 5 }))
		.map(([from, lasts]) => `${iso(from).slice(0, 10)}/${iso(from + lasts * 86_400).slice(0, 10)}`);
	const fields = fc.record({ subject: text, notes: text, place: text, time: fc.oneof(timed, days, fc.constant('')) });
	const manner = fc
		.tuple(fc.constantFrom(WARSAW, NO_ALL_DAY, BARE, DAYS), fc.constantFrom('Europe/Warsaw', 'UTC', 'America/St_Johns'))
		.map(([one, zone]) => ({ ...one, zone }));

	it('as it was fitted, and what fits is not changed any more', () => {
		fc.assert(
			fc.property(fields, manner, (given, how) => {
				const fitted = fit(given, how);
				expect(writtenAndRead(given, how)).toEqual(fitted);
				expect(fit(fitted, how)).toEqual(fitted);
			}),
			{ numRuns: 2_000 },
		);
	});

	it('whatever the database holds, reading it again after a write of it changes nothing', () => {
		const clock = fc.oneof(seconds, around).map((at) => iso(at).slice(0, 19).replace('T', ' '));
		const rows = fc.record({
			subject: text,
			description: text,
			place: text,
			start: fc.option(clock),
			end: fc.option(clock),
			allDay: fc.boolean(),
		});
		fc.assert(
			fc.property(rows, (part) => {
				const utf8 = { ...WARSAW.columns, subject: {}, description: {}, place: {}, textCharset: 'UTF8' };
				const how = { ...WARSAW, columns: utf8 };
				const read = taskOf({ ...row, ...part }, how, NOTHING_SHOWN).fields;
				expect(fit(read, how)).toEqual(read);
			}),
			{ numRuns: 2_000 },
		);
	});
});

describe('what is only shown', () => {
	const full: FullRow = {
		...row,
		contractor: 'ALFA Sp. z o.o.',
		person: 'Jan\r\nKowalski',
		features: [
			{ id: '10022', name: 'Etap', value: 'Oferta' },
			{ id: '10017', name: 'Źródło', value: '  ' },
			{ id: '10088', name: 'Budżet', value: '1000' },
		],
	};
	const shown = (what: Parameters<typeof taskOf>[2]) => taskOf(full, WARSAW, what).shown;

	it('is one line for each that has a value', () => {
		expect(shown({ contractor: true, person: true, features: 'all' })).toBe(
			'Contractor: ALFA Sp. z o.o.\nPerson: Jan Kowalski\nBudżet: 1000\nEtap: Oferta',
		);
		expect(shown(NOTHING_SHOWN)).toBe('');
	});

	it('features are chosen by name or ID, in the order of the settings, each once', () => {
		const features = ['etap ', '10088', 'Etap', 'unknown'];
		expect(shown({ contractor: false, person: false, features })).toBe('Etap: Oferta\nBudżet: 1000');
	});

	it('does not depend on the order in which the database gives features', () => {
		const reversed = { ...full, features: [...full.features!].reverse() };
		const all = { contractor: true, person: true, features: 'all' as const };
		expect(taskOf(reversed, WARSAW, all).shown).toBe(shown(all));
	});
});
