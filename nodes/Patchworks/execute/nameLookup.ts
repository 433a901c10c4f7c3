import type { IExecuteSingleFunctions } from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';

import { accountOf } from '../../api/account';
import { extendDescription } from '../../api/errors/extendDescription';
import { inputError } from '../../api/errors/itemErrors';
import type { Sender } from '../../api/sender';
import { targetOf } from '../../api/sending/dispatch';
import type { ChosenId, List } from '../description/listFrom';
import { segmentOf, sourceOf } from '../description/listFrom';
import type { Named } from '../description/names';
import { readNamed, withName } from '../description/names';
import { nearestNames } from '../description/nearestNames';

/** How many letters of a name an error shows. */
const MOST_SHOWN = 100;

/** Finds the IDs of what items name. A list is read once for all items of a run that have one account at one host. */
export class NameLookup {
	private readonly lists = new Map<string, Promise<Named[]>>();

	/**
	 * The ID of what has a name, in whatever case.
	 *
	 * @param list that the field is picked from
	 * @param label the display name of the field
	 * @param orId whether an ID may stand in place of the name, as a model may give either
	 * @throws NodeOperationError naming what is nearest, or the IDs of all that have the name; NodeApiError when the list cannot be read
	 */
	async idOf(
		context: IExecuteSingleFunctions,
		sender: Sender,
		list: List,
		label: string,
		name: string,
		orId = false,
	): Promise<string> {
		const known = await this.read(context, sender, list).catch((error: Error) => {
			throw extendDescription(
				ofItem(context, error),
				`This was the list in which the name in '${label}' is looked up. Nothing was sent besides.`,
			);
		});
		const shown = name.slice(0, MOST_SHOWN);
		const found = withName(known, name);
		if (found.length === 1) return found[0].id;
		if (orId && known.some(({ id }) => id === name)) return name;
		if (found.length > 1) {
			const ids = found.map(({ id }) => id).join(', ');
			throw inputError(
				context,
				label,
				`has ${found.length} matches for the name "${shown}": IDs ${ids}`,
				orId ? 'Give the ID instead.' : 'Choose By ID instead.',
			);
		}
		const nearest = nearestNames(
			name,
			known.flatMap(({ names }) => names),
		);
		throw inputError(
			context,
			label,
			`has no match for the name "${shown}"`,
			nearest.length > 0
				? `The nearest names are ${nearest.map((one) => `"${one}"`).join(', ')}.`
				: 'Patchworks lists none at all.',
		);
	}

	private async read(
		context: IExecuteSingleFunctions,
		sender: Sender,
		list: List,
	): Promise<Named[]> {
		const source = await sourceOf(list, chosenFor(context));
		if (!source) return [];
		const { path, qs, within } = source;
		const { baseURL } = await targetOf(sender, { path });
		const key = JSON.stringify([await accountOf(sender), baseURL, path, qs, within]);
		let reading = this.lists.get(key);
		if (!reading) {
			reading = readNamed(sender, source);
			// Also where it fails, after all its retries: a thousand items would try as often.
			this.lists.set(key, reading);
		}
		return await reading;
	}
}

/** An error that items share, as one of the item. */
function ofItem(context: IExecuteSingleFunctions, error: Error): Error {
	const { message } = error;
	const shared = { message, itemIndex: context.getItemIndex() };
	if (error instanceof NodeOperationError) {
		const description = error.description ?? undefined;
		return new NodeOperationError(context.getNode(), message, { ...shared, description });
	}
	if (!(error instanceof NodeApiError)) return error;
	const options = {
		...shared,
		description: error.description ?? undefined,
		httpCode: error.httpCode ?? undefined,
	};
	// n8n replaces texts that contain the name of a system error; what the API said must stay.
	const own = Object.assign(new NodeApiError(context.getNode(), { message }, options), { message });
	own.context.data = error.context.data;
	return own;
}

/** What is chosen in the other fields for an item; where these hold names, their IDs are known by then. */
function chosenFor(context: IExecuteSingleFunctions): ChosenId {
	return async (parameterName) =>
		segmentOf(context.getNodeParameter(parameterName, '', { extractValue: true }));
}
