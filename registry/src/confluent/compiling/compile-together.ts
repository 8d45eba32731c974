import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt";
import type { DescriptorSet, SchemaFile } from "@postel/proto";
import { cleanDescriptor } from "../link-schema.ts";
import type { TextUnit } from "./text-unit.ts";

const TIMEOUT_MILLIS = 5_000;

/** What texts give that were compiled in one run; those without a result must be compiled alone. */
export type Together = Map<TextUnit, FileDescriptorProto>;

/**
 * Compiles texts in one run; none sees another. Only what would come out alone as well is a result: a text that has a mistake, or that
 * reached a file which it would not have had alone, has none. Never throws for what is in a text.
 */
export async function compileTogether(units: readonly TextUnit[]): Promise<Together> {
  const first = await run(units);
  if (first.kind === "done") return first.results;
  const rest = units.filter(({ path }) => !first.culprits.has(path));
  if (rest.length === units.length || rest.length < 2) return new Map();
  const second = await run(rest);
  return second.kind === "done" ? second.results : new Map();
}

type Run =
  | { readonly kind: "done"; readonly results: Together }
  | { readonly kind: "failed"; readonly culprits: ReadonlySet<string> };

async function run(units: readonly TextUnit[]): Promise<Run> {
  const { compile, isCompilerError } = await import("@postel/compiler");
  const paths = units.map(({ path }) => path);
  const files = Object.fromEntries(units.flatMap(({ files, path, text }) => [...files, [path, text]]));
  try {
    const options = { paths, excludeSourceInfo: true, isBackground: true, timeout: TIMEOUT_MILLIS };
    const compiled = await compile({ kind: "text", files }, options);
    if (compiled.kind === "ok") return { kind: "done", results: resultsOf(units, compiled.set) };
    return { kind: "failed", culprits: new Set(compiled.problems.map(({ path }) => path)) };
  } catch (cause) {
    if (isCompilerError(cause)) return { kind: "failed", culprits: new Set() };
    throw cause;
  }
}

function resultsOf(units: readonly TextUnit[], { files }: DescriptorSet): Together {
  const compiled = new Map(files.map((file) => [file.path, file]));
  return new Map(
    units.flatMap((unit) => {
      const file = compiled.get(unit.path);
      return file === undefined || !staysInside(unit, file, compiled) ? [] : [[unit, cleanDescriptor(file.bytes)]];
    }),
  );
}

/** Tells whether all that a text leads to are files that it would have had alone. */
function staysInside(unit: TextUnit, own: SchemaFile, compiled: ReadonlyMap<string, SchemaFile>): boolean {
  const seen = new Set<string>();
  const follow = (file: SchemaFile): boolean =>
    file.descriptor.dependency.every((path) => {
      if (seen.has(path)) return true;
      seen.add(path);
      const next = compiled.get(path);
      return next !== undefined && isOwn(unit, path) && follow(next);
    });
  return follow(own);
}

/** The compiler adds its own schemas for those that name them in so many letters. */
function isOwn({ text, files }: TextUnit, path: string): boolean {
  if (files.has(path) || path.startsWith("google/protobuf/")) return true;
  const isImplicit = /^(postel|buf)\//.test(path);
  return isImplicit && [text, ...files.values()].some((each) => each.includes(`"${path}"`));
}
