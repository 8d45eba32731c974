import { readFile } from "node:fs/promises";
import { join, posix, resolve } from "node:path";
import { type AcceptedBreak, readAcceptedBreaks } from "@postel/compat";
import type { ConfiguredModule, Source } from "@postel/compiler";
import { parse } from "yaml";
import { CliError } from "../errors.ts";

const NAME = "accepted-breaks.yaml";

/**
 * Reads the accepted breaks beside the buf.yaml in charge of a module; none where there is no such file, and none for inputs
 * other than folders. Throws CliError ACCEPTED_BREAKS_INVALID.
 */
export async function acceptedBreaks(source: Source, module: ConfiguredModule, cwd: string): Promise<AcceptedBreak[]> {
  if (source.kind !== "folder") return [];
  const toConfig = posix.relative(module.folder, ".");
  const file = join(source.path, module.path, toConfig, NAME);
  const text = await readFile(resolve(cwd, file), "utf8").catch(() => undefined);
  if (text === undefined) return [];
  try {
    return readAcceptedBreaks(parse(text));
  } catch (cause) {
    const why = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    throw new CliError("ACCEPTED_BREAKS_INVALID", {}, { where: file, why, cause });
  }
}
