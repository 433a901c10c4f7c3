import type { IExecuteFunctions, INodeExecutionData, NodeApiError } from 'n8n-workflow';

import { wait } from '../../../credentials/common/waiting';
import { Cancellation, cancellationOf } from '../../api/sending/cancellation';
import { describedRequest } from '../request/describedRequest';
import { asNodeError, failedItem } from '../../api/errors';
import { batchingOf } from '../../api/settings/requestOptions';
import type { Operation } from '../description/resource';
import { sendsInOrder } from '../../api/settings/requestHandling';
import type { Plan } from '../../api/sending/exchange';
import { carryOut, isReadOnly, planFor } from '../../api/sending/exchange';
import { contextOf } from './itemContext';
import { inputOf } from './inputItems';
import { tellOfOthers } from './describePartialFailure';

/**
 * Sends what an operation describes, once for each item.
 *
 * What changes something leaves in the order of the items, one after the other, since for orders and
 * stock the order matters; what only reads leaves at once. Unless the node goes on after errors, nothing
 * is sent while the input of any item is in error, and once an item has failed, none after it is begun.
 *
 * @returns the output by item
 * @throws NodeApiError of the first item that failed; it says for which others a request was carried out, or may have been
 */
export async function sendItems(
	functions: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[][]> {
	const node = functions.getNode();
	const plans: Planned[] = [];
	for (const item of inputOf(functions).keys()) {
		plans.push(
			await orFailed(functions, item, async () => {
				const context = contextOf(functions, item, node);
				const { options, actions } = await describedRequest(context, operation);
				return planFor(context, options, actions);
			}),
		);
	}
	const isInOrder = sendsInOrder(node) && plans.some((plan) => changesSomething(plan, operation));
	const { outputs, errors } = await sendAll(functions, plans, isInOrder);
	const firstFailed = errors.find((error) => error !== undefined);
	if (!firstFailed) return outputs;
	throw tellOfOthers(firstFailed, operation, plans as Plan[], outputs, errors);
}

/** What is to be sent for an item, or the output that says why nothing is. */
type Planned = Plan | INodeExecutionData[];

function changesSomething(planned: Planned, { startsFlow }: Operation): boolean {
	return !Array.isArray(planned) && (startsFlow === true || !isReadOnly(planned.request));
}

/** Sends what is planned, and gives the outputs by item; where the node is to stop, also the errors. */
async function sendAll(functions: IExecuteFunctions, plans: Planned[], isInOrder: boolean) {
	const { size, intervalMs } = batchingOf(functions);
	const stopsOnError = !functions.continueOnFail();
	const run = new Cancellation(cancellationOf(functions));
	// By item, what keeps its request from being sent. Those before an item that failed still go out, so
	// that the error is always the one of the first item.
	const holds = plans.map(() => new Cancellation(run));
	const outputs: INodeExecutionData[][] = [];
	const errors: NodeApiError[] = [];
	const holdThoseAfter = (item: number): void => {
		for (const hold of holds.slice(item + 1)) hold.abort();
	};
	const send = async (planned: Plan, item: number): Promise<void> => {
		planned.sender.held = holds[item];
		if (stopsOnError) planned.sender.onFailure = () => holdThoseAfter(item);
		try {
			outputs[item] = await orFailed(functions, item, async () => await carryOut(planned));
		} catch (error) {
			errors[item] = error as NodeApiError;
			holdThoseAfter(item);
		}
	};

	const underWay: Array<Promise<void>> = [];
	for (const [item, planned] of plans.entries()) {
		if (intervalMs > 0 && item > 0 && item % size === 0) {
			await wait(intervalMs, holds[item]).catch(() => {});
		}
		// All after one that failed are held; an execution that was cancelled has its error for each.
		if (errors.length > 0 && holds[item].aborted) break;
		if (Array.isArray(planned)) outputs[item] = planned;
		else if (isInOrder) await send(planned, item);
		else underWay.push(send(planned, item));
	}
	await Promise.all(underWay);
	run.abort();
	return { outputs, errors };
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
