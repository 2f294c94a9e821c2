import type { Change } from '../../shared/watch/feed';

/** Marks the id of a change that is the record's creation and nothing else. */
export const CREATION = ' created';

export const isCreation = ({ id }: Pick<Change, 'id'>): boolean => id.endsWith(CREATION);
