import type { IDataObject } from 'n8n-workflow';

import type { RequestTransform } from './transform';

/** Adds relations given as free text to those picked from the list, in the query's `include`. */
export const addRelations: RequestTransform = (context, options) => {
	const qs = options.qs as IDataObject;
	const typed = String(context.getNodeParameter('options.additionalRelations', '') ?? '');
	const relations = [
		...[qs.include ?? []].flat().map(String),
		...typed.split(',').map((relation) => relation.trim()),
	].filter((relation) => relation !== '');
	qs.include = [...new Set(relations)];
};
