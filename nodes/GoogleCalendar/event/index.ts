import type { Resource } from '../../shared/operation';
import type { GoogleCalendarApi } from '../api';
import { create } from './create';
import { createOrUpdateByLink } from './createOrUpdateByLink';
import { remove } from './delete';
import { get } from './get';
import { getMany } from './getMany';
import { move } from './move';
import { update } from './update';

export const event: Resource<GoogleCalendarApi> = {
	name: 'Event',
	value: 'event',
	operations: [createOrUpdateByLink, create, remove, get, getMany, move, update],
};
