import type { IExecuteFunctions, INodeExecutionData, NodeApiError } from 'n8n-workflow';

import { wait } from '../../../credentials/common/waiting';
import { Cancellation, cancellationOf } from '../shared/cancellation';
import { describedRequest } from '../shared/describedRequest';
import { asNodeError, failedItem } from '../shared/errors';
import { batchingOf } from '../shared/requestOptions';
import type { Operation } from '../shared/resource';
import type { Plan } from '../shared/transport';
import { carryOut, planFor } from '../shared/transport';
import { contextOf } from './contextOf';
import { inputOf } from './inputOf';
import { tellOfOthers } from './tellOfOthers';

/**
 * Sends what an operation describes, once for each item.
 *
 * Unless the node goes on after errors, nothing is sent while the input of any item is in error, and
 * once an item has failed, no other is begun; those under way are seen to their end.
 *
 * @returns the output by item
 * @throws NodeApiError of the first item that failed; it says for which others a request was carried out, or may have been
 */
export async function sendItems(
	functions: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[][]> {
	const plans: Planned[] = [];
	for (const item of inputOf(functions).keys()) {
		plans.push(await orFailed(functions, item, async () => await plan(functions, item, operation)));
	}
	const { outputs, errors, firstFailed } = await sendAll(functions, plans);
	if (firstFailed === undefined) return outputs;
	throw tellOfOthers(errors[firstFailed], operation, plans as Plan[], outputs, errors);
}

/** What is to be sent for an item, or the output that says why nothing is. */
type Planned = Plan | INodeExecutionData[];

async function plan(functions: IExecuteFunctions, item: number, operation: Operation) {
	const context = contextOf(functions, item);
	const { options, actions } = await describedRequest(context, operation);
	return planFor(context, options, actions);
}

/** Sends what is planned, and gives the outputs by item; where the node is to stop, also the errors. */
async function sendAll(functions: IExecuteFunctions, plans: Planned[]) {
	const { size, intervalMs } = batchingOf(functions);
	const held = new Cancellation(cancellationOf(functions));
	const outputs: INodeExecutionData[][] = [];
	const errors: NodeApiError[] = [];
	let firstFailed: number | undefined;
	const holdOthers = (item: number): void => {
		firstFailed ??= item;
		held.abort();
	};
	const send = async (planned: Plan, item: number): Promise<void> => {
		planned.sender.held = held;
		if (!functions.continueOnFail()) planned.sender.onFailure = () => holdOthers(item);
		try {
			outputs[item] = await orFailed(functions, item, async () => await carryOut(planned));
		} catch (error) {
			errors[item] = error as NodeApiError;
			holdOthers(item);
		}
	};

	const underWay: Array<Promise<void>> = [];
	for (const [item, planned] of plans.entries()) {
		if (intervalMs > 0 && item > 0 && item % size === 0) {
			await wait(intervalMs, held).catch(() => {});
		}
		if (Array.isArray(planned)) outputs[item] = planned;
		else underWay.push(send(planned, item));
	}
	await Promise.all(underWay);
	held.abort();
	return { outputs, errors, firstFailed };
}

/** What is made for an item; where that fails and the node goes on, the output that says so. */
async function orFailed<T>(
	functions: IExecuteFunctions,
	item: number,
	make: () => Promise<T>,
): Promise<T | INodeExecutionData[]> {
	try {
		return await make();
	} catch (error) {
		const failure = asNodeError(functions.getNode(), error, item);
		if (!functions.continueOnFail()) throw failure;
		return [failedItem(failure, item)];
	}
}
