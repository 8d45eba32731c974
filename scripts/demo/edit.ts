import { join } from "node:path";
import type { Story } from "./story.ts";
import { replaceOnce } from "./workplace.ts";

/** A change of some lines of one .proto file. */
export interface Edit {
  /** Path in the repository of schemas. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** Makes an edit and shows it. */
export async function edit({ place, edited }: Story, { file, from, to }: Edit): Promise<void> {
  await replaceOnce(join(place.schemas, file), from, to);
  const [before, after] = [linesOf(from), linesOf(to)];
  const kept = (line: string, others: readonly string[]) => others.includes(line);
  edited(
    file,
    before.filter((line) => !kept(line, after)).join("\n"),
    after.filter((line) => !kept(line, before)).join("\n"),
  );
}

/** Makes an edit without a word, or takes one back. */
export async function editSilently({ place }: Story, { file, from, to }: Edit): Promise<void> {
  await replaceOnce(join(place.schemas, file), from, to);
}

/** The same edit, the other way. */
export function undone({ file, from, to }: Edit): Edit {
  return { file, from: to, to: from };
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line.trim() !== "");
}
