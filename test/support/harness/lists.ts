import type { IDataObject, INode, INodeListSearchItems } from 'n8n-workflow';

import { validateRequest } from '../../conformance/contract/document';
import { searchList } from './editor';
import type { Engine } from './engine';
import { CLOUD, createEngine } from './patchworks';
import { answerAll, page } from './requests';

/** One search for `Spring` in a list of the editor: what it asks, and what it shows. */
export interface ListCase {
	method: string;
	/** What tells it from other searches of the list. */
	title?: string;
	parameters?: INode['parameters'];
	/** Path and query; brackets unencoded. */
	asks: string;
	row: IDataObject;
	/** Whether the path gives the row alone instead of a list. */
	single?: boolean;
	entry: INodeListSearchItems;
}

/** Searches each list for `Spring` and holds what it asks against the contract. */
export function testLists(cases: ListCase[]): void {
	let engine: Engine;

	beforeAll(async () => {
		engine = await createEngine();
	});

	it.each(cases.map((one) => [[one.method, one.title].filter(Boolean).join(' '), one] as const))(
		'%s asks for and shows what matches',
		async (_, { method, parameters, asks, row, single, entry }) => {
			const core = answerAll(CLOUD.core, () => [200, single ? { data: row } : page([row])]);

			const { results, paginationToken } = await searchList(engine, method, parameters, 'Spring');

			expect(core.map(({ url }) => decodeURIComponent(url))).toEqual([asks]);
			expect(results).toEqual([entry]);
			expect(paginationToken).toBeUndefined();
			expect(
				validateRequest({
					method: 'GET',
					url: `${CLOUD.core}${core[0].url}`,
					headers: core[0].headers,
				}),
			).toEqual([]);
		},
	);
}
