const FALSE = ['', '0', 'false', 'no', 'null', 'undefined'];

/**
 * Whether a flag is set. The reference shows flags as a boolean, a number, a text and a list, by page; a
 * list is set when it has entries.
 */
export function isSet(flag: unknown): boolean {
	if (Array.isArray(flag)) return flag.length > 0;
	return !FALSE.includes(String(flag).toLowerCase());
}
