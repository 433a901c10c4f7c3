import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { apiRequestAllItems } from '../api/client';
import { senderOf } from '../api/sender';

const MAX_CHOICES = 2_000;

/** What fields that take several things list, by the name they give in `loadOptionsMethod`. */
export const loadOptions = {
	/** https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flows */
	getFlows: optionsFrom('/api/v1/flows'),
	/** https://doc.wearepatchworks.com/product-documentation/api-reference/virtual-environments-and-packages/virtual-environments */
	getVirtualEnvironments: optionsFrom('/api/v1/flow-version-deployments/virtual-environments'),
};

function optionsFrom(path: string) {
	return async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const { rows } = await apiRequestAllItems(senderOf(this), { path }, MAX_CHOICES);
		return rows
			.map(({ id, name }) => ({ name: String(name ?? id), value: String(id) }))
			.sort((a, b) => a.name.localeCompare(b.name));
	};
}
