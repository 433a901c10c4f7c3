import { inputError } from '../../api/errors/itemErrors';
import { readFieldId, readOptionalId } from './ids';
import { readPayload } from './payload';
import { readJsonObject } from './parameters';
import type { RequestTransform } from './transforms/transform';

const PATHS = new Map<unknown, string>([
	['api', 'start'],
	['manual', 'manual'],
]);

/**
 * Makes the address and body of a request that starts a flow.
 *
 * The path tells how it is started: as API or manual, with the body as it is (`raw`) or wrapped
 * as text, and in which version. The raw form is the one the documentation recommends.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/developer-hub/patchworks-core-api/core-api-spotlights/initialising-a-process-flow-and-sending-data-via-the-patchworks-api/the-steps/untitled
 */
export const startRequest: RequestTransform = (context, request) => {
	const { isText, text } = readPayload(context);
	const path = PATHS.get(context.getNodeParameter('options.runAs', 'api'));
	if (path === undefined) throw inputError(context, 'Run As', 'has to be api or manual');
	const versionId = readOptionalId(context, 'options.versionId', 'Version');
	request.path = [
		'/api/v1/flows/{flowId}',
		path,
		...(isText ? [] : ['raw']),
		...(versionId ? ['{options.versionId}'] : []),
	].join('/');
	request.body = isText && text !== undefined ? { payload: text } : text;
	request.howToCheck = `Look for it with Flow Run: Get Many, with this flow and with Started After set to a minute before ${new Date().toISOString()}.`;

	const variables = readJsonObject(context, 'options.flowVariables', 'Flow Variables');
	const hasVariables = variables !== undefined && Object.keys(variables.object).length > 0;
	request.qs = {
		...request.qs,
		virtual_environment_id: readFieldId(context, 'virtualEnvironmentId', 'Virtual Environment'),
		flow_variables: hasVariables ? variables.text : undefined,
	};
};
