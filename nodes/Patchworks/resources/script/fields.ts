import { locator } from '../../description/fields';
import { bodyField } from '../../description/sentFields';

export const scriptId = locator({
	name: 'scriptId',
	displayName: 'Script',
	searchListMethod: 'searchScripts',
	placeholder: 'e.g. 1301',
	description: 'The custom script, by its name in the dashboard',
});

export const content = bodyField('content', {
	displayName: 'Code',
	name: 'content',
	required: true,
	typeOptions: { rows: 10 },
	description: 'The source code, in the language of the script; the API calls it the content',
});

export const description = bodyField('description', {
	displayName: 'Description',
	name: 'description',
	placeholder: 'e.g. Makes one record of each order line',
	description: 'What it does, as a note to your colleagues',
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
