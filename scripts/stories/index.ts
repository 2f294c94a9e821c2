import { dealWonToTask } from './nethunt-deal-won-to-worksection-task';
import type { Story } from './types';

/** Every story that `npm start` can play, the default first. */
export const stories: [Story, ...Story[]] = [dealWonToTask];

export const storyNames = stories.map(({ name }) => name) as [string, ...string[]];

export type { Story, StoryContext } from './types';
