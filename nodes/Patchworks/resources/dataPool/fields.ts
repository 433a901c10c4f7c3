import { locator } from '../../description/fields';
import { bodyField } from '../../description/sentFields';

export const dataPoolId = locator({
	name: 'dataPoolId',
	displayName: 'Data Pool',
	searchListMethod: 'searchDataPools',
	placeholder: 'e.g. 12',
	description: 'The pool in which process flows remember the records they have seen',
});

export const description = bodyField('description', {
	displayName: 'Description',
	name: 'description',
	placeholder: 'e.g. Orders already sent to the warehouse',
	description: 'What it is for, as a note to your colleagues; up to 255 characters',
});
