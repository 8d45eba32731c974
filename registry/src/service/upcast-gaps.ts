import { type Lineage, type MemberPlan, planStep } from "@postel/model";
import { type DescriptorSet, registryOf } from "@postel/proto";
import type { StoredFile } from "../store/store.ts";
import type { JudgedFinding } from "./judge.ts";

/**
 * Finds what keeps an earlier major from being read as the next one: fields that no annotation gives a value, in files that come without
 * a `*.upcast.ts`. Whether the functions in such a file are right is for the one who publishes to attest.
 */
export function upcastGaps(
  set: DescriptorSet,
  lineages: readonly Lineage[],
  files: readonly StoredFile[],
): JudgedFinding[] {
  const types = registryOf(set);
  const own = new Set(set.files.filter((file) => !file.isImport).map((file) => file.path));
  const found = new Map<string, JudgedFinding>();
  for (const { majors } of lineages) {
    for (const [at, to] of majors.slice(1).entries()) {
      const from = majors[at];
      for (const pair of from === undefined ? [] : planStep(from.desc, to.desc).pairs) {
        const path = types.getMessage(pair.to)?.file.proto.name ?? "";
        if (!own.has(path) || hasUpcasters(path, files)) continue;
        for (const member of pair.fields) {
          const finding = gap(pair.to, path, member);
          if (finding !== undefined) found.set(finding.message, finding);
        }
      }
    }
  }
  return [...found.values()];
}

/** Files are named relative to the module, schemas relative to where the compiler began. */
function hasUpcasters(schema: string, files: readonly StoredFile[]): boolean {
  const wanted = `/${schema.replace(/\.proto$/, ".upcast.ts")}`;
  return files.some(({ path }) => wanted.endsWith(`/${path}`) || `/${path}`.endsWith(wanted));
}

function gap(type: string, path: string, member: MemberPlan): JudgedFinding | undefined {
  if (member.origin.kind !== "unresolved") return undefined;
  const name = member.kind === "field" ? member.field.name : member.oneof.name;
  const message = `${type}.${name} has no value when an earlier major is read (${member.origin.reason}): send the module's *.upcast.ts files`;
  return { rule: "EVENT_UPCAST_GAP", path, line: 0, column: 0, message };
}
