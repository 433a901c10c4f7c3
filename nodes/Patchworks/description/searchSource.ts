import type { IDataObject, INodeListSearchItems } from 'n8n-workflow';

/** What a list in the editor is filled from. */
export interface SearchSource {
	/** The list's path on the Core host. */
	path: string;
	/** Query parameters that every page is asked with. */
	qs?: IDataObject;
	/** The query parameter by which the API itself searches; without it, names are compared here. */
	searchParameter?: string;
	/** Whether the path gives one object instead of a list of rows; `within` says where its list is. */
	single?: boolean;
	/** The property of each row that holds what to list, if that is not the rows themselves. */
	within?: string;
	/** The property by whose time the rows of a page are put in order, the latest first, where the API cannot. */
	latestBy?: string;
	/** Makes an entry of the list from a row, or from one within a row. */
	toEntry: (row: IDataObject, parent: IDataObject) => INodeListSearchItems;
}
