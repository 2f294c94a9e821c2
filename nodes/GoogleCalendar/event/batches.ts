/**
 * So many items are written before it is looked whether one of them has failed. They may belong to several accounts, each of which
 * is sent fifty at once.
 */
export const BATCH = 500;
