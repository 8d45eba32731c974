import { createRegistry, type DescFile, type Registry } from "@bufbuild/protobuf";
import { type Comments, readComments } from "./comments.ts";
import { type Symbols, typeReference, visibleSymbols } from "./type-names.ts";

/** What printing any part of a file needs to know. */
export interface Context {
  readonly syntax: "proto2" | "proto3" | "editions";
  /** Resolves custom options. */
  readonly registry: Registry;
  readonly comments: Comments;
  /** Writes a reference to a full name (without leading dot) from a scope. */
  reference(target: string, scope: string): string;
}

/** Prepares to print a file; `among` holds what it imports for options only, which descriptors do not link. */
export function contextOf(file: DescFile, among: Iterable<DescFile>): Context {
  const forOptions = new Set(file.proto.optionDependency);
  const linked = forOptions.size === 0 ? [] : [...among].filter(({ proto }) => forOptions.has(proto.name));
  const files = closure([file, ...linked]);
  const symbols: Symbols = visibleSymbols(files);
  return {
    syntax: file.proto.syntax === "editions" || file.proto.syntax === "proto3" ? file.proto.syntax : "proto2",
    registry: createRegistry(...files),
    comments: readComments(file.proto.sourceCodeInfo),
    reference: (target, scope) => typeReference(symbols, file.proto.package, scope, target),
  };
}

function closure(files: readonly DescFile[]): DescFile[] {
  const seen = new Set<DescFile>();
  const queue = [...files];
  for (const next of queue) {
    if (seen.has(next)) continue;
    seen.add(next);
    queue.push(...next.dependencies);
  }
  return [...seen];
}
