import { describedEntry, listFrom, shortTime } from '../../description/listFrom';
import { searchFlows } from '../flow/searchFlows';

/** Lists the callbacks of the chosen flow: https://doc.wearepatchworks.com/product-documentation/api-reference/flow-triggers */
export const searchFlowCallbacks = listFrom(async (chosenId) => {
	const flowId = await chosenId('flowId', searchFlows);
	return flowId === undefined
		? undefined
		: {
				path: `/api/v1/flows/${flowId}/callbacks`,
				toEntry: ({ id, format, created_at: createdAt }) =>
					describedEntry(id, `Callback ${String(id)}`, format, shortTime(createdAt)),
			};
});
