import { sortBy } from 'lodash';

import type { Confidence, ContractOperation } from '../../conformance/contract/document';
import { operations } from '../../conformance/contract/document';
import type { Question, RawAnswer, Row } from './answers';
import { idOf, isGood, objectOf, rowsOf } from './answers';
import type { ReadOnlyClient } from './client';
import { differencesOf } from '../findings/comparison';

/** What came of reading an operation of the contract. */
export interface OperationResult {
	operation: ContractOperation;
	/** Of the answer; undefined where it was not read or not answered. */
	status?: number;
	/** Why it was not read, or why its answer cannot be. */
	problem?: string;
	/** How the answer differs from the contract. */
	differences: string[];
}

/** Requests that are on their way at once. */
const AT_ONCE = 2;

/** How many are kept back for the last look. */
const KEPT_BACK = 1;

/** What is least known comes first, since there may be more to read than requests to send. */
const ORDER: Confidence[] = ['inferred', 'client-code', 'documented'];

/** Where the ID of a path parameter is found: in which answer, under which properties. */
const ID_SOURCES: Record<string, Array<[operationId: string, ...path: string[]]>> = {
	flow_run: [['getFlowRun', 'id']],
	flow: [
		['getFlowRun', 'flow_id'],
		['getFlowRun', 'flow', 'id'],
		['listFlows', 'id'],
	],
	flow_version: [
		['getFlowRun', 'flow_version_id'],
		['listFlowVersions', 'id'],
	],
	version: [['listFlowVersions', 'id']],
	step: [['listFlowSteps', 'id']],
	flow_step: [['listFlowSteps', 'id']],
	payload_metadata: [['listPayloadMetadata', 'id']],
	data_pool: [['listDataPools', 'id']],
	system: [['listSystems', 'id']],
	endpoint: [['listSystemEndpoints', 'id']],
	connection_pool: [['listConnectionPools', 'id']],
	authentication_implementation: [
		['listConnectors', 'authentication_implementation_id'],
		['listConnectors', 'authentication_implementation', 'id'],
	],
	script: [['listScripts', 'id']],
	script_version: [
		['listScripts', 'latest_version', 'id'],
		['getScript', 'latest_version', 'id'],
	],
	label: [['listLabels', 'id']],
	label_template: [['listLabelTemplates', 'id']],
	marketplace_app: [['listMarketplaceApps', 'id']],
	model_note: [['listModelNotes', 'id']],
	conversation: [['listAgentConversations', 'id']],
	virtual_environment_version: [
		['getFlowRun', 'virtual_environment_version', 'id'],
		['listDeployedVirtualEnvironments', 'first_version', 'id'],
	],
	id: [['listCrossReferenceLookups', 'id']],
};

/** Relations that have an ID which nothing else has. */
const INCLUDES: Record<string, string> = {
	listConnectors: 'authenticationImplementation',
	listScripts: 'latestVersion',
	getScript: 'latestVersion',
	listDeployedVirtualEnvironments: 'firstVersion',
};

/** Reads the operations of Core that can be read, and holds their answers against the contract. */
export class OperationReader {
	private readonly answers = new Map<string, RawAnswer>();

	constructor(private readonly client: ReadOnlyClient) {}

	/** Keeps the answer to a question that stands for an operation. */
	keep(operationId: string, answer: RawAnswer): void {
		this.answers.set(operationId, answer);
	}

	/** Reads what was not read so far, as far as IDs and requests last. */
	async readAll(): Promise<OperationResult[]> {
		const all = readable();
		while (this.client.left > KEPT_BACK) {
			const next = inOrder(all.filter((one) => this.isOpen(one)));
			if (next.length === 0) break;
			await Promise.all(next.slice(0, AT_ONCE).map(async (one) => await this.read(one)));
		}
		return all.map((operation) => this.resultOf(operation));
	}

	private isOpen(operation: ContractOperation): boolean {
		return !this.answers.has(operation.operationId) && this.questionFor(operation) !== undefined;
	}

	private async read(operation: ContractOperation): Promise<void> {
		const question = this.questionFor(operation);
		if (question) this.keep(operation.operationId, await this.client.get(question));
	}

	private questionFor({ operationId, path, op }: ContractOperation): Question | undefined {
		const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
		const ids = names.map((name) => this.idFor(name));
		if (ids.includes(undefined)) return undefined;
		const filled = names.reduce(
			(so, name, index) => so.replace(`{${name}}`, encodeURIComponent(ids[index] as string)),
			path,
		);
		const isPaged = op.parameters.some(({ name }) => name === 'per_page');
		const include = INCLUDES[operationId];
		return {
			path: filled,
			query: { ...(isPaged && { per_page: '5' }), ...(include && { include }) },
			headOnly: operationId === 'downloadPayload',
		};
	}

	private idFor(name: string): string | undefined {
		for (const [operationId, ...path] of ID_SOURCES[name] ?? []) {
			const answer = this.answers.get(operationId);
			const rows = [objectOf(answer), ...rowsOf(answer)];
			for (const row of rows) {
				const id = idOf(
					path.reduce<unknown>((value, key) => (value as Row | undefined)?.[key], row),
				);
				if (id !== undefined) return id;
			}
		}
		return undefined;
	}

	private resultOf(operation: ContractOperation): OperationResult {
		const answer = this.answers.get(operation.operationId);
		if (!answer) {
			const problem = this.questionFor(operation)
				? 'no requests or time left'
				: 'no ID was found for it';
			return { operation, problem, differences: [] };
		}
		const { status, problem } = answer;
		const differences = isGood(answer) ? differencesOf(operation, answer) : [];
		return { operation, status, problem, differences };
	}
}

function readable(): ContractOperation[] {
	return operations().filter(({ host, method }) => host === 'core' && method === 'GET');
}

/** Lists that need no ID first, since they give the IDs of others; then by {@link ORDER}. */
function inOrder(some: ContractOperation[]): ContractOperation[] {
	return sortBy(some, [
		({ path }) => path.includes('{'),
		({ confidence }) => ORDER.indexOf(confidence.path),
	]);
}
