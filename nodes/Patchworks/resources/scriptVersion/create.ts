import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { content, scriptId } from '../script/fields';
import { SCRIPT_VERSION_SUMMARY } from './fields';

/**
 * Known from a published client: https://github.com/NoDiskInDriveA/patchworks-api
 * https://doc.wearepatchworks.com/product-documentation/api-reference/custom-scripts/script-versions
 */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create script version',
		description:
			'Give a script new code, as a version that no process flow runs before it is deployed',
		routing: {
			request: { method: 'POST', url: '/api/v1/scripts/{scriptId}/script-versions' },
			output: { postReceive: [simplify(SCRIPT_VERSION_SUMMARY)] },
		},
	},
	fields: [scriptId, content, simplifyField],
};
