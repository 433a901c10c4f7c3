import type {
	IExecuteFunctions,
	IExecuteSingleFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
} from 'n8n-workflow';

import type { PatchworksHost } from '../../../credentials/common/hosts';
import type { ApiRequest } from '../../api/request';
import type { Sender } from '../../api/sender';
import type { RequestTransform } from '../request/transforms/transform';

/** A parameter of the node: n8n's description of it, and what it changes in a request. */
export interface Field extends INodeProperties {
	/** Run one after the other once the request holds what all fields send. */
	transforms?: RequestTransform[];
}

/** What an operation of several requests works with: one item, and the request that its routing describes. */
export interface OperationCall {
	/** n8n's functions for the item, with its parameters and binary data. */
	context: IExecuteSingleFunctions;
	/** Who sends for the item. What it carries out is named in the error, if a later request fails. */
	sender: Sender;
	request: ApiRequest;
}

/** Sends what an operation describes, once for each item, and gives the output by item. */
export type ExecuteItems = (operation: Operation) => Promise<INodeExecutionData[][]>;

/** One thing a user can do, as data. */
export interface Operation {
	/** The entry in the list of operations, and the request it sends, as n8n's routing. */
	option: INodePropertyOptions & { action: string; description: string };
	/** The operation's own fields, in the order of the panel; without the resource and operation. */
	fields: Field[];
	/** Where its request goes: to Core when left out. */
	host?: PatchworksHost;
	/** Run after those of its fields. */
	transforms?: RequestTransform[];
	/**
	 * What has to hold when the turn of an item comes, and not only when its request is built.
	 *
	 * @throws NodeOperationError when nothing may be sent for it
	 */
	beforeSending?: (context: IExecuteSingleFunctions) => Promise<void>;
	/** Whether it starts a flow, so that to repeat it can ship an order twice. */
	startsFlow?: true;
	/** Whether it changes something, where the request of its routing only reads. */
	changesSomething?: true;
	/** Whether it is about runs or their payloads, which Patchworks keeps for some days only. */
	isAboutRuns?: true;
	/** How a user finds out whether it was carried out, when no answer tells: a sentence or two. */
	howToCheck?: string;
	/**
	 * What it does for an item, where that is more than to send the request of its routing.
	 *
	 * @returns the output for the item
	 */
	perform?: (call: OperationCall) => Promise<INodeExecutionData[]>;
	/**
	 * What it does for all items at once, where they share more than a run of the node. A tool of an agent
	 * has one item and does what {@link perform} says.
	 */
	performAll?: (
		functions: IExecuteFunctions,
		executeItems: ExecuteItems,
	) => Promise<INodeExecutionData[]>;
}

/** What a user works with, and the operations on it. */
export interface Resource {
	name: string;
	value: string;
	description?: string;
	operations: Operation[];
}
