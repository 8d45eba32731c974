import { resolve } from "node:path";
import { CliError } from "../errors.ts";
import type { Io } from "../terminal/io.ts";

const FOLDER = ".postel/registry";

/** The store that a command line names: a folder, or a PostgreSQL database. Throws CliError USAGE when it names both. */
export function storePlace(
  { data, postgres }: { readonly data: string | undefined; readonly postgres: string | undefined },
  { cwd, env }: Pick<Io, "cwd" | "env">,
): { readonly dataDir: string } | { readonly postgres: string } {
  if (data !== undefined && postgres !== undefined)
    throw new CliError("USAGE", { message: "--data and --postgres exclude each other", command: "postel" });
  const url = data === undefined ? (postgres ?? env.POSTEL_POSTGRES) : undefined;
  return url === undefined ? { dataDir: resolve(cwd, data ?? FOLDER) } : { postgres: url };
}
