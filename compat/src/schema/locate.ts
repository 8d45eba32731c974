import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import type { FileElement, SourcePath } from "./elements.ts";
import { remember } from "./remember.ts";

/** A region of a .proto file: 1-based, end exclusive. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

interface Location {
  readonly path: SourcePath;
  readonly span: Span;
}

interface Locations {
  readonly all: readonly Location[];
  /** The first location of each path. */
  readonly byPath: ReadonlyMap<string, Span>;
}

const START: Span = { line: 1, column: 1, endLine: 1, endColumn: 1 };

/** Finds the first of these places that the file's source info knows. */
export function locate(file: FileElement, candidates: readonly Candidate[]): Span {
  const { all, byPath } = locationsOf(file);
  for (const candidate of candidates) {
    const { path } = candidate;
    const span = byPath.get(path.join()) ?? (candidate.near === undefined ? undefined : nearest(all, candidate));
    if (span !== undefined) return span;
  }
  return START;
}

/** A place to look for; with `near`, a place inside or around it will do, as long as its path is at least so long. */
export interface Candidate {
  readonly path: SourcePath;
  readonly near?: number;
}

/** Prefers the longest path that leads to the wanted one; the first path that leads on from it wins at once, as in buf. */
function nearest(all: readonly Location[], { path, near = 0 }: Candidate): Span | undefined {
  let best: Location | undefined;
  for (const location of all) {
    const length = location.path.length;
    if (length >= near && startsWith(path, location.path) && length > (best?.path.length ?? 0)) best = location;
    else if (startsWith(location.path, path)) return location.span;
  }
  return best?.span;
}

function startsWith(path: SourcePath, prefix: SourcePath): boolean {
  return path.length >= prefix.length && prefix.every((step, index) => path[index] === step);
}

const locationsOf = remember((file: FileElement): Locations => {
  const all = file.skim.sourceInfo.flatMap(([from, to]) => readLocations(file.bytes.subarray(from, to)));
  const byPath = new Map<string, Span>();
  for (const { path, span } of all) {
    const key = path.join();
    if (!byPath.has(key)) byPath.set(key, span);
  }
  return { all, byPath };
});

/** Reads a google.protobuf.SourceCodeInfo, leaving comments out: they are most of its size. */
function readLocations(bytes: Uint8Array): Location[] {
  const reader = new BinaryReader(bytes);
  const found: Location[] = [];
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (field === 1 && wireType === WireType.LengthDelimited) found.push(readLocation(reader.bytes()));
    else reader.skip(wireType, field);
  }
  return found;
}

function readLocation(bytes: Uint8Array): Location {
  const reader = new BinaryReader(bytes);
  const numbers: Record<number, number[]> = { 1: [], 2: [] };
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    const list = numbers[field];
    if (list === undefined) reader.skip(wireType, field);
    else if (wireType === WireType.LengthDelimited)
      for (const end = reader.uint32() + reader.pos; reader.pos < end; ) list.push(reader.int32());
    else list.push(reader.int32());
  }
  return { path: numbers[1] ?? [], span: toSpan(numbers[2] ?? []) };
}

/** Widens a zero-based span of three or four numbers; anything else is the start of the file. */
function toSpan(span: readonly number[]): Span {
  const [line, column, third, fourth] = span;
  if (line === undefined || column === undefined || third === undefined || span.length > 4) return START;
  if (fourth === undefined) return { line: line + 1, column: column + 1, endLine: line + 1, endColumn: third + 1 };
  return { line: line + 1, column: column + 1, endLine: third + 1, endColumn: fourth + 1 };
}
