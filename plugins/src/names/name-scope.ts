import type { DescFile } from "@bufbuild/protobuf";
import { nestedTypes } from "@bufbuild/protobuf/reflect";
import { localName } from "./local-name.ts";

/** Hands out names that are used once. */
export interface NameScope {
  /** The name itself, or with `_2`, `_3`, … when it is taken. */
  take(name: string): string;
}

/** Makes a scope in which `taken` are used already. */
export function nameScope(taken: Iterable<string> = []): NameScope {
  const used = new Set(taken);
  return {
    take(name) {
      let free = name;
      for (let count = 2; used.has(free); count++) free = `${name}_${count}`;
      used.add(free);
      return free;
    },
  };
}

/** The names that protoc-gen-es exports for a file, which packages re-export together with ours. */
export function messageNames(file: DescFile): string[] {
  return [...nestedTypes(file)].flatMap((type) => [localName(type), `${localName(type)}Schema`]);
}
