import type { Sandbox } from '../../sandbox';
import type { Host, ImportedWorkflow, NodePatch } from '../../test/support/host';
import type { VendorName } from './vendors';

export interface StoryContext {
	host: Host;
	sandbox: Sandbox;
	/** The imported templates by the name of their file. */
	workflows: Record<string, ImportedWorkflow>;
	/** Does something at once and prints `what`, in plain words, when it is done. */
	step<T>(what: string, work: () => T | Promise<T>): Promise<T>;
	/**
	 * Asks until `probe` gives something, and prints `what` then. After 90 seconds it fails with what the workflows did
	 * meanwhile.
	 */
	wait<T>(what: string, probe: () => T | Promise<T>): Promise<NonNullable<Exclude<T, false>>>;
	/** Prints one more fact below the last step. */
	tell(fact: string): void;
}

/** What a person would do and see with one automation, played against the simulated vendors. */
export interface Story {
	/** As on the command line; the name of the first template. */
	name: string;
	/** One sentence. */
	title: string;
	/** Files in templates/, without `.json`. */
	templates: string[];
	vendors: VendorName[];
	/** What the builder would choose after importing: by template, then by node name or type. */
	patchNodes(sandbox: Sandbox): Record<string, Record<string, NodePatch>>;
	/** Nodes that `npm run shots` shows open: by template, the picture's name to the node's. */
	openNodes?: Record<string, Record<string, string>>;
	play(context: StoryContext): Promise<void>;
}
