/* eslint-disable @n8n/community-nodes/no-hardcoded-secrets -- made up, so that tests can look for them */
import { isEqual } from 'lodash';
import type { IBinaryKeyData, IDataObject, INode, INodeExecutionData, IRun } from 'n8n-workflow';

import { util } from '../node';
import type { RunOptions } from './engine';
import { Engine, jsonOf, node, outputOf } from './engine';

export const NODE_NAME = 'Patchworks';

/** The hosts of Patchworks Cloud, for nock. */
export const CLOUD = {
	core: 'https://core.wearepatchworks.com',
	start: 'https://start.wearepatchworks.com',
	login: 'https://app.wearepatchworks.com',
};

/** Made-up secrets. Tests look for them where no secret may be. */
export const API_KEY = 'made-up-api-key-0001';
export const USERNAME = 'user@example.com';
export const PASSWORD = 'made-up-password-0001';
export const OTHER_PASSWORD = 'made-up-password-0002';
export const TOKEN = 'made-up-token-0001';

export interface NodeRunOptions extends RunOptions {
	/** The input items; one empty item if left out. */
	items?: IDataObject[];
	/** The files of the input items. */
	files?: IBinaryKeyData[];
	onError?: INode['onError'];
	/** By default the API key `made-up-api-key-0001`, or the user when `authentication` is `oAuth`. */
	credentialId?: string;
	node?: Partial<INode>;
}

export interface NodeRun {
	run: IRun;
	items: IDataObject[];
	output: INodeExecutionData[];
	/** The items of the error output. */
	failed: IDataObject[];
	failedOutput: INodeExecutionData[];
	/** The error that stopped the node. */
	error?: {
		message: string;
		description?: string | null;
		httpCode?: string | null;
		context?: IDataObject;
	};
}

/** An engine that knows both kinds of credential. */
export async function createEngine(...from: Parameters<typeof Engine.create>): Promise<Engine> {
	const engine = await Engine.create(...from);
	engine.credentials.add('key', 'PatchworksApiKey', { apiKey: API_KEY, hosting: 'cloud' });
	engine.credentials.add('user', 'PatchworksOAuth', {
		username: USERNAME,
		password: PASSWORD,
		hosting: 'cloud',
	});
	return engine;
}

/** Runs the Patchworks node with these parameters in a workflow after a trigger. */
export async function runPatchworks(
	engine: Engine,
	parameters: INode['parameters'],
	{ items = [{}], files, onError, credentialId, node: more, ...options }: NodeRunOptions = {},
): Promise<NodeRun> {
	const authentication = String(parameters.authentication ?? 'apiKey');
	const [type, id] =
		authentication === 'oAuth' ? ['PatchworksOAuth', 'user'] : ['PatchworksApiKey', 'key'];
	const run = await engine.run(
		{
			nodes: [
				node('Trigger', 'n8n-nodes-base.manualTrigger', {}),
				node(NODE_NAME, 'n8n-nodes-patchworks.patchworks', parameters, {
					...(onError && { onError }),
					credentials: { [type]: { id: credentialId ?? id, name: 'Test credential' } },
					...more,
				}),
			],
			connections: { Trigger: { main: [[{ node: NODE_NAME, type: 'main', index: 0 }]] } },
		},
		{
			pinData: { Trigger: items.map((json, item) => ({ json, binary: files?.[item] })) },
			...options,
		},
	);
	assertStorable([...outputOf(run, NODE_NAME), ...outputOf(run, NODE_NAME, 1)]);
	return {
		run,
		items: jsonOf(run, NODE_NAME),
		output: outputOf(run, NODE_NAME),
		failed: jsonOf(run, NODE_NAME, 1),
		failedOutput: outputOf(run, NODE_NAME, 1),
		error: run.data.resultData.error as NodeRun['error'],
	};
}

/** What the error of a failed item says; undefined for an item that is none. */
export function failureOf({ error }: IDataObject): string | undefined {
	return (error as { message: string } | undefined)?.message;
}

/**
 * n8n stores what a node gave as JSON, and goes on from there where an execution waits or is run again.
 *
 * @throws Error when an item would not come back as it was
 */
function assertStorable(output: INodeExecutionData[]): void {
	for (const { json } of output) {
		if (isEqual(JSON.parse(JSON.stringify(json)), json)) continue;
		throw new Error(`This item does not come through JSON as it is: ${util.inspect(json)}`);
	}
}
