import get from 'lodash/get';
import map from 'lodash/map';
import type { IDataObject } from 'n8n-workflow';

import { isEmpty } from '../empty';
import type { Part, RequestTransform } from './transform';
import { pathOf } from './transform';

/**
 * Keeps a value that is sent out of whatever an error says.
 *
 * @param within where the value is a list of objects, the property of each that holds the secret
 */
export function keptSecret(part: Part, property: string, within?: string): RequestTransform {
	return (_, request) => {
		const value: unknown = get(request[part], pathOf(part, property));
		const secrets = within === undefined ? [value] : map(value as IDataObject[], within);
		request.secrets = [
			...(request.secrets ?? []),
			...secrets.filter((secret) => !isEmpty(secret)).map(String),
		];
	};
}

const SECRET_NAME = /secret|token|passw|passphrase|(api|private)_?key|authorization|credential/i;

/** What stands in a value under a name such as `client_secret`. */
export function secretsIn(value: unknown, isSecret = false): string[] {
	if (typeof value !== 'object' || value === null) {
		return isSecret && !isEmpty(value) ? [String(value)] : [];
	}
	return Object.entries(value).flatMap(([name, content]) =>
		secretsIn(content, isSecret || SECRET_NAME.test(name)),
	);
}
