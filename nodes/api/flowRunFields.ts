import { STATUS, statusName } from './facts/status';
import { TRIGGERS } from './facts/trigger';

/** What is left of a flow run when it is simplified. */
export const FLOW_RUN_SUMMARY = [
	'id',
	'flow_id',
	'name',
	'status',
	'trigger',
	'started_at',
	'finished_at',
	'duration',
	'has_warnings',
];

/** The statuses to choose from. */
export const STATUSES = Object.values(STATUS)
	.map((value) => ({ name: statusName(value), value }))
	.sort((a, b) => a.name.localeCompare(b.name));

/** The triggers to choose from. */
export const TRIGGER_OPTIONS = TRIGGERS.map((trigger) => ({ name: trigger, value: trigger }));
