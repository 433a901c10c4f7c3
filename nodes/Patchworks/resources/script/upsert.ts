import omit from 'lodash/omit';

import { apiRequestItem } from '../../../api/client';
import { createOrUpdate } from '../../features/createOrUpdate';
import { notice } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { create } from './create';
import { SCRIPT_SUMMARY } from './fields';

/** The language of a script cannot be changed, and its code is that of its versions. */
const upsertScript = createOrUpdate(
	async (sender, path, { content, ...script }) => {
		const body = omit(script, 'language');
		const updated = await apiRequestItem(sender, { method: 'PATCH', path, body });
		const { id } = await apiRequestItem(sender, {
			method: 'POST',
			path: `${path}/script-versions`,
			body: { content },
		});
		return { ...updated, ...(id !== undefined && { newScriptVersionId: String(id) }) };
	},
	[...SCRIPT_SUMMARY, 'newScriptVersionId'],
);

/**
 * Reads the scripts, then sends what Create sends, or Update and, since only a version has code, the
 * request of Script Version: Create.
 *
 * https://doc.wearepatchworks.com/product-documentation/api-reference/custom-scripts/scripts
 */
export const upsert: Operation = {
	option: {
		name: 'Create or Update',
		value: 'upsert',
		action: 'Create or update script',
		description: 'Create a new record, or update the current one if it already exists (upsert)',
		routing: {
			request: { method: 'GET', url: '/api/v1/scripts' },
		},
	},
	changesSomething: true,
	perform: upsertScript,
	fields: [
		notice(
			'upsertNotice',
			'The script with this name, in any case, gets the code as a new version, which no process flow runs before it is deployed. Where none has the name, one is created.',
		),
		...create.fields,
	],
};
