import cloneDeep from 'lodash/cloneDeep';
import get from 'lodash/get';
import map from 'lodash/map';
import omit from 'lodash/omit';
import set from 'lodash/set';
import unset from 'lodash/unset';
import words from 'lodash/words';
import type {
	IDataObject,
	IExecuteSingleFunctions,
	INode,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
} from 'n8n-workflow';
import { isResourceLocatorValue } from 'n8n-workflow';

import { inputError } from '../../api/errors/itemErrors';
import type { Field, Operation } from '../description/operation';
import { isShown } from '../request/display';

/** Where what a model leaves empty is left out. Elsewhere it could start a flow in another version. */
const OPTIONAL_EVERYWHERE = ['filters', 'sort', 'additionalFields', 'updateFields'];

/** What Payload is by default for people, however it is typed. */
const INPUT_ITEM = /^=\{\{\s*\$json\s*;?\s*\}\}$/;

/** How many letters two words begin with alike, where one is meant by the other: failed and Failure. */
const STEM = 4;

/** Words that say more than a choice, or its opposite. */
const MORE_THAN_ONE_CHOICE = [
	'and',
	'or',
	'but',
	'not',
	'no',
	'non',
	'false',
	'free',
	'without',
	'except',
	'excluded',
];

/** What a parameter of the node is for a call, where the model fills it: by its path. */
interface Settled {
	values: Map<string, unknown>;
	leftOut: Set<string>;
}

/**
 * Takes what a model fills in as it is meant: a choice by its name in any case, a number or a switch as
 * text, and nothing for what it leaves empty or says `null` of.
 *
 * What decides where something is sent, or what is written, stays an error when it is empty.
 *
 * @returns functions of the call that give the parameters so
 * @throws NodeOperationError that tells the model what it can say instead
 */
export function withModelArguments<T extends IExecuteSingleFunctions>(
	context: T,
	operation: Operation,
): T {
	const node = context.getNode();
	const settled: Settled = { values: new Map(), leftOut: new Set() };
	const parameters = cloneDeep(node.parameters);
	const adapted = adaptedContext(context, { ...node, parameters }, settled);
	const readsOnly = isReading(operation);

	const settle = (field: Field, path: string, collection?: string): void => {
		if (!isShown(adapted, field)) return;
		const given: unknown = context.getNodeParameter(path, undefined, { extractValue: true });
		const mayBeLeftOut = collection
			? OPTIONAL_EVERYWHERE.includes(collection) || readsOnly
			: readsOnly && !field.required && field.type !== 'resourceLocator';
		if (isNothing(given)) {
			if (mayBeLeftOut) {
				if (collection) leaveOut(path);
				else put(path, cloneDeep(field.default));
			} else if (field.name === 'payload' && given !== undefined) put(path, '');
			// It stays an expression, which has to give something.
			else if (typeof given === 'string') settled.values.set(path, '');
			return;
		}
		const meant = meaning(adapted, field, given, readsOnly);
		if (meant !== given) put(path, meant);
	};
	const settleRows = ({ name, values }: INodePropertyCollection, path: string): void => {
		const typed: unknown = get(node.parameters, `${path}.${name}`);
		if (!Array.isArray(typed) || !/\$fromAI/i.test(JSON.stringify(typed))) return;
		const rows = context.getNodeParameter(`${path}.${name}`) as IDataObject[];
		put(
			`${path}.${name}`,
			rows.map((row, index) => {
				const asked = values.filter((value) => isAsked(get(typed, [index, value.name])));
				const given = asked.filter((value) => !isNothing(row[value.name]));
				const meant = given.map((value) => [
					value.name,
					meaning(adapted, value, row[value.name], readsOnly),
				]);
				return { ...omit(row, map(asked, 'name')), ...(Object.fromEntries(meant) as IDataObject) };
			}),
		);
	};
	const leaveOut = (path: string): void => {
		settled.leftOut.add(path);
		unset(parameters, path);
	};
	const put = (path: string, value: unknown): void => {
		settled.values.set(path, value);
		set(parameters, path, value);
	};

	// What was said in the chat, which no flow is to get unasked.
	if (INPUT_ITEM.test(String(parameters.payload))) put('payload', '');
	for (const field of operation.fields) {
		if (field.type !== 'collection') {
			if (isAsked(node.parameters[field.name])) settle(field, field.name);
			continue;
		}
		for (const option of field.options as Field[]) {
			const path = `${field.name}.${option.name}`;
			if (isAsked(get(node.parameters, path))) settle(option, path, field.name);
			if (option.type !== 'fixedCollection') continue;
			for (const part of option.options as INodePropertyCollection[]) settleRows(part, path);
		}
	}
	return adapted;
}

