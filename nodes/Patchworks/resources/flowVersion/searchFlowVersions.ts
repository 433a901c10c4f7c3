import { describedEntry, listFrom } from '../../description/listFrom';
import { searchFlows } from '../flow/searchFlows';

/** Lists the versions of the chosen flow, or of all: https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-versions */
export const searchFlowVersions = listFrom(async (chosenId) => {
	const flowId = await chosenId('flowId', searchFlows);
	return {
		...(flowId === undefined
			? { path: '/api/v1/flows', qs: { include: 'versions' }, within: 'versions' }
			: { path: `/api/v1/flows/${flowId}/versions` }),
		toEntry: ({ id, name, iteration, deployed_at: deployedAt }, flow) =>
			describedEntry(
				id,
				flowId === undefined && flow.name,
				name ?? `Version ${String(iteration ?? id)}`,
				deployedAt && 'deployed',
			),
	};
});
