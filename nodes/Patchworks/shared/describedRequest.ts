import get from 'lodash/get';
import mapValues from 'lodash/mapValues';
import merge from 'lodash/merge';
import set from 'lodash/set';
import type {
	IDataObject,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	INodeProperties,
	INodePropertyRouting,
	PostReceiveAction,
	PreSendAction,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';

import { requestDefaults } from './requestDefaults';
import type { Operation } from './resource';

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
 */
export async function describedRequest(
	context: IExecuteSingleFunctions,
	{ option, fields }: Operation,
): Promise<DescribedRequest> {
	const node = context.getNode();
	const options: IHttpRequestOptions = merge({ url: '', qs: {}, body: {} }, requestDefaults);
	const preSend: PreSendAction[] = [];
	const actions: PostReceiveAction[] = [];

	const addRouting = ({ request, send, output }: INodePropertyRouting, value?: unknown): void => {
		merge(
			options,
			mapValues(request, (given) => (given === THE_VALUE ? value : given)),
		);
		if (send?.property !== undefined) {
			const part = (send.type === 'body' ? options.body : options.qs) as IDataObject;
			const path = send.propertyInDotNotation === false ? [send.property] : send.property;
			set(part, path, value);
		}
		preSend.push(...(send?.preSend ?? []));
		actions.push(...((output?.postReceive ?? []) as PostReceiveAction[]));
	};
	const addField = (field: INodeProperties, within = ''): void => {
		if (!NodeHelpers.displayParameter(node.parameters, field, node, null)) return;
		const { routing, type } = field;
		const name = within + field.name;
		if (routing) {
			const extractValue = type === 'resourceLocator';
			addRouting(routing, context.getNodeParameter(name, undefined, { extractValue }));
		}
		if (type !== 'collection') return;
		const added = Object.keys(get(node.parameters, name, {}) as IDataObject);
		for (const option of field.options as INodeProperties[]) {
			if (added.includes(option.name)) addField(option, `${name}.`);
		}
	};

	addRouting(option.routing ?? {});
	for (const field of fields) addField(field);
	for (const action of preSend) await action.call(context, options);
	return { options, actions };
}
