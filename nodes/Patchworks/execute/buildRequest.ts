import get from 'lodash/get';
import mapValues from 'lodash/mapValues';
import memoize from 'lodash/memoize';
import merge from 'lodash/merge';
import set from 'lodash/set';
import type {
	IDataObject,
	IExecuteSingleFunctions,
	IHttpRequestOptions,
	INodePropertyOptions,
	INodePropertyRouting,
	PostReceiveAction,
} from 'n8n-workflow';

import { withEncodedBody } from '../../api/body';
import { inputError } from '../../api/errors/itemErrors';
import type { ApiRequest } from '../../api/request';
import type { Field, Operation } from '../description/operation';
import { isShown, switchesAmong } from '../request/display';
import { isEmpty } from '../request/empty';
import { fillPath } from '../request/paths';
import { cleanQuery } from '../request/query';
import type { RequestTransform } from '../request/transforms/transform';

/** In a description, the value of the field that it is of. */
const THE_VALUE = '={{ $value }}';

/** What an operation makes of the parameters of an item. */
export interface BuiltRequest {
	request: ApiRequest;
	/** Turn the answer into the output, one after the other. */
	actions: PostReceiveAction[];
}

/**
 * Builds the request of an operation for an item: out of its routing and that of its fields, as n8n does
 * for a node that it runs as declarative, and then by the transforms of both.
 *
 * n8n looks at all parameters of the node for every item, and twice; this looks at those of the
 * operation. It knows what the operations use of n8n's routing: no expression but the value of the field, no
 * routing within fixed collections or the choices of a list, and functions as `postReceive`. See
 * https://docs.n8n.io/integrations/creating-nodes/build/reference/node-base-files/declarative-style-parameters/
 *
 * Which fields are shown it decides for the item. n8n takes all for shown that depend on an expression.
 *
 * @throws NodeOperationError for input that must not be sent
 */
export async function buildRequest(
	context: IExecuteSingleFunctions,
	operation: Operation,
): Promise<BuiltRequest> {
	const { described, transforms, actions } = readRouting(context, operation);
	for (const transform of transforms) await transform(context, described);
	const request: ApiRequest = {
		...described,
		path: fillPath(context, described.path),
		qs: cleanQuery(described.qs ?? {}),
	};
	return {
		request: withEncodedBody(request, (problem) => inputError(context, 'Body', problem)),
		actions,
	};
}

/** What the descriptions of an operation and its fields say, before anything is changed. */
function readRouting(context: IExecuteSingleFunctions, operation: Operation) {
	const { parameters } = context.getNode();
	const { option, fields, host, startsFlow, isAboutRuns, howToCheck } = operation;
	const described: IHttpRequestOptions = { url: '', qs: {}, body: {} };
	const transforms: RequestTransform[] = switchesOf(operation)
		.filter(({ name }) => isExpression(parameters[name]))
		.map(knownChoice);
	const actions: PostReceiveAction[] = [];

	const addRouting = (
		{ request, send, output }: INodePropertyRouting,
		read?: () => unknown,
	): void => {
		merge(
			described,
			mapValues(request, (given) => (given === THE_VALUE ? read?.() : given)),
		);
		if (send?.property !== undefined) {
			const part = (send.type === 'body' ? described.body : described.qs) as IDataObject;
			const path = send.propertyInDotNotation === false ? [send.property] : send.property;
			set(part, path, read?.());
		}
		actions.push(...((output?.postReceive ?? []) as PostReceiveAction[]));
	};
	const addField = (field: Field, within = ''): void => {
		const { routing, type } = field;
		const isCollection = type === 'collection';
		if ((!routing && !field.transforms && !isCollection) || !isShown(context, field)) return;
		const name = within + field.name;
		const extractValue = type === 'resourceLocator';
		addRouting(routing ?? {}, () => context.getNodeParameter(name, undefined, { extractValue }));
		transforms.push(...(field.transforms ?? []));
		if (!isCollection) return;
		const added = Object.keys(get(parameters, name, {}) as IDataObject);
		for (const option of field.options as Field[]) {
			if (added.includes(option.name)) addField(option, `${name}.`);
		}
	};

	for (const field of fields) addField(field);
	addRouting(option.routing ?? {});
	transforms.push(...(operation.transforms ?? []));
	const { url: path, method, qs, headers, body, encoding } = described;
	const request: ApiRequest = {
		method,
		path,
		qs,
		headers,
		body,
		encoding,
		host,
		startsFlow,
		isAboutRuns,
		howToCheck,
	};
	return { described: request, transforms, actions };
}

const switchesOf = memoize(({ fields }: Operation) => switchesAmong(fields));

function isExpression(value: unknown): boolean {
	return typeof value === 'string' && value.startsWith('=');
}

/** Refuses a value that is none of the choices of a field on which others depend. */
function knownChoice({ name, displayName, type, options }: Field): RequestTransform {
	const choices: unknown[] =
		type === 'boolean'
			? [true, false]
			: (options as INodePropertyOptions[]).map(({ value }) => value);
	return (context) => {
		const value: unknown = context.getNodeParameter(name, null);
		if (choices.includes(value)) return;
		throw inputError(
			context,
			displayName,
			isEmpty(value) ? 'is empty' : `has to be one of these: ${choices.join(', ')}`,
		);
	};
}
