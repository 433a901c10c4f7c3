/** Whether a slip is one of those that are tried, by the number that Stryker gives it. */
export function isInSample(id) {
	const { MUTANTS_SAMPLE = '1', MUTANTS_OFFSET = '0' } = process.env;
	return Number(id) % Number(MUTANTS_SAMPLE) === Number(MUTANTS_OFFSET) % Number(MUTANTS_SAMPLE);
}
