import type { ReportedFinding } from "@postel/compat";
import { placeOf } from "@postel/model";
import { type DescriptorSet, registryOf } from "@postel/proto";
import { upcastCompilesRule, upcastGapRule } from "../rules/upcast-rules.ts";
import type { UpcastFiles } from "./upcast-files.ts";

/** Fields without a value, and the files in which functions could give them one. */
export interface UpcastGaps {
  readonly findings: readonly ReportedFinding[];
  /** The files with a stub for each missing function, by path in the module; nothing else in them is changed. */
  readonly stubs: ReadonlyMap<string, string>;
}

/** Finds the fields that nothing gives a value when an earlier major is read: no annotation, and no function. */
export async function upcastGaps(set: DescriptorSet, files: UpcastFiles): Promise<UpcastGaps> {
  const { addStubs, upcastStubs } = await import("@postel/plugins");
  const gaps: ReportedFinding[] = [];
  const stubs = new Map<string, string>();
  for (const [path, needed] of upcastStubs(set)) {
    const stubbed = await addStubs(files.get(path), needed);
    if (stubbed.kind === "syntax-error") {
      gaps.push(notTypeScript(path, stubbed));
      continue;
    }
    const missing = new Set(stubbed.added);
    if (missing.size > 0) stubs.set(path, stubbed.text);
    for (const { constant, methods } of needed.objects)
      for (const { name, element = "", reason = "" } of methods) {
        const call = `${constant}.${name}`;
        if (missing.has(call)) gaps.push(gap(set, element, reason, `Write the function ${call} in ${path}`));
      }
  }
  return { findings: gaps, stubs };
}

function gap(set: DescriptorSet, element: string, reason: string, next: string): ReportedFinding {
  const cut = element.lastIndexOf(".");
  const [type, field] = [element.slice(0, cut), element.slice(cut + 1)];
  const member = registryOf(set)
    .getMessage(type)
    ?.members.find(({ name }) => name === field);
  const place = member === undefined ? undefined : placeOf(member);
  return {
    rule: upcastGapRule.id,
    message: `Field "${field}" of ${type} has no value when an earlier major is read: ${reason}.`,
    element,
    ...(place === undefined ? NOWHERE : { ...place, endLine: place.line, endColumn: place.column }),
    next: `${next} (\`postel check --update\` adds a stub), or say in the .proto file where the value comes from (\`renamed_from\`, \`upcast\`, \`becomes\`).`,
    changes: [],
  };
}

const NOWHERE = { line: 0, column: 0, endLine: 0, endColumn: 0 };

interface SyntaxError {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

function notTypeScript(path: string, { line, column, message }: SyntaxError): ReportedFinding {
  return {
    rule: upcastCompilesRule.id,
    message: `The file is not TypeScript: ${message}`,
    element: path,
    ...{ path, line, column, endLine: line, endColumn: column },
    next: "Correct the file.",
    changes: [],
  };
}
