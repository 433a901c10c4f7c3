import { STARTS_AND_WAITS } from '../../description/builderHints';
import { startAndWaitAsTool } from '../../features/waiting/asTool';
import { waitFields } from '../../features/waiting/fields';
import { startAndWait as startAndWaitForAll } from '../../features/waiting/startAndWait';
import type { Operation } from '../../description/operation';
import { start } from './start';

/**
 * Starts the flow as {@link start} does, then gets the run again and again: see features/waiting.
 *
 * An operation and not an option of Start: it gives something else, and n8n runs it in another way.
 */
export const startAndWait: Operation = {
	option: {
		name: 'Start and Wait',
		value: 'startAndWait',
		action: 'Start process flow and wait for its run',
		description:
			'Start one run of a process flow for each input item, wait until it has ended, and get how it went',
		builderHint: STARTS_AND_WAITS,
		routing: start.option.routing,
	},
	host: start.host,
	transforms: start.transforms,
	startsFlow: true,
	beforeSending: start.beforeSending,
	perform: startAndWaitAsTool,
	performAll: async (functions, executeItems) =>
		await startAndWaitForAll(functions, executeItems, start),
	fields: [...start.fields, ...waitFields],
};
