import { styleText } from "node:util";
import type { Io } from "./io.ts";

/**
 * The streams of this process. Colour only on a terminal, and never under NO_COLOR.
 * A reader that has closed its end, such as `head`, silences the output and changes nothing else.
 */
export function processIo(): Io {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", ignoreClosedPipe);
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    paint: (style, text) => styleText(style, text, { stream: process.stdout, validateStream: true }),
    columns: process.stdout.columns,
    cwd: process.cwd(),
    env: process.env,
  };
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}
