import { sortBy } from 'lodash';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

const EXAMPLE_DATE = '2026-01-15T08:00:00.000Z';

/**
 * The values to try for a field, as its description tells them: each of its options, on and off, the
 * example that its placeholder gives. The first is what a user would most likely set.
 *
 * @returns one value for a field of which nothing but one value can be told
 */
export function valuesFor(property: INodeProperties): unknown[] {
	switch (property.type) {
		case 'boolean':
			return [true, false];
		case 'options':
			return valuesOfOptions(property);
		case 'multiOptions':
			return [valuesOfOptions(property)];
		case 'number':
			return [Number(property.default || property.typeOptions?.minValue || 1)];
		case 'dateTime':
			return [EXAMPLE_DATE];
		case 'resourceLocator':
			return [
				{
					__rl: true,
					mode: 'id',
					value: exampleIn(property.modes?.find(({ name }) => name === 'id')) || '1',
				},
			];
		case 'json':
			return [exampleIn(property) || property.default || '{}'];
		default:
			return [exampleIn(property) || property.default || 'made-up'];
	}
}

function valuesOfOptions({ options = [], default: preset }: INodeProperties): unknown[] {
	const values = (options as INodePropertyOptions[]).map(({ value }) => value);
	return sortBy(values, (value) => value !== preset);
}

/** `1234` of the placeholder `e.g. 1234`. */
function exampleIn(field?: { placeholder?: string }): string {
	return /^e\.g\. (.*)$/s.exec(field?.placeholder ?? '')?.[1] ?? '';
}
