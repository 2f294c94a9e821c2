import type { Resource } from '../../shared/operation';
import type { DaktelaApi } from '../api';
import { ticket as kind } from '../kinds';
import { remove } from '../operations/delete';
import { get, getMany } from '../operations/reading';
import { create, createOrUpdate, update } from '../operations/writing';

export const ticket: Resource<DaktelaApi> = {
	name: kind.name,
	value: kind.value,
	operations: [create(kind), createOrUpdate(kind), remove(kind), get(kind), getMany(kind), update(kind)],
};
