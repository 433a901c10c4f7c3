/** Hiding what is shorter would only garble the text. */
const SHORTEST_SECRET = 4;

const HIDDEN = '*****';

/**
 * Takes secrets out of a text before a person or a log sees it.
 *
 * @param text any text, such as an answer's message
 * @param secrets values that must not be seen, also without white space around them; those shorter
 * than four characters are ignored
 */
export function redact(text: string, secrets: unknown[]): string {
	return hide(searchable(secrets), text);
}

function hide(forms: string[], text: string): string {
	return forms.reduce((clean, form) => clean.replaceAll(form, HIDDEN), text);
}

/**
 * Takes secrets out of data that was read from JSON: out of its texts and names, and numbers that are
 * one. The form of the data stays.
 *
 * @param secrets as for {@link redact}
 */
export function redactData(data: unknown, secrets: unknown[]): unknown {
	const forms = searchable(secrets);
	const clean = (value: unknown): unknown => {
		if (typeof value === 'string') return hide(forms, value);
		if (typeof value === 'number') return forms.includes(String(value)) ? HIDDEN : value;
		if (Array.isArray(value)) return value.map(clean);
		if (typeof value !== 'object' || value === null) return value;
		return Object.fromEntries(
			Object.entries(value).map(([name, inner]) => [hide(forms, name), clean(inner)]),
		);
	};
	return forms.length > 0 ? clean(data) : data;
}

/**
 * The forms in which secrets may show: as they are, without white space around them, and as JSON writes
 * them. The longest come first, since one may be part of another.
 */
function searchable(secrets: unknown[]): string[] {
	const forms = secrets
		.filter((secret) => typeof secret === 'string')
		.flatMap((secret) => [secret, secret.trim(), JSON.stringify(secret.trim()).slice(1, -1)])
		.filter(({ length }) => length >= SHORTEST_SECRET);
	return [...new Set(forms)].sort((a, b) => b.length - a.length);
}
