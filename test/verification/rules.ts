import { readManifest } from '../release/manifest';
import { interfaceRules } from './interfaceRules';
import { packageRules } from './packageRules';
import type { Rule } from './rule';

/** All of n8n's rules that a machine can check. */
export const rules: Rule[] = [...packageRules, ...interfaceRules];

/** What came of one rule. */
export interface Verdict {
	rule: Rule;
	problems: string[];
	/** `kept`; `open` or left to a `person`, as the rule says of itself; or `broken`. */
	result: 'kept' | 'open' | 'person' | 'broken';
}

/**
 * Checks every rule on a checkout. A rule that is called open and is kept counts as broken: it has to be called
 * kept.
 */
export function verdicts(checkout: string): Verdict[] {
	const manifest = readManifest(checkout);
	return rules.map((rule) => {
		const problems = rule.problems(checkout, manifest);
		return { rule, problems, result: resultOf(rule, problems) };
	});
}

function resultOf({ open, person }: Rule, problems: string[]): Verdict['result'] {
	if (open) return problems.length > 0 ? 'open' : 'broken';
	if (problems.length === 0) return 'kept';
	return person ? 'person' : 'broken';
}
