import { DEPLOYS } from '../../description/builderHints';
import { notice } from '../../description/fields';
import type { Operation } from '../../description/operation';
import { scriptOfVersion, scriptVersionId } from './fields';

/**
 * Inferred: of the documentation, only the first letters of the heading are visible.
 * https://doc.wearepatchworks.com/product-documentation/api-reference/custom-scripts/script-versions
 */
export const deploy: Operation = {
	option: {
		name: 'Deploy',
		value: 'deploy',
		action: 'Deploy script version',
		description:
			'Make this the version that runs in every process flow with the script, in production as well',
		builderHint: DEPLOYS,
		routing: {
			request: { method: 'POST', url: '/api/v1/script-versions/{scriptVersionId}/deploy' },
		},
	},
	fields: [
		notice('deployNotice', 'This goes live at once in every process flow that uses the script'),
		scriptOfVersion,
		scriptVersionId,
	],
};
