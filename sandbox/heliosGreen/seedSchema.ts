import { z } from 'zod';
import { INPUTS, KINDS, TYPES } from './domain/model';

const number = z.number().int().positive();
/** Of XML elements: aliases, attributes and parameters become some. */
const xmlName = z.string().regex(/^[\p{L}_][\p{L}\p{N}_.-]*$/u, 'a name that can stand in XML is needed');
const attributeName = z.string().regex(/^[\p{L}_][\p{L}\p{N}_]*$/u, 'an attribute is a name without dots');
const value = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const values = z.record(value);

const profile = z
	.object({ name: z.string().min(1), server: z.string().default('SQL1'), database: z.string().default('helios') })
	.strict();

const user = z.object({ name: z.string().min(1), password: z.string(), rowCount: number.default(100) }).strict();

const attribute = z
	.object({
		name: attributeName,
		type: z.enum(TYPES).default('string'),
		/** Of a new record; absent: null. A dateTime is an ISO text. */
		initial: value.default(null),
		/** A static relation to the class of that number; the attribute is then an int. */
		relation: z
			.object({ class: number, id: number, name: z.string().min(1) })
			.strict()
			.optional(),
	})
	.strict();

const heliosClass = z
	.object({
		number,
		name: xmlName,
		kind: z.enum(KINDS).default('other'),
		subject: z.boolean().default(true),
		attributes: z.array(attribute).default([]),
	})
	.strict();

const folder = z
	.object({ number, name: z.string().min(1), class: number, defaultTemplate: number.optional() })
	.strict();

const column = z
	.object({
		alias: xmlName,
		/** Of the class, or `relation.attribute`. */
		attribute: z.string().min(1),
		caption: z.string().optional(),
		visible: z.boolean().default(true),
	})
	.strict();

const template = z
	.object({
		number,
		name: z.string().min(1),
		class: number,
		type: z.enum(['template', 'view']).default('template'),
		columns: z.array(column).min(1),
		/** Questions of the base filter. */
		arguments: z.array(z.object({ name: z.string().min(1), attribute: z.string().min(1) }).strict()).default([]),
		/** Base filter without questions: attribute and value. */
		where: values.default({}),
	})
	.strict();

const filter = z.object({ number, class: number, where: values }).strict();

const heliosFunction = z
	.object({
		number,
		name: z.string().min(1),
		class: number,
		/** Where it looks for its records. */
		input: z.enum(INPUTS).default('any'),
		/** Parameter, or element of USERDATA, with a record's number. */
		column: xmlName.default('cislo_subjektu'),
		/** On a dateTime 'now' is the time of the run. */
		sets: values.default({}),
		userData: z.string().optional(),
		outputParams: z.record(xmlName, z.string()).optional(),
	})
	.strict();

const moment = z.union([
	z.number(),
	z
		.string()
		.datetime({ offset: true })
		.transform((text) => Date.parse(text)),
]);

const record = z
	.object({
		folder: number,
		/** Absent: the next free one. */
		number: number.optional(),
		/** Absent: the number. */
		reference: z.string().optional(),
		name: z.string().default(''),
		/** Absent: an hour ago. */
		created: moment.optional(),
		updated: moment.optional(),
		values: values.default({}),
	})
	.strict();

/** What `seed` takes. Each part is optional; later parts may name what earlier ones, or an earlier seed, brought. */
export const seedSchema = z
	.object({
		databaseNumber: number.optional(),
		profiles: z.array(profile).default([]),
		users: z.array(user).default([]),
		classes: z.array(heliosClass).default([]),
		folders: z.array(folder).default([]),
		templates: z.array(template).default([]),
		filters: z.array(filter).default([]),
		functions: z.array(heliosFunction).default([]),
		/** Output of an XSLT of the server, by the reference that TRANSFORMATION names. */
		transformations: z.record(z.string()).default({}),
		records: z.array(record).default([]),
	})
	.strict();

export type HeliosGreenSeed = z.input<typeof seedSchema>;
export type ReadSeed = z.output<typeof seedSchema>;
