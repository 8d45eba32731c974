import { stringify } from "yaml";
import type { GenLock } from "./gen-lock.ts";

const HEAD = "# Written by `gen`. Commit it, and let `gen` change it.\n";

/** Prints a lock, sorted, so that the same content gives the same text and merges stay small. */
export function printGenLock({ generator, modules, outputs }: GenLock): string {
  const document = {
    version: "v1",
    generator,
    modules: sorted(modules, ({ events, ...module }) => ({ ...module, events: sorted(events, (digest) => digest) })),
    outputs: sorted(outputs, (hash) => hash),
  };
  return HEAD + stringify(document, { lineWidth: 0 });
}

function sorted<T, R>(map: ReadonlyMap<string, T>, show: (value: T) => R): Map<string, R> {
  const entries = [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(entries.map(([key, value]) => [key, show(value)]));
}
