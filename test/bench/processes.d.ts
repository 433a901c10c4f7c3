/** Starts a TypeScript file of this folder in a process of its own. */
export declare function forkHere(
	file: string,
	args?: string[],
): import('node:child_process').ChildProcess;
