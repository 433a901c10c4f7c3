import isPlainObject from 'lodash/isPlainObject';
import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { inputError } from '../../../api/errors/itemErrors';
import { parseKeepingNumbers, toJson } from '../../../api/json';
import { readJson, readJsonObject } from '../../request/parameters';
import type { RequestTransform } from '../../request/transforms/transform';

/** How the payload of a run is changed: JSON to merge into it or to send in its place. */
export interface PayloadChange {
	way: 'merge' | 'replace';
	json: string;
}

/** Refuses a change that cannot be, before anything is sent. */
export const checkChange: RequestTransform = (context) => {
	payloadChange(context);
};

/**
 * How the user changes the payload; undefined when it is sent as it was.
 *
 * @throws NodeOperationError for what is no JSON, or empty
 */
export function payloadChange(context: IExecuteSingleFunctions): PayloadChange | undefined {
	switch (context.getNodeParameter('changePayload', 'no')) {
		case 'merge': {
			const { text } = readJsonObject(context, 'payloadFields', 'Payload Fields') ?? { text: '{}' };
			if (text.trim() !== '{}') return { way: 'merge', json: text };
			throw inputError(context, 'Payload Fields', 'is empty');
		}
		case 'replace': {
			const json = readJson(context, 'newPayload', 'New Payload');
			if (json !== undefined) return { way: 'replace', json };
			throw inputError(context, 'New Payload', 'is empty');
		}
		default:
			return undefined;
	}
}

/**
 * Merges JSON into JSON by the rules of JSON Merge Patch, https://www.rfc-editor.org/rfc/rfc7396. Numbers
 * stay as they are written, since a double does not hold each of them.
 *
 * @param payload an object
 * @returns undefined where the payload is not an object
 */
export function mergedPayload(payload: string, fields: string): string | undefined {
	const target = parseKeepingNumbers(payload);
	if (!isPlainObject(target)) return undefined;
	return toJson(mergePatch(target, parseKeepingNumbers(fields)), (problem) => new Error(problem));
}

function mergePatch(target: unknown, patch: unknown): unknown {
	if (!isPlainObject(patch)) return patch;
	const merged = new Map(isPlainObject(target) ? Object.entries(target as object) : []);
	for (const [name, value] of Object.entries(patch as object)) {
		if (value === null) merged.delete(name);
		else merged.set(name, mergePatch(merged.get(name), value));
	}
	return Object.fromEntries(merged);
}
