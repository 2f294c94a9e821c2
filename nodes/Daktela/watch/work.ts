/** All that a poll of Daktela needs, to be loaded with the first one. */
export { withRecords } from './records';
export { sampleOf } from './sample';
export { readAfter, startAt } from './source';
export { watchOf } from './watched';
