import { additionalFields } from '../../description/collections';
import { locator } from '../../description/fields';
import { bodyField } from '../../description/sentFields';
import type { Operation } from '../../description/operation';
import { flowId } from '../flow/fields';
import { shapeId } from '../shape/fields';
import { flowVersionId } from '../flowVersion/fields';
import { FEATURES } from './fields';

const forMaps = { show: { feature: ['map-builder'] } };

/**
 * Known from Patchworks' own client: https://github.com/gopatchworks/patchworks-mcp
 * https://doc.wearepatchworks.com/product-documentation/api-reference/ai-and-mcp/agents
 */
export const create: Operation = {
	option: {
		name: 'Create',
		value: 'create',
		action: 'Ask AI agent to build connector, flow or map',
		description:
			'Start a conversation with an agent that builds a connector, a process flow or a map. Get shows its answer later.',
		routing: {
			request: { method: 'POST', url: '/api/v1/agents/conversations' },
		},
	},
	fields: [
		bodyField('feature', {
			displayName: 'Feature',
			name: 'feature',
			type: 'options',
			required: true,
			options: FEATURES,
			default: 'flow-builder',
			description: 'What the agent is to build',
		}),
		bodyField('payload.flow_id', {
			...flowId,
			displayOptions: forMaps,
			description: 'The process flow that the map belongs to',
		}),
		bodyField('payload.flow_version_id', { ...flowVersionId, displayOptions: forMaps }),
		bodyField('payload.flow_step_id', {
			...shapeId,
			displayOptions: forMaps,
			description: 'The map shape whose map the agent builds',
		}),
		bodyField('prompt', {
			displayName: 'Prompt',
			name: 'prompt',
			required: true,
			typeOptions: { rows: 4 },
			placeholder: 'e.g. Send new orders to the warehouse every hour',
			description: 'What to build, in your own words',
		}),
		additionalFields(
			bodyField(
				'payload.connector_id',
				locator({
					name: 'connectorId',
					displayName: 'Connector',
					displayOptions: { show: { '/feature': ['connector-builder'] } },
					searchListMethod: 'searchConnectors',
					placeholder: 'e.g. 12',
					description: 'The connector to go on with; by default a new one',
				}),
			),
			bodyField('payload.flow_id', {
				...flowId,
				displayOptions: { show: { '/feature': ['flow-builder'] } },
				description: 'The process flow to go on with; by default a new one',
			}),
		),
	],
};
