import get from 'lodash/get';
import mapValues from 'lodash/mapValues';
import memoize from 'lodash/memoize';
import merge from 'lodash/merge';
import set from 'lodash/set';
import type {
	IDataObject,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	INodeProperties,
	INodePropertyOptions,
	INodePropertyRouting,
	PostReceiveAction,
	PreSendAction,
} from 'n8n-workflow';

import { isShown, switchesAmong } from './display';
import { inputError } from '../../api/errors';
import { requestDefaults } from '../description/requestDefaults';
import type { Operation } from '../description/resource';
import { beforeSending, isEmpty } from './transforms';

/** In a description, the value of the field that it is of. */
const THE_VALUE = '={{ $value }}';

/** What the description of an operation makes of the parameters of an item. */
export interface DescribedRequest {
	options: IHttpRequestOptions;
	/** Turn the answer into the output, one after the other. */
	actions: PostReceiveAction[];
}

/**
 * Reads the routing of an operation and its fields, as n8n does for a node that it runs as declarative.
 *
 * n8n looks at all parameters of the node for every item, and twice; this looks at those of the
 * operation. It knows what the operations use of n8n's routing: no expression but the value of the field, no
 * routing within fixed collections or the choices of a list, and functions as `postReceive`. See
 * https://docs.n8n.io/integrations/creating-nodes/build/reference/node-base-files/declarative-style-parameters/
 *
 * Which fields are shown it decides for the item. n8n takes all for shown that depend on an expression,
 * so that the request would go to whichever host is described last.
 */
export async function describedRequest(
	context: IExecuteSingleFunctions,
	operation: Operation,
): Promise<DescribedRequest> {
	const node = context.getNode();
	const { option, fields } = operation;
	const options: IHttpRequestOptions = merge({ url: '', qs: {}, body: {} }, requestDefaults);
	const preSend: PreSendAction[] = switchesOf(operation)
		.filter(({ name }) => isExpression(node.parameters[name]))
		.map(knownChoice);
	const actions: PostReceiveAction[] = [];

	const addRouting = (
		{ request, send, output }: INodePropertyRouting,
		read?: () => unknown,
	): void => {
		merge(
			options,
			mapValues(request, (given) => (given === THE_VALUE ? read?.() : given)),
		);
		if (send?.property !== undefined) {
			const part = (send.type === 'body' ? options.body : options.qs) as IDataObject;
			const path = send.propertyInDotNotation === false ? [send.property] : send.property;
			set(part, path, read?.());
		}
		preSend.push(...(send?.preSend ?? []));
		actions.push(...((output?.postReceive ?? []) as PostReceiveAction[]));
	};
	const addField = (field: INodeProperties, within = ''): void => {
		const { routing, type } = field;
		const isCollection = type === 'collection';
		if ((!routing && !isCollection) || !isShown(context, field)) return;
		const name = within + field.name;
		const extractValue = type === 'resourceLocator';
		addRouting(routing ?? {}, () => context.getNodeParameter(name, undefined, { extractValue }));
		if (!isCollection) return;
		const added = Object.keys(get(node.parameters, name, {}) as IDataObject);
		for (const option of field.options as INodeProperties[]) {
			if (added.includes(option.name)) addField(option, `${name}.`);
		}
	};

	for (const field of fields) addField(field);
	addRouting(option.routing ?? {});
	for (const action of preSend) await action.call(context, options);
	return { options, actions };
}

const switchesOf = memoize(({ fields }: Operation) => switchesAmong(fields));

function isExpression(value: unknown): boolean {
	return typeof value === 'string' && value.startsWith('=');
}

/** Refuses a value that is none of the choices of a field on which others depend. */
function knownChoice({ name, displayName, type, options }: INodeProperties): PreSendAction {
	const choices: unknown[] =
		type === 'boolean'
			? [true, false]
			: (options as INodePropertyOptions[]).map(({ value }) => value);
	return beforeSending((context) => {
		const value: unknown = context.getNodeParameter(name, null);
		if (choices.includes(value)) return;
		throw inputError(
			context,
			displayName,
			isEmpty(value) ? 'is empty' : `has to be one of these: ${choices.join(', ')}`,
		);
	});
}
