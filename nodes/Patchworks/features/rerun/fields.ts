import type { Field } from '../../description/operation';
import { noneAddedIsEmpty } from '../../request/addedFields';
import { checkChange } from './changePayload';
import { checkSkipIf } from './skipIf';

const conditions: Field[] = [
	{
		displayName: 'Already Retried',
		name: 'alreadyRetried',
		type: 'boolean',
		default: true,
		description: 'Whether to skip a run that was retried; of replays Patchworks does not tell',
	},
	{
		displayName: 'More Attempts Than',
		name: 'moreAttemptsThan',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 3,
		description:
			'Skip a run that was tried more often than this: the first run counts, its retries, and theirs',
	},
	{
		displayName: 'Still Running',
		name: 'stillRunning',
		type: 'boolean',
		default: true,
		description: 'Whether to skip a run that has not ended',
	},
	{
		displayName: 'Succeeded Since',
		name: 'succeededSince',
		type: 'boolean',
		default: true,
		description:
			'Whether to skip a run when a later run of the same flow, in the same virtual environment, was a success',
	},
];

/** When a run is not to be run again. */
export const skipIf: Field = {
	displayName: 'Skip If',
	name: 'skipIf',
	type: 'collection',
	placeholder: 'Add condition',
	default: {},
	options: conditions,
	description: 'When not to run it again. The item then says why, and the workflow goes on.',
	transforms: [noneAddedIsEmpty('skipIf', 'Skip If', conditions), checkSkipIf],
};

/** An option to find out what would be started. */
export const dryRun: Field = {
	displayName: 'Dry Run',
	name: 'dryRun',
	type: 'boolean',
	default: true,
	description: 'Whether to say only what would be started, and start nothing',
};

/** Fields that change the payload a run is replayed with, in the order of the panel. */
export const changePayloadFields: Field[] = [
	{
		displayName: 'Change Payload',
		name: 'changePayload',
		type: 'options',
		options: [
			{ name: 'Merge Fields', value: 'merge', description: 'Set some fields of a JSON payload' },
			{ name: 'No', value: 'no', description: 'Send the payload as it was' },
			{ name: 'Replace', value: 'replace', description: 'Send another payload in its place' },
		],
		default: 'no',
		description: 'Whether to start the flow with a payload that differs from the one of the run',
		transforms: [checkChange],
	},
	{
		displayName: 'Payload Fields',
		name: 'payloadFields',
		type: 'json',
		required: true,
		displayOptions: { show: { changePayload: ['merge'] } },
		default: '',
		placeholder: 'e.g. {"customer": {"email": "user@example.com"}}',
		description:
			'The fields to set, as a JSON object. Objects are merged into those of the payload, lists take their place, and null removes a field.',
	},
	{
		displayName: 'New Payload',
		name: 'newPayload',
		type: 'json',
		required: true,
		displayOptions: { show: { changePayload: ['replace'] } },
		default: '',
		placeholder: 'e.g. {"order": 1001}',
		description: 'The payload to start the flow with, as JSON',
	},
];
