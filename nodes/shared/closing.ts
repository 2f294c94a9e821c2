import { settled } from './settled';

/** A client that holds something at the vendor, such as a session that takes a licence. */
export interface Closing {
	/** Lets go of it. Asked for once, in the end. */
	close?(): Promise<void>;
}

/** Works with a client and lets go of it afterwards, whatever happened. What was done stays done where letting go fails. */
export async function closing<Api extends object, T>(api: Api, work: (api: Api) => Promise<T>): Promise<T> {
	try {
		return await work(api);
	} finally {
		await settled(async () => await (api as Closing).close?.());
	}
}
