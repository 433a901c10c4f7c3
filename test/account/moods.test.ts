import { sandboxAccounts } from '../demo/accounts';
import { FLOWS, startSandbox } from '../support/sandbox';
import type { Sandbox } from '../support/sandbox';
import { MOODS } from '../support/sandbox/moods';
import { checkAccount } from './checkAccount';
import type { Report } from './findings/report';

/** In summer, when London and UTC differ. */
const NOON = Date.UTC(2030, 6, 15, 12);
const HOUR = 3_600_000;
const MINUTE = 60_000;

/** What the check makes of a mood. */
interface Expectation {
	/** The assumptions that it contradicts; none where the mood is about how answers travel, or within what is known. */
	contradicted?: string[];
	/** What it says of one assumption. */
	says?: Record<string, RegExp>;
	/** Why it could not run. */
	couldNotRun?: RegExp;
}

const IN_PLAIN_MOOD: Expectation = {
	says: {
		1: /^confirmed: status is a number from 1 to 5$/,
		9: /^confirmed/,
		14: /^confirmed: times say of which zone they are/,
		'4b': /^confirmed: it is object with id, virtual_environment_id$/,
		'6a': /^could not tell: it is the same as created_at/,
	},
};

const EXPECTED: Record<string, Expectation> = {
	'capped-pages': { contradicted: ['8d'], says: { '8d': /as per_page in the answer says/ } },
	'empty-page': { contradicted: ['8c'], says: { '8c': /page 2 is empty/ } },
	'cursor-pages': {
		contradicted: ['8b', '8c'],
		says: { '8b': /meta has path, per_page, next_cursor, prev_cursor/, '8c': /same as page 1/ },
	},
	'capped-pages-unnamed': {
		contradicted: ['8b', '8d'],
		says: { '8b': /meta lacks last_page, per_page, total/, '8d': /although there are more/ },
	},
	'simple-pages': { contradicted: ['8b'], says: { '8b': /meta lacks last_page, total/ } },
	'no-meta': { contradicted: ['8b'], says: { '8b': /there is no meta.*links has first, last/ } },
	'no-meta-no-links': {
		contradicted: ['8b'],
		says: { '8b': /there is no meta; the answer has data$/ },
	},
	'flat-envelope': {
		contradicted: ['8b'],
		says: { '8b': /the answer has current_page, .*, last_page_url/ },
	},
	'no-envelope': { contradicted: ['8a', '8b'], says: { '8a': /the answer itself is the array/ } },
	'lists-by-key': {
		contradicted: ['8a'],
		says: { '8a': /data is object with numbers for names/ },
	},

	// Within what is known: the table has the forms.
	'ids-as-numbers': { says: { 19: /^confirmed: IDs of runs are integer; / } },
	'ids-as-text': { says: { 19: /^confirmed: .*; those of flows are text of digits$/ } },

	'statuses-as-digits': { contradicted: ['1'], says: { 1: /text of digits/ } },
	'statuses-as-names': { contradicted: ['1'], says: { 1: /a name in lower case/ } },
	'statuses-as-labels': { contradicted: ['1'], says: { 1: /a label with a capital/ } },
	'statuses-as-objects': { contradicted: ['1'], says: { 1: /object with value, label/ } },
	// A time without a zone that is UTC is what is assumed.
	'times-without-zone': {
		says: { '7a': /time without a zone/, 14: /^confirmed: filter\[started_after\]/ },
	},
	'times-in-london': { contradicted: ['14'], says: { 14: /ahead of UTC/ } },
	'times-in-new-york': { contradicted: ['14'], says: { 14: /behind UTC/ } },
	'times-in-seconds': { contradicted: ['7a'], says: { '7a': /Unix seconds/ } },
	'times-in-milliseconds': { contradicted: ['7a'], says: { '7a': /Unix milliseconds/ } },
	'flags-as-numbers': { contradicted: ['18'], says: { 18: /integer/ } },
	'flags-as-text': { contradicted: ['18'], says: { 18: /text: true or false/ } },
	'flags-as-arrays': { contradicted: ['18'], says: { 18: /empty array/ } },
	'json-api': { contradicted: ['7c'], says: { '7b': /^confirmed/ } },
	'json-api-without-type': { contradicted: ['7b', '7c'], says: { '7b': /no type/ } },

	'runs-without-flow': { contradicted: ['5c'] },
	'runs-without-environment': { contradicted: ['4b'] },
	'triggers-as-numbers': { contradicted: ['5a', '5b'], says: { '5b': /integer/ } },
	'status-filter-ignored': { contradicted: ['9'], says: { 9: /runs that have ended/ } },
	'late-runs': { contradicted: ['6b'], says: { '6b': /was not listed when it had started/ } },
	// As is assumed: a run's start is when it left the queue.
	'queued-runs': { says: { '6a': /^confirmed: it is later than created_at/ } },
	// Only a start would tell.
	'start-without-run': { says: { 12: /^could not tell/ } },
	'start-with-another-id': { says: { 12: /^could not tell/ } },
	'payloads-newest-first': { contradicted: ['3b'], says: { '3b': /the newest is first/ } },

	// Only a start would tell.
	'environment-ignored': { contradicted: [] },
	'time-filters-ignored': { contradicted: ['14b'], says: { '14b': /it is ignored/ } },
	'payloads-unlisted': { contradicted: ['2'], says: { 2: /payloadSize above 0/ } },
	'days-in-new-york': { contradicted: ['10'], says: { 10: /another day; at noon UTC it does/ } },
	'tracked-dates-ignored': { contradicted: ['11'], says: { 11: /it is ignored/ } },
	'unknown-runs-forbidden': { contradicted: ['13'], says: { 13: /gives 403/ } },
	'inferred-paths-missing': {
		contradicted: ['17c'],
		says: { '17c': /answered with 404 or 405: .*listSystems/ },
	},
	'login-by-email': { contradicted: ['17b'], says: { '17b': /refused with 422, for email/ } },

	// How answers travel is no assumption of these.
	'downloads-elsewhere': {},
	'slow-bodies': {},
	'bodies-break-off-once': {},
	'html-errors': { says: { 13: /^confirmed/ } },
	'redirects-to-https': { couldNotRun: /status 301, a redirect, which is not followed/ },
	'redirects-to-path': { couldNotRun: /status 308, a redirect, which is not followed/ },
	'bodies-break-off': { couldNotRun: /no connection, or one that broke off/ },
	'bodies-end-early': { couldNotRun: /something that is not JSON/ },
	'sign-in-page': { couldNotRun: /status 200, a web page/ },
	maintenance: { couldNotRun: /status 503, a web page/ },
};

