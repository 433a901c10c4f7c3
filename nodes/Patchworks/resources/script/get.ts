import { options } from '../../description/collections';
import { relations } from '../../description/commonFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { SCRIPT_RELATIONS, SCRIPT_SUMMARY, scriptId } from './fields';

/**
 * Known from a published client: https://github.com/NoDiskInDriveA/patchworks-api
 * https://doc.wearepatchworks.com/product-documentation/api-reference/custom-scripts/scripts
 */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get script',
		description: 'Get one custom script, to see its language and whether it is deployed',
		routing: {
			request: { method: 'GET', url: '/api/v1/scripts/{scriptId}' },
			output: { postReceive: [simplify(SCRIPT_SUMMARY)] },
		},
	},
	fields: [scriptId, simplifyField, options(...relations(SCRIPT_RELATIONS))],
};
