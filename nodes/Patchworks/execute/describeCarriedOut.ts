import { enumerate } from '../../api/errors/enumerate';
import { extendDescription } from '../../api/errors/extendDescription';
import type { Sender } from '../../api/sender';

/** Adds to the error of an item which of its own requests were carried out before one of them failed. */
export function describeCarriedOut<E>(error: E, { carriedOut }: Sender): E {
	if (carriedOut.length === 0 || !(error instanceof Error)) return error;
	const requests = carriedOut.map(({ method, path }) => `${method} ${path.split('?')[0]}`);
	return extendDescription(
		error,
		`Before that, this was carried out for the item: ${enumerate(requests)}. Running the node again would repeat it.`,
	);
}
