import { type Dirent, readdirSync } from "node:fs";
import { join } from "node:path";

/** Compiling fewer .proto files whole is as fast as finding out which of them differ. */
export const MANY = 200;

/** Tells whether a folder holds at least so many .proto files; looks no further once it does. A missing folder holds none. */
export function holdsMany(folder: string, many = MANY): boolean {
  let left = many;
  const open = [folder];
  for (let next = open.pop(); next !== undefined && left > 0; next = open.pop())
    for (const entry of entriesOf(next)) {
      if (entry.isDirectory()) open.push(join(next, entry.name));
      else if (entry.name.endsWith(".proto")) left--;
    }
  return left <= 0;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
