import type { IDataObject } from 'n8n-workflow';

/**
 * Whether the answer to a download is a page for people, such as one to sign in. A payload that is a web
 * page itself comes as an attachment.
 */
export function isWebPage(headers: IDataObject): boolean {
	const isHtml = String(headers['content-type'] ?? '').includes('text/html');
	return isHtml && !String(headers['content-disposition'] ?? '').startsWith('attachment');
}
