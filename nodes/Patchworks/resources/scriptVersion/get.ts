import { options } from '../../description/collections';
import { relations } from '../../description/commonFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { SCRIPT_VERSION_SUMMARY, scriptOfVersion, scriptVersionId } from './fields';

/**
 * The documentation lists filters here, too: they are those of a list, and would only hide the version.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/custom-scripts/script-versions
 */
export const get: Operation = {
	option: {
		name: 'Get',
		value: 'get',
		action: 'Get script version',
		description: 'Get one version of a script; include its content to get the code',
		routing: {
			request: { method: 'GET', url: '/api/v1/script-versions/{scriptVersionId}' },
			output: { postReceive: [simplify(SCRIPT_VERSION_SUMMARY)] },
		},
	},
	fields: [
		scriptOfVersion,
		scriptVersionId,
		simplifyField,
		options(...relations(['content', 'script'])),
	],
};
