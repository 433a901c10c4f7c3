import type { IExecuteSingleFunctions } from 'n8n-workflow';

import { inputError } from '../../api/errors/itemErrors';
import { isEmpty } from './empty';

/**
 * Reads a file of the input item.
 *
 * @param parameterName the parameter that names the binary field which holds it
 * @param label the display name of that parameter
 * @throws NodeOperationError naming the parameter when the item has no such file
 */
export async function readFile(
	context: IExecuteSingleFunctions,
	parameterName: string,
	label: string,
): Promise<Buffer> {
	const property = context.getNodeParameter(parameterName, '') as string;
	if (isEmpty(property)) throw inputError(context, label, 'is empty');
	try {
		context.helpers.assertBinaryData(property);
	} catch {
		throw inputError(
			context,
			label,
			`names a field that holds no file: "${property}"`,
			'Enter the name that the Binary tab of the input shows, such as data.',
		);
	}
	return await context.helpers.getBinaryDataBuffer(property);
}
