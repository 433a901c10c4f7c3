import { sortBy } from 'lodash';
import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';

import { searchList } from '../../support/harness/editor';
import type { Engine } from '../../support/harness/engine';
import type { ByDescription } from '../../support/harness/packages';
import type { NodeRun } from '../../support/harness/patchworks';
import { createEngine, runPatchworks } from '../../support/harness/patchworks';
import { startSandbox } from '../../support/sandbox';
import type { RequestHook, Sandbox, SandboxOptions } from '../../support/sandbox';
import type { ContractRequest } from '../contract/document';
import { withoutBoundary } from '../contract/forms';
import { byId, filesFor, inputFor, knownId, sampleValues } from './sampleValues';
import { nodeOperations } from './nodeOperations';
import type { NodeOperation } from './nodeOperations';
import type { Parameters } from './parameters';
import type { Scenario, ValuesOf } from './scenarios';
import { scenariosOf } from './scenarios';
import { valuesFor } from './values';

/** A request as it reached the sandbox, its body as bytes or as the fields of a form, and the contract's name for it. */
export interface SentRequest extends ContractRequest {
	operationId?: string;
}

/** What an operation did in one scenario. */
export interface OperationRun extends Pick<NodeRun, 'items' | 'error'> {
	scenario: string;
	parameters: Parameters;
	requests: SentRequest[];
}

/** The node's operations in an order in which each finds what it works on: what deletes comes last. */
export const runningOrder = sortBy(nodeOperations, ({ operation }) => operation === 'delete');

/** n8n's engine with the credentials of a sandbox of its own, to run the node's operations on. */
export class Workbench {
	private constructor(
		readonly engine: Engine,
		private readonly tools: Engine,
		private readonly readers: Engine,
		readonly sandbox: Sandbox,
	) {}

	static async open(options: SandboxOptions = {}): Promise<Workbench> {
		const sandbox = await startSandbox({ rateLimit: false, runDuration: 0, ...options });
		const engines = [
			await createEngine(),
			await createEngine('sources', true),
			await createEngine('sources', handReadingOn),
		] as const;
		const { coreUrl, startUrl, loginUrl, apiKey, username, password } = sandbox;
		const hosts = { hosting: 'selfHosted', coreUrl, startUrl };
		for (const { credentials } of engines) {
			credentials.add('key', 'PatchworksApiKey', { apiKey, ...hosts });
			credentials.add('user', 'PatchworksOAuth', { username, password, loginUrl, ...hosts });
		}
		return new Workbench(...engines, sandbox);
	}

	/** Runs an operation in each of its scenarios. */
	async *runs(operation: NodeOperation): AsyncGenerator<OperationRun> {
		const scenarios = scenariosOf(
			operation,
			authenticationFor(operation),
			this.valuesFor(operation),
		);
		for await (const scenario of scenarios) {
			yield await this.run(operation, scenario);
		}
	}

	/** Runs an operation in the first of its scenarios, with only what is required. */
	async plainRun(operation: NodeOperation): Promise<OperationRun> {
		const { value } = (await this.runs(operation).next()) as IteratorYieldResult<OperationRun>;
		return value;
	}

	/** What an operation sends first as a tool of an AI agent. Nothing is carried out. */
	async requestOfTool(
		operation: NodeOperation,
		scenario: Pick<Scenario, 'name' | 'parameters'>,
	): Promise<SentRequest | undefined> {
		const refusal = { status: 422, body: { message: 'Not carried out' } };
		const { requests } = await this.run(operation, scenario, () => refusal, this.tools);
		return requests[0];
	}

	/** What n8n itself reads in the description of an operation. */
	async readByN8n(
		operation: NodeOperation,
		scenario: Pick<Scenario, 'name' | 'parameters'>,
	): Promise<IHttpRequestOptions> {
		const { items } = await this.run(operation, scenario, undefined, this.readers);
		return items[0] as unknown as IHttpRequestOptions;
	}

	/**
	 * Runs an operation as a workflow, and notes what it sent besides logging in.
	 *
	 * @param answer may answer in place of the sandbox
	 */
	async run(
		operation: NodeOperation,
		{ name, parameters }: Scenario,
		answer: RequestHook = () => {},
		engine = this.engine,
	): Promise<OperationRun> {
		const requests: SentRequest[] = [];
		const stop = this.sandbox.onRequest((hooked) => {
			if (hooked.operationId === 'login') return;
			const { host, method, headers, body, form, operationId } = hooked;
			requests.push({
				host,
				method,
				headers: withoutBoundary(headers),
				body: form ?? body,
				operationId,
				url: hooked.raw.request.url ?? '',
			});
			return answer(hooked);
		});
		try {
			const input: IDataObject[] = [inputFor(operation)];
			const { items, error } = await runPatchworks(engine, parameters, {
				items: input,
				files: [filesFor(operation)],
			});
			return { items, error, scenario: name, parameters, requests };
		} finally {
			stop();
		}
	}

	async close(): Promise<void> {
		await this.sandbox.close();
	}

	/** What is made up for a field, what the editor's list gives to pick from, or what its description tells. */
	private valuesFor(operation: NodeOperation): ValuesOf {
		return async (field, parameters) => {
			const { property } = field;
			const sample = sampleValues(operation, field, parameters, this.sandbox);
			if (sample) return sample;
			const list = property.modes?.find(({ type }) => type === 'list');
			const method = list?.typeOptions?.searchListMethod;
			if (!method) return valuesFor(property);
			const { results } = await searchList(this.engine, method, parameters);
			if (results.length > 0) {
				const { name, value } = results[0];
				return [{ __rl: true, mode: 'list', value, cachedResultName: name }];
			}
			const value = knownId(property, this.sandbox);
			return value ? [byId(value)] : valuesFor(property);
		};
	}
}

/** Gives what n8n has read in a description as an item, in place of sending it. */
const handReadingOn: ByDescription = async ({ options }) => [
	{ json: structuredClone(options) as unknown as IDataObject },
];

/** An API key where it is enough. */
function authenticationFor({ description }: NodeOperation): 'apiKey' | 'oAuth' {
	return /administrator only/i.test(description) ? 'oAuth' : 'apiKey';
}
