import type { Resource } from '../../shared/operation';
import type { NetHuntApi } from '../api';
import { link } from './link';

export const gmailThread: Resource<NetHuntApi> = {
	name: 'Gmail Thread',
	value: 'gmailThread',
	operations: [link],
};
