import { readFileSync } from "node:fs";

/** Version of this package, which `gen.lock` pins; read from source and bundle alike, both two folders deep. */
export function generatorVersion(): string {
  return JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")).version;
}
