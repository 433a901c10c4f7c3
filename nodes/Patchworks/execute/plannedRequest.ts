import type {
	IDataObject,
	IExecuteSingleFunctions,
	IN8nHttpFullResponse,
	INodeExecutionData,
} from 'n8n-workflow';

import { companyFields, namingCompany } from '../../api/companyLabel';
import { apiRequest, apiRequestAllItems } from '../../api/client';
import { inputError } from '../../api/errors/itemErrors';
import { objectsOf } from '../../api/lists/envelope';
import { isReadOnly } from '../../api/request';
import type { Sender } from '../../api/sender';
import { senderOf } from '../../api/sender';
import type { Operation } from '../description/operation';
import { inShort, MOST_ROWS_FOR_A_MODEL } from '../output/inShort';
import { isTool } from '../request/display';
import { describeCarriedOut } from './describeCarriedOut';
import type { BuiltRequest } from './buildRequest';
import type { NameLookup } from './nameLookup';
import { resolveNames } from './resolveNames';
import { buildRequest } from './buildRequest';
import { askedKeys, withModelArguments } from './modelArguments';

/** What is to be sent for an item, and what becomes of the answer. */
export interface PlannedRequest extends BuiltRequest {
	context: IExecuteSingleFunctions;
	sender: Sender;
	/** How many rows of a list at most; undefined when the answer is not a list. */
	wanted?: number;
	perform?: Operation['perform'];
	beforeSending?: Operation['beforeSending'];
	/** Whether it changes something or starts a flow. */
	changesSomething: boolean;
	/** What narrows the answer, where a model is to read it; undefined for people. */
	narrowedBy?: string[];
}

/**
 * Makes ready what is to be sent for an item. Nothing is sent yet but what finds IDs by names.
 *
 * @param names finds the IDs of what items name; shared by the items of a run
 * @param signals what ends or holds up its requests
 * @throws NodeOperationError for input that must not be sent
 */
export async function planRequest(
	given: IExecuteSingleFunctions,
	operation: Operation,
	names: NameLookup,
	signals: Partial<Pick<Sender, 'stopSignal' | 'onFailure'>> = {},
): Promise<PlannedRequest> {
	const sender = { ...senderOf(given), ...signals };
	const isForModel = isTool(given.getNode());
	const context = isForModel ? withModelArguments(given, operation) : given;
	const { resolved, built } = await readItem(context, operation, sender, names).catch(
		async (error: unknown) => {
			throw await namingCompany(sender, error);
		},
	);
	// Whatever the panel shows: what changes something is sent once, and not once a page.
	const rows = isReadOnly(built.request) ? wantedRows(context) : undefined;
	const wanted = isForModel && rows !== undefined ? Math.min(rows, MOST_ROWS_FOR_A_MODEL) : rows;
	return {
		...built,
		context: resolved,
		sender,
		wanted,
		perform: operation.perform,
		beforeSending: operation.beforeSending,
		changesSomething:
			operation.startsFlow === true ||
			operation.changesSomething === true ||
			!isReadOnly(built.request),
		...(isForModel && { narrowedBy: askedKeys(given.getNode()) }),
	};
}

async function readItem(
	context: IExecuteSingleFunctions,
	operation: Operation,
	sender: Sender,
	names: NameLookup,
) {
	const resolved = await resolveNames(context, operation, sender, names);
	return { resolved, built: await buildRequest(resolved, operation) };
}

/**
 * Sends what was planned for an item, and gives the items that result from it.
 *
 * @throws NodeApiError or NodeOperationError
 */
export async function execute(planned: PlannedRequest): Promise<INodeExecutionData[]> {
	const { context, sender, request, wanted, actions, perform } = planned;
	// One for all, as n8n's own helper has it: a list can have a hundred thousand rows.
	const pairedItem = { item: sender.itemIndex };
	const toItems = async (objects: IDataObject[], response: IN8nHttpFullResponse) => {
		let items = objects.map((json): INodeExecutionData => ({ json, pairedItem }));
		for (const action of actions) {
			if (typeof action === 'function') items = await action.call(context, items, response);
		}
		return items;
	};
	let listed: number | undefined;
	const output = async (): Promise<INodeExecutionData[]> => {
		await planned.beforeSending?.(context);
		if (perform) return await performed(perform, planned);
		if (wanted !== undefined) {
			const { rows, lastResponse, total } = await apiRequestAllItems(sender, request, wanted);
			listed = total ?? (rows.length < wanted ? rows.length : undefined);
			return await toItems(rows, lastResponse);
		}
		if (request.encoding === 'stream') {
			return await apiRequest(sender, request, async (response) => await toItems([{}], response));
		}
		const response = await apiRequest(sender, request);
		return await toItems(objectsOf(response.body, request.method ?? 'GET'), response);
	};
	const whole = await output().catch(async (error: unknown) => {
		throw await namingCompany(sender, error);
	});
	const { narrowedBy } = planned;
	const added = request.isAboutRuns || request.startsFlow ? await companyFields(sender) : {};
	const total = wanted === undefined ? whole.length : listed;
	const items = narrowedBy ? inShort(whole, { total, narrowedBy, added }) : whole;
	for (const item of items) {
		item.pairedItem ??= pairedItem;
		Object.assign(item.json, added);
	}
	return items;
}

async function performed(
	perform: NonNullable<Operation['perform']>,
	call: PlannedRequest,
): Promise<INodeExecutionData[]> {
	try {
		// Some requests may fail without the item, so that their failure holds up no other item.
		return await perform({ ...call, sender: { ...call.sender, onFailure: undefined } });
	} catch (error) {
		throw describeCarriedOut(await namingCompany(call.sender, error), call.sender);
	}
}

/**
 * How many rows of a list the user wants.
 *
 * @returns undefined when the operation does not give a list
 */
function wantedRows(context: IExecuteSingleFunctions): number | undefined {
	const returnAll: unknown = context.getNodeParameter('returnAll', false);
	if (returnAll === true) return Infinity;
	if (returnAll !== false) throw inputError(context, 'Return All', 'has to be true or false');
	// Where the field is not shown, it is not there; where it is, its expression can give nothing.
	if (context.getNode().parameters.limit === undefined) return undefined;
	const limit: unknown = context.getNodeParameter('limit', '');
	if (String(limit ?? '').trim() === '') throw inputError(context, 'Limit', 'is empty');
	if (!Number.isInteger(Number(limit)) || Number(limit) < 1) {
		throw inputError(context, 'Limit', 'has to be a whole number above 0');
	}
	return Number(limit);
}
