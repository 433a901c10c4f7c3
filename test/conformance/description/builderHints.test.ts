import type { INodeProperties } from 'n8n-workflow';

import { Patchworks } from '../../../nodes/Patchworks/Patchworks.node.ts';
import { resources } from '../../../nodes/Patchworks/resources';
import { PatchworksTrigger } from '../../../nodes/PatchworksTrigger/PatchworksTrigger.node.ts';

/** What n8n's search of nodes shows an assistant of each. */
const MOST_CHARACTERS = 400;

const node = new Patchworks().description;
const trigger = new PatchworksTrigger().description;
const operations = resources.flatMap((resource) =>
	resource.operations.map((operation) => ({ ...operation, resource })),
);

/** All parameters, also those within collections. */
function allOf(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => [
		property,
		...(property.type === 'collection' ? allOf(property.options as INodeProperties[]) : []),
	]);
}

const parameters = allOf(node.properties);

describe('The hints for assistants that build workflows', () => {
	it('are there for each operation that starts a flow, runs one again, deletes or deploys', () => {
		const risky = operations.filter(
			({ startsFlow, option }) =>
				startsFlow ??
				(option.routing?.request?.method === 'DELETE' ||
					/\b(start|retry|rerun|deploy)\b/i.test(option.action)),
		);
		const bare = risky.filter(({ option }) => !option.builderHint?.propertyHint);

		expect(risky.length).toBeGreaterThan(10);
		expect(bare.map(({ resource, option }) => `${resource.name} > ${option.name}`)).toEqual([]);
	});

	it('reach n8n with the operations', () => {
		const [{ options }] = parameters.filter(
			({ name, displayOptions }) =>
				name === 'operation' && displayOptions?.show?.resource?.includes('flow'),
		);

		expect(options).toContainEqual(
			expect.objectContaining({
				value: 'start',
				builderHint: { propertyHint: expect.stringMatching(/virtualEnvironmentId/) },
			}),
		);
	});

	it('say of each list with By Name how to name a thing', () => {
		const named = parameters.filter(({ modes }) => modes?.some(({ name }) => name === 'name'));
		const bare = named.filter(({ builderHint }) => !builderHint?.propertyHint.includes('"name"'));

		expect(named.length).toBeGreaterThan(10);
		expect(bare.map(({ name }) => name)).toEqual([]);
	});

	it('say what a payload is', () => {
		const payloads = parameters.filter(({ name, type }) => name === 'payload' && type === 'json');

		expect(payloads.length).toBeGreaterThan(1);
		for (const { builderHint } of payloads) expect(builderHint?.propertyHint).toMatch(/JSON/);
	});

	it('say what the trigger is for, and which events there are', () => {
		const events = trigger.properties.find(({ name }) => name === 'events');

		expect(trigger.builderHint?.searchHint).toMatch(/fail/);
		expect(trigger.builderHint?.relatedNodes).toEqual([
			expect.objectContaining({ nodeType: 'n8n-nodes-patchworks.patchworks' }),
		]);
		expect(events?.builderHint?.propertyHint).toMatch(/\["failed"\]/);
	});

	it('name only parameters that there are', () => {
		const known = new Set(
			[...parameters, ...allOf(trigger.properties)].flatMap(({ name, options = [] }) => [
				name,
				...options.flatMap((one) => ('value' in one ? String(one.value) : [])),
			]),
		);
		const hints = [
			...operations.flatMap(({ option }) => option.builderHint?.propertyHint ?? []),
			...allOf(trigger.properties).flatMap(({ builderHint }) => builderHint?.propertyHint ?? []),
		];
		const named = hints.flatMap((hint) => hint.match(/\b[a-z]+(?:[A-Z][a-z]+)+\b/g) ?? []);

		expect(named.filter((name) => !known.has(name) && name !== 'flowRunId')).toEqual([]);
	});

	it('are short', () => {
		const hints = [
			...operations.map(({ option }) => option),
			...parameters,
			...allOf(trigger.properties),
		].flatMap(({ builderHint }) => builderHint?.propertyHint ?? []);

		for (const hint of hints) expect(hint.length).toBeLessThanOrEqual(MOST_CHARACTERS);
	});
});
