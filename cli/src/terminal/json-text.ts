/** A document as commands print it with `--json`; every document says its version. */
export function jsonText(document: { readonly version: number; readonly [key: string]: unknown }): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}
