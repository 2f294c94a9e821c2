/** All that a poll of Google Calendar needs, to be loaded with the first one. */
export { readMoments } from './moments';
export { withRecords } from './records';
export { sampleOf } from './sample';
export { startAt, startMoments } from './start';
export { watchOf } from './watched';
