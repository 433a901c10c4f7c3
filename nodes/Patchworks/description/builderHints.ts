import type { IParameterBuilderHint } from 'n8n-workflow';

// What n8n's assistants that build workflows are told beside the texts for people. Versions of n8n that do not
// know it ignore it.

/** Of an operation that starts a flow. */
export const STARTS = hint(
	'Starts a process flow with real data, once for each input item: bring together first what belongs in one run, and leave Retry On Fail off. Set virtualEnvironmentId while testing. The item has flowRunId, not how the run ended: for that use startAndWait.',
);

/** Of an operation that starts a flow and waits for its run. */
export const STARTS_AND_WAITS = hint(
	'Starts a process flow with real data, once for each input item: bring together first what belongs in one run, and leave Retry On Fail off. Set virtualEnvironmentId while testing. A run that fails fails its item unless onFailedRun says otherwise.',
);

/** Of an operation that starts a flow by an address of its own. */
export const STARTS_BY_URL = hint(
	'Starts a process flow with real data, once for each input item; leave Retry On Fail off. Needs the signed URL. Where the flow is known by name or ID, flow start is simpler.',
);

/** Of an operation that runs something again. */
export const RUNS_AGAIN = hint(
	'May send twice what the run has sent. Set alreadyRetried and succeededSince in skipIf, so that no run is repeated in vain. Retry takes the version that the run ran in, replay the one that is deployed now. dryRun in options starts nothing and says what would be started.',
);

/** Of an operation that deletes something. */
export const DELETES = hint(
	'Cannot be undone. Only where the user asks for it, for one thing that is given by ID or name; never for all that a list gives.',
);

/** Of an operation by which something goes live, or may. */
export const DEPLOYS = hint(
	'May go live at once, in production as well. Only where the user asks for it, best behind a step in which a person approves.',
);

/** Of the operation that sends any request. */
export const SENDS_ANYTHING = hint(
	'Only for what no other operation does. Every method but GET changes something: only where the user asks for it.',
);

/** Of what can be picked from a list. */
export const BY_NAME = hint(
	'Prefer mode "name" with the whole name: it works in any company. Mode "id" takes an ID or an expression that gives one.',
);

/** Of the data that a flow starts with. */
export const PAYLOAD = hint(
	'JSON, or an expression that gives the record as the flow expects it, such as ={{ $json.order }}. The default ={{ $json }} sends the whole input item.',
);

/** The same, in the tool of an agent. */
export const PAYLOAD_OF_TOOL = hint(
	'JSON that the model gives, such as ={{ $fromAI("payload", "The order as JSON", "json") }}, or empty to start without data. Never ={{ $json }}: in a tool that is what was said in the chat.',
);

function hint(propertyHint: string): IParameterBuilderHint {
	return { propertyHint };
}
