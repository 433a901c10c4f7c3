import type { ICredentialDataDecryptedObject, INodeProperties } from 'n8n-workflow';

const NAME = 'companyLabel';
const MAX_LENGTH = 100;

/** What both credentials may call the company, so that a workflow of several tells them apart. */
export const companyLabelField: INodeProperties = {
	displayName: 'Company Label',
	name: NAME,
	type: 'string',
	default: '',
	placeholder: 'e.g. Acme UK',
	description:
		'A name for this company, for workflows with several. It stands in the items of flow runs, reports and triggers, in errors and in log lines, so it must not be a secret. It is not sent to Patchworks.',
};

/** What a credential calls its company, on one line; undefined where it says nothing. */
export function companyLabelOf(credentials: ICredentialDataDecryptedObject): string | undefined {
	const label = String(credentials[NAME] ?? '')
		.replace(/\s+/g, ' ')
		.trim();
	return label.slice(0, MAX_LENGTH) || undefined;
}