let sandbox: Sandbox;

beforeEach(async () => {
	sandbox = await startSandbox({ standsAt: NOON, history: false });
	for (let index = 0; index < 120; index++) {
		sandbox.addRun({ flowId: FLOWS.orders, startedAt: NOON - 3 * HOUR - index * 10 * MINUTE });
	}
	sandbox.addRun({
		flowId: FLOWS.stock,
		startedAt: NOON - HOUR,
		payload: '{"order":1001}',
		trigger: 'API',
		virtualEnvironmentId: '601',
	});
	sandbox.addRun({ flowId: FLOWS.orders, startedAt: NOON - MINUTE, duration: 5 * MINUTE });
});
afterEach(async () => await sandbox.close());

/** Checks the sandbox in a mood, in which a run was started just before. */
async function checkIn(moods: string[]): Promise<Report> {
	sandbox.setMoods(moods);
	const comesLate = moods.some((mood) => mood === 'late-runs' || mood === 'queued-runs');
	if (comesLate) sandbox.addRun({ flowId: FLOWS.orders });
	// So that the run that was started is listed only after the first look; one that waits is at once.
	if (moods.includes('queued-runs')) sandbox.advance(31_000);
	else if (comesLate) sandbox.advance(10_000);
	let count = 0;
	sandbox.onRequest(() => {
		if (comesLate && ++count === 20) sandbox.advance(15_000);
	});
	return await checkAccount(sandboxAccounts(sandbox), {
		now: () => sandbox.now(),
		sleep: async (milliseconds) => sandbox.advance(milliseconds),
	});
}

function expectReport({ assumptions }: Report, { contradicted = [], says = {} }: Expectation) {
	const verdicts = assumptions.map(({ id, verdict, why }) => [id, `${verdict}: ${why}`]);
	expect(
		assumptions.filter(({ verdict }) => verdict === 'contradicted').map(({ id }) => id),
	).toEqual(contradicted);
	for (const [id, text] of Object.entries(says)) {
		expect(Object.fromEntries(verdicts)[id]).toMatch(text);
	}
}

it('contradicts nothing in the plain mood', async () => {
	const report = await checkIn([]);

	expectReport(report, IN_PLAIN_MOOD);
	expect(report.operations.filter(({ result }) => /differs|refused/.test(result))).toEqual([]);
});

test('every mood has its expectation', () => {
	expect(Object.keys(EXPECTED).sort()).toEqual(MOODS.map(({ name }) => name).sort());
});

test.each(Object.entries(EXPECTED))('%s', async (mood, expected) => {
	const report = checkIn([mood]);

	if (expected.couldNotRun) return await expect(report).rejects.toThrow(expected.couldNotRun);
	expectReport(await report, expected);
});

it('says of each operation how its answer differs', async () => {
	const report = await checkIn(['no-envelope', 'json-api', 'flags-as-arrays', 'times-in-seconds']);

	const details = (operationId: string) =>
		report.operations.find((one) => one.operationId === operationId)?.details;
	const times = 'is integer of 10 digits, as Unix seconds have, not string with a time';
	expect(details('listLabels')).toEqual([
		'the answer is array, not an object with data',
		'properties are under attributes',
		`created_at ${times}`,
		`updated_at ${times}`,
	]);
	expect(details('getFlow')).toEqual([
		'properties are under attributes',
		`enabled_at ${times}`,
		'is_enabled is array, not boolean',
		`deployed_at ${times}`,
		`created_at ${times}`,
		`updated_at ${times}`,
	]);
	expect(details('downloadPayload')).toEqual([]);
});

it('tells several moods apart that hold at once', async () => {
	const report = await checkIn(['statuses-as-labels', 'times-in-london', 'no-meta', 'json-api']);

	expectReport(report, { contradicted: ['1', '7c', '8b', '14'] });
});
