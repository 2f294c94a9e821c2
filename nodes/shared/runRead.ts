import type { IDataObject } from 'n8n-workflow';

import { badInput } from './fault';
import { FileRow, type Row, type Rows } from './operation';
import { inParallel } from './parallel';
import type { Context, Outcome, Run } from './runner';

/** Runs a reading operation for every item; rows keep the order of the items. */
export async function runRead(run: Run): Promise<Outcome[]> {
	const { operation, contexts } = run;
	const { run: work, simplify } = operation.read!;
	return await inParallel(contexts, operation.parallel, async (context) => {
		try {
			const limit = limitOf(context);
			const rows = await gather(work(context as never), limit);
			return {
				index: context.index,
				rows: simplify && context.read.simplify === true ? rows.map(simplified(simplify)) : rows,
			};
		} catch (error) {
			return run.fail(context.index, error);
		}
	});
}

function limitOf({ read }: Context): number {
	if (read.returnAll === true || read.limit === undefined) return Infinity;
	const limit = Number(read.limit);
	if (limit >= 1) return Math.floor(limit);
	throw badInput('Limit', '"Limit" must be a number of at least 1.');
}

/** Takes rows as they come and stops asking at the limit, so that no page is fetched for nothing. */
async function gather(rows: Rows, limit: number): Promise<Row[]> {
	if (!(Symbol.asyncIterator in rows)) {
		const all = await rows;
		return Array.isArray(all) ? all.slice(0, limit) : [all];
	}
	const taken: Row[] = [];
	for await (const row of rows) {
		if (taken.push(row) >= limit) break;
	}
	return taken;
}

const simplified =
	(simplify: (row: IDataObject) => IDataObject) =>
	(row: Row): Row =>
		row instanceof FileRow ? new FileRow(simplify(row.json), row.binary) : simplify(row);
