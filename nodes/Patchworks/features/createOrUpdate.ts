import pick from 'lodash/pick';
import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { apiRequestItem } from '../../api/client';
import { inputError } from '../../api/errors/itemErrors';
import type { Sender } from '../../api/sender';
import { namedEntry } from '../description/listFrom';
import { readNamed, withName } from '../description/names';
import type { OperationCall } from '../description/operation';

/**
 * Changes what has the ID.
 *
 * @param path of the object
 * @param body what the user gave, as a new object is sent
 */
type Update = (sender: Sender, path: string, body: IDataObject) => Promise<IDataObject>;

/**
 * Creates an object, or updates the one of its list that has its name, whatever the case. The list is
 * read anew for each item, since an item before it may have created what it names; items that are sent
 * at once do not see each other's.
 *
 * @param update changes the one that there is
 * @param summary what is left of the object when the user wants it simple
 * @returns what an operation performs whose routing is the request for the list
 * @throws NodeOperationError with all IDs, where several have the name
 */
export function createOrUpdate(update: Update, summary?: string[]) {
	return async ({ context, sender, request }: OperationCall): Promise<INodeExecutionData[]> => {
		const { path, body } = request;
		const given = JSON.parse(String(body)) as IDataObject;
		const name = String(given.name);
		const list = await readNamed(sender, { path, toEntry: namedEntry });
		const found = withName(list, name);
		if (found.length > 1) {
			throw inputError(
				context,
				'Name',
				`has ${found.length} matches for "${name}": IDs ${found.map(({ id }) => id).join(', ')}`,
				'Update the one that you mean by its ID, or give the others another name.',
			);
		}
		const [known] = found;
		const object = known
			? {
					...(await update(sender, `${path}/${encodeURIComponent(known.id)}`, given)),
					id: known.id,
				}
			: await apiRequestItem(sender, { method: 'POST', path, body: given });
		const json = withId(object);
		const isSimple = summary && context.getNodeParameter('simplify', false) === true;
		return [{ json: isSimple ? pick(json, summary) : json }];
	};
}

/** The ID comes as a number, as text in JSON:API, and not at all where a creation has no answer. */
function withId({ id, ...object }: IDataObject): IDataObject {
	return { ...(id !== undefined && { id: String(id) }), ...object };
}
