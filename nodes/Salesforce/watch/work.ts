/** What the feeds do, loaded with the first poll. */
export { readChanges } from './changes';
export { completeChanges, completeDeletions } from './complete';
export { readDeletions, startDeletions } from './deletions';
export { sampleChanges, sampleDeletions } from './sample';
export { startChanges } from './start';
