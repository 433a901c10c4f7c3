import {
	countBy,
	groupBy,
	keyBy,
	lowerCase,
	mapValues,
	sortBy,
	startCase,
	uniq,
	upperFirst,
} from 'lodash';

import type { Confidence, ContractOperation } from '../contract/document';
import { confidenceOf, leftToApiRequest, operations } from '../contract/document';
import { markdownTable } from '../../support/markdown';
import type { NodeOperation } from './nodeOperations';
import { ANY_REQUEST, nodeOperations } from './nodeOperations';
import { ONLY_REQUIRED } from './scenarios';
import type { OperationRun } from './workbench';

/** What credentials send rather than an operation of the node. */
const BY_CREDENTIALS: Record<string, string> = { login: 'Credential: Patchworks User Login API' };

const CONFIDENCE: Record<Confidence, string> = {
	documented: 'documented',
	'client-code': 'client code',
	inferred: 'inferred',
};

/** What an operation of the node was seen to send. */
interface Sent {
	/** What the first request of a run led to: the operations of the contract that it stands for. */
	first: Set<string>;
	all: Set<string>;
	/** Whether it is made of several requests, whatever its parameters. */
	combines: boolean;
}

/** Which operations of the contract the node's operations were seen to send. */
export class Coverage {
	private readonly sent = new Map<NodeOperation, Sent>();

	add(operation: NodeOperation, { scenario, requests }: OperationRun): void {
		const sent = this.sentBy(operation);
		this.sent.set(operation, sent);
		const ids = uniq(requests.flatMap(({ operationId }) => operationId ?? []));
		for (const id of ids.slice(0, 1)) sent.first.add(id);
		for (const id of ids) sent.all.add(id);
		if (scenario === ONLY_REQUIRED) sent.combines = operation.custom || ids.length > 1;
	}

	/**
	 * The operations of the node by which a user reaches one of the contract. Those made of several
	 * requests do not count, nor does API Request, which reaches everything.
	 */
	reaching({ operationId }: ContractOperation): NodeOperation[] {
		return nodeOperations.filter((operation) => {
			const { first, combines } = this.sentBy(operation);
			return operation.resource !== ANY_REQUEST && !combines && first.has(operationId);
		});
	}

	/** The operations of the contract that a user reaches by one of the node. */
	reachedBy(operation: NodeOperation): ContractOperation[] {
		return operations().filter((entry) => this.reaching(entry).includes(operation));
	}

	/** What is wrong: operations of the contract that are reached by none, by more than one, or although they are left out. */
	problems(): string[] {
		return operations()
			.filter(({ operationId }) => !(operationId in BY_CREDENTIALS))
			.map((entry) => ({ entry, paths: this.reaching(entry).map(({ path }) => path) }))
			.filter(({ entry, paths }) => paths.length !== (entry.leftToApiRequest ? 0 : 1))
			.map(
				({ entry, paths }) =>
					`${requestOf(entry)}: ${paths.join(', ') || this.whyUnreached(entry)}`,
			);
	}

	private whyUnreached({ operationId }: ContractOperation): string {
		const among = nodeOperations
			.filter((operation) => operation.resource !== ANY_REQUEST)
			.filter((operation) => this.sentBy(operation).all.has(operationId));
		if (among.length === 0) return 'no operation';
		const paths = among.map(({ path }) => path).join(', ');
		return `no operation that sends it alone; among other requests it is sent by ${paths}`;
	}

	/** Each operation of the API, where it is in the node, and how it is known, in Markdown. */
	inFull(): string {
		const all = operations();
		const rows = this.rows();
		const counts = countBy(all, 'confidence.path') as Record<Confidence, number>;
		return [
			`The public documentation and published clients tell of ${all.length} operations of the Patchworks API; the node has ${ownOperations().length} of them, each in one place, and leaves the others to API Request. The paths of ${counts.documented} are documented; those of ${counts['client-code']} are known from the code of a published client; of ${counts.inferred}, the method or the path is inferred, mostly because the documentation cuts it off. Parameters and answers are told apart from that: an operation whose path is documented may have an answer that nobody published.`,
			markdownTable(
				['Operation', 'In the node', 'Path', 'Parameters', 'Answer', 'Documentation'],
				rows,
			),
			...this.combined(),
			'What is superseded, or not known well enough to be of help, is left to API Request:',
			markdownTable(
				['Operation', 'Why'],
				leftToApiRequest().map(({ method, host, path, reason }) => [
					`\`${method} ${host}${path}\``,
					reason,
				]),
			),
			linkDefinitions(),
		].join('\n\n');
	}

