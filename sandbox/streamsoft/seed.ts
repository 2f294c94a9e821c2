import { Rows } from './rows';
import { tables } from './schema/ddl';
import { checkSeed } from './seedSchema';
import type { Site } from './site';

/** Puts the document beside what is there, all of it or nothing. Rejects naming the place that does not fit. */
export async function loadSeed(site: Site, data: unknown): Promise<void> {
	const seed = checkSeed(data);
	await site.work(async (statements, names) => {
		const rows = new Rows(statements, names);
		const each = async <R>(kind: string, list: R[] | undefined, add: (row: R) => Promise<unknown>) => {
			for (const [at, row] of (list ?? []).entries())
				await add(row).catch((error: Error) => Promise.reject(new Error(`${kind}[${at}]: ${error.message}`)));
		};
		await each('operators', seed.operators, (row) => rows.operator(row));
		await each('contractors', seed.contractors, (row) => rows.contractor(row));
		await each('branches', seed.branches, (row) => rows.branch(row));
		await each('persons', seed.persons, (row) => rows.person(row));
		await each('types', seed.types, (row) => rows.type(row));
		await each('features', seed.features, (row) => rows.feature(row));
		await each('tasks', seed.tasks, (row) => rows.task(row));
		await rows.raiseGenerators(tables(names));
	});
}
