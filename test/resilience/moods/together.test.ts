import { testInMoods } from './inMoods';

testInMoods([
	['capped-pages', 'simple-pages'],
	['capped-pages', 'no-meta-no-links'],
	['ids-as-numbers', 'statuses-as-digits', 'flags-as-numbers', 'json-api', 'no-meta'],
	['ids-as-text', 'statuses-as-labels', 'times-without-zone', 'flags-as-text', 'simple-pages'],
	['queued-runs', 'environment-ignored'],
	['queued-runs', 'late-runs', 'payloads-newest-first', 'start-with-another-id'],
]);
