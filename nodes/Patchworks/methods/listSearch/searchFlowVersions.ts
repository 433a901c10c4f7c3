import { chosenId, describedEntry, listFrom } from '../../shared/search';

/** Lists the versions of the chosen flow: https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-versions */
export const searchFlowVersions = listFrom((context) => {
	const flowId = chosenId(context, 'flowId');
	if (flowId === undefined) return undefined;
	return {
		path: `/api/v1/flows/${flowId}/versions`,
		toEntry: ({ id, name, iteration, deployed_at: deployedAt }) =>
			describedEntry(id, name ?? `Version ${String(iteration ?? id)}`, deployedAt && 'deployed'),
	};
});
