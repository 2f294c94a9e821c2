import { Refusal, type Row } from '../model';
import type { SalesforceStore } from '../store';
import type { SalesforceSwitches } from '../switches';
import { Binder } from './bind';
import type { Test } from './filter';
import { Parser } from './parser';
import { find } from './plan';
import { Scope } from './scope';
import { writerOf, type Writer } from './select';

export interface Found {
	readonly rows: readonly Row[];
	/** Undefined for count(). */
	readonly write: Writer | undefined;
}

const MOST_OFFSET = 2000;

/** What a query finds. Throws a Refusal that names field and place. */
export function run(store: SalesforceStore, switches: SalesforceSwitches, soql: string, all: boolean): Found {
	const query = new Parser(soql, switches.mixedLogic === 'accepted').query();
	const table = store.table(query.object.text);
	if (!table) throw new Refusal(400, 'INVALID_TYPE', `sObject type '${query.object.text}' is not supported.`);
	const scope = new Scope(store, switches.hiddenField === 'empty', soql, table, query.alias);
	const write = query.fields.length ? writerOf(scope, query.fields) : undefined;
	const binder = new Binder(scope, store.now(), (time) => store.stamp(time));
	const where = query.where && binder.bind(query.where);
	const sort = query.order.map(({ path, ...order }) => {
		const target = scope.resolve(path);
		if (!target.filterable) throw scope.problem(path, `field '${path.text}' can not be sorted in a query call`);
		return { target, ...order };
	});
	if (query.offset > MOST_OFFSET)
		throw new Refusal(400, 'NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${MOST_OFFSET}`);
	const seen = visibility(store, switches, all);
	return { rows: find(table, { where, sort, limit: query.limit, offset: query.offset, seen }), write };
}

/** Rows that are shared, and with queryAll those in the recycle bin (salesforce.md 2). */
function visibility(store: SalesforceStore, switches: SalesforceSwitches, all: boolean): Test {
	const emptied = store.now() - switches.recycleBinDays * 86_400_000;
	return (row) => {
		if (row.unshared) return false;
		if (row.deletedAt === 0) return true;
		return all && row.deletedAt >= emptied && (switches.queryAllHasMerged || row.masterId === null);
	};
}
