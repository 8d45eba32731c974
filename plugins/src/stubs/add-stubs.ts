import type { StubSyntaxError } from "./author-file.ts";
import type { NeededStubs } from "./needed-stubs.ts";
import { applyEdits, planEdits } from "./plan-edits.ts";

/** A file with all that is needed, or why it was left alone. */
export type StubbedFile =
  | {
      readonly kind: "ok";
      readonly text: string;
      /** What was added, as `constant.method`; empty when nothing was missing, and then `text` is the source. */
      readonly added: readonly string[];
    }
  | StubSyntaxError;

/**
 * Adds what a hand-written file lacks and changes nothing else; `source` is undefined where there is no file yet.
 * Running it twice changes nothing. A file that does not parse is reported instead.
 */
export async function addStubs(source: string | undefined, needed: NeededStubs): Promise<StubbedFile> {
  const [mark = ""] = source?.match(BYTE_ORDER_MARK) ?? [];
  const text = source?.slice(mark.length) ?? "";
  const read = text.trim() === "" ? EMPTY : (await import("./read-file.ts")).readFile(text);
  if (read.kind === "syntax-error") return read;
  const { edits, added } = planEdits(read.file, needed);
  return { kind: "ok", text: added.length === 0 ? (source ?? "") : mark + applyEdits(read.file.text, edits), added };
}

/** TypeScript's offsets do not count it. */
const BYTE_ORDER_MARK = /^\uFEFF/;

/** A new file needs no parser. */
const EMPTY = {
  kind: "ok",
  file: {
    text: "",
    imported: new Set<string>(),
    importsEnd: undefined,
    declared: new Set<string>(),
    objects: new Map(),
  },
} as const;
