import { describedEntry, listFrom } from '../../description/listFrom';
import { searchScripts } from '../script/searchScripts';

/** Lists the versions of the chosen script, or of all: https://doc.wearepatchworks.com/product-documentation/api-reference/custom-scripts/scripts */
export const searchScriptVersions = listFrom(async (chosenId) => {
	const scriptId = await chosenId('scriptId', searchScripts);
	return {
		...(scriptId === undefined
			? { path: '/api/v1/scripts' }
			: { path: `/api/v1/scripts/${scriptId}`, single: true }),
		qs: { include: 'versions' },
		within: 'versions',
		toEntry: ({ id, version, deployed_at: deployedAt }, script) =>
			describedEntry(id, script.name, `version ${String(version ?? id)}`, deployedAt && 'deployed'),
	};
});
