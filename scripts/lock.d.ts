/**
 * Runs `work` while no other process on this machine holds the same lock file. A lock whose owner is gone is taken over.
 * `onWait` hears the owner's process id and the seconds waited so far, every `everyMs` milliseconds.
 */
export declare function withLock<T>(
	file: string,
	work: () => T | Promise<T>,
	onWait?: (pid: number, seconds: number) => void,
	everyMs?: number,
): Promise<T>;
