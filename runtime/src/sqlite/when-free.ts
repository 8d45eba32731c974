import { setTimeout as sleep } from "node:timers/promises";
import { RuntimeError } from "../errors.ts";

const SQLITE_BUSY = 5;
const FIRST_PAUSE = 1;
const LONGEST_PAUSE = 50;

/**
 * Runs a statement, again and again while another process holds the database, without blocking this one. Throws
 * INBOX_BUSY after `timeout` milliseconds, and any other error at once.
 */
export async function whenFree(statement: () => void, timeout: number): Promise<void> {
  const start = performance.now();
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    try {
      statement();
      return;
    } catch (cause) {
      if (!isBusy(cause)) throw cause;
      if (performance.now() - start > timeout) throw new RuntimeError("INBOX_BUSY", [timeout], { cause });
    }
    await sleep(pause);
  }
}

/** The primary code is the low byte of SQLite's extended one. */
function isBusy(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    "errcode" in thrown &&
    typeof thrown.errcode === "number" &&
    (thrown.errcode & 0xff) === SQLITE_BUSY
  );
}
