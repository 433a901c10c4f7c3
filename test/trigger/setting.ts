import type { INode } from 'n8n-workflow';

import type { Engine } from '../harness/engine';
import { node } from '../harness/engine';
import type { Keeping } from '../harness/polling';
import { ActiveTrigger } from '../harness/polling';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

/** The trigger in an active workflow, with the API key as its credential. */
export function activeTrigger(
	engine: Engine,
	parameters: INode['parameters'],
	keeping?: Keeping,
): ActiveTrigger {
	return new ActiveTrigger(
		engine,
		node('Trigger', 'n8n-nodes-patchworks.patchworksTrigger', parameters, {
			credentials: { PatchworksApiKey: { id: 'key', name: 'Test credential' } },
		}),
		keeping,
	);
}
