import { startedAndWaitedFor } from '../../features/waiting/asTool';
import { waitFields } from '../../features/waiting/fields';
import type { Operation } from '../../description/resource';
import { start } from './start';

/**
 * Starts the flow as {@link start} does, then gets the run again and again: see operations/waiting.
 *
 * An operation and not an option of Start: it gives something else, and n8n runs it in another way.
 */
export const startAndWait: Operation = {
	option: {
		name: 'Start and Wait',
		value: 'startAndWait',
		action: 'Start a flow and wait for its run',
		description: 'Start a run of a process flow, wait until it has ended, and get it',
		// For tools of AI agents, for which n8n does not run the code.
		routing: { ...start.option.routing, output: { postReceive: [startedAndWaitedFor] } },
	},
	fields: [...start.fields, ...waitFields],
};
