/** An error that is a right end of a use in a mood: it says what is the matter. */
interface Refusal {
	mood: string;
	/** Which uses may end so; all when left out. */
	use?: RegExp;
	says: RegExp;
}

/** A use that goes wrong in a mood at present. */
interface Gap {
	/** Their names, joined by ` + `. */
	moods: string;
	use: RegExp;
	/** What the user gets. */
	now: string;
}

const DOUBT = /The request may have been carried out\. Look for /;

/** What an error has to say. */
const REFUSALS: Refusal[] = [
	{
		mood: 'lists-by-key',
		use: /^(?!Credential test)/,
		says: /answered with something other than a list/,
	},
	{
		mood: 'lists-by-key',
		use: /^Credential test/,
		says: /answered, but not as Patchworks Core does/,
	},
	{ mood: 'runs-without-flow', use: /Replay/, says: /does not say which flow it is of/ },
	{
		mood: 'start-without-run',
		use: /Start and Wait/,
		says: /started the flow but did not say which run it is/,
	},
	{
		mood: 'redirects-to-https',
		says: /answered with a redirect to patchworks\.example\.com, which is not followed/,
	},
	// A download follows it; the tests let no request leave this machine.
	{ mood: 'redirects-to-https', use: /^Payload: Download/, says: /there is no route to the host/ },
	{
		mood: 'redirects-to-path',
		says: /answered with a redirect to 127\.0\.0\.1:\d+, which is not followed/,
	},
	{
		mood: 'redirects-to-path',
		use: /^Payload: Download/,
		says: /The route v2\/.* could not be found/,
	},
	...['redirects-to-https', 'redirects-to-path'].map((mood) => ({
		mood,
		use: /^Credential test/,
		says: /as Patchworks Core does \(HTTP 30\d\)|HTTP 30\d\. It answers with a redirect/,
	})),
	{
		mood: 'bodies-break-off',
		use: /^(?!Flow: Start)/,
		says: /the answer broke off|the connection was closed before the answer came/,
	},
	...['bodies-break-off', 'bodies-break-off-once', 'bodies-end-early'].map((mood) => ({
		mood,
		use: /Start|Replay/,
		says: DOUBT,
	})),
	{ mood: 'bodies-break-off-once', use: /^Credential test/, says: /the answer broke off/ },
	{
		mood: 'bodies-end-early',
		use: /^(?!Flow: Start)/,
		says: /answered with data that is incomplete or not JSON|\{"message":"No query r Check the ID/,
	},
	{
		mood: 'bodies-end-early',
		use: /not enabled/,
		says: /A flow must be deployed and enabled before it can be started/,
	},
	{
		mood: 'bodies-end-early',
		use: /^Credential test/,
		says: /not as Patchworks Core does|something other than a token/,
	},
	{
		mood: 'sign-in-page',
		use: /^(?!Flow: Start)/,
		says: /answered with a web page instead of data/,
	},
	{
		mood: 'sign-in-page',
		use: /^Credential test/,
		says: /not as Patchworks Core does|something other than a token/,
	},
	{ mood: 'maintenance', use: /^(?!Flow: Start)/, says: /HTTP 503/ },
	...['sign-in-page', 'maintenance'].map((mood) => ({ mood, use: /^Flow: Start/, says: DOUBT })),
];

const USES_OF_STATUS =
	/Get Many that failed|what a flow caught|Failure Summary|one that fails|^Trigger: (?!runs of the last)/;

const STATUS_UNREAD =
	'no failure: the trigger gives "finished", waiting takes a failed run for a success, summaries are missing or have status NaN';

/** What goes wrong at present. What is mended has to be taken out; the tests say so. */
export const KNOWN_GAPS: Gap[] = [
	{
		moods: 'no-envelope',
		use: /^Credential test/,
		now: 'an error, although lists can be read without an envelope',
	},
	...[
		'statuses-as-names',
		'statuses-as-labels',
		'statuses-as-objects',
		'ids-as-text + statuses-as-labels + times-without-zone + flags-as-text + simple-pages',
	].map((moods) => ({ moods, use: USES_OF_STATUS, now: STATUS_UNREAD })),
	...['times-in-seconds', 'times-in-milliseconds'].map((moods) => ({
		moods,
		use: /^Trigger/,
		now: 'nothing, for ever: a run whose start cannot be read is skipped',
	})),
	{
		moods: 'times-in-new-york',
		use: /^Trigger: (all|failures|.* by the API|.* in a virtual|.* of the last)/,
		now: 'only some of the events',
	},
	...[
		'flags-as-numbers',
		'flags-as-text',
		'flags-as-arrays',
		'ids-as-numbers + statuses-as-digits + flags-as-numbers + json-api + no-meta',
	].map((moods) => ({
		moods,
		use: /what a flow caught/,
		now: 'no summary: has_warnings counts only where it is true',
	})),
	{
		moods: 'json-api-without-type',
		use: /^Flow: Get$|Flow Run: (?!Get Many with R)|Start and Wait|^Trigger|searched here/,
		now: 'only the ID of each object; waiting never ends, the trigger gives nothing',
	},

	{
		moods: 'runs-without-flow',
		use: /^Trigger: runs of two flows/,
		now: 'nothing, for ever',
	},
	{
		moods: 'runs-without-environment',
		use: /Replay in a virtual environment/,
		now: 'a run in the default environment',
	},
	{
		moods: 'triggers-as-numbers',
		use: /^Trigger: runs that were started by the API/,
		now: 'nothing, for ever',
	},
	{
		moods: 'status-filter-ignored',
		use: /Get Many that failed/,
		now: 'runs in every state',
	},
	...[
		'start-with-another-id',
		'queued-runs + late-runs + payloads-newest-first + start-with-another-id',
	].map((moods) => ({
		moods,
		use: /^Flow: Start$|Start and Wait|Replay/,
		now: 'the ID of something else as that of the run',
	})),

	{
		moods: 'downloads-elsewhere',
		use: /Replay/,
		now: 'an error, although Payload: Download follows the redirect',
	},
	{
		moods: 'sign-in-page',
		use: /^Payload: Download/,
		now: 'the web page as the payload',
	},
];

/** What an error of a use may say in these moods. */
export function refusalsOf(moods: readonly string[], use: string): RegExp[] {
	return REFUSALS.filter(
		(refusal) => moods.includes(refusal.mood) && (refusal.use?.test(use) ?? true),
	).map(({ says }) => says);
}

/** The known gap of a use in these moods, if there is one. */
export function gapOf(moods: readonly string[], use: string): Gap | undefined {
	return KNOWN_GAPS.find((gap) => gap.moods === moods.join(' + ') && gap.use.test(use));
}
