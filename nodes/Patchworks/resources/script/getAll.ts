import { filters, options } from '../../description/collections';
import { limit, relations, returnAll } from '../../description/commonFields';
import { locator } from '../../description/fields';
import { queryField } from '../../description/sentFields';
import { simplifyField } from '../../../api/settings/simplify';
import { simplify } from '../../output/simplify';
import type { Operation } from '../../description/operation';
import { SCRIPT_RELATIONS, SCRIPT_SUMMARY } from './fields';

/**
 * The path is that of a published client: https://github.com/NoDiskInDriveA/patchworks-api
 * https://doc.wearepatchworks.com/product-documentation/api-reference/custom-scripts/scripts
 */
export const getAll: Operation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many scripts',
		description: 'List the custom scripts of your company',
		routing: {
			request: { method: 'GET', url: '/api/v1/scripts' },
			output: { postReceive: [simplify(SCRIPT_SUMMARY)] },
		},
	},
	fields: [
		returnAll,
		limit,
		simplifyField,
		filters(
			queryField('filter[name]', {
				displayName: 'Name',
				name: 'name',
				placeholder: 'e.g. Split order lines',
				description: 'Only scripts with this name',
			}),
			queryField(
				'filter[versions.id]',
				locator({
					name: 'scriptVersionId',
					displayName: 'Script Version',
					searchListMethod: 'searchScriptVersions',
					byName: false,
					placeholder: 'e.g. 1311',
					description: 'Only the script that has this version',
					required: false,
				}),
			),
		),
		options(...relations(SCRIPT_RELATIONS)),
	],
};
