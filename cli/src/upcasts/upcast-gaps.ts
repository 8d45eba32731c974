import type { ReportedFinding } from "@postel/compat";
import { placeOf } from "@postel/model";
import { type DescriptorSet, registryOf } from "@postel/proto";
import { upcastCompilesRule, upcastGapRule } from "../rules/upcast-rules.ts";
import type { UpcastFiles } from "./upcast-files.ts";

/** Finds the fields that nothing gives a value when an earlier major is read: no annotation, and no function. */
export async function upcastGaps(set: DescriptorSet, files: UpcastFiles): Promise<ReportedFinding[]> {
  const { addStubs, upcastStubs } = await import("@postel/plugins");
  const gaps: ReportedFinding[] = [];
  for (const [path, needed] of upcastStubs(set)) {
    const stubbed = await addStubs(files.get(path), needed);
    if (stubbed.kind === "syntax-error") {
      gaps.push(notTypeScript(path, stubbed));
      continue;
    }
    const missing = new Set(stubbed.added);
    for (const { constant, methods } of needed.objects)
      for (const { name, element = "", reason = "" } of methods) {
        const call = `${constant}.${name}`;
        if (missing.has(call)) gaps.push(gap(set, element, reason, `Write the function ${call} in ${path}`));
      }
  }
  return gaps;
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
    next: `${next}, or say in the .proto file where the value comes from (\`renamed_from\`, \`upcast\`).`,
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
