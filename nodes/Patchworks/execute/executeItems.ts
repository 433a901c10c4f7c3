import type { IExecuteFunctions, INodeExecutionData, NodeApiError } from 'n8n-workflow';

import { wait } from '../../../credentials/common/waiting';
import { Cancellation, cancellationOf } from '../../api/sending/cancellation';
import { sendsInOrder } from '../../api/settings/requestHandling';
import { batchingOf } from '../../api/settings/requestOptions';
import type { Operation } from '../description/operation';
import { errorOfItem, inputItems } from '../request/inputItems';
import { itemContext } from '../request/itemContext';
import { NameLookup } from './nameLookup';
import { describePartialFailure } from './describePartialFailure';
import { failedOutput } from './failedOutput';
import type { PlannedRequest } from './plannedRequest';
import { execute, planRequest } from './plannedRequest';

/**
 * Does what an operation describes, once for each item.
 *
 * What changes something leaves in the order of the items, one after the other, since for orders and
 * stock the order matters; what only reads leaves at once. Unless the node goes on after errors, nothing
 * is sent while the input of any item is in error, and once an item has failed, none after it is begun.
 *
 * @returns the output by item
 * @throws NodeApiError of the first item that failed; it says for which others a request was carried out, or may have been
 */
export async function executeItems(
	functions: IExecuteFunctions,
	operation: Operation,
): Promise<INodeExecutionData[][]> {
	const node = functions.getNode();
	const items = [...inputItems(functions).keys()];
	const signals = new ItemSignals(functions, items.length);
	const names = new NameLookup();
	try {
		const planned: Planned[] = [];
		for (const item of items) {
			const plan = async () =>
				await planRequest(itemContext(functions, item, node), operation, names, signals.of(item));
			planned.push(await orFailed(functions, item, plan));
		}
		const isInOrder = sendsInOrder(node) && planned.some(changesSomething);
		const { outputs, errors } = await executeAll(functions, planned, signals, isInOrder);
		const firstFailed = errors.find((error) => error !== undefined);
		if (!firstFailed) return outputs;
		throw describePartialFailure(
			firstFailed,
			operation,
			planned as PlannedRequest[],
			outputs,
			errors,
		);
	} finally {
		signals.end();
	}
}

/** What is to be sent for an item, or the output that says why nothing is. */
type Planned = PlannedRequest | INodeExecutionData[];

function changesSomething(planned: Planned): boolean {
	return !Array.isArray(planned) && planned.changesSomething;
}

/**
 * What keeps the requests of items from being sent. Those before an item that failed still go out, so
 * that the error is always the one of the first item.
 */
class ItemSignals {
	private readonly run: Cancellation;

	private readonly stops: Cancellation[];

	private readonly stopsOnError: boolean;

	constructor(functions: IExecuteFunctions, items: number) {
		this.run = new Cancellation(cancellationOf(functions));
		this.stops = Array.from({ length: items }, () => new Cancellation(this.run));
		this.stopsOnError = !functions.continueOnFail();
	}

	/** The signals for the requests of an item. */
	of(item: number) {
		return {
			stopSignal: this.stops[item],
			...(this.stopsOnError && { onFailure: () => this.stopAfter(item) }),
		};
	}

	stopAfter(item: number): void {
		for (const stop of this.stops.slice(item + 1)) stop.abort();
	}

	end(): void {
		this.run.abort();
	}
}

/** Sends what is planned, and gives the outputs by item; where the node is to stop, also the errors. */
async function executeAll(
	functions: IExecuteFunctions,
	planned: Planned[],
	signals: ItemSignals,
	isInOrder: boolean,
) {
	const outputs: INodeExecutionData[][] = [];
	// Those of an item that failed may be why it did.
	const first = planned.findIndex((plan) => !Array.isArray(plan));
	if (first === -1) return { outputs: planned as INodeExecutionData[][], errors: [] };
	const { size, intervalMs } = batchingOf(functions, first);
	const errors: NodeApiError[] = [];
	const executeOne = async (plan: PlannedRequest, item: number): Promise<void> => {
		try {
			outputs[item] = await orFailed(functions, item, async () => await execute(plan));
		} catch (error) {
			errors[item] = error as NodeApiError;
			signals.stopAfter(item);
		}
	};

	const underWay: Array<Promise<void>> = [];
	for (const [item, plan] of planned.entries()) {
		const { stopSignal } = signals.of(item);
		if (intervalMs > 0 && item > 0 && item % size === 0) {
			await wait(intervalMs, stopSignal).catch(() => {});
		}
		// All after one that failed are held; an execution that was cancelled has its error for each.
		if (errors.length > 0 && stopSignal.aborted) break;
		if (Array.isArray(plan)) outputs[item] = plan;
		else if (isInOrder) await executeOne(plan, item);
		else underWay.push(executeOne(plan, item));
	}
	await Promise.all(underWay);
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
		const failure = errorOfItem(functions, error, item);
		if (!functions.continueOnFail()) throw failure;
		return failedOutput(functions.getNode(), failure, item);
	}
}
