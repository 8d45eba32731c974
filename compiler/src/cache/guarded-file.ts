import { hash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** Reads a text that `writeGuarded` wrote; nothing when it is missing, damaged or of another kind. */
export async function readGuarded(file: string, magic: string): Promise<string | undefined> {
  const text = await readFile(file, "utf8").catch(() => "");
  const end = text.indexOf("\n");
  const content = text.slice(end + 1);
  return end > 0 && text.slice(0, end) === `${magic} ${hash("sha256", content)}` ? content : undefined;
}

/** Writes a text, all of it or nothing, behind a line that names its kind and digests it. Throws what the disk throws. */
export async function writeGuarded(file: string, magic: string, content: string): Promise<void> {
  const partial = `${file}.${process.pid}.partial`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  try {
    await writeFile(partial, `${magic} ${hash("sha256", content)}\n${content}`, { mode: 0o600 });
    await rename(partial, file);
  } finally {
    await rm(partial, { force: true });
  }
}
