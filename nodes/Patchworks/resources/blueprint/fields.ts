import type { Field } from '../../description/operation';
import { relations } from '../../description/commonFields';
import { locator } from '../../description/fields';
import { queryChoice } from '../../description/sentFields';
import { asBit } from '../../request/transforms/values';

/** A marketplace app as a field of an operation. */
export const BLUEPRINT = {
	name: 'blueprintId',
	displayName: 'Blueprint',
	searchListMethod: 'searchBlueprints',
	placeholder: 'e.g. 1501',
};

export const blueprintId = locator({
	...BLUEPRINT,
	description: 'A version of a blueprint of the marketplace; the API calls it a marketplace app',
});

/** Relations a marketplace app can be returned with: https://doc.wearepatchworks.com/product-documentation/api-reference/marketplace/marketplace-apps */
export const blueprintRelations = relations([
	'flowTemplates',
	'scriptTemplates',
	'systemTemplates',
]);

/** A choice that is sent as `1` or `0`, as Patchworks' own client does. */
export function queryBit(parameter: string, field: Parameters<typeof queryChoice>[1]): Field {
	const flag = queryChoice(parameter, field);
	return { ...flag, transforms: [...(flag.transforms ?? []), asBit(parameter)] };
}

/** What is left of a marketplace app when it is simplified. */
export const BLUEPRINT_SUMMARY = [
	'id',
	'name',
	'version',
	'version_name',
	'private',
	'company_id',
	'installed_count',
	'flow_count',
	'system_count',
	'updated_at',
];
