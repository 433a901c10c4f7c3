import isNil from 'lodash/isNil';
import uniq from 'lodash/uniq';
import type {
	IDataObject,
	IExecuteSingleFunctions,
	INodeExecutionData,
	PostReceiveAction,
} from 'n8n-workflow';

import { flowIdOf, flowNameOf } from '../../api/facts/relations';
import { known } from '../../api/facts/values';
import type { RequestTransform } from '../request/transforms/transform';
import { askedFor, extrasOf } from './simplify';

/** Asks for the flow of each row, which a simplified one names; it is a relation that published clients ask for. */
export const withFlow: RequestTransform = (context, request) => {
	if (!context.getNodeParameter('simplify', false)) return;
	const qs = request.qs as IDataObject;
	const included = [qs.include ?? []].flat().map(String);
	qs.include = uniq(['flow', ...included]);
};

/** Gives queued runs with the names that items of runs have, when the user wants it simple. */
export const simplifyQueuedRuns: PostReceiveAction = async function (
	this: IExecuteSingleFunctions,
	items: INodeExecutionData[],
) {
	if (!this.getNodeParameter('simplify', false)) return items;
	const wanted = askedFor(this);
	return items.map(({ json, ...item }) => ({
		...item,
		json: { ...toQueuedRun(json), ...extrasOf(json, wanted) },
	}));
};

function toQueuedRun(row: IDataObject): IDataObject {
	return known({
		id: idIn(row.id),
		flowId: flowIdOf(row),
		flowName: flowNameOf(row),
		status: row.status,
		trigger: row.trigger,
		flowVersionId: idIn(row.flow_version_id),
		virtualEnvironmentVersionId: idIn(row.virtual_environment_version_id),
		payloadId: idIn(row.payload_metadata_id),
		createdAt: row.created_at,
		updatedAt: row.updated_at,
	});
}

/** An ID as items that the node composes have it: as text. */
function idIn(id: unknown): string | undefined {
	return isNil(id) ? undefined : String(id);
}
