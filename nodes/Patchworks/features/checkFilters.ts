import type {
	IDataObject,
	IExecuteSingleFunctions,
	INodeExecutionData,
	PostReceiveAction,
} from 'n8n-workflow';

import { itemError } from '../../api/errors/itemErrors';
import { flowIdOf } from '../../api/facts/relations';
import { shown } from '../../api/facts/shown';
import { statusName, statusOf } from '../../api/facts/status';
import { triggerOf } from '../../api/facts/trigger';

/** A filter of a list, whose rows say themselves whether they pass. */
interface CheckedFilter {
	parameter: string;
	/** What the field is called. */
	label: string;
	/** The value in the form in which values are compared. */
	wanted: (value: unknown) => string | undefined;
	/** The same of a row; undefined when it does not say. */
	valueOf: (row: IDataObject) => string | null | undefined;
	/** How a value is shown. */
	name: (value: unknown) => string;
}

/** The filters of flow runs whose rows say in a known form what is filtered by. */
const RUN_FILTERS: CheckedFilter[] = [
	{
		parameter: 'filters.status',
		label: 'Status',
		wanted: (value) => statusOf(value)?.toString(),
		valueOf: ({ status }) => statusOf(status)?.toString(),
		name: statusName,
	},
	{
		parameter: 'filters.trigger',
		label: 'Started By',
		wanted: (value) => triggerOf({ trigger: value as string }),
		valueOf: triggerOf,
		name: shown,
	},
	{
		parameter: 'filters.flowId',
		label: 'Flow',
		wanted: numberIn,
		valueOf: (run) => numberIn(flowIdOf(run)),
		name: shown,
	},
];

/** IDs of other kinds may be written in several ways. */
function numberIn(id: unknown): string | undefined {
	return /^\d+$/.test(String(id ?? '')) ? String(id) : undefined;
}

/**
 * Refuses runs that were not asked for: a filter that Patchworks does not apply would give all there are.
 *
 * What a row does not say in a known form counts as right.
 */
export const checkRunFilters: PostReceiveAction = async function (
	this: IExecuteSingleFunctions,
	items: INodeExecutionData[],
) {
	for (const { parameter, label, wanted, valueOf, name } of RUN_FILTERS) {
		const given: unknown = this.getNodeParameter(parameter, '', { extractValue: true });
		const expected = wanted(given);
		if (expected === undefined) continue;
		const other = items.find(({ json }) => (valueOf(json) ?? expected) !== expected);
		if (!other) continue;
		const itemIndex = this.getItemIndex();
		throw itemError(
			{ functions: this, itemIndex },
			`Patchworks gave flow run ${String(other.json.id)} with '${label}' ${name(valueOf(other.json))}, where only ${name(given)} was asked for [item ${itemIndex}]`,
			`Patchworks does not apply this filter. Remove '${label}' from 'Filters', and filter the runs with a Filter node.`,
		);
	}
	return items;
};
