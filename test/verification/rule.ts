import type { Manifest } from '../release/manifest';

/** One of n8n's rules for verified nodes, as far as a machine can tell whether it is kept. */
export interface Rule {
	/** How docs/verification.md names it. */
	name: string;
	/** What breaks it: a line for each place. */
	problems(checkout: string, manifest: Manifest): string[];
	/** Why it is broken for now; the rule then has to have problems, so that this is taken out in time. */
	open?: string;
	/** What only a person can do about it; it may have problems until then. */
	person?: string;
}
