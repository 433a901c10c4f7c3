import { memoize } from 'lodash';
import type { IDataObject, INode, INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import type { NodeOperation } from './nodeOperations';
import { nodeDescription } from './nodeOperations';

/** What a user has set of a node's parameters. */
export type Parameters = INode['parameters'];

/** A parameter that takes a value: a field, or an entry of a collection. */
export interface Field {
	/** e.g. `filters.status` */
	path: string;
	property: INodeProperties;
	/** Whether a user has to set it before the node can run, or when its row is there. */
	required: boolean;
	/** Whether every operation has it. */
	common: boolean;
	/** The collection's entries, for one of them. */
	entries: INodeProperties[];
}

/** Says what a field is set to; undefined leaves it out. */
export type Choose = (field: Field, parameters: Parameters) => unknown;

const VERSION = { typeVersion: 1 };
const WITHOUT_VALUE = ['notice', 'callout', 'hidden', 'button', 'curlImport'];
/** A collection that the node refuses while it is empty. */
const NEEDS_AN_ENTRY = 'updateFields';

/**
 * Sets an operation's parameters as a user does in the editor: only what is shown, given what is set
 * so far, from the top of the panel down until nothing more appears.
 *
 * @param choose called for each field that is shown, in order
 */
export async function fillIn(
	operation: NodeOperation,
	authentication: string,
	choose: Choose,
): Promise<Parameters> {
	const parameters: Parameters = {
		authentication,
		resource: operation.resource,
		operation: operation.operation,
	};
	const own = propertiesOf(operation);
	const open = new Set(own.filter(({ name }) => !(name in parameters)));
	let appeared: boolean;
	do {
		appeared = false;
		for (const property of open) {
			if (!isShown(property, own, parameters)) continue;
			open.delete(property);
			appeared = true;
			const value = await valueOf(property, property.name, parameters, choose, {
				required: isAsked(property),
				common: !property.displayOptions?.show?.resource,
				entries: [],
			});
			if (value !== undefined) parameters[property.name] = value as Parameters[string];
		}
	} while (appeared);
	return parameters;
}

/** The properties that the editor may show for an operation. */
const propertiesOf = memoize(({ resource, operation }: NodeOperation): INodeProperties[] =>
	nodeDescription.properties.filter(({ displayOptions }) => {
		const { resource: resources, operation: operations } = displayOptions?.show ?? {};
		return (
			(!resources || resources.includes(resource)) &&
			(!operations || operations.includes(operation))
		);
	}),
);

function isShown(
	property: INodeProperties,
	all: INodeProperties[],
	parameters: Parameters,
): boolean {
	const values = NodeHelpers.getNodeParameters(
		all,
		parameters,
		true,
		false,
		VERSION,
		nodeDescription,
	);
	return NodeHelpers.displayParameter(values ?? parameters, property, VERSION, nodeDescription);
}

/** n8n asks for a required field only while it is empty, so a default is enough. */
function isAsked({ required = false, default: preset }: INodeProperties): boolean {
	const value = (preset as { value?: unknown } | undefined)?.value ?? preset;
	const isEmpty =
		value === '' ||
		(typeof value === 'object' && value !== null && Object.keys(value).length === 0);
	return required && isEmpty;
}

type Place = Pick<Field, 'required' | 'common' | 'entries'>;

async function valueOf(
	property: INodeProperties,
	path: string,
	parameters: Parameters,
	choose: Choose,
	place: Place,
): Promise<unknown> {
	if (WITHOUT_VALUE.includes(property.type)) return undefined;
	if (property.type === 'collection') {
		return await entriesOf(property, path, parameters, choose, place);
	}
	if (property.type === 'fixedCollection') {
		return await groupsOf(property, path, parameters, choose, place);
	}
	return (await choose({ path, property, ...place }, parameters)) ?? undefined;
}

async function entriesOf(
	{ name, options }: INodeProperties,
	path: string,
	parameters: Parameters,
	choose: Choose,
	{ common }: Place,
): Promise<IDataObject | undefined> {
	const entries = options as INodeProperties[];
	const values = await rowOf(entries, path, parameters, choose, () => ({
		required: false,
		common,
		entries,
	}));
	if (values || name !== NEEDS_AN_ENTRY) return values;
	const [first] = entries;
	return await rowOf([first], path, parameters, choose, () => ({
		required: true,
		common,
		entries,
	}));
}

async function groupsOf(
	{ options, typeOptions }: INodeProperties,
	path: string,
	parameters: Parameters,
	choose: Choose,
	{ common, required }: Place,
): Promise<IDataObject | undefined> {
	const groups: IDataObject = {};
	for (const { name, values: entries } of options as INodePropertyCollection[]) {
		const at = `${path}.${name}`;
		const chosen = await rowOf(entries, at, parameters, choose, () => ({
			required: false,
			common,
			entries,
		}));
		if (!chosen && !required) continue;
		const row = await rowOf(entries, at, parameters, choose, (entry) => ({
			required: isAsked(entry),
			common,
			entries,
		}));
		groups[name] = typeOptions?.multipleValues && row ? [row] : row;
	}
	return Object.keys(groups).length > 0 ? groups : undefined;
}

async function rowOf(
	entries: INodeProperties[],
	path: string,
	parameters: Parameters,
	choose: Choose,
	placeOf: (entry: INodeProperties) => Place,
): Promise<IDataObject | undefined> {
	const row: IDataObject = {};
	for (const entry of entries) {
		if (!isEntryShown(entry, row, parameters)) continue;
		const at = `${path}.${entry.name}`;
		const value = await valueOf(entry, at, parameters, choose, placeOf(entry));
		if (value !== undefined) row[entry.name] = value as IDataObject[string];
	}
	return Object.keys(row).length > 0 ? row : undefined;
}

function isEntryShown(entry: INodeProperties, row: IDataObject, parameters: Parameters): boolean {
	const values = row as Parameters;
	return NodeHelpers.displayParameter(values, entry, VERSION, nodeDescription, parameters);
}
