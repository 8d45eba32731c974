import { redactor } from "./redact.ts";

/** Where a registry logs to: JSON lines, from a level up. */
export interface LogTarget {
  readonly level: "debug" | "info" | "warn" | "error" | "silent";
  /** Gets one line at a time, with its end. */
  readonly write: (line: string) => void;
  /** Words to take out beside tokens and passwords in addresses. */
  readonly secrets?: readonly string[];
}

/** Settings of a logger whose every line is searched for secrets, whatever part of the program wrote it. */
export function logSettings({ level, write, secrets }: LogTarget) {
  const redact = redactor(secrets);
  return { level, base: null, stream: { write: (line: string) => write(redact(line)) } };
}
