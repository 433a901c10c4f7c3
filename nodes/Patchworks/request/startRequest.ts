import { inputError } from '../../api/errors/itemErrors';
import { whereToLook } from '../../api/facts/queue';
import { readFieldId, readOptionalId } from './ids';
import { readPayload } from './payload';
import { readJsonObject } from './parameters';
import type { RequestTransform } from './transforms/transform';

const PATHS = new Map<unknown, string>([
	['api', 'start'],
	['manual', 'manual'],
]);

/** https://doc.wearepatchworks.com/product-documentation/process-flows/managing-process-flows/initialising-a-process-flow-manually-with-a-payload */
const MOST_MANUAL_CHARACTERS = 100_000;

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
	if (path === 'manual' && (text?.length ?? 0) > MOST_MANUAL_CHARACTERS) {
		throw inputError(
			context,
			'Payload',
			`has ${text?.length.toLocaleString('en')} characters, and a manual run takes ${MOST_MANUAL_CHARACTERS.toLocaleString('en')} at most`,
			"Set 'Run As' to API, which takes up to 8 MB.",
		);
	}
	const versionId = readOptionalId(context, 'options.versionId', 'Version');
	request.path = [
		'/api/v1/flows/{flowId}',
		path,
		...(isText ? [] : ['raw']),
		...(versionId ? ['{options.versionId}'] : []),
	].join('/');
	request.body = isText && text !== undefined ? { payload: text } : text;
	request.howToCheck = whereToLook(Date.now());

	const variables = readJsonObject(context, 'options.flowVariables', 'Flow Variables');
	const hasVariables = variables !== undefined && Object.keys(variables.object).length > 0;
	request.qs = {
		...request.qs,
		virtual_environment_id: readFieldId(context, 'virtualEnvironmentId', 'Virtual Environment'),
		flow_variables: hasVariables ? variables.text : undefined,
	};
};
