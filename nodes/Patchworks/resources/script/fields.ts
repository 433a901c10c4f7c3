import { bodyField, locator } from '../../description/fields';

export const scriptId = locator({
	name: 'scriptId',
	displayName: 'Script',
	searchListMethod: 'searchScripts',
	placeholder: 'e.g. 1301',
	description: 'The script to work with',
});

export const content = bodyField('content', {
	displayName: 'Content',
	name: 'content',
	required: true,
	typeOptions: { rows: 10 },
	description: 'The code of the script',
});

export const description = bodyField('description', {
	displayName: 'Description',
	name: 'description',
	placeholder: 'e.g. Makes one record of each order line',
	description: 'What the script does',
});

/** Relations a script can be returned with: https://doc.wearepatchworks.com/product-documentation/api-reference/custom-scripts/scripts */
export const SCRIPT_RELATIONS = ['latestVersion', 'versions'];

/** What is left of a script when it is simplified. */
export const SCRIPT_SUMMARY = [
	'id',
	'name',
	'description',
	'language',
	'version',
	'deployed_at',
	'deploying',
	'deployment_failure_reason',
	'created_at',
	'updated_at',
];
