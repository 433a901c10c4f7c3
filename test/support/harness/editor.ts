import { ExecuteContext, LoadOptionsContext, RoutingNode } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	INode,
	INodeListSearchResult,
	INodeType,
	INodeTypes,
} from 'n8n-workflow';
import { createEmptyRunExecutionData, Workflow } from 'n8n-workflow';

import type { Engine } from './engine';
import { node } from './engine';

/**
 * Fills the list of a resource locator as the editor asks the server to.
 *
 * Mirrors packages/cli/src/services/dynamic-node-parameters.service.ts of n8n 2.40.
 */
export async function searchList(
	engine: Engine,
	method: string,
	parameters: INode['parameters'] = {},
	filter?: string,
	paginationToken?: string,
	type = 'n8n-nodes-patchworks.patchworks',
): Promise<INodeListSearchResult> {
	const credential: INode['credentials'] =
		parameters.authentication === 'oAuth'
			? { PatchworksOAuth: { id: 'user', name: 'Test credential' } }
			: { PatchworksApiKey: { id: 'key', name: 'Test credential' } };
	const { nodeTypes } = engine.packages;
	const workflow = new Workflow({
		nodes: [node('Temp-Node', type, structuredClone(parameters), { credentials: credential })],
		connections: {},
		active: false,
		nodeTypes,
	});
	const context = new LoadOptionsContext(
		workflow,
		workflow.nodes['Temp-Node'],
		{
			...engine.additionalData(),
			currentNodeParameters: { authentication: 'apiKey', ...parameters },
		},
		'',
	);
	const nodeType = nodeTypes.getByNameAndVersion(type);
	const search = nodeType.methods?.listSearch?.[method];
	if (!search) throw new Error(`${type} has no list search ${method}`);
	return await search.call(context, filter, paginationToken);
}

/**
 * Tests a credential as the credential dialog asks the server to, and gives what the dialog shows.
 *
 * Mirrors packages/cli/src/services/credentials-tester.service.ts of n8n 2.40.
 */
export async function testCredential(
	engine: Engine,
	type: string,
	data: IDataObject,
): Promise<{ status: 'OK' | 'Error'; message: string }> {
	const reference = engine.credentials.add('tested', type, data);
	const { test } = engine.packages.credentialType(type);
	const noOp = engine.packages.nodeTypes.getByNameAndVersion('n8n-nodes-base.noOp');
	const nodeType = {
		description: {
			...noOp.description,
			credentials: [{ name: type, required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					routing: { request: structuredClone(test?.request) },
					default: '',
				},
			],
		},
	} as unknown as INodeType;
	const nodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	} as INodeTypes;
	const workflow = new Workflow({
		nodes: [node('Temp-Node', 'n8n-nodes-base.noOp', {}, { credentials: { [type]: reference } })],
		connections: {},
		active: false,
		nodeTypes,
	});
	const tested = workflow.nodes['Temp-Node'];
	const context = new ExecuteContext(
		workflow,
		tested,
		engine.additionalData(),
		'internal',
		createEmptyRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node: tested, data: {}, source: null } as never,
		[],
	);
	const decrypted = await engine.credentials.applyDefaultsAndOverwrites(
		engine.additionalData(),
		data as ICredentialDataDecryptedObject,
		type,
		'internal',
	);
	try {
		await new RoutingNode(context, nodeType, {
			id: 'tested',
			name: 'tested',
			type,
			data: decrypted,
		}).runNode();
		return { status: 'OK', message: 'Connection tested successfully' };
	} catch (error) {
		const { cause, message } = error as {
			cause?: { response?: { statusText?: string; status?: number }; code?: string };
			message: string;
		};
		if (cause?.response) {
			return {
				status: 'Error',
				message: cause.response.statusText || `Received HTTP status code: ${cause.response.status}`,
			};
		}
		return { status: 'Error', message: cause?.code ?? message };
	}
}
