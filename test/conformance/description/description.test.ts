import type { INodeProperties } from 'n8n-workflow';

import { Patchworks } from '../../../nodes/Patchworks/Patchworks.node';
import { resources } from '../../../nodes/Patchworks/resources';

const { properties } = new Patchworks().description;
const { listSearch } = new Patchworks().methods;

const OPERATIONS = resources.flatMap(({ value, operations }) =>
	operations.map((operation) => ({ resource: value, name: operation.option.value, operation })),
);

/** What n8n shows for an operation, whatever else is filled in. */
function shownFor(resource: string, operation: unknown): INodeProperties[] {
	return properties.filter(
		({ displayOptions, name }) =>
			name !== 'operation' &&
			displayOptions?.show?.resource?.includes(resource) &&
			displayOptions.show.operation?.includes(operation as string),
	);
}

function fieldsWithin(field: INodeProperties): INodeProperties[] {
	const inner = (field.type === 'collection' ? (field.options ?? []) : []) as INodeProperties[];
	return [field, ...inner.flatMap(fieldsWithin)];
}

/** What comes last in every panel, whatever an operation says. */
function withoutLast(names: string[]): string[] {
	const last = ['Return All', 'Limit', 'Simplify', 'Filters', 'Sort', 'Options'];
	return names.filter((name) => !last.includes(name) && !name.endsWith(' Fields'));
}

describe('The panel', () => {
	it.each(OPERATIONS)(
		'shows what $resource: $name needs, in its order, and no more',
		({ resource, name, operation }) => {
			const shown = shownFor(resource, name).map((field) => field.displayName);
			const own = operation.fields.map((field) => field.displayName);

			expect([...shown].sort()).toEqual([...own].sort());
			expect(withoutLast(shown)).toEqual(withoutLast(own));
		},
	);

	it.each(OPERATIONS)('asks $resource: $name for what is in its path', ({ operation }) => {
		const url = String(operation.option.routing?.request?.url ?? '');
		const asked = operation.fields.map(({ name }) => name);

		for (const [, name] of url.matchAll(/\{(\w+)\}/g)) expect(asked).toContain(name);
	});

	it('starts with what only looks', () => {
		const defaults = Object.fromEntries(
			properties
				.filter(({ name }) => name === 'operation')
				.map((field) => [String(field.displayOptions?.show?.resource?.[0]), field.default]),
		);
		const notGetAll = Object.entries(defaults).filter(([, operation]) => operation !== 'getAll');

		expect(properties.find(({ name }) => name === 'resource')?.default).toBe('flow');
		// A workflow holds only what differs from a default: none of these may ever change.
		expect(Object.fromEntries(notGetAll)).toEqual({
			apiRequest: 'request',
			scriptVersion: 'get',
		});
	});

	it('offers few enough resources to scan', () => {
		expect(resources.length).toBeLessThanOrEqual(28);
	});

	it('lists resources and operations by name', () => {
		const byName = (names: string[]) => [...names].sort((a, b) => a.localeCompare(b));
		const resourceNames = resources.map(({ name }) => name);

		expect(resourceNames).toEqual(byName(resourceNames));
		for (const { operations } of resources) {
			const names = operations.map(({ option }) => option.name);
			expect(names).toEqual(byName(names));
		}
	});

	it('has a list for every field that offers one', () => {
		const modes = properties.flatMap(fieldsWithin).flatMap((field) => field.modes ?? []);
		const methods = modes.flatMap(({ typeOptions }) => typeOptions?.searchListMethod ?? []);

		expect(methods.length).toBeGreaterThan(0);
		for (const method of methods) expect(Object.keys(listSearch)).toContain(method);
	});

	it('masks every field for a secret', () => {
		const secrets = properties
			.flatMap(fieldsWithin)
			.filter(
				({ type, name }) =>
					type === 'string' && /signature|hmacKey|(callback|webhook)Url/i.test(name),
			);

		expect(secrets.length).toBeGreaterThan(4);
		for (const field of secrets) {
			expect(field).toMatchObject({ typeOptions: { password: true } });
		}
	});

	it('requires nothing within a collection, which n8n would ask for everywhere', () => {
		for (const field of properties) {
			for (const inner of fieldsWithin(field).slice(1)) expect(inner.required).not.toBe(true);
		}
	});
});
