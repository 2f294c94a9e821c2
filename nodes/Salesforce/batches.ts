/** Most records of one collection request (salesforce.md 3). */
export const COLLECTION = 200;

/** How many collection requests are under way at once. */
export const COLLECTIONS_AT_ONCE = 5;
