import { describedEntry, listFrom } from '../../description/listFrom';
import { searchFlowVersions } from '../flowVersion/searchFlowVersions';

/** Lists the steps of the chosen flow version: https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-version-steps */
export const searchShapes = listFrom(async (chosenId) => {
	const flowVersionId = await chosenId('flowVersionId', searchFlowVersions);
	return flowVersionId === undefined
		? undefined
		: {
				path: `/api/v1/flow-versions/${flowVersionId}/steps`,
				toEntry: ({ id, name, microservice }) =>
					describedEntry(id, name ?? `Shape ${String(id)}`, microservice),
			};
});
