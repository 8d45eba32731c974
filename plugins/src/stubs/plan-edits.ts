import type { AuthorFile, AuthorObject } from "./author-file.ts";
import type { NeededObject, NeededStubs } from "./needed-stubs.ts";
import { importText, methodText, objectText } from "./stub-text.ts";

/** Text to put in at an offset. */
export interface Edit {
  readonly at: number;
  readonly text: string;
}

/** What a file lacks, as edits. */
export interface PlannedEdits {
  readonly edits: readonly Edit[];
  /** As `constant.method`. */
  readonly added: readonly string[];
}

/**
 * Plans what to put into a file. Constants that are no object literals, or spread something, are the author's business:
 * the compiler says what they lack.
 */
export function planEdits(file: AuthorFile, needed: NeededStubs): PlannedEdits {
  const plans = needed.objects.map((object) => planObject(file, object));
  const fresh = plans.flatMap(({ fresh }) => fresh);
  const edits = [...plans.flatMap(({ edits }) => edits), ...importEdits(file, fresh), ...constantEdits(file, fresh)];
  return { edits, added: plans.flatMap(({ added }) => added) };
}

/** Puts edits in, from the end so that offsets stay right; line breaks become those of the file. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  return edits
    .toReversed()
    .toSorted((a, b) => b.at - a.at)
    .reduce((so, edit) => so.slice(0, edit.at) + edit.text.replaceAll("\n", lineBreak) + so.slice(edit.at), text);
}

interface PlannedObject extends PlannedEdits {
  /** The constant itself, when the file does not have it. */
  readonly fresh: readonly NeededObject[];
}

function planObject(file: AuthorFile, object: NeededObject): PlannedObject {
  const existing = file.objects.get(object.constant);
  if (existing === undefined && !file.declared.has(object.constant))
    return { edits: [], added: object.methods.map(({ name }) => `${object.constant}.${name}`), fresh: [object] };
  const missing =
    existing === undefined || existing.spreads
      ? []
      : object.methods.filter(({ name }) => !existing.properties.has(name));
  if (existing === undefined || missing.length === 0) return { edits: [], added: [], fresh: [] };
  const { outer, inner, unit, ownLine } = indentationOf(file.text, existing);
  const text = missing.map((method) => methodText(method, inner, unit)).join("\n\n");
  const comma = existing.lastEnd === undefined || existing.trailingComma ? [] : [{ at: existing.lastEnd, text: "," }];
  const insert =
    ownLine === undefined ? { at: existing.close, text: `\n${text}\n${outer}` } : { at: ownLine, text: `${text}\n` };
  return { edits: [...comma, insert], added: missing.map(({ name }) => `${object.constant}.${name}`), fresh: [] };
}

/** How a literal is indented; `ownLine` is the start of the closing brace's line, when the brace stands alone there. */
function indentationOf(text: string, { close }: AuthorObject) {
  const lineStart = text.lastIndexOf("\n", close - 1) + 1;
  const before = text.slice(lineStart, close);
  const outer = /^\s*/.exec(before)?.[0] ?? "";
  // The lines of a block comment begin with one space more.
  const unit = /^(\t| {2,8})(?![\s*])/m.exec(text)?.[1] ?? "  ";
  return { outer, inner: outer + unit, unit, ownLine: before.trim() === "" ? lineStart : undefined };
}

function importEdits({ text, imported, importsEnd }: AuthorFile, fresh: readonly NeededObject[]): Edit[] {
  const lacking = fresh.filter(({ type }) => !imported.has(type));
  const lines = [...Map.groupBy(lacking, ({ from }) => from)].map(([from, objects]) =>
    importText([...new Set(objects.map(({ type }) => type))], from),
  );
  if (lines.length === 0) return [];
  return importsEnd === undefined
    ? [{ at: headEnd(text), text: `${lines.join("\n")}\n\n` }]
    : [{ at: importsEnd, text: `\n${lines.join("\n")}` }];
}

function constantEdits({ text }: AuthorFile, fresh: readonly NeededObject[]): Edit[] {
  if (fresh.length === 0) return [];
  const gap = text === "" ? "" : text.endsWith("\n") ? "\n" : "\n\n";
  return [{ at: text.length, text: `${gap}${fresh.map(objectText).join("\n\n")}\n` }];
}

/** Where a file's `#!` line and comments that stand apart from the code end. */
function headEnd(text: string): number {
  return /^(?:#!.*\r?\n)?(?:(?:\/\/.*\r?\n)+\r?\n|\/\*[\s\S]*?\*\/\r?\n\r?\n)*/.exec(text)?.[0].length ?? 0;
}
