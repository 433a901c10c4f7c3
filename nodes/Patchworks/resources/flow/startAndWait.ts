import { waitFields } from '../../operations/waiting/fields';
import type { Operation } from '../../shared/resource';
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
	},
	fields: [...start.fields, ...waitFields],
};
