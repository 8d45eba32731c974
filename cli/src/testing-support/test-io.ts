import type { Io } from "../terminal/io.ts";

/** Streams that remember what was written. */
export interface TestIo extends Io {
  readonly stdout: () => string;
  readonly stderr: () => string;
}

/** Makes streams for a test; nothing is coloured. */
export function testIo(io: Partial<Io> = {}): TestIo {
  let stdout = "";
  let stderr = "";
  return {
    out: (text) => {
      stdout += text;
    },
    err: (text) => {
      stderr += text;
    },
    paint: (_style, text) => text,
    columns: undefined,
    cwd: process.cwd(),
    env: {},
    ...io,
    stdout: () => stdout,
    stderr: () => stderr,
  };
}
