/** Something that the node takes for granted of the API, since no public page says it. */
export interface Assumption {
	/** As it is named in reports. */
	name: string;
	assumption: string;
	/** The files that rest on it. */
	code: string[];
	evidence: string;
	/** The moods of the sandbox in which it does not hold. */
	moods: string[];
	/** What happens if it is wrong and no mood shows it. */
	otherwise?: string;
	/** How a person checks it on an account, besides `npm run check:account`. */
	check: string;
}

const LATEST_RUNS =
	'GET /flow-runs?per_page=5&sort=-started_at&include=flow,virtualEnvironmentVersion.virtualEnvironment';

/** All assumptions, those first that would do the most harm. */
export const ASSUMPTIONS: Assumption[] = [
	{
		name: 'status',
		assumption: 'The status of a run is 1 to 5, digits, a name, or an object with one of these.',
		code: ['nodes/api/facts/status.ts'],
		evidence: 'The reference calls it a text; the vendor’s client filters by 1 to 5.',
		moods: ['statuses-as-digits', 'statuses-as-names', 'statuses-as-labels', 'statuses-as-objects'],
		otherwise:
			'Another form is an error of the trigger and of Start and Wait, which names the run and the status.',
		check: `${LATEST_RUNS}: look at status`,
	},
	{
		name: 'payload rows',
		assumption: 'A run without payload rows started without data, if its size says so.',
		code: ['nodes/Patchworks/features/replay/input.ts'],
		evidence: 'The reference lists the relation payloadSize.',
		moods: ['payloads-unlisted'],
		check: 'GET /payload-metadata?filter[flow_run_id]=… for a recent run',
	},
	{
		name: 'input of a run',
		assumption: 'The earliest payload of the shape without a parent is what went into a run.',
		code: ['nodes/Patchworks/features/replay/payloads.ts'],
		evidence:
			'None. A page on re-syncing a payload suggests that the payload of a step is its output.',
		moods: ['payloads-newest-first'],
		otherwise:
			'Not noticed where the first shape changes the data: the flow is started with what it gave.',
		check: 'Compare the payload of the first shape with what the flow was started with',
	},
	{
		name: 'environment',
		assumption: 'A run says its virtual environment, and a start is made in the one it asks for.',
		code: [
			'nodes/api/facts/relations.ts',
			'nodes/Patchworks/features/environmentCheck.ts',
			'nodes/Patchworks/features/startedEnvironment.ts',
			'nodes/Patchworks/features/replay/environment.ts',
			'nodes/Patchworks/features/waiting/ownRun.ts',
		],
		evidence: 'The vendor’s client sends virtual_environment_id to start/raw alone.',
		moods: ['runs-without-environment', 'environment-ignored'],
		otherwise:
			'Flow: Start reads back the first run of a flow in an environment each hour, and starts no more there if it is elsewhere. Start and Wait refuses each run in another environment.',
		check: LATEST_RUNS,
	},
	{
		name: 'filters',
		assumption: 'filter[trigger] takes names; rows carry names of triggers, flow and environment.',
		code: [
			'nodes/PatchworksTrigger/polling/filters.ts',
			'nodes/api/facts/relations.ts',
			'nodes/api/facts/trigger.ts',
		],
		evidence: 'The reference lists names.',
		moods: ['runs-without-flow', 'triggers-as-numbers'],
		check: `${LATEST_RUNS}, with filter[trigger]=API and without`,
	},
	{
		name: 'late starts',
		assumption: 'started_at is when the run left the queue, and it is listed within an hour.',
		code: [
			'nodes/PatchworksTrigger/polling/window.ts',
			'nodes/PatchworksTrigger/polling/lookBack.ts',
		],
		evidence: 'Runs are put into the queue every 30 seconds and taken out every 5.',
		moods: ['late-runs', 'queued-runs'],
		otherwise:
			'A run that has waited for longer is still found while the queue shows it, for six hours and as long as the memory has room; beyond that the log names it.',
		check: `${LATEST_RUNS}: compare created_at with started_at of a run that was queued`,
	},
	{
		name: 'times',
		assumption: 'A time is ISO 8601, the form of SQL, or a Unix time.',
		code: ['nodes/api/facts/time.ts', 'nodes/PatchworksTrigger/polling/readable.ts'],
		evidence: 'One example in the reference is ISO 8601 with a zone.',
		moods: ['times-in-seconds', 'times-in-milliseconds', 'times-without-zone'],
		otherwise: 'Another form is an error of the trigger, which names the run and the time.',
		check: `${LATEST_RUNS}: look at started_at`,
	},
	{
		name: 'rows',
		assumption: 'A row is a flat object, or {id, attributes} with or without a type.',
		code: ['nodes/api/facts/row.ts'],
		evidence: 'Public sources have both.',
		moods: ['json-api', 'json-api-without-type'],
		check: LATEST_RUNS,
	},
	{
		name: 'pages',
		assumption: 'A list says where it ends in one of Laravel’s forms, or a short page is its last.',
		code: ['nodes/api/lists/envelope.ts', 'nodes/api/lists/pagination.ts'],
		evidence: 'The reference shows meta and links.',
		moods: [
			'capped-pages',
			'capped-pages-unnamed',
			'simple-pages',
			'cursor-pages',
			'empty-page',
			'no-meta',
			'no-meta-no-links',
			'flat-envelope',
			'no-envelope',
			'lists-by-key',
		],
		check: 'GET /flow-runs?per_page=5 and /flow-runs?per_page=500: look at meta and links',
	},
	{
		name: 'status filter',
		assumption: 'filter[status] takes a number and is applied.',
		code: [
			'nodes/Patchworks/features/checkFilters.ts',
			'nodes/PatchworksTrigger/polling/readRuns.ts',
		],
		evidence: 'The vendor’s client does so.',
		moods: ['status-filter-ignored'],
		check: 'GET /flow-runs?filter[status]=1',
	},
	{
		name: 'day filter',
		assumption: 'filter[started_on] takes any time of a day.',
		code: [
			'nodes/Patchworks/resources/flowRun/getAll.ts',
			'nodes/Patchworks/features/checkSpan.ts',
		],
		evidence: 'The reference says Unix milliseconds. Noon in UTC is sent.',
		moods: ['time-filters-ignored'],
		otherwise: 'Not noticed: runs of the day before or after, or none.',
		check: 'GET /flow-runs?filter[started_on]=… with noon and with midnight of a day',
	},
	{
		name: 'time filters',
		assumption: 'Filters by a time are applied: runs take milliseconds, tracked data ISO 8601.',
		code: ['nodes/Patchworks/features/checkSpan.ts'],
		evidence: 'The reference says milliseconds for runs, and nothing for tracked data.',
		moods: ['time-filters-ignored'],
		check: 'GET /tracked-data?filter[created_after]=2999-01-01T00:00:00.000Z has to be empty',
	},
	{
		name: 'ID of a started run',
		assumption: 'The answer to a start has the ID as flow_run_id, or else as data.id.',
		code: ['nodes/api/facts/startedRun.ts', 'nodes/Patchworks/features/waiting/ownRun.ts'],
		evidence: 'The documentation shows a picture of it.',
		moods: ['start-with-another-id', 'start-without-run'],
		otherwise: 'Start and Wait refuses a run of another flow.',
		check: 'Needs a start: compare the ID in its answer with the list of runs',
	},
	{
		name: 'gone runs',
		assumption: '404 for a run means that it is gone.',
		code: ['nodes/PatchworksTrigger/polling/openRuns.ts'],
		evidence: 'None.',
		moods: [],
		otherwise: 'n8n’s log names the runs whose end the trigger does not wait for any more.',
		check: 'GET /flow-runs/1',
	},
	{
		name: 'time zone',
		assumption: 'A time without a zone is in UTC.',
		code: ['nodes/api/facts/time.ts', 'nodes/PatchworksTrigger/polling/readable.ts'],
		evidence: 'Two pages of the dashboard say UTC; no page on the API says anything.',
		moods: ['times-in-london', 'times-in-new-york'],
		check: `${LATEST_RUNS}: compare started_at with the Date header`,
	},
	{
		name: 'new runs',
		assumption: 'A run that was started can be read, or is in the queue.',
		code: [
			'nodes/Patchworks/features/waiting/poll.ts',
			'nodes/Patchworks/features/waiting/queue.ts',
		],
		evidence: 'The documentation says of API starts that they are queued.',
		moods: ['late-runs', 'queued-runs'],
		check: 'Needs a start: GET /flow-runs/… at once and a minute later',
	},
	{
		name: 'too many requests',
		assumption: 'A request that was answered with 429 was not carried out.',
		code: ['nodes/api/sending/retryPolicy.ts'],
		evidence: 'The meaning of 429.',
		moods: [],
		otherwise: 'Not noticed: a flow would start twice.',
		check: 'None',
	},
	{
		name: 'IDs and flags',
		assumption: 'IDs are texts or numbers; a flag is true, 1, "true", or a list with entries.',
		code: ['nodes/api/facts/flag.ts'],
		evidence: 'The reference shows each form, by page.',
		moods: [
			'ids-as-numbers',
			'ids-as-text',
			'flags-as-numbers',
			'flags-as-text',
			'flags-as-arrays',
		],
		check: LATEST_RUNS,
	},
	{
		name: 'downloads',
		assumption: 'The download of a payload gives its bytes, or leads to where they are.',
		code: ['nodes/api/facts/file.ts', 'nodes/api/client.ts'],
		evidence: 'The vendor’s client downloads them.',
		moods: ['downloads-elsewhere', 'sign-in-page'],
		check: 'GET /payload-metadata/…/download',
	},
];
