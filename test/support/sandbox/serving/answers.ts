/** What the sandbox sends back for one request. */
export interface Answer {
	status: number;
	headers?: Record<string, string>;
	/** An object is sent as JSON, text and bytes as they are, undefined as an empty body. */
	body?: unknown;
}

/** An answer that a handler throws to be sent in place of its own. */
export class Refusal extends Error {
	constructor(readonly answer: Answer) {
		super(`Answered with ${answer.status}`);
	}
}

/** A JSON answer with Patchworks' `message`, and its `errors` by field where there are some. */
export function refuse(
	status: number,
	message: string,
	errors?: Record<string, string[]>,
	headers?: Record<string, string>,
): Refusal {
	return new Refusal({ status, headers, body: errors ? { message, errors } : { message } });
}

/** 404 in Laravel's words. */
export function notFound(what: string): Refusal {
	return refuse(404, `No query results for ${what}.`);
}

/** 422 in the documented form. */
export function invalid(field: string, reason: string): Refusal {
	return refuse(422, 'The given data was invalid.', { [field]: [reason] });
}

/** The HTML page that a Laravel application shows to whom it takes for a browser. */
export function htmlPage(status: number, title: string): Answer {
	return {
		status,
		headers: { 'content-type': 'text/html; charset=UTF-8' },
		body: `<!DOCTYPE html><html lang="en"><head><title>${title}</title></head><body>${status} ${title}</body></html>`,
	};
}
