/** Names in a list or in a text with commas, as an expression may give them. */
export const namesIn = (typed: unknown): string[] => [
	...new Set(
		[typed ?? []]
			.flat()
			.flatMap((one) => String(one).split(/[\s,;]+/))
			.filter((name) => name !== ''),
	),
];
