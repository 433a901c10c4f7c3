import { startAndWait } from './waiting/startAndWait';
import { wait } from './waiting/wait';

/** What n8n runs in place of a described request: by resource, by operation. */
export const customOperations = {
	flow: { startAndWait },
	flowRun: { wait },
};
