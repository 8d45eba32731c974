import { outlineOf, type SchemaFile } from "@postel/proto";
import { declaredNames } from "./declared-names.ts";

/** A file that was compiled anew, and what it was before, if it was there. */
export interface Recompiled {
  readonly before: SchemaFile | undefined;
  readonly after: SchemaFile;
}

/**
 * Tells whether names that are new in recompiled files may exist in `others` as well. Only files of the same package or of one
 * around it can declare a name, so no more are read, and none for what is new inside a type: no other file can add to that.
 * A new extension number may be taken by any file, and a new package be named like a type: those count as clashes.
 */
export function mayClash(recompiled: readonly Recompiled[], others: readonly SchemaFile[]): boolean {
  const fresh = recompiled.map(freshNames);
  if (fresh.includes("extension")) return true;
  const names = new Set(fresh.flatMap((some) => [...some]));
  const own = new Set(recompiled.flatMap(freshPackages));
  if (names.size + own.size === 0) return false;
  const packages = new Set([...new Set(others.map((file) => outlineOf(file).package))].flatMap(scopes));
  const all = [...names, ...own];
  return [...names].some((name) => packages.has(name)) || others.some((file) => declaresAny(file, all));
}

function freshNames({ before, after }: Recompiled): ReadonlySet<string> | "extension" {
  const now = declared(after);
  const then = before && declared(before);
  if (![...now.extensions].every((extension) => then?.extensions.has(extension) === true)) return "extension";
  return new Set([...now.names].filter((name) => then?.names.has(name) !== true && !now.names.has(scopeOf(name))));
}

function scopeOf(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf("."), 0));
}

function freshPackages({ before, after }: Recompiled): string[] {
  const { package: name } = outlineOf(after);
  return before !== undefined && outlineOf(before).package === name ? [] : scopes(name);
}

function declared(file: SchemaFile) {
  return declaredNames(file.bytes, outlineOf(file).package);
}

/** `a.b.c` is declared in the packages `a.b` and `a` too. */
function scopes(name: string): string[] {
  return name === "" ? [] : [name, ...scopes(scopeOf(name))];
}

function declaresAny(file: SchemaFile, names: readonly string[]): boolean {
  const { package: own } = outlineOf(file);
  const mine = names.filter((name) => own === "" || name.startsWith(`${own}.`));
  const mentioned = mine.filter((name) => mentions(file.bytes, name));
  if (mentioned.length === 0) return false;
  const { names: declaredHere } = declared(file);
  return mentioned.some((name) => declaredHere.has(name));
}

/** A declaration holds the last part of its name as it is. */
function mentions({ buffer, byteOffset, byteLength }: Uint8Array, name: string): boolean {
  return Buffer.from(buffer, byteOffset, byteLength).includes(name.slice(name.lastIndexOf(".") + 1));
}
