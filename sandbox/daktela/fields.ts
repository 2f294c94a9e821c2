interface Common {
	required?: boolean;
	/** Only Daktela writes it. */
	readOnly?: boolean;
}

/** What a field of a resource takes; relations name their target. */
export type FieldTo<Target extends string> = Common &
	(
		| { kind: 'text'; min?: number; max?: number }
		| { kind: 'enum'; options: readonly string[] }
		| { kind: 'number' | 'bool' | 'any' }
		/** `of` is the time of the row that it shows. */
		| { kind: 'time'; of?: 'created' | 'edited' }
		| { kind: 'relation' | 'relations'; to: Target }
	);

export interface ResourceOf<Name extends string> {
	readonly name: Name;
	/** Field that holds the key. */
	readonly key: string;
	/** Keys count up instead of being made of letters. */
	readonly counted: boolean;
	/** Beginning of generated keys. */
	readonly prefix: string;
	readonly fields: Readonly<Record<string, FieldTo<Name>>>;
	/** Takes fields beside those. */
	readonly open: boolean;
	/** Relation whose target defines the custom fields. */
	readonly customBy?: string;
	readonly takesFiles: boolean;
	/** The word of its events before the underscore. */
	readonly eventWord?: string;
}

/** As it stands in the table of resources. */
export type Draft = Omit<Partial<ResourceOf<string>>, 'name' | 'fields'> & { fields: Record<string, DraftField> };
type DraftField = FieldTo<string>;

export const text = (max?: number, more: Common & { min?: number } = {}): DraftField => ({
	kind: 'text',
	max,
	...more,
});
export const required = (max?: number): DraftField => text(max, { required: true, min: 1 });
export const to = (target: string, more: Common = {}): DraftField => ({ kind: 'relation', to: target, ...more });
export const toMany = (target: string): DraftField => ({ kind: 'relations', to: target });
export const oneOf = (options: string, more: Common = {}): DraftField => ({
	kind: 'enum',
	options: options.split(' '),
	...more,
});
export const bool: DraftField = { kind: 'bool' };
export const count: DraftField = { kind: 'number' };
export const moment: DraftField = { kind: 'time' };
export const shown: DraftField = { kind: 'any', readOnly: true };
/** Shown as `created` and `edited`, or by other names of the same times. */
export const created: DraftField = { kind: 'time', of: 'created', readOnly: true };
export const edited: DraftField = { kind: 'time', of: 'edited', readOnly: true };
