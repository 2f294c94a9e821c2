import { heliosGreenOrdersToDaktela } from './helios-green-orders-to-daktela';
import { heliosGreenToDaktela } from './helios-green-to-daktela';
import { dealWonToTask } from './nethunt-deal-won-to-worksection-task';
import { salesforceToDaktela } from './salesforce-to-daktela';
import { streamsoftGoogleCalendar } from './streamsoft-google-calendar';
import type { Story } from './types';

/** Every story that `npm start` can play, the default first. */
export const stories: [Story, ...Story[]] = [
	dealWonToTask,
	salesforceToDaktela,
	heliosGreenToDaktela,
	heliosGreenOrdersToDaktela,
	streamsoftGoogleCalendar,
];

export const storyNames = stories.map(({ name }) => name) as [string, ...string[]];

export type { Story, StoryContext } from './types';
