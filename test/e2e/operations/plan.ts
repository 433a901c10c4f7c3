import { mapValues } from 'lodash';
import type { IBinaryKeyData, IDataObject, INodeProperties } from 'n8n-workflow';

import type { Host } from '../../conformance/contract/document';
import { ORIGINS } from '../../conformance/contract/document';
import { filesFor, inputFor } from '../../conformance/operations/sampleValues';
import type { NodeOperation } from '../../conformance/operations/nodeOperations';
import { nodeDescription } from '../../conformance/operations/nodeOperations';
import type { Parameters } from '../../conformance/operations/parameters';
import { ONLY_REQUIRED } from '../../conformance/operations/scenarios';
import { runningOrder, Workbench } from '../../conformance/operations/workbench';
import type { Sandbox, SandboxOptions } from '../../support/sandbox';

/** An operation to run, the same in each n8n and in the harness. */
export interface PlannedOperation {
	/** As the editor shows it, e.g. `Flow Run > Get Many`, with the scenario. */
	name: string;
	/** With the hosts of Patchworks Cloud. */
	parameters: Parameters;
	/** The item it is run for. */
	input: IDataObject;
	/** The files of that item, where the operation reads one. */
	files?: IBinaryKeyData;
}

/** A sandbox in which the same operations in the same order find and leave the same. */
export const SAME_EACH_TIME: SandboxOptions = {
	rateLimit: false,
	runDuration: 0,
	standsAt: Date.now(),
};

/**
 * Every operation in an order in which each finds what it works on, and at the end those that read a file
 * from one.
 *
 * @param scenarios how each is run, one after the other: with only what it requires, or also with
 * everything set
 */
export async function planEveryOperation(scenarios: string[]): Promise<PlannedOperation[]> {
	const bench = await Workbench.open(SAME_EACH_TIME);
	try {
		const planned: PlannedOperation[] = [];
		for (const operation of runningOrder) {
			const runs = bench.runs(operation);
			for (const scenario of scenarios) {
				const { value: run } = await runs.next();
				if (run?.scenario !== scenario) throw new Error(`${operation.path}: not ${scenario}`);
				planned.push({
					name: `${operation.path}${scenario === ONLY_REQUIRED ? '' : `, ${scenario}`}`,
					parameters: inCloud(run.parameters, bench.sandbox),
					input: inputFor(operation),
					...(needsFile(operation) && { files: filesFor(operation) }),
				});
			}
		}
		for (const operation of runningOrder.filter(readsFiles)) {
			planned.push(await planFromFile(bench, operation));
		}
		return planned;
	} finally {
		await bench.close();
	}
}

/** The field that says whether an operation reads a file of the input item. */
const SOURCE = 'importFrom';

const hasField = ({ resource, operation }: NodeOperation, name: string) =>
	nodeDescription.properties.some(
		(property) => property.name === name && isFieldOf(property, resource, operation),
	);

const readsFiles = (operation: NodeOperation) => hasField(operation, SOURCE);

/** Whether an operation has no other source than a file of the input item. */
const needsFile = (operation: NodeOperation) =>
	hasField(operation, 'binaryPropertyName') && !readsFiles(operation);

const isFieldOf = (
	{ displayOptions: { show } = {} }: INodeProperties,
	resource: string,
	operation: string,
) => Boolean(show?.resource?.includes(resource) && show.operation?.includes(operation));

async function planFromFile(bench: Workbench, operation: NodeOperation): Promise<PlannedOperation> {
	for await (const { scenario, parameters } of bench.runs(operation)) {
		if (parameters[SOURCE] !== 'file') continue;
		return {
			name: `${operation.path}, ${scenario}`,
			parameters: inCloud(parameters, bench.sandbox),
			input: inputFor(operation),
			files: filesFor(operation),
		};
	}
	throw new Error(`${operation.path}: never from a file`);
}

/**
 * The operation as a tool is given it: what it would take from the input item is filled in, since a tool
 * has none of its own.
 */
export function withoutInput(planned: PlannedOperation): PlannedOperation {
	const { resource, operation } = planned.parameters;
	const fromInput = nodeDescription.properties.filter(
		(property) =>
			property.default === '={{ $json }}' &&
			!(property.name in planned.parameters) &&
			isFieldOf(property, resource as string, operation as string),
	);
	const filledIn = fromInput.map(({ name }) => [name, JSON.stringify(planned.input)]);
	return {
		...planned,
		parameters: { ...planned.parameters, ...(Object.fromEntries(filledIn) as Parameters) },
	};
}

/** The hosts of a sandbox. */
export function hostsOf(sandbox: Sandbox): Record<Host, string> {
	const { coreUrl, startUrl, loginUrl, webhooksUrl, callbacksUrl } = sandbox;
	return {
		core: coreUrl,
		start: startUrl,
		login: loginUrl,
		webhooks: webhooksUrl,
		callbacks: callbacksUrl,
	};
}

/** Puts the hosts of Patchworks Cloud in place of a sandbox's. */
export function inCloud<T>(value: T, sandbox: Sandbox): T {
	return replacing(value, hostsOf(sandbox), ORIGINS);
}

/** Puts a sandbox's hosts in place of those of Patchworks Cloud. */
export function inSandbox<T>(value: T, sandbox: Sandbox): T {
	return replacing(value, ORIGINS, hostsOf(sandbox));
}

function replacing<T>(value: T, from: Record<Host, string>, to: Record<Host, string>): T {
	let text = JSON.stringify(value);
	mapValues(from, (origin, host: Host) => {
		text = text.replaceAll(origin, to[host]);
	});
	return JSON.parse(text) as T;
}
