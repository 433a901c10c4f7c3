export declare const childProcess: typeof import('node:child_process');
export declare const fs: typeof import('node:fs');
export declare const path: typeof import('node:path');
export declare const process: NodeJS.Process;
export declare const timers: typeof import('node:timers');
