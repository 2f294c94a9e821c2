import type { Attribute, Column, HeliosClass, HeliosRecord, Scalar } from './domain/model';
import { fromSeed, SYSTEM_ATTRIBUTES } from './domain/values';
import { seedSchema, type ReadSeed } from './seedSchema';
import type { HeliosGreenStore } from './store';

type Row<K extends keyof ReadSeed> = ReadSeed[K] extends Array<infer R> ? R : never;

const HOUR = 3_600_000;

/** Puts the document beside what is there. Throws an Error naming the place; what came before that place is then loaded. */
export function loadSeed(store: HeliosGreenStore, data: unknown): void {
	const parsed = seedSchema.safeParse(data);
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		throw new Error(`Seed: ${issue?.path.join('.') || 'document'}: ${issue?.message}`);
	}
	const seed = parsed.data;
	store.databaseNumber = seed.databaseNumber ?? store.databaseNumber;
	for (const profile of seed.profiles) store.profiles.set(profile.name, profile);
	for (const user of seed.users) store.users.set(user.name, user);
	each('classes', seed.classes, (row) => addClass(store, row));
	each('folders', seed.folders, ({ class: classNumber, ...row }) => {
		classOf(store, classNumber);
		const { defaultTemplate, ...folder } = row;
		store.folders.set(row.number, { ...folder, classNumber, ...(defaultTemplate ? { defaultTemplate } : {}) });
	});
	each('templates', seed.templates, (row) => addTemplate(store, row));
	each('filters', seed.filters, ({ class: classNumber, number, where }) => {
		store.filters.set(number, { number, classNumber, where: valuesOf(classOf(store, classNumber), where) });
	});
	each('functions', seed.functions, (row) => addFunction(store, row));
	for (const [reference, output] of Object.entries(seed.transformations)) store.transformations.set(reference, output);
	store.forgetShelves();
	addRecords(store, seed.records);
}

function each<R>(name: string, list: readonly R[], add: (row: R) => void): void {
	list.forEach((row, index) => {
		try {
			add(row);
		} catch (error) {
			throw new Error(`Seed: ${name}[${index}]: ${(error as Error).message}`);
		}
	});
}

function classOf(store: HeliosGreenStore, number: number): HeliosClass {
	const found = store.classes.get(number);
	if (!found) throw new Error(`there is no class ${number}`);
	return found;
}

function addClass(store: HeliosGreenStore, { number, name, kind, subject, attributes }: Row<'classes'>): void {
	const read = attributes.map(({ relation, ...attribute }): [string, Attribute] => {
		if (SYSTEM_ATTRIBUTES.has(attribute.name)) throw new Error(`every class has '${attribute.name}' already`);
		const type = relation ? 'int' : attribute.type;
		const initial = fromSeed(type, attribute.initial, attribute.name);
		const link = relation && { relation: { id: relation.id, name: relation.name, classNumber: relation.class } };
		return [attribute.name, { name: attribute.name, type, initial, ...link }];
	});
	const records = store.classes.get(number)?.records ?? new Map<number, HeliosRecord>();
	if (records.size > 0) throw new Error(`class ${number} has records already`);
	store.classes.set(number, { number, name, kind, isSubject: subject, attributes: new Map(read), records });
}

function addTemplate(store: HeliosGreenStore, { class: classNumber, where, columns, ...row }: Row<'templates'>): void {
	const owner = classOf(store, classNumber);
	store.templates.set(`${row.type}/${row.number}`, {
		...row,
		classNumber,
		columns: columns.map((column) => columnFrom(store, owner, column)),
		arguments: row.arguments.map(({ name, attribute }) => ({ name, path: pathOf(store, owner, attribute) })),
		where: valuesOf(owner, where),
	});
}

/** Throws an Error for an attribute that the class does not have. */
export function columnFrom(
	store: HeliosGreenStore,
	owner: HeliosClass,
	{
		alias,
		attribute,
		caption = alias,
		visible = true,
	}: { alias: string; attribute: string; caption?: string; visible?: boolean },
): Column {
	return { alias, path: pathOf(store, owner, attribute), caption, visible };
}

function pathOf(store: HeliosGreenStore, owner: HeliosClass, path: string): string {
	if (!store.accessor(owner, path)) throw new Error(`class ${owner.number} has no attribute '${path}'`);
	return path;
}

function addFunction(store: HeliosGreenStore, row: Row<'functions'>): void {
	const { class: classNumber, sets, userData, outputParams, ...rest } = row;
	const owner = classOf(store, classNumber);
	const times = Object.entries(sets).filter(
		([name, value]) => value === 'now' && owner.attributes.get(name)?.type === 'dateTime',
	);
	const fixed = Object.fromEntries(Object.entries(sets).filter(([name]) => !times.some(([time]) => time === name)));
	store.functions.set(row.number, {
		...rest,
		classNumber,
		sets: { ...valuesOf(owner, fixed), ...Object.fromEntries(times) },
		...(userData === undefined ? {} : { userData }),
		...(outputParams === undefined ? {} : { outputParams }),
	});
}

/** Checked values of own attributes of a class. Throws an Error naming the attribute. */
export function valuesOf(owner: HeliosClass, values: Readonly<Record<string, unknown>>): Record<string, Scalar> {
	const read: Record<string, Scalar> = {};
	for (const [name, value] of Object.entries(values)) {
		const attribute = owner.attributes.get(name);
		if (!attribute) throw new Error(`class ${owner.number} has no attribute '${name}'`);
		read[name] = fromSeed(attribute.type, value, name);
	}
	return read;
}

function addRecords(store: HeliosGreenStore, rows: ReadSeed['records']): void {
	const records: HeliosRecord[] = [];
	const taken = new Set<string>();
	each('records', rows, ({ folder, values, created, ...row }) => {
		const owner = store.classes.get(store.folders.get(folder)?.classNumber ?? NaN);
		if (!owner) throw new Error(`there is no folder ${folder}`);
		const since = created ?? row.updated ?? store.stamp() - HOUR;
		const given = { ...row, folder, created: since, values: valuesOf(owner, values) };
		const { updated, number, reference, ...rest } = given;
		const record = store.draft(owner, {
			...rest,
			...(updated === undefined ? {} : { updated }),
			...(number === undefined ? {} : { number }),
			...(reference === undefined ? {} : { reference }),
		});
		const key = `${owner.isSubject ? '' : owner.number}/${record.number}`;
		if (taken.has(key) || store.find(record.number, owner.isSubject ? undefined : owner))
			throw new Error(`number ${record.number} is taken`);
		taken.add(key);
		records.push(record);
	});
	store.addMany(records);
}