/** What the model is asked for: the keys of all that it fills in. */
export function askedKeys(node: INode): string[] {
	const keys = [...JSON.stringify(node.parameters).matchAll(/\$fromAI\(\s*\\?['"`]([\w-]+)/gi)];
	return [...new Set(keys.map(([, key]) => key))];
}

/** Whether an operation changes nothing and starts no flow. */
export function isReading({
	option,
	startsFlow,
	changesSomething,
	host = 'core',
}: Operation): boolean {
	const isGet = option.routing?.request?.method === 'GET';
	return isGet && host === 'core' && !startsFlow && !changesSomething;
}

function isAsked(given: unknown): boolean {
	const value: unknown = isResourceLocatorValue(given) ? given.value : given;
	return typeof value === 'string' && value.startsWith('=') && /\$fromAI\s*\(/i.test(value);
}

function isNothing(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	if (Array.isArray(value)) return value.length === 0;
	return typeof value === 'string' && ['', 'null', 'undefined'].includes(value.trim());
}

function adaptedContext<T extends IExecuteSingleFunctions>(
	context: T,
	node: INode,
	{ values, leftOut }: Settled,
): T {
	const getNodeParameter = (name: string, ...rest: unknown[]): unknown => {
		if (leftOut.has(name)) return rest[0];
		if (values.has(name)) return values.get(name);
		const value = (context.getNodeParameter as (...all: unknown[]) => unknown)(name, ...rest);
		const within = [...values.keys(), ...leftOut].filter((path) => path.startsWith(`${name}.`));
		if (within.length === 0) return value;
		const own = cloneDeep(value as IDataObject);
		for (const path of within) {
			const key = path.slice(name.length + 1);
			if (leftOut.has(path)) unset(own, key);
			else set(own, key, values.get(path));
		}
		return own;
	};
	return Object.create(context, {
		getNode: { value: () => node },
		getNodeParameter: { value: getNodeParameter },
	}) as T;
}

/** What is meant by a value, by the type of its field. */
function meaning(
	context: IExecuteSingleFunctions,
	field: INodeProperties,
	given: unknown,
	readsOnly: boolean,
) {
	const { type, options, displayName } = field;
	if (type === 'boolean' && typeof given === 'string') return switchOf(context, displayName, given);
	if (type === 'number' && typeof given === 'string') {
		const number = Number(given);
		if (Number.isFinite(number)) return number;
		throw inputError(context, displayName, 'has to be a number');
	}
	if (!options || !['options', 'multiOptions'].includes(type)) return given;
	const choices = options as INodePropertyOptions[];
	const choose = (one: unknown) => choiceOf(context, displayName, choices, one, readsOnly);
	if (type === 'options') return choose(given);
	const several = Array.isArray(given) ? (given as unknown[]) : String(given).split(',');
	return several.map(choose);
}

function switchOf(context: IExecuteSingleFunctions, label: string, given: string): boolean {
	const said = given.trim().toLowerCase();
	if (['true', 'yes', '1'].includes(said)) return true;
	if (['false', 'no', '0'].includes(said)) return false;
	throw inputError(context, label, 'has to be true or false');
}

/**
 * The choice that is meant: by its value, by its name, or, where nothing is changed, by the only name that
 * begins as the word does.
 */
function choiceOf(
	context: IExecuteSingleFunctions,
	label: string,
	choices: INodePropertyOptions[],
	given: unknown,
	mayGuess: boolean,
): unknown {
	const said = comparable(given);
	const same = choices.find(({ name, value }) => [name, value].map(comparable).includes(said));
	if (same) return same.value;
	const alike = choices.filter(({ name }) => said.length >= STEM && stemOf(name) === stemOf(said));
	if (mayGuess && alike.length === 1 && !saysMore(String(given), alike[0], choices)) {
		return alike[0].value;
	}
	const names = choices.map(({ name }) => name).join(', ');
	throw inputError(context, label, `has to be one of these: ${names}`);
}

/** Whether words say more than the choice they begin with, of which none is to be taken for all. */
function saysMore(
	given: string,
	{ name }: INodePropertyOptions,
	choices: INodePropertyOptions[],
): boolean {
	const own = comparable(name);
	const others = choices.map((choice) => stemOf(choice.name)).filter((stem) => !own.includes(stem));
	const said = words(given).map(comparable);
	return (
		/[,;/|&+]/.test(given) ||
		said.some((word) => MORE_THAN_ONE_CHOICE.includes(word) || others.includes(stemOf(word)))
	);
}

function stemOf(text: string): string {
	return comparable(text).slice(0, STEM);
}

function comparable(value: unknown): string {
	return String(value)
		.toLowerCase()
		.replace(/[^a-z0-9]/g, '');
}
