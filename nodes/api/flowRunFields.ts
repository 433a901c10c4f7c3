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

/** https://github.com/gopatchworks/patchworks-mcp: the reference itself prints another list by mistake. */
export const STATUSES = [
	{ name: 'Failure', value: 3 },
	{ name: 'Partial Success', value: 5 },
	{ name: 'Started', value: 1 },
	{ name: 'Stopped', value: 4 },
	{ name: 'Success', value: 2 },
];

export const TRIGGERS = [
	'API',
	'Callback',
	'Event',
	'Manual',
	'Retry',
	'Router',
	'Schedule',
	'Shape',
	'Webhook',
].map((trigger) => ({ name: trigger, value: trigger }));
