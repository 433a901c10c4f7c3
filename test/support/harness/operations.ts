import type { IDataObject, INode } from 'n8n-workflow';

import { validateRequest } from '../../conformance/contract/document';
import type { Engine } from './engine';
import { CLOUD, createEngine, runPatchworks } from './patchworks';
import { answerAll } from './requests';

/** One run of an operation: what a user fills in, what leaves, what comes out. */
export interface OperationCase {
	operation: string;
	/** What tells it from other runs of the operation; by default how many parameters it has. */
	title?: string;
	parameters?: INode['parameters'];
	/** Method and path with query, e.g. `GET /api/v1/labels?page=1&per_page=50`; brackets unencoded. */
	sends: string;
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
		async (_, { operation, parameters, sends, body, answer, gives }) => {
			const seen = answerAll(CLOUD.core, () => [200, answer ?? {}]);

			const { items, error } = await runPatchworks(engine, { resource, operation, ...parameters });

			expect(error).toBeUndefined();
			expect(seen.map(({ method, url }) => `${method} ${decodeURIComponent(url)}`)).toEqual([
				sends,
			]);
			expect(seen[0].body === '' ? undefined : JSON.parse(seen[0].body)).toEqual(body);
			expect(items).toEqual(gives);
			expect(
				validateRequest({
					method: seen[0].method,
					url: `${CLOUD.core}${seen[0].url}`,
					headers: seen[0].headers,
					body: seen[0].body,
				}),
			).toEqual([]);
		},
	);
}

function titleOf({ operation, title, parameters }: OperationCase): string {
	return `${operation} ${title ?? (parameters ? 'with parameters' : 'as it is')}`;
}
