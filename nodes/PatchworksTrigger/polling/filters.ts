import isEqual from 'lodash/isEqual';
import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { flowIdOf, virtualEnvironmentOf } from '../../api/facts/relations';
import { shown } from '../../api/facts/shown';
import { triggerOf } from '../../api/facts/trigger';
import type { Settings } from '../triggerSettings';

/** What of the settings chooses runs. */
export type Filters = Pick<Settings, 'flowIds' | 'virtualEnvironmentIds' | 'triggers'>;

/** Something by which runs can be chosen. */
interface Dimension {
	/** What the field is called. */
	field: string;
	chosen: (filters: Filters) => string[];
	/** What a row says; null for none, undefined when it does not say. */
	valueOf: (run: IDataObject) => string | null | undefined;
	/** Where the row has it, for an error. */
	partOf: (run: IDataObject) => unknown;
	expected: string;
}

const DIMENSIONS: Dimension[] = [
	{
		field: 'Flow Names or IDs',
		chosen: ({ flowIds }) => flowIds,
		valueOf: (run) => (run.flow_id === null ? null : flowIdOf(run)),
		partOf: (run) => run.flow_id ?? run.flow,
		expected: 'flow_id or flow.id',
	},
	{
		field: 'Virtual Environment Names or IDs',
		chosen: ({ virtualEnvironmentIds }) => virtualEnvironmentIds,
		valueOf: virtualEnvironmentOf,
		partOf: (run) => run.virtual_environment_version ?? run.virtualEnvironmentVersion,
		expected: 'virtual_environment_version.virtual_environment.id',
	},
	{
		field: 'Started By',
		chosen: ({ triggers }) => triggers.map((name) => name.toLowerCase()),
		valueOf: (run) => (run.trigger === null ? null : triggerOf(run)),
		partOf: (run) => run.trigger,
		expected: 'a trigger such as API or Schedule',
	},
];

/**
 * Whether a run passes the filters.
 *
 * @param asked the filters that Patchworks applied; what a row does not say then counts as chosen if
 * Patchworks chose by it. Left out for a run that was asked for by its ID: there, that counts as
 * chosen if the filter has one value, and what a row says to be none does not.
 */
export function isChosen(run: IDataObject, filters: Filters, asked?: Filters): boolean {
	return DIMENSIONS.every(({ chosen, valueOf }) =>
		passes(valueOf(run), chosen(filters), asked && chosen(asked)),
	);
}

function passes(
	value: string | null | undefined,
	chosen: string[],
	asked: string[] | undefined,
): boolean {
	if (chosen.length === 0) return true;
	if (value !== undefined && value !== null) return chosen.includes(value);
	return chosen.length === 1 && (asked ? isEqual(chosen, asked) : value === undefined);
}

/**
 * Refuses to choose by what no row tells: the trigger would give nothing, for ever. What only some rows
 * do not tell is said in the log.
 *
 * @param rows as Patchworks listed them
 * @throws NodeOperationError that names a run, what came and what was expected
 */
export function assertChoosable(
	functions: IPollFunctions,
	filters: Filters,
	rows: IDataObject[],
): void {
	if (rows.length === 0) return;
	for (const dimension of DIMENSIONS) {
		// One value is Patchworks' to choose by.
		if (dimension.chosen(filters).length < 2) continue;
		const silent = rows.filter((run) => dimension.valueOf(run) === undefined);
		if (silent.length === rows.length) throw lackingFilterField(functions, dimension, rows[0]);
		if (silent.length > 0) {
			functions.logger.warn(
				`Flow runs that were left out, since they do not say what ${dimension.field} chooses by: ${silent.map(({ id }) => String(id)).join(', ')}`,
			);
		}
	}
}

/**
 * Refuses a filter that Patchworks has applied and found nothing by, where its runs show that it takes
 * the filter for something else.
 *
 * @param rows the latest runs, listed without a filter
 * @throws NodeOperationError that names a run, what came and what was expected
 */
export function assertFilterMayWork(
	functions: IPollFunctions,
	filters: Filters,
	rows: IDataObject[],
): void {
	for (const dimension of DIMENSIONS) {
		if (dimension.chosen(filters).length !== 1) continue;
		const isUnreadable = ({ valueOf, partOf }: Dimension, run: IDataObject) =>
			valueOf(run) === undefined && partOf(run) !== undefined;
		if (rows.length > 0 && rows.every((run) => isUnreadable(dimension, run))) {
			throw lackingFilterField(functions, dimension, rows[0]);
		}
	}
	const match = rows.find((run) =>
		DIMENSIONS.every(({ chosen, valueOf }) => {
			const values = chosen(filters);
			return values.length === 0 || values.includes(valueOf(run) ?? '');
		}),
	);
	if (!match) return;
	throw new NodeOperationError(
		functions.getNode(),
		`Patchworks lists no flow run for the filters, although flow run ${String(match.id)} matches them`,
		{
			description:
				'It seems to take a filter for something else. Choose two values in each filter: then the trigger applies them itself.',
		},
	);
}

function lackingFilterField(
	functions: IPollFunctions,
	{ field, partOf, expected }: Dimension,
	run: IDataObject,
): NodeOperationError {
	return new NodeOperationError(
		functions.getNode(),
		`'${field}' cannot be applied: flow run ${String(run.id)} has ${shown(partOf(run))} where ${expected} was expected`,
		{
			description:
				'No run says what the filter chooses by. Remove the filter, and choose in the workflow instead.',
		},
	);
}
