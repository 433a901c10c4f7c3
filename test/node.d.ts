export declare const childProcess: typeof import('node:child_process');
export declare const fs: typeof import('node:fs');
export declare const http: typeof import('node:http');
export declare const net: typeof import('node:net');
export declare const os: typeof import('node:os');
export declare const path: typeof import('node:path');
export declare const process: NodeJS.Process;
export declare const timers: typeof import('node:timers');
export declare const zlib: typeof import('node:zlib');
