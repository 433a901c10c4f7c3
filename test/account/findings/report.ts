import { countBy } from 'lodash';

import type { OperationResult } from '../requests/operations';
import type { Verdict } from './verdict';

/** What a check found, in words that hold no value of the account. */
export interface Report {
	hosting: 'Patchworks Cloud' | 'self-hosted';
	assumptions: Array<{ id: string; statement: string } & Verdict>;
	operations: ReportedOperation[];
	requests: number;
	seconds: number;
}

/** An operation of the contract and how its answer was. */
interface ReportedOperation {
	operationId: string;
	/** Method and path as the contract has them, without IDs. */
	request: string;
	/** How sure the contract is of the path. */
	confidence: string;
	result: 'as in the contract' | 'differs' | 'refused' | 'not read';
	details: string[];
}

const MARKS: Record<string, string> = {
	confirmed: '✓',
	contradicted: '✗',
	'could not tell': '?',
	'as in the contract': '✓',
	differs: '≠',
	refused: '✗',
	'not read': '?',
};

/** Puts together what was found. */
export function toReport(
	found: Omit<Report, 'operations'> & { operations: OperationResult[] },
): Report {
	return { ...found, operations: found.operations.map(toReported) };
}

/** The report as it is printed. */
export function textOf({ hosting, assumptions, operations, requests, seconds }: Report): string {
	const verdicts = countBy(assumptions, 'verdict');
	const results = countBy(operations, 'result');
	return [
		`What the node takes for granted, on ${hosting}`,
		...assumptions.map(({ id, statement, verdict, why }) =>
			line(verdict, `${id.padEnd(4)}${statement} ${capital(verdict)}: ${why}.`),
		),
		'',
		'The operations that can be read',
		...operations.map(({ request, result, details }) =>
			line(result, [request, [result, details.join('; ')].filter(Boolean).join(': ')].join('  ')),
		),
		'',
		`${verdicts.confirmed ?? 0} confirmed, ${verdicts.contradicted ?? 0} contradicted, ${verdicts['could not tell'] ?? 0} could not be told`,
		`${results['as in the contract'] ?? 0} operations as in the contract, ${results.differs ?? 0} differ, ${results.refused ?? 0} refused, ${results['not read'] ?? 0} not read`,
		`${requests} requests, ${seconds.toFixed(1)} s`,
	].join('\n');
}

/** Whether something turned out to be otherwise. */
export function isContradicted({ assumptions }: Report): boolean {
	return assumptions.some(({ verdict }) => verdict === 'contradicted');
}

function toReported({
	operation,
	status,
	problem,
	differences,
}: OperationResult): ReportedOperation {
	const { operationId, method, path } = operation;
	const known = {
		operationId,
		request: `${method} ${path}`,
		confidence: operation.confidence.path,
	};
	if (status === undefined) return { ...known, result: 'not read', details: [problem ?? ''] };
	if (status >= 400) return { ...known, result: 'refused', details: [`status ${status}`] };
	const details = problem ? [problem] : differences;
	return { ...known, result: details.length > 0 ? 'differs' : 'as in the contract', details };
}

function line(result: string, text: string): string {
	return `  ${MARKS[result]} ${text}`;
}

function capital(text: string): string {
	return text[0].toUpperCase() + text.slice(1);
}
