/** An error that is a right end of a use in a mood: it says what is the matter. */
interface Refusal {
	mood: string;
	/** Which uses may end so; all when left out. */
	use?: RegExp;
	says: RegExp;
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
		mood: 'runs-without-flow',
		use: /runs of two flows/,
		says: /'Flow Names or IDs' cannot be applied: flow run \d+ has nothing where flow_id or flow\.id was expected/,
	},
	{
		mood: 'runs-without-environment',
		use: /Replay/,
		says: /does not say in which virtual environment it ran/,
	},
	{
		mood: 'triggers-as-numbers',
		use: /started by the API/,
		says: /'Started By' cannot be applied: flow run \d+ has \d where a trigger such as API or Schedule was expected/,
	},
	{
		mood: 'status-filter-ignored',
		use: /Get Many that failed/,
		says: /gave flow run \d+ with 'Status' Success, where only Failure was asked for/,
	},
	{
		mood: 'time-filters-ignored',
		use: /Get Many (since a time|of a day)/,
		says: /gave flow run \d+ with started_at ".*", although 'Started (After|On)' is "/,
	},
	{
		mood: 'environment-ignored',
		use: /(Replay|Start of two items) in a virtual environment/,
		says: /was started in virtual environment none, although \d+ was asked for|did not start flow run \d+ in virtual environment \d+, as was asked for, but in none/,
	},
	{
		mood: 'payloads-unlisted',
		use: /Replay/,
		says: /had payloads, and Patchworks lists none of them/,
	},
	{
		mood: 'times-in-new-york',
		use: /^Trigger/,
		says: /has ".*" as its started_at, although runs from .* on were asked for/,
	},
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

/** What an error of a use may say in these moods. */
export function refusalsOf(moods: readonly string[], use: string): RegExp[] {
	return REFUSALS.filter(
		(refusal) => moods.includes(refusal.mood) && (refusal.use?.test(use) ?? true),
	).map(({ says }) => says);
}
