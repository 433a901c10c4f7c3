import type { IDataObject } from 'n8n-workflow';

/** The value of a header, in whatever case its name is written. */
export function headerOf(headers: IDataObject, name: string): unknown {
	const wanted = name.toLowerCase();
	return Object.entries(headers).find(([header]) => header.toLowerCase() === wanted)?.[1];
}
