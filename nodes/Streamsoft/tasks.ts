import type { TaskDoor } from '../shared/sync/pairs/door';

/** Streamsoft's tasks for the two-way sync. What it does is loaded when it is opened. */
export const door: TaskDoor = {
	async open(host) {
		const { openTasks } = await import('./sync/system');
		return await openTasks(host);
	},
	async test(credential) {
		const { credentialTest } = await import('./connection');
		return await credentialTest.streamsoftTest.call(this, credential);
	},
};
