import type { Difference, Plan, PlannedFile } from "./plan.ts";

/** Texts of files by path from the folder of `gen.yaml`; undefined for those that do not exist. */
export type Disk = ReadonlyMap<string, string | undefined>;

/** Tells where the disk is not as planned. Line ends make no difference: version control may change them. */
export function compare({ files, stale }: Plan, disk: Disk): Difference[] {
  return [
    ...files.flatMap((file) => differenceOf(file, disk.get(file.path))),
    ...stale
      .filter((path) => isGenerated(disk.get(path) ?? ""))
      .map((path): Difference => ({ path, state: "stale", kind: "generated" })),
  ];
}

function differenceOf({ path, text, kind }: PlannedFile, found: string | undefined): Difference[] {
  if (found === undefined) return [{ path, state: "missing", kind }];
  return found === text || found.replaceAll("\r\n", "\n") === text ? [] : [{ path, state: "changed", kind }];
}

/** Tells generated code by its head, whoever generated it; other files are never replaced or removed. */
export function isGenerated(text: string): boolean {
  return /^(\/\/|\/?\*).*@generated/m.test(text);
}
