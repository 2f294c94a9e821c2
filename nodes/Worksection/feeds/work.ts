/** All that a poll of Worksection needs, to be loaded with the first one. */
export { readEvents, startEvents } from './eventReading';
export { withComments, withProjects, withTasks } from './records';
export { sampleOf } from './sample';
export { isState, readStates, startStates } from './stateReading';
