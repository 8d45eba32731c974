import { rmSync } from "node:fs";
import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onExit } from "./lifetime.ts";

const REMOVE = { recursive: true, force: true, maxRetries: 3 } as const;

/** Runs `use` with an empty folder that is removed afterwards: on return, on failure, on exit and on a signal. */
export async function withTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), "postel-"));
  const forget = onExit(() => rmSync(folder, REMOVE));
  try {
    return await use(folder);
  } finally {
    await rm(folder, REMOVE);
    forget();
  }
}
