import type { IDataObject } from 'n8n-workflow';

import { apiRequestAllItems } from './client';
import type { Sender } from './sender';

/**
 * The steps of the version that a run ran in, for what a summary can also do without.
 *
 * @returns no steps when they cannot be read
 */
export async function stepsOf(...asked: Parameters<typeof readSteps>): Promise<IDataObject[]> {
	return await readSteps(...asked).catch(() => []);
}

/**
 * The steps of the version that a run ran in; none when the run does not say which that is.
 *
 * Follows https://doc.wearepatchworks.com/product-documentation/api-reference/flow-actions/flow-version-steps
 *
 * @param qs what to ask for besides
 * @throws NodeApiError when they cannot be read
 */
export async function readSteps(
	sender: Sender,
	{ flow_version_id: versionId }: IDataObject,
	qs: IDataObject = {},
): Promise<IDataObject[]> {
	if (versionId === undefined || versionId === null) return [];
	const path = `/api/v1/flow-versions/${encodeURIComponent(String(versionId))}/steps`;
	return (await apiRequestAllItems(sender, { path, qs })).rows;
}
