import type { ErrorObject } from 'ajv';

import { describeProblem } from '../../../conformance/contract/document';
import type { ContractOperation } from '../../../conformance/contract/document';
import { refuse } from './answers';
import type { Refusal } from './answers';

/**
 * What the API answers to a request that its contract does not allow: 400 with the allowed ones for the
 * query, as Spatie's query builder words it, and 422 by field for the body.
 */
export function refusalOf(errors: ErrorObject[], target: ContractOperation): Refusal {
	const inQuery = errors.filter(({ instancePath }) => instancePath.startsWith('/query'));
	// An enum says more than the type that it implies.
	const worst = inQuery.find(({ keyword }) => keyword === 'enum') ?? inQuery[0];
	if (worst) return queryRefusal(worst, target);
	const fields: Record<string, string[]> = {};
	for (const error of errors) {
		(fields[fieldOf(error)] ??= []).push(reasonOf(error));
	}
	return refuse(422, 'The given data was invalid.', fields);
}

function queryRefusal(error: ErrorObject, { op, host }: ContractOperation): Refusal {
	if (host === 'webhooks') return refuse(401, 'Invalid signature.');
	const names = op.parameters
		.filter((parameter) => parameter.in === 'query')
		.map(({ name }) => name);
	if (error.keyword === 'additionalProperties') {
		const asked = String(error.params.additionalProperty);
		const filter = /^filter\[(.+)\]$/.exec(asked)?.[1];
		const allowed = names.flatMap((name) => {
			const key = /^filter\[(.+)\]$/.exec(name)?.[1];
			return filter ? (key ?? []) : key ? [] : name;
		});
		return filter
			? notAllowed('filter(s)', filter, allowed)
			: notAllowed('parameter(s)', asked, allowed);
	}
	const [, , name] = error.instancePath.split('/');
	if (error.keyword === 'enum' && ['include', 'sort'].includes(name)) {
		return notAllowed(`${name}(s)`, '', error.params.allowedValues as string[]);
	}
	return refuse(400, `Bad request: ${describeProblem(error)}.`);
}

function notAllowed(what: string, asked: string, allowed: string[]): Refusal {
	const requested = asked ? ` \`${asked}\`` : '';
	return refuse(
		400,
		`Requested ${what}${requested} are not allowed. Allowed ${what} are \`${allowed.join(', ')}\`.`,
	);
}

function fieldOf({ instancePath, keyword, params }: ErrorObject): string {
	const path = instancePath.split('/').slice(2);
	if (keyword === 'required') path.push(String(params.missingProperty));
	if (keyword === 'additionalProperties') path.push(String(params.additionalProperty));
	return path.filter((part) => part !== 'requestBody').join('.') || 'body';
}

function reasonOf({ keyword, message = 'Invalid', params }: ErrorObject): string {
	if (keyword === 'required') return 'Required.';
	if (keyword === 'additionalProperties') return 'Unknown field.';
	if (keyword === 'enum')
		return `Must be one of ${(params.allowedValues as unknown[]).join(', ')}.`;
	return `${message[0].toUpperCase()}${message.slice(1)}.`;
}
