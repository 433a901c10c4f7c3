import type { IBinaryKeyData, IDataObject, INode } from 'n8n-workflow';

import { matchOperation, validateRequest } from '../../conformance/contract/document';
import { formSchema, readForm } from '../../conformance/contract/forms';
import type { Engine } from './engine';
import { CLOUD, createEngine, runPatchworks } from './patchworks';
import { answerAll } from './requests';

/** One run of an operation: what a user fills in, what leaves, what comes out. */
export interface OperationCase {
	operation: string;
	/** What tells it from other runs of the operation; by default how many parameters it has. */
	title?: string;
	parameters?: INode['parameters'];
	/** The files of the input item, by the name of their field. */
	files?: IBinaryKeyData;
	/** Method and path with query, e.g. `GET /api/v1/labels?page=1&per_page=50`; brackets unencoded. */
	sends: string;
	/** JSON, or the fields of a form. */
	body?: unknown;
	answer?: unknown;
	gives: IDataObject[];
}

/** A list's query when nothing is filled in. */
export const FIRST_PAGE = 'page=1&per_page=50';

/** A resource locator that gives an ID. */
export function byId(value: string | number) {
	return { __rl: true, mode: 'id', value };
}

/**
 * Runs each case as a whole workflow and holds what left against the contract.
 *
 * @param resource the value of the resource
 */
export function testOperations(resource: string, cases: OperationCase[]): void {
	let engine: Engine;

	beforeAll(async () => {
		engine = await createEngine();
	});

	it.each(cases.map((one) => [titleOf(one), one] as const))(
		'%s',
		async (_, { operation, parameters, files, sends, body, answer, gives }) => {
			const seen = answerAll(CLOUD.core, () => [200, answer ?? {}]);

			const { items, error } = await runPatchworks(
				engine,
				{ resource, operation, ...parameters },
				files && { files: [files] },
			);

			expect(error).toBeUndefined();
			expect(seen.map(({ method, url }) => `${method} ${decodeURIComponent(url)}`)).toEqual([
				sends,
			]);
			const [{ method, url, headers, body: text }] = seen;
			const target = matchOperation('core', method, url);
			const form = await readForm(headers, text, formSchema(target?.op.requestBody));
			expect(form ?? (text === '' ? undefined : JSON.parse(text))).toEqual(body);
			expect(items).toEqual(gives);
			expect(
				validateRequest({ method, url: `${CLOUD.core}${url}`, headers, body: form ?? text }),
			).toEqual([]);
		},
	);
}

function titleOf({ operation, title, parameters }: OperationCase): string {
	return `${operation} ${title ?? (parameters ? 'with parameters' : 'as it is')}`;
}
