import type { IDataObject } from 'n8n-workflow';

import { companyLabelOf } from '../../credentials/common/companyLabel';
import { extendDescription } from './errors/extendDescription';
import type { Sender } from './sender';

/**
 * What the credential of a sender calls its company; undefined where it says nothing, or cannot be read,
 * which the request itself then says better.
 */
export async function companyOf(sender: Sender): Promise<string | undefined> {
	return await sender.credentials().then(companyLabelOf, () => undefined);
}

/** What tells in an item which company it is of; nothing where the credential does not say so. */
export async function companyFields(sender: Sender): Promise<IDataObject> {
	const companyLabel = await companyOf(sender);
	return companyLabel === undefined ? {} : { companyLabel };
}

/** Adds to each item which company it is of, where the credential says so. */
export async function addCompany(
	sender: Sender,
	items: Array<{ json: IDataObject }>,
): Promise<void> {
	const company = await companyFields(sender);
	for (const { json } of items) Object.assign(json, company);
}

/** Adds to an error which company it is of, where the credential says so and the error does not yet. */
export async function namingCompany<E>(sender: Sender, error: E): Promise<E> {
	const companyLabel = await companyOf(sender);
	if (companyLabel === undefined || !isNodeError(error)) return error;
	if (error.context.companyLabel !== undefined) return error;
	error.context.companyLabel = companyLabel;
	return extendDescription(error, `Company: ${companyLabel}.`);
}

/** What n8n's errors of nodes have in common. */
interface NodeError extends Error {
	description?: string | null;
	context: IDataObject;
}

function isNodeError<E>(error: E): error is E & NodeError {
	return error instanceof Error && 'context' in error && typeof error.context === 'object';
}

/**
 * Writes a line to n8n's log, which begins with the company where the credential has a label.
 *
 * @param meta further values, which n8n writes behind it
 */
export async function log(
	sender: Sender,
	level: 'debug' | 'warn',
	message: string,
	meta: IDataObject = {},
): Promise<void> {
	const companyLabel = await companyOf(sender);
	const line = companyLabel === undefined ? message : `${companyLabel}: ${message}`;
	sender.functions.logger[level](line, { ...meta, ...(companyLabel && { companyLabel }) });
}
