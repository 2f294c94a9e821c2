import { isResource, resources, type ResourceName } from '../resources';
import { Refusal, type Row } from '../types';
import { shownTime, type World } from '../world';
import type { Place } from './address';
import type { Tree } from './brackets';
import { answerList, fieldsOf, listAnswer } from './list';
import type { Selector } from './select';
import { Showing } from './show';

/**
 * What lies below an object: its attachments, what refers to it (`/tickets/1/activities`), or what it refers to
 * (`/contacts/x/account`) (daktela.md 1). Throws a Refusal 404.
 */
export function answerRelation(
	world: World,
	selector: Selector,
	{ resource, relation }: Place & { kind: 'relation' },
	row: Row,
	query: Tree,
): unknown {
	if (relation === 'attachments' && resources[resource].takesFiles) return attachments(world, row);
	const own = Object.hasOwn(resources[resource].fields, relation) ? resources[resource].fields[relation] : undefined;
	if (own?.kind === 'relation') {
		const target = world.store.row(own.to, String(row.values[relation] ?? ''));
		if (!target) throw new Refusal(404, 'notExist');
		return new Showing(world).row(own.to, target, fieldsOf(query));
	}
	const field = isResource(relation) ? fieldTo(relation, resource) : undefined;
	if (!isResource(relation) || field === undefined) throw new Refusal(404, 'notExist');
	return answerList(world, selector, relation, query, { field, key: row.name });
}

/** The first field of a resource that refers to the other one. */
function fieldTo(resource: ResourceName, target: ResourceName): string | undefined {
	const fields = Object.entries(resources[resource].fields);
	return fields.find(([, field]) => field.kind === 'relation' && field.to === target)?.[0];
}

function attachments(world: World, { files }: Row): unknown {
	const shown = files.map(({ name, title, type, bytes, at }) => ({
		name,
		title,
		type,
		size: bytes.length,
		time: shownTime(world, at),
	}));
	return listAnswer(
		world,
		shown,
		files.map(({ name }) => name),
	);
}
