import type { Row } from '../model';
import type { Path } from './parser';
import type { Scope, Target } from './scope';

/** Makes the JSON of a row; `version` is that of the request ('59.0'). */
export type Writer = (row: Row, version: string) => Record<string, unknown>;

interface Node {
	/** In the order of the query: fields of this row, and parents. */
	readonly parts: Map<string, Target | { parent(row: Row): Row | undefined; node: Node }>;
}

/** Parents become objects of their own, null where there is none. Throws a Refusal for a field that is named twice. */
export function writerOf(scope: Scope, fields: readonly Path[]): Writer {
	const root: Node = { parts: new Map() };
	for (const path of fields) {
		const target = scope.resolve(path);
		let node = root;
		for (const { name, parent } of target.steps) {
			let part = node.parts.get(name);
			if (!part || !('node' in part)) node.parts.set(name, (part = { parent, node: { parts: new Map() } }));
			node = part.node;
		}
		if (node.parts.has(target.field.name))
			throw scope.problem(path, `duplicate field selected: ${path.text}`, 'MALFORMED_QUERY');
		node.parts.set(target.field.name, target);
	}
	return (row, version) => written(root, row, version);
}

function written(node: Node, row: Row, version: string): Record<string, unknown> {
	const json: Record<string, unknown> = { attributes: attributesOf(row, version) };
	for (const [name, part] of node.parts)
		if ('node' in part) {
			const parent = part.parent(row);
			json[name] = parent ? written(part.node, parent, version) : null;
		} else json[name] = part.show(row);
	return json;
}

export const attributesOf = ({ object, id }: Row, version: string) => ({
	type: object,
	url: `/services/data/v${version}/sobjects/${object}/${id}`,
});
