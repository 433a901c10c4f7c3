import { beforeSending, isEmpty, readJson, readJsonObject } from './steps';
import { inputError } from './errors';

/**
 * Makes the address and body of a request that starts a flow.
 *
 * The path tells how it is started: as API or manual, with the body as it is (`raw`) or wrapped
 * as text, and in which version. The raw form is the one the documentation recommends.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/developer-hub/patchworks-core-api/core-api-spotlights/initialising-a-process-flow-and-sending-data-via-the-patchworks-api/the-steps/untitled
 */
export const startRequest = beforeSending((context, request) => {
	const asText = context.getNodeParameter('payloadFormat', 'json') === 'text';
	const runAs = context.getNodeParameter('options.runAs', 'api') === 'manual' ? 'manual' : 'start';
	const versionId = context.getNodeParameter('options.versionId', '', { extractValue: true });
	request.url = [
		'/api/v1/flows/{flowId}',
		runAs,
		...(asText ? [] : ['raw']),
		...(isEmpty(versionId) ? [] : ['{options.versionId}']),
	].join('/');
	request.howToCheck = `Look for it with Flow Run: Get Many, with this flow and with Started After set to a minute before ${new Date().toISOString()}.`;

	if (asText) {
		const text: unknown = context.getNodeParameter('payload', '');
		if (typeof text === 'object') {
			throw inputError(
				context,
				'Payload',
				'is not text',
				'Set Payload Format to JSON, or turn the value into text in the expression.',
			);
		}
		if (String(text ?? '') !== '') request.body = { payload: String(text) };
	} else {
		const payload = readJson(
			context,
			'payload',
			'Payload',
			'To send XML, CSV or other text, set Payload Format to Text.',
		);
		request.body = payload === undefined ? undefined : JSON.stringify(payload);
	}

	const variables = readJsonObject(context, 'options.flowVariables', 'Flow Variables');
	const hasVariables = variables !== undefined && Object.keys(variables).length > 0;
	request.qs = {
		...request.qs,
		virtual_environment_id: context.getNodeParameter('options.virtualEnvironmentId', '', {
			extractValue: true,
		}) as string,
		flow_variables: hasVariables ? JSON.stringify(variables) : undefined,
	};
});
