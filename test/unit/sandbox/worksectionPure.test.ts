import {
	compileFilter,
	FilterError,
	parseFilter,
	pinnedIds,
	type FieldKind,
} from '../../../sandbox/worksection/filter';
import { localStamp, parseDay, parseHours, parsePeriod, startOfDay } from '../../../sandbox/worksection/when';
import { hmacSignature, md5Signature, withoutHash } from '../../../sandbox/worksection/wire/auth';
import { RateLimiter } from '../../../sandbox/worksection/wire/limiter';
import { parseMultipart } from '../../../sandbox/worksection/wire/multipart';
import { formPairs, Params } from '../../../sandbox/worksection/wire/params';

const key = '7776461cd931e7b1c8e9632ff8e979ce';

describe('signatures', () => {
	it('md5: the vendor’s own vector', () => {
		expect(md5Signature('action=get_tasks&id_project=26', key)).toBe('ec3ab2c28f21b4a07424f8ed688d6644');
	});
	it('HMAC: the reference’s vector', () => {
		const signature = '8798baadd443f8e660b7decc9d6311655226208b8025e01d22a4b11bc0840849';
		expect(hmacSignature('get_tasks', 1700000000, key)).toBe(signature);
	});
	it('takes the hash out and leaves every other byte', () => {
		expect(withoutHash('action=a&hash=00&x=%20b+c')).toBe('action=a&x=%20b+c');
	});
});

describe('search filter', () => {
	const fields: Record<string, FieldKind> = { id: 'integer', project: 'integer', name: 'string', dateadd: 'date' };
	const row = { id: 7, project: 3, name: 'Send Letter', dateadd: '2026-02-10' };
	const matches = (source: string): boolean =>
		compileFilter<typeof row>(parseFilter(source, fields), {
			integer: (item, field) => item[field as 'id'],
			string: (item) => item.name,
			date: (item) => item.dateadd,
			bounds: (_, day) => [day, `${day}~`],
		})(row);

	it.each([
		['id=7', true],
		['id in (1, 7)', true],
		['id in (1,2)', false],
		["name has 'letter'", true],
		["name='Send Letter'", true],
		["name='Send'", false],
		["dateadd>'09.02.2026'", true],
		["dateadd>'10.02.2026'", false],
		["dateadd>='10.02.2026' and dateadd<='10.02.2026'", true],
		["dateadd!='10.02.2026'", false],
		['id=1 or project=3 and id=7', true],
		['(id=1 or project=3) and id=8', false],
	])('%s is %s', (source, expected) => expect(matches(source)).toBe(expected));

	it.each([
		'priority=1',
		'id>7',
		'id=',
		"name='a",
		"dateadd>'2026-02-10'",
		"dateadd>'31.02.2026'",
		'id=7 AND id=8',
		'(id=7',
		'id=7 id=8',
		'constructor=1',
	])('refuses %s', (source) => expect(() => parseFilter(source, fields)).toThrow(FilterError));

	it('finds ids that pin the answer', () => {
		expect(pinnedIds(parseFilter("name has 'x' and id in (1,2)", fields), 'id')).toEqual([1, 2]);
		expect(pinnedIds(parseFilter('id=1 or project=2', fields), 'id')).toBeUndefined();
	});
});

describe('times', () => {
	it('are naive, to the minute, on the wall of the zone', () => {
		expect(localStamp(Date.parse('2026-01-05T22:30:59Z'), 'Europe/Kyiv')).toBe('2026-01-06 00:30');
		expect(localStamp(Date.parse('2026-07-05T22:30:59Z'), 'Europe/Kyiv')).toBe('2026-07-06 01:30');
		expect(startOfDay('2026-01-06', 'Europe/Kyiv')).toBe(Date.parse('2026-01-05T22:00:00Z'));
	});
	it('days come as DD.MM.YYYY, in schedules also as YYYY-MM-DD', () => {
		expect(parseDay('01.02.2026')).toBe('2026-02-01');
		expect(parseDay('30.02.2026')).toBeUndefined();
		expect(parseDay('2026-02-01')).toBeUndefined();
		expect(parseDay('2026-02-01', { iso: true })).toBe('2026-02-01');
	});
	it('periods have bounds', () => {
		expect(parsePeriod('360m')).toBe(21_600_000);
		expect([parsePeriod('361m'), parsePeriod('73h'), parsePeriod('31d'), parsePeriod('0d'), parsePeriod('1w')]).toEqual(
			Array(5).fill(undefined),
		);
	});
	it('hours have three forms', () => {
		expect([parseHours('0.15'), parseHours('0,15'), parseHours('0:09'), parseHours('soon')]).toEqual([
			9,
			9,
			9,
			undefined,
		]);
	});
});

describe('parameters', () => {
	it('gathers name[] and name[0], reads + and %20 alike', () => {
		const params = new Params();
		params.addPairs(formPairs('todo[]=a+b&todo%5B1%5D=c%20d&title=%D0%A7&odd=%zz'));
		expect(params.repeated('todo')).toEqual(['a b', 'c d']);
		expect([params.text('title'), params.text('odd')]).toEqual(['Ч', '%zz']);
	});
	it('takes multipart bodies apart, binary content and names included', () => {
		const body = Buffer.concat([
			Buffer.from('--b\r\nContent-Disposition: form-data; name="id_task"\r\n\r\n5\r\n'),
			Buffer.from('--b\r\nContent-Disposition: form-data; name="attach[0]"; filename="a.bin"\r\n\r\n'),
			Buffer.from([0, 13, 10, 255]),
			Buffer.from('\r\n--b--\r\n'),
		]);
		const parts = parseMultipart('multipart/form-data; boundary=b', body);
		expect(parts?.fields).toEqual([['id_task', '5']]);
		expect(parts?.files).toEqual([{ field: 'attach[0]', filename: 'a.bin', bytes: Buffer.from([0, 13, 10, 255]) }]);
	});
});

describe('limiter', () => {
	it('lets one through per second of any of its clocks', () => {
		let [real, simulated] = [0, 0];
		const limiter = new RateLimiter([() => real, () => simulated]);
		expect(limiter.admit(false)).toBe(true);
		real = 999;
		expect(limiter.admit(false)).toBe(false);
		real = 1000;
		expect(limiter.admit(false)).toBe(true);
		simulated = 1000;
		expect(limiter.admit(false)).toBe(true);
	});
	it('a refused request may start the second anew', () => {
		let real = 0;
		const limiter = new RateLimiter([() => real]);
		limiter.admit(true);
		real = 900;
		expect(limiter.admit(true)).toBe(false);
		real = 1800;
		expect(limiter.admit(true)).toBe(false);
	});
});
