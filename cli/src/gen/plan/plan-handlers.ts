import type { NeededStubs } from "@postel/plugins";
import type { DescriptorSet } from "@postel/proto";
import { CliError } from "../../errors.ts";
import type { PlannedFile } from "./plan.ts";

/** The service's own files that decide what a stub looks like. */
export interface HandlerFiles {
  /** Folder of the generated files, such as `src/gen`; handlers stand beside it. */
  readonly out: string;
  /** Reads a file by its path from the folder of `gen.yaml`; undefined when there is none. */
  readonly read: (path: string) => Promise<string | undefined>;
}

/**
 * Plans stubs for the handlers that the service has not written, in `handlers.ts` beside the generated folder; nothing
 * where none is missing. What is there stays as it is. Throws HANDLERS_UNREADABLE.
 */
export async function planHandlers(
  set: DescriptorSet,
  consumes: readonly string[],
  { out, read }: HandlerFiles,
): Promise<PlannedFile[]> {
  const { addStubs, handlerStubs } = await import("@postel/plugins");
  const path = [...out.split("/").slice(0, -1), "handlers.ts"].join("/");
  const extension = importsTypeScript((await read("tsconfig.json")) ?? "") ? "ts" : "js";
  const needed = handlerStubs(set, consumes, `./${out.split("/").at(-1)}/postel_consumers.${extension}`);
  const source = await read(path);
  if (source !== undefined && namesAll(source, needed)) return [];
  const stubbed = await addStubs(source, needed);
  if (stubbed.kind === "syntax-error")
    throw new CliError(
      "HANDLERS_UNREADABLE",
      { path },
      { where: `${path}:${stubbed.line}:${stubbed.column}`, why: stubbed.message },
    );
  return stubbed.added.length === 0 ? [] : [{ path, text: stubbed.text, kind: "handler" }];
}

/** Whether relative imports end in `.ts` here; `.js` is what every setup of TypeScript understands. */
function importsTypeScript(tsconfig: string): boolean {
  return /^[^/\n]*"(allowImportingTsExtensions|rewriteRelativeImportExtensions)"\s*:\s*true/m.test(tsconfig);
}

/** A file that names every handler need not be parsed, which takes a quarter of a second. */
function namesAll(source: string, { objects }: NeededStubs): boolean {
  const words = new Set(source.match(/[\w$]+/g));
  return objects.every(({ constant, methods }) =>
    [constant, ...methods.map(({ name }) => name)].every((name) => words.has(name)),
  );
}
