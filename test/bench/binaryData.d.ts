/** Lets n8n keep binary data in files; gives the folder. */
export declare function storeBinaryDataOnDisk(): Promise<string>;
