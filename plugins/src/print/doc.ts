import type { GeneratedFile, Printable } from "@bufbuild/protoplugin";
import { cleanText } from "./clean-text.ts";

/** A doc comment of several paragraphs, without the empty ones. */
export function doc(f: GeneratedFile, paragraphs: readonly string[], indentation = ""): Printable {
  const text = cleanText(paragraphs.filter((paragraph) => paragraph !== "").join("\n\n"));
  return f.jsDoc(text.split("\n").map(wrap).join("\n"), indentation);
}

const WIDTH = 110;

/** Breaks a line between words; what the author broke stays as it is. */
function wrap(line: string): string {
  if (line.length <= WIDTH) return line;
  const at = line.lastIndexOf(" ", WIDTH);
  return at <= 0 ? line : `${line.slice(0, at)}\n${wrap(line.slice(at + 1))}`;
}
