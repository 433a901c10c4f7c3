import type { Resource } from '../../description/operation';
import { create } from './create';
import { deleteOperation } from './delete';
import { deploy } from './deploy';
import { get } from './get';
import { upload } from './upload';

export const scriptVersion: Resource = {
	name: 'Script Version',
	value: 'scriptVersion',
	description: 'One state of the code of a script',
	operations: [create, deleteOperation, deploy, get, upload],
};
