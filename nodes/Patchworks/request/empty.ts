/** Whether a value is none: what an expression gives that finds nothing, or a field that is left empty. */
export function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}
