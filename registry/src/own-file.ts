import { existsSync } from "node:fs";

/** The folder of this package, whether it runs from its sources, compiled, or bundled. */
const root = ["../", "../../"]
  .map((up) => new URL(up, import.meta.url))
  .find((folder) => existsSync(new URL("package.json", folder)));

/** Address of a file that comes with this package, such as `assets/icon.svg`. */
export function ownFile(path: string): URL {
  return new URL(path, root ?? import.meta.url);
}
