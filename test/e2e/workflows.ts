import type { INode } from 'n8n-workflow';

import type { Account } from '../demo/accounts';
import type { StoredCredential, WorkflowJson } from './n8n/rest-client';

/** The type of the package's node in workflows. */
export const NODE_TYPE = 'n8n-nodes-patchworks.patchworks';

/** A node for a workflow. */
export function node(
	name: string,
	type: string,
	parameters: INode['parameters'] = {},
	more: Partial<INode> = {},
): INode {
	return { id: name, name, type, typeVersion: 1, position: [0, 0], parameters, ...more };
}

/** How a node refers to a stored credential. */
export function using({ id, name, type }: StoredCredential): Pick<INode, 'credentials'> {
	return { credentials: { [type]: { id, name } } };
}

/** A Patchworks node named Patchworks that uses a stored credential. */
export function patchworks(
	parameters: INode['parameters'],
	credential: StoredCredential,
	more: Partial<INode> = {},
): INode {
	const authentication: Account['authentication'] =
		credential.type === 'PatchworksOAuth' ? 'oAuth' : 'apiKey';
	return node(
		'Patchworks',
		NODE_TYPE,
		{ authentication, ...parameters },
		{ ...using(credential), ...more },
	);
}

/** A workflow of nodes that follow each other. */
export function chain(...nodes: INode[]): WorkflowJson {
	const pairs = nodes.slice(1).map((next, index) => [nodes[index].name, next.name]);
	return {
		nodes: nodes.map((one, index) => ({ ...one, position: [220 * index, 0] })),
		connections: Object.fromEntries(
			pairs.map(([from, to]) => [from, { main: [[{ node: to, type: 'main', index: 0 }]] }]),
		),
	};
}

/** A workflow that runs nodes one after the other when its button is clicked. */
export const onClick = (...nodes: INode[]): WorkflowJson =>
	chain(node('Trigger', 'n8n-nodes-base.manualTrigger'), ...nodes);
