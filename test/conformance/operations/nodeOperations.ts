import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { resources } from '../../../nodes/Patchworks/resources';
// Without the extension, tsx would take the codex file beside it.
import { Patchworks } from '../../../nodes/Patchworks/Patchworks.node.ts';

/** One thing a user can do with the node, as the editor's two lists show it. */
export interface NodeOperation {
	resource: string;
	operation: string;
	/** As the editor shows it, e.g. `Flow Run > Get Many`. */
	path: string;
	description: string;
	/** Whether it is code of its own in place of one described request. */
	custom: boolean;
}

const node = new Patchworks();
const sources = resources.flatMap(({ value, operations }) =>
	operations.map((operation) => ({ resource: value, operation })),
);

/** The node's description as n8n sends it to the editor. */
export const nodeDescription = node.description;

/** The resource that sends whatever a user writes, so that it reaches everything. */
export const ANY_REQUEST = 'apiRequest';

/** Every operation of the node, read from its description, in the order of the editor. */
export const nodeOperations: NodeOperation[] = choicesOf('resource').flatMap(
	([resource, resourceName]) =>
		choicesOf('operation', resource).map(([operation, operationName, description]) => ({
			resource,
			operation,
			path: `${resourceName} > ${operationName}`,
			description,
			custom: isCustom(resource, operation),
		})),
);

function isCustom(resource: string, name: string): boolean {
	const source = sources.find(
		({ resource: of, operation }) => of === resource && operation.option.value === name,
	);
	return source?.operation.performAll !== undefined;
}

type Choice = [value: string, name: string, description: string];

function choicesOf(name: string, resource?: string): Choice[] {
	return nodeDescription.properties
		.filter((property) => property.name === name && isOf(property, resource))
		.flatMap(({ options = [] }) => options as INodePropertyOptions[])
		.map(({ value, name: label, description = '' }) => [String(value), label, description]);
}

function isOf({ displayOptions }: INodeProperties, resource?: string): boolean {
	return resource === undefined || Boolean(displayOptions?.show?.resource?.includes(resource));
}
