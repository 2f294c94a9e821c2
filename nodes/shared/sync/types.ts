/** The fields in which two versions of a record differ. */
export type Changes = Record<string, { from: unknown; to: unknown }>;

/** What a run did, or decided to do, with one record. */
export type SyncAction = 'created' | 'updated' | 'unchanged' | 'skipped' | 'conflict' | 'deleted' | 'failed';
