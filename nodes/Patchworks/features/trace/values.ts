import uniq from 'lodash/uniq';
import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { inputError } from '../../../api/errors/itemErrors';
import type { RequestTransform } from '../../request/transforms/transform';

const MOST_VALUES = 100;
/** A longer one is a document, and no address holds it. */
const MOST_CHARACTERS = 1_000;

/** Refuses what cannot be traced, before anything is sent. */
export const checkValues: RequestTransform = (context) => {
	readValues(context);
};

/**
 * The values to trace: one, one a line, or a list from an expression.
 *
 * @throws NodeOperationError when there is none, or something that is no value, or too many
 */
export function readValues(context: IExecuteSingleFunctions): string[] {
	const given: unknown = context.getNodeParameter('value');
	const all = [given].flat();
	if (all.some((one) => typeof one === 'object' && one !== null)) {
		throw inputError(context, 'Value', 'has to be text, such as an order number');
	}
	const values = uniq(
		all
			.flatMap((one) => String(one ?? '').split(/\r?\n/))
			.map((value) => value.trim())
			.filter((value) => value !== ''),
	);
	if (values.length === 0) throw inputError(context, 'Value', 'is empty');
	const long = values.find(({ length }) => length > MOST_CHARACTERS);
	if (long !== undefined) {
		const problem = `holds a value of ${long.length.toLocaleString('en')} characters, more than ${MOST_CHARACTERS.toLocaleString('en')}`;
		throw inputError(context, 'Value', problem);
	}
	if (values.length <= MOST_VALUES) return values;
	throw inputError(context, 'Value', `holds ${values.length} values, more than ${MOST_VALUES}`);
}
