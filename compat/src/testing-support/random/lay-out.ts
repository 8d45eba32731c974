import type { Layout } from "./model.ts";

const LAYOUTS: Record<Layout, (text: string) => string> = {
  plain: (text) => text,
  tabs: (text) => text.replace(/^( {2})+/gm, (spaces) => "\t".repeat(spaces.length / 2)),
  wide: (text) => text.replace(/^( *)(?=[\w.])/gm, "$1/* 日本 é e\u0301 🙂👩‍👧 */\t"),
  crlf: (text) => text.replaceAll("\n", "\r\n"),
  "one line": (text) => text.replace(/\n +| *\n/g, " "),
  split: (text) => text.replace(/ = |, | \{/g, (mark) => `\n\t${mark.trim()}\n `),
  commented: (text) =>
    text.replace(/^( *)(\w.*)$/gm, "$1// buf:lint:ignore X\n$1/* é */ $2 // after").replace(/$/, "// end"),
};

/** Lays the text of a .proto file out in another way; what it says stays the same. */
export function layOut(text: string, layout: Layout): string {
  return LAYOUTS[layout](text);
}
