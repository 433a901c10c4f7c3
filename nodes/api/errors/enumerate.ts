const MOST_NAMED = 50;

/** Values for an error to name; of very many the first ones, and how many more there are. */
export function enumerate(values: unknown[]): string {
	const rest = values.length - MOST_NAMED;
	return values.slice(0, MOST_NAMED).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
}