	private sentBy(operation: NodeOperation): Sent {
		return this.sent.get(operation) ?? { first: new Set(), all: new Set(), combines: false };
	}

	private rows(): string[][] {
		const titles = titlesOf(operations().map(({ docs }) => docs));
		const order = (entry: ContractOperation) =>
			nodeOperations.findIndex((operation) => this.reaching(entry).includes(operation));
		return ownOperations()
			.map((entry) => ({ entry, place: order(entry) }))
			.sort((a, b) => a.place - b.place)
			.map(({ entry }) => [
				requestOf(entry),
				BY_CREDENTIALS[entry.operationId] ??
					this.reaching(entry)
						.map(({ path }) => path)
						.join(', '),
				CONFIDENCE[entry.confidence.path],
				parametersOf(entry),
				CONFIDENCE[entry.confidence.answer],
				`[${titles[entry.docs]}]`,
			]);
	}

	private requestsOf(operation: NodeOperation): string[] {
		return operations()
			.filter(({ operationId }) => this.sentBy(operation).all.has(operationId))
			.map(requestOf);
	}

	/** What is made of several requests, and of which. */
	private combined(): string[] {
		const combining = nodeOperations.filter((operation) => this.sentBy(operation).combines);
		if (combining.length === 0) return [];
		return [
			'These of the node send more than one request:',
			combining
				.map((operation) => `- ${operation.path}: ${this.requestsOf(operation).join(', ')}`)
				.join('\n'),
		];
	}
}

/** The documents that say what the node covers, and what stands in their section `operations`. */
export const coveredIn: Record<string, (coverage: Coverage) => string> = {
	'README.md': () => overview(),
	'docs/coverage.md': (coverage) => coverage.inFull(),
};

/** The operations of the contract that have one of their own in the node or its credentials. */
function ownOperations(): ContractOperation[] {
	return operations().filter(({ leftToApiRequest: reason }) => !reason);
}

/** What there is to do, by resource. */
function overview(): string {
	const byResource = groupBy(
		nodeOperations.map(({ path }) => path.split(' > ')),
		([resource]) => resource,
	);
	const rows = Object.entries(byResource).map(
		([resource, paths]) =>
			`| ${resource} | ${paths.map(([, operation]) => operation).join(', ')} |`,
	);
	// Columns as wide as the longest row would make half of the README of spaces.
	return ['<!-- prettier-ignore -->', '| Resource | Operations |', '| --- | --- |', ...rows].join(
		'\n',
	);
}

function requestOf({ method, host, path }: ContractOperation): string {
	const request = `\`${method} ${path}\``;
	return host === 'core' ? request : `${request} on ${startCase(host)}`;
}

/** How sure the parameters of an operation are, and which are less sure than the others. */
function parametersOf(entry: ContractOperation): string {
	const { parameters } = entry.confidence;
	if (!parameters) return '–';
	const others = entry.op.parameters
		.filter((parameter) => confidenceOf(entry, parameter) !== parameters)
		.map((parameter) => CONFIDENCE[confidenceOf(entry, parameter) as Confidence]);
	return [CONFIDENCE[parameters], ...uniq(others).map((other) => `some ${other}`)].join(', ');
}

/** The addresses of the pages that the table names. */
function linkDefinitions(): string {
	const titles = titlesOf(operations().map(({ docs }) => docs));
	return sortBy(Object.entries(titles), 1)
		.map(([url, title]) => `[${title}]: ${url}`)
		.join('\n');
}

/** The names of documentation pages, as their addresses tell them: so much that no two are the same. */
function titlesOf(urls: string[]): Record<string, string> {
	const titles = (segments: number) => mapValues(keyBy(urls), (url) => titleOf(url, segments));
	const short = titles(1);
	const long = titles(2);
	return mapValues(short, (title, url) =>
		Object.values(short).filter((other) => other === title).length > 1 ? long[url] : title,
	);
}

function titleOf(url: string, segments: number): string {
	return new URL(url).pathname
		.split('/')
		.filter((segment) => segment && segment !== 'untitled')
		.slice(-segments)
		.map((segment) => upperFirst(lowerCase(segment)))
		.join(': ')
		.replace(/\b(ai|api|mcp)\b/gi, (name) => name.toUpperCase())
		.replace(/\boauth\b/gi, 'OAuth');
}
