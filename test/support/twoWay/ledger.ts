import type { Changes } from '../../../nodes/shared/sync/types';

/** A text that a person entered: each is entered once, so that it can be followed wherever it is written. */
interface Entry {
	text: string;
	/** Why nobody has to find it any more. */
	settled?: string;
	/** What stood there when it was entered, and before that: the person replaced it knowingly. */
	before: Set<string>;
}

const MARK = /[snpt]\d+\./;

/** What people entered, and what became of it. */
export class Ledger {
	private readonly entries = new Map<string, Entry>();
	private readonly times = new Map<string, string>();
	/** Texts that gave way to older ones which they had replaced. */
	readonly backwards: string[] = [];
	/** What runs replaced that ended before they could report it, because both sides had changed. */
	private readonly unreported: Array<{ run: number; mark: string }> = [];
	private count = 0;

	/** A new text; `t` for times, which hold no mark. */
	mark(kind: 's' | 'n' | 'p' | 't'): string {
		return `${kind}${++this.count}.`;
	}

	get size(): number {
		return this.count;
	}

	nameTime(mark: string, time: string): string {
		this.times.set(time, mark);
		return time;
	}

	markIn(text: unknown): string | undefined {
		if (typeof text !== 'string') return undefined;
		return this.times.get(text) ?? MARK.exec(text)?.[0];
	}

	/** A person writes over what stood there. */
	entered(before: string, text: string): void {
		const [old, mark] = [this.markIn(before), this.markIn(text)];
		if (old === mark) return;
		if (old) this.settle(old, `replaced by ${mark ?? 'nothing'}`);
		if (!mark) return;
		const entry = this.entries.get(mark) ?? { text, before: new Set<string>() };
		if (old) for (const one of [old, ...(this.entries.get(old)?.before ?? [])]) entry.before.add(one);
		this.entries.set(mark, entry);
	}

	/** A person deletes a record. */
	removed(fields: object): void {
		for (const text of Object.values(fields)) {
			const mark = this.markIn(text);
			if (mark) this.settle(mark, 'deleted by a person');
		}
	}

	/**
	 * A run writes over what stood there.
	 * @param isConflict whether both sides had changed, so that one has to give way
	 * @param isFirst whether both are linked for the first time, so that there is no older one
	 */
	replaced(run: number, before: unknown, after: unknown, isConflict: boolean, isFirst: boolean): void {
		const [old, mark] = [this.markIn(before), this.markIn(after)];
		if (!old || old === mark) return;
		const isWhole = mark && String(after).length <= (this.entries.get(mark)?.text.length ?? 0);
		if (isWhole && !isFirst && this.entries.get(old)?.before.has(mark))
			this.backwards.push(`${old} gave way to ${mark}`);
		if (isConflict) this.unreported.push({ run, mark: old });
	}

	reported(changes: Changes): void {
		for (const { from } of Object.values(changes)) {
			const mark = this.markIn(from);
			if (mark) this.settle(mark, 'reported');
		}
	}

	/** The run ended before it could report. */
	crashed(run: number): void {
		for (const one of this.unreported) if (one.run === run) this.settle(one.mark, 'a run that was killed chose');
	}

	/** What is neither there nor accounted for. */
	lost(texts: readonly string[]): string[] {
		const there = new Set(texts.flatMap((text) => [this.markIn(text), ...(text.match(/[snpt]\d+\./g) ?? [])]));
		return [...this.entries].flatMap(([mark, { settled }]) => (settled || there.has(mark) ? [] : [mark]));
	}

	private settle(mark: string, why: string): void {
		const entry = this.entries.get(mark);
		if (entry) entry.settled ??= why;
	}
}
