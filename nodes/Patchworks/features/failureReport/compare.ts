import isEmpty from 'lodash/isEmpty';
import isPlainObject from 'lodash/isPlainObject';
import mapValues from 'lodash/mapValues';
import pickBy from 'lodash/pickBy';
import type { IDataObject, IExecuteSingleFunctions } from 'n8n-workflow';

import { companyOf } from '../../../api/companyLabel';
import { inputError } from '../../../api/errors/itemErrors';
import type { Sender } from '../../../api/sender';
import { known } from '../../../api/facts/values';
import { readJson } from '../../request/parameters';
import type { Cause } from './causes';

/** An earlier report, which may be one of several companies. */
export interface EarlierReport {
	causes: IDataObject[];
	/** What the credential calls its company now. */
	company?: string;
}

const LABEL = 'Compare With';

/**
 * Reads an earlier report to compare with: its items, or the keys of its causes.
 *
 * @returns undefined when there is none
 * @throws NodeOperationError for what is no report
 */
export async function readEarlierReport(
	context: IExecuteSingleFunctions,
	sender: Sender,
): Promise<EarlierReport | undefined> {
	const text = readJson(context, 'options.compareWith', LABEL);
	if (text === undefined) return undefined;
	const causes = causesIn(JSON.parse(text));
	if (causes) return { causes, company: await companyOf(sender) };
	throw inputError(
		context,
		LABEL,
		'is no earlier report',
		'Give it the items of one, such as {{ $("Last Report").all().map((item) => item.json) }}, or a list of keys.',
	);
}

/** The causes in a report, whatever it comes in: items, items with their JSON, one item with all, or keys. */
function causesIn(given: unknown): IDataObject[] | undefined {
	if (Array.isArray(given)) {
		const all = given.map(causesIn);
		return all.includes(undefined) ? undefined : (all as IDataObject[][]).flat();
	}
	if (typeof given === 'string' && given !== '') return [{ key: given }];
	if (!isPlainObject(given)) return undefined;
	// What n8n's Always Output Data gives where there is no report yet.
	if (isEmpty(given)) return [];
	const { json, causes, key, companyLabel } = given as IDataObject;
	if (isPlainObject(json)) return causesIn(json);
	if (Array.isArray(causes)) return causesIn(causes)?.map((cause) => ({ companyLabel, ...cause }));
	return typeof key === 'string' ? [given as IDataObject] : undefined;
}

/**
 * Says of each cause how it differs from an earlier report, and adds those that are gone, at the end. Of a
 * report of several companies only what is of the credential's own counts.
 *
 * What was gone in the earlier report already is not told again.
 */
export function compare(causes: Cause[], report: EarlierReport): Cause[] {
	const keys = new Set(causes.map(({ key }) => key));
	const earlier = ownOf(report, causes);
	const gone = [...earlier.values()]
		.filter((cause) => !keys.has(String(cause.key)) && cause.change !== 'gone')
		.map(goneOf);
	return [...causes.map((cause) => withChange(cause, earlier.get(cause.key))), ...gone];
}

/**
 * The causes of the company's own by their key: those with its label, or with none.
 *
 * It may have had another label, and another company this one. It is the one of a cause that there is now
 * as well, since no two companies share a flow.
 */
function ownOf({ causes, company }: EarlierReport, now: Cause[]): Map<string, IDataObject> {
	const labelOf = ({ companyLabel }: IDataObject) => textOf(companyLabel) || company;
	const keys = now.filter(({ flowId }) => flowId !== undefined).map(({ key }) => key);
	const labels = causes.filter(({ key }) => keys.includes(String(key))).map(labelOf);
	const label = labels.length === 0 || labels.includes(company) ? company : labels[0];
	const own = causes.filter((cause) => labelOf(cause) === label);
	return new Map(own.map((cause) => [String(cause.key), cause]));
}

function withChange({ key, ...cause }: Cause, before: IDataObject | undefined): Cause {
	const previousCount = before && countOf(before);
	const change = changeOf(cause.count, before, previousCount);
	return known({ key, change, ...cause, previousCount } as Cause);
}

function changeOf(count: number, before?: IDataObject, previousCount?: number): string {
	if (!before || before.change === 'gone') return 'new';
	if (previousCount === undefined) return 'known';
	if (count === previousCount) return 'same';
	return count > previousCount ? 'grown' : 'shrunk';
}

function goneOf(before: IDataObject): Cause {
	const { key, flowId, flowName, shapeName, shapeId, cause } = before;
	return known<Cause>({
		key: String(key),
		change: 'gone',
		...pickBy(mapValues({ flowId, flowName, shapeName, shapeId }, textOf), (text) => text !== ''),
		cause: textOf(cause),
		count: 0,
		previousCount: countOf(before),
		environments: [],
		retried: 0,
		samples: [],
	});
}

/** Where a report was kept in a table, empty cells are null or empty, and a name of digits is a number. */
function textOf(value: unknown): string {
	return String(value ?? '');
}

function countOf({ count }: IDataObject): number | undefined {
	return /^\d+$/.test(String(count)) ? Number(count) : undefined;
}
