import { printable } from "@postel/compat";

/** A document as commands print it with `--json`; every document says its version, and nothing in it steers a terminal. */
export function jsonText(document: { readonly version: number; readonly [key: string]: unknown }): string {
  return `${printable(JSON.stringify(document, null, 2))}\n`;
}
