import { findLast } from 'lodash';
import type {
	IBinaryKeyData,
	IDataObject,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import type { Run, Sandbox } from '../../support/sandbox';
import { ANY_REQUEST } from './nodeOperations';
import type { NodeOperation } from './nodeOperations';
import type { Field, Parameters } from './parameters';

/**
 * Values that no description can tell, by the field's path, with or without its operation before it;
 * none for a field that has to be left out.
 */
const VALUES: Record<
	string,
	(sandbox: Sandbox, field: Field, parameters: Parameters) => unknown[]
> = {
	[`${ANY_REQUEST}.request.method`]: () => ['GET'],
	[`${ANY_REQUEST}.request.host`]: () => ['core'],
	'flowRun.getFailureSummary.flowRunId': ({ runs }) => [byId(findLast(runs, hasFailed)?.id)],
	'flowRun.retry.flowRunId': ({ runs }) => [byId(findLast(runs, hasFailed)?.id)],
	'flowRun.replay.options.payloadId': ({ runs }) => [byId(jsonObjectPayload(runs))],
	// With these it is more than the one request of the contract: see the tests of the feature.
	'flowRun.retry.options.dryRun': () => [false],
	'flowRun.retry.skipIf.alreadyRetried': () => [false],
	'flowRun.retry.skipIf.moreAttemptsThan': () => [],
	'flowRun.retry.skipIf.stillRunning': () => [false],
	'flowRun.retry.skipIf.succeededSince': () => [false],
	// Several have the name of the placeholder, once Create has run.
	'label.upsert.name': () => ['Made-up label'],
	'script.upsert.name': () => ['Made-up script'],
	'shape.delete.flowVersionId': (sandbox) => [byId(versionWithSteps(sandbox))],
	'shape.get.flowVersionId': (sandbox) => [byId(versionWithSteps(sandbox))],
	'shape.update.flowVersionId': (sandbox) => [byId(versionWithSteps(sandbox))],
	webhookUrl: ({ webhooks: [{ url, signature }] }) => [`${url}?patchworks_signature=${signature}`],
	callbackUrl: ({ callbacks: [{ url, signature }] }) => [
		`${url}?patchworks_signature=${signature}`,
	],
	'options.additionalRelations': (_, { entries }) => [
		firstOptionOf(entries.find(({ name }) => name === 'include')),
	],
	'flowWebhook.trigger.options.signature': ({ webhooks: [{ signature }] }) => [signature],
	'flowWebhook.trigger.options.hmacKey': (_sandbox, _field, { method }) =>
		method === 'GET' ? [] : ['made-up-hmac-key'],
	'flowCallback.call.options.signature': ({ callbacks: [{ signature }] }) => [signature],
};

/** A version that has a shape left, as an update may move one away. */
function versionWithSteps(sandbox: Sandbox): string {
	const withSteps = new Set(
		sandbox.rows('/api/v1/flow-steps').map((step) => String(step.flow_version_id)),
	);
	const ids = sandbox.rows('/api/v1/flow-versions').map(({ id }) => String(id));
	return String(findLast(ids, (id) => withSteps.has(id)));
}

/** The ID of a payload that is a JSON object. */
function jsonObjectPayload(runs: readonly Run[]): string | undefined {
	const run = runs.find(({ payload }) => payload?.bytes.toString().startsWith('{'));
	return run?.logs.find(({ payloadId }) => payloadId)?.payloadId;
}

function hasFailed({ outcome }: Run): boolean {
	return outcome === 'failure';
}

/** What a resource locator holds when its ID was typed. */
export function byId(value: unknown): object {
	return { __rl: true, mode: 'id', value };
}

/** Where the sandbox has the objects of a field whose list stays empty until another field is set. */
const COLLECTIONS: Record<string, string> = {
	shapeId: '/api/v1/flow-steps',
	flowVersionId: '/api/v1/flow-versions',
	scriptVersionId: '/api/v1/script-versions',
};

/** The ID of an object of the sandbox that a user would have to know; undefined if any would do. */
export function knownId({ name }: INodeProperties, sandbox: Sandbox): string | undefined {
	const path = COLLECTIONS[name];
	return path && String(sandbox.rows(path)[0].id);
}

/** What the item holds that an operation is run for, where its fields are filled from it. */
const INPUTS: Record<string, IDataObject> = {
	'flow.import': { metadata: {}, flow: {}, systems: [], scripts: [], dependencies: [] },
};

/** The values made up for a field, if any. */
export function sampleValues(
	{ resource, operation }: NodeOperation,
	field: Field,
	parameters: Parameters,
	sandbox: Sandbox,
): unknown[] | undefined {
	const { path } = field;
	return (VALUES[`${resource}.${operation}.${path}`] ?? VALUES[path])?.(sandbox, field, parameters);
}

/** The item that an operation is run for. */
export function inputFor({ resource, operation }: NodeOperation): IDataObject {
	return INPUTS[`${resource}.${operation}`] ?? { number: '1001' };
}

/** The files of that item. */
export function filesFor(operation: NodeOperation): IBinaryKeyData {
	const data = Buffer.from(JSON.stringify(inputFor(operation))).toString('base64');
	return { data: { data, mimeType: 'application/json', fileName: 'input.json' } };
}

function firstOptionOf(property?: INodeProperties): unknown {
	return (property?.options?.[0] as INodePropertyOptions | undefined)?.value;
}
