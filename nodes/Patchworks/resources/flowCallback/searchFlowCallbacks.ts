import { chosenId, describedEntry, listFrom, shortTime } from '../../description/listFrom';

/** Lists the callbacks of the chosen flow: https://doc.wearepatchworks.com/product-documentation/api-reference/flow-triggers */
export const searchFlowCallbacks = listFrom((context) => {
	const flowId = chosenId(context, 'flowId');
	return flowId === undefined
		? undefined
		: {
				path: `/api/v1/flows/${flowId}/callbacks`,
				toEntry: ({ id, format, created_at: createdAt }) =>
					describedEntry(id, `Callback ${String(id)}`, format, shortTime(createdAt)),
			};
});
