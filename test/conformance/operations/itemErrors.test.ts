import type { INodeProperties } from 'n8n-workflow';
import { isResourceLocatorValue } from 'n8n-workflow';

import { runPatchworks } from '../../support/harness/patchworks';
import { nodeDescription } from './nodeOperations';
import type { NodeOperation } from './nodeOperations';
import type { Parameters } from './parameters';
import { filesFor, inputFor } from './sampleValues';
import { runningOrder, Workbench } from './workbench';

const TYPED = ['string', 'json', 'resourceLocator', 'dateTime'];

let bench: Workbench;

beforeAll(async () => {
	bench = await Workbench.open();
});

afterAll(async () => {
	await bench.close();
});

/** The required fields of an operation that are empty until a user fills them. */
function requiredFields(
	{ resource, operation }: NodeOperation,
	parameters: Parameters,
): INodeProperties[] {
	return nodeDescription.properties.filter(({ name, required, type, displayOptions }) => {
		const { resource: resources, operation: operations } = displayOptions?.show ?? {};
		return (
			required &&
			name in parameters &&
			TYPED.includes(type) &&
			resources?.includes(resource) &&
			operations?.includes(operation)
		);
	});
}

/** The same parameters, with one that gives something else for the second item. */
function withSecond(parameters: Parameters, name: string, other: string): Parameters {
	const given = parameters[name];
	const value: unknown = isResourceLocatorValue(given) ? given.value : given;
	const expression = `={{ $itemIndex === 1 ? ${JSON.stringify(other)} : ${JSON.stringify(value)} }}`;
	const changed = isResourceLocatorValue(given)
		? { __rl: true, mode: 'id', value: expression }
		: expression;
	return { ...parameters, [name]: changed } as Parameters;
}

async function runThree(operation: NodeOperation, parameters: Parameters) {
	const requests: string[] = [];
	const stop = bench.sandbox.onRequest(({ operationId }) => {
		if (operationId === 'login') return;
		requests.push(operationId ?? '');
		return { status: 422, body: { message: 'Not carried out' } };
	});
	try {
		const items = [0, 1, 2].map(() => inputFor(operation));
		const files = items.map(() => filesFor(operation));
		const { error } = await runPatchworks(bench.engine, parameters, { items, files });
		return { message: error?.message ?? '', itemIndex: error?.context?.itemIndex, requests };
	} finally {
		stop();
	}
}

const occurrences = (text: string) => text.match(/\[item \d+\]/g) ?? [];

describe.each(runningOrder.map((operation) => [operation.path, operation] as const))(
	'An error of %s',
	(_path, operation) => {
		let parameters: Parameters;

		beforeAll(async () => {
			({ parameters } = await bench.plainRun(operation));
		});

		it('names the field and the item where a required field is empty for the second', async () => {
			for (const { name, displayName } of requiredFields(operation, parameters)) {
				const { message, itemIndex, requests } = await runThree(
					operation,
					withSecond(parameters, name, ''),
				);

				expect(message).toContain(`'${displayName}'`);
				expect(occurrences(message)).toEqual(['[item 1]']);
				expect(itemIndex).toBe(1);
				expect(requests).toEqual([]);
			}
		});

		it('names the field and the item where an ID cannot be one for the second', async () => {
			const locators = requiredFields(operation, parameters).filter(
				({ type }) => type === 'resourceLocator',
			);
			for (const { name, displayName } of locators) {
				const { message, requests } = await runThree(
					operation,
					withSecond(parameters, name, 'no such thing'),
				);

				expect(message).toContain(`'${displayName}'`);
				expect(occurrences(message)).toEqual(['[item 1]']);
				expect(requests).toEqual([]);
			}
		});

		it('names the item where Patchworks refuses a request', async () => {
			const { message, requests } = await runThree(operation, parameters);

			expect(requests).not.toEqual([]);
			expect(message).toContain('Not carried out');
			expect(occurrences(message)).toEqual(['[item 0]']);
		});
	},
);
