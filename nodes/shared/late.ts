import type { INodeType, INodeTypeDescription } from 'n8n-workflow';

/** What a node looks like from outside, as the build wrote it down. */
export interface Outline {
	description: INodeTypeDescription;
	/** `execute`, `poll`, `webhook`, … */
	functions: string[];
	/** `methods` and `webhookMethods`: the names of their members. */
	groups: Record<string, Record<string, string[]>>;
}

type Any = (this: unknown, ...args: unknown[]) => Promise<unknown>;

/**
 * A node class that has its description at once and becomes the whole node with the first call.
 * The build puts it in the place of every node: n8n loads all of them whenever it starts, used or not.
 * @param outline JSON of an Outline
 */
export function lateNode(name: string, outline: string, load: () => new () => INodeType): new () => INodeType {
	let whole: Record<string, unknown> | undefined;
	const node = () => (whole ??= new (load())() as unknown as Record<string, unknown>);
	const late = {
		[name]: class {
			constructor() {
				const { description, functions, groups } = JSON.parse(outline) as Outline;
				Object.assign(this, { description }, membersOf(node, functions, groups));
			}
		},
	};
	return late[name] as unknown as new () => INodeType;
}

function membersOf(
	node: () => Record<string, unknown>,
	functions: Outline['functions'],
	groups: Outline['groups'],
): object {
	const calls = functions.map((name) => [name, late(() => node()[name] as Any)]);
	const grouped = Object.entries(groups).map(([group, kinds]) => [
		group,
		mapped(kinds, (names, kind) =>
			Object.fromEntries(
				names.map((name) => [name, late(() => (node()[group] as Record<string, Record<string, Any>>)[kind]![name]!)]),
			),
		),
	]);
	return Object.fromEntries([...calls, ...grouped]) as object;
}

const mapped = <T, R>(members: Record<string, T>, to: (value: T, name: string) => R): Record<string, R> =>
	Object.fromEntries(Object.entries(members).map(([name, value]) => [name, to(value, name)]));

/** n8n calls with its own context as `this`. */
const late = (find: () => Any): Any =>
	async function (this: unknown, ...args: unknown[]) {
		return await find().apply(this, args);
	};
