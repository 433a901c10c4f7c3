import omit from 'lodash/omit';
import type { INodeProperties } from 'n8n-workflow';

import type { Field, Resource } from './operation';

/**
 * What a new node does at first. A workflow holds only what differs from a default, so these must
 * stay what they are.
 */
const DEFAULT_RESOURCE = 'flow';

const DEFAULT_OPERATIONS = ['getAll', 'get'];

/** Fields that come last in the panel, whatever operation they belong to. */
const LAST_FIELDS = [
	'returnAll',
	'limit',
	'simplify',
	'filters',
	'sort',
	'additionalFields',
	'updateFields',
	'options',
];

function placeOf({ name }: Field): number {
	return LAST_FIELDS.indexOf(name);
}

/**
 * All fields in one order that keeps the one of each operation, but for the fields that come last.
 * Where two operations disagree, the first wins.
 */
function fieldsInOrder(resources: Resource[]): Field[] {
	const before = new Map<Field, Field[]>();
	for (const { fields } of resources.flatMap(({ operations }) => operations)) {
		const ordered = fields.filter((field) => placeOf(field) === -1);
		ordered.forEach((field, index) => {
			before.set(field, [...(before.get(field) ?? []), ...ordered.slice(0, index)]);
		});
	}
	const order = new Set<Field>();
	while (order.size < before.size) {
		const rest = [...before.keys()].filter((field) => !order.has(field));
		const next = rest.find((field) => before.get(field)?.every((other) => order.has(other)));
		order.add(next ?? rest[0]);
	}
	return [...order];
}

/**
 * Builds the node's parameters out of the resources: the list of resources, a list of operations
 * for each, and the fields.
 *
 * A field that several operations share, being one and the same object, becomes one parameter.
 */
export function describeResources(resources: Resource[]): INodeProperties[] {
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(({ name, value, description }) => ({ name, value, description })),
			default: DEFAULT_RESOURCE,
			description: 'What to work with',
			routing: { send: { paginate: true } },
		},
		...resources.map(describeOperations),
		...describeFields(resources),
	];
}

function describeOperations({ value, operations }: Resource): INodeProperties {
	const values = operations.map(({ option }) => option.value);
	const defaultOperation = DEFAULT_OPERATIONS.find((value) => values.includes(value)) ?? values[0];
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: operations.map(({ option }) => option),
		default: defaultOperation,
		description: 'What to do',
	};
}

function describeFields(resources: Resource[]): INodeProperties[] {
	const all = new Map(
		resources.map(({ value, operations }) => [
			value,
			operations.map(({ option }) => String(option.value)),
		]),
	);
	const order = fieldsInOrder(resources);
	return [...usesOfFields(resources)]
		.sort(([a], [b]) => placeOf(a) - placeOf(b) || order.indexOf(a) - order.indexOf(b))
		.flatMap(([field, uses]) =>
			groupUses(uses, all).map(({ resource, operation }) => ({
				...withoutTransforms(field),
				displayOptions: {
					...field.displayOptions,
					show: { resource, operation, ...field.displayOptions?.show },
				},
			})),
		);
}

/** The operations of each resource, by the resource's value. */
type OperationsOf = Map<string, string[]>;

/** For each field, the operations that have it. */
function usesOfFields(resources: Resource[]): Map<Field, OperationsOf> {
	const uses = new Map<Field, OperationsOf>();
	for (const { value, operations } of resources) {
		for (const { option, fields } of operations) {
			for (const field of fields) {
				const byResource = uses.get(field) ?? new Map<string, string[]>();
				byResource.set(value, [...(byResource.get(value) ?? []), String(option.value)]);
				uses.set(field, byResource);
			}
		}
	}
	return uses;
}

/** Where a field is shown: for every pair of one of these resources and one of these operations. */
interface Shown {
	resource: string[];
	operation: string[];
}

/** As few parameters as show the field where it is used, and in no other operation there is. */
function groupUses(uses: OperationsOf, all: OperationsOf): Shown[] {
	const groups: Shown[] = [];
	for (const [resource, operations] of uses) {
		const candidates = groups.map((group) => ({
			resource: [...group.resource, resource],
			operation: [...new Set([...group.operation, ...operations])],
		}));
		const fitting = candidates.findIndex((candidate) => showsOnlyUses(candidate, uses, all));
		if (fitting === -1) groups.push({ resource: [resource], operation: operations });
		else groups[fitting] = candidates[fitting];
	}
	return groups;
}

function showsOnlyUses(shown: Shown, uses: OperationsOf, all: OperationsOf): boolean {
	return shown.resource.every((resource) =>
		all
			.get(resource)
			?.every(
				(operation) =>
					!shown.operation.includes(operation) || uses.get(resource)?.includes(operation),
			),
	);
}

/** A field as n8n knows it. */
function withoutTransforms(field: Field): INodeProperties {
	const described: INodeProperties = omit(field, ['transforms']);
	if (field.type !== 'collection') return described;
	return { ...described, options: (field.options as Field[]).map(withoutTransforms) };
}
