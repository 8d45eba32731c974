import { toBinary } from "@bufbuild/protobuf";
import { Edition, FileDescriptorProtoSchema, FileOptionsSchema } from "@bufbuild/protobuf/wkt";
import type { Change, ChangeOf, Pair } from "../change.ts";
import { commentsOf } from "../schema/comments.ts";
import type { FileElement } from "../schema/elements.ts";
import { equalBytes } from "../schema/same-bytes.ts";
import type { Schema } from "../schema/schema.ts";
import { joinRanges } from "../schema/skim.ts";
import { compareText } from "../text.ts";
import type { Comparison } from "./comparison.ts";
import { optionChanges } from "./diff-options.ts";
import { type FilePairs, pairsByPath } from "./pair-files.ts";
import { without } from "./without.ts";

/** Lists files that came, went, or say something else about themselves. */
export function* diffFiles(comparison: Comparison, { added, removed, touched }: FilePairs): Generator<Change> {
  for (const before of removed) yield { kind: "file.removed", before };
  for (const pair of touched) yield* diffFile(comparison, pair);
  for (const after of added) yield { kind: "file.added", after };
}

type FileChange = ChangeOf<"file.changed">;

function* diffFile(comparison: Comparison, pair: Pair<FileElement>): Generator<FileChange> {
  const { before, after } = pair;
  const changed = (what: FileChange["what"], from: string, to: string): FileChange[] =>
    from === to ? [] : [{ kind: "file.changed", what, ...pair, from, to }];
  yield* changed("package", before.package, after.package);
  yield* changed("syntax", before.syntax, after.syntax);
  if (before.syntax === after.syntax) yield* changed("edition", Edition[before.edition], Edition[after.edition]);
  for (const path of without(imports(before), imports(after))) yield* changed("import", path, "");
  for (const path of without(imports(after), imports(before))) yield* changed("import", "", path);
  const options = { before: before.proto.options, after: after.proto.options };
  for (const { name, from, to } of optionChanges(comparison, FileOptionsSchema, options))
    yield { kind: "file.changed", what: "option", name, ...pair, from, to };
}

function imports({ proto }: FileElement): Set<string> {
  const kinds = (index: number) =>
    (proto.publicDependency.includes(index) ? "public " : "") + (proto.weakDependency.includes(index) ? "weak " : "");
  return new Set([
    ...proto.dependency.map((path, index) => `${kinds(index)}${path}`),
    ...proto.optionDependency.map((path) => `option ${path}`),
  ]);
}

/** The fact that is left for files whose descriptors differ although nothing in them means anything else: another order. */
export function* layoutChanges(touched: readonly Pair<FileElement>[], facts: readonly Change[]): Generator<FileChange> {
  const explained = new Set(facts.flatMap(pathsOf));
  for (const pair of touched)
    if (!explained.has(pair.after.path) && !equalBytes(encode(pair.before), encode(pair.after)))
      yield { kind: "file.changed", what: "layout", ...pair, from: "", to: "" };
}

/** Lists files that are equal but for their comments; positions alone are no change. */
export function* commentChanges(same: readonly Pair<FileElement>[]): Generator<FileChange> {
  for (const pair of same.toSorted(pairsByPath)) {
    if (pair.before === pair.after) continue;
    const [from, to] = [sourceInfo(pair.before), sourceInfo(pair.after)];
    if (equalBytes(from, to) || sameEntries(commentsOf(pair.before), commentsOf(pair.after))) continue;
    yield { kind: "file.changed", what: "comments", ...pair, from: "", to: "" };
  }
}

function sourceInfo({ bytes, skim }: FileElement): Uint8Array {
  return joinRanges(bytes, skim.sourceInfo);
}

function sameEntries(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
}

function encode(file: FileElement): Uint8Array {
  return toBinary(FileDescriptorProtoSchema, file.proto);
}

function pathsOf(change: Change): string[] {
  const sides = "number" in change ? [change.within.before, change.within.after] : [change.before, change.after];
  return sides.flatMap((side) => (side === undefined ? [] : [side.kind === "file" ? side.path : side.file.path]));
}

/** Lists packages that came or went, by name; the file is the first of them by path. */
export function* diffPackages({ schemas: { before, after } }: Comparison): Generator<Change> {
  for (const [name, files] of byName(before))
    if (!after.packages.has(name)) yield { kind: "package.removed", package: name, before: firstByPath(files) };
  for (const [name, files] of byName(after))
    if (!before.packages.has(name)) yield { kind: "package.added", package: name, after: firstByPath(files) };
}

function byName({ packages }: Schema): [string, readonly FileElement[]][] {
  return [...packages].sort(([a], [b]) => compareText(a, b));
}

function firstByPath(files: readonly FileElement[]): FileElement {
  return files.reduce((first, file) => (file.path < first.path ? file : first));
}
