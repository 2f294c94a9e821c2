/** All that a poll of Streamsoft needs, to be loaded with the first one. */
export { withRecords } from './records';
export { sampleOf } from './sample';
export { startAt } from './start';
export { watchOf } from './watched';
