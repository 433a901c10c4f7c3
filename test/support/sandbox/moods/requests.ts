import { DateTime } from 'luxon';

import { operation } from '../../../conformance/contract/document';
import type { Answer } from '../serving/answers';
import type { Asked, Mood } from './mood';

const DAY = 24 * 3_600_000;

const message = (status: number, text: string, errors?: object): Answer => ({
	status,
	body: { message: text, ...errors },
});

/** Whether only a guess says that the operation is at this path. */
function isInferred({ operationId }: Asked): boolean {
	return operationId !== undefined && operation(operationId).confidence.path === 'inferred';
}

/** What requests mean, and what is at their paths. */
export const REQUESTS: Mood[] = [
	{
		name: 'days-in-new-york',
		description: 'Takes filter[started_on] for the day that it is in New York.',
		ask: (query) => {
			const asked = query['filter[started_on]'];
			if (asked === undefined) return undefined;
			const there = DateTime.fromMillis(Number(asked), { zone: 'America/New_York' });
			const day = Date.parse(`${there.toISODate()}T00:00:00Z`);
			query['filter[started_on]'] = String(day + DAY / 2);
			return undefined;
		},
	},
	{
		name: 'tracked-dates-ignored',
		description: 'Lists tracked data of all dates, whatever its filters by date say.',
		ask: (query, { operationId }) => {
			if (operationId !== 'listTrackedData') return undefined;
			delete query['filter[created_after]'];
			delete query['filter[created_before]'];
			return undefined;
		},
	},
	{
		name: 'unknown-runs-forbidden',
		description: 'Answers 403 in place of 404 for a run that is not there.',
		answer: (answer, { operationId }) =>
			operationId === 'getFlowRun' && answer.status === 404
				? message(403, 'This action is unauthorized.')
				: answer,
	},
	{
		name: 'inferred-paths-missing',
		description: 'Answers 404 at each path that is a guess.',
		ask: (_query, asked) =>
			isInferred(asked)
				? message(404, `The route ${asked.path.slice(1)} could not be found.`)
				: undefined,
	},
	{
		name: 'login-by-email',
		description: 'Wants an email at the login, and no username.',
		ask: (_query, { operationId }) =>
			operationId === 'login'
				? message(422, 'The given data was invalid.', {
						errors: { email: ['The email field is required.'] },
					})
				: undefined,
	},
];
