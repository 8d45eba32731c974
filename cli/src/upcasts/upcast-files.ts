/** Text of a module's hand-written `*.upcast.ts` files, by path in the module. */
export type UpcastFiles = ReadonlyMap<string, string>;
