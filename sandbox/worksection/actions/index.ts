import type { Actions } from './call';
import { commentActions } from './comments';
import { costActions } from './costs';
import { eventActions } from './events';
import { fileActions } from './files';
import { peopleActions } from './people';
import { projectActions } from './projects';
import { scheduleActions } from './schedule';
import { searchActions } from './search';
import { tagActions } from './tags';
import { taskActions } from './tasks';
import { timerActions } from './timers';

/** Every action of the API by its name. */
export const actions: Actions = {
	...taskActions,
	...searchActions,
	...projectActions,
	...commentActions,
	...peopleActions,
	...scheduleActions,
	...tagActions,
	...costActions,
	...timerActions,
	...fileActions,
	...eventActions,
};
