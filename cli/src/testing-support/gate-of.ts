import { compile } from "@postel/compiler";
import type { DescriptorSet } from "@postel/proto";
import { type GateInput, type GateReport, gate } from "../gate/gate.ts";

/** A module as texts: .proto files, `*.upcast.ts`, examples and goldens, by path. */
export type ModuleTexts = Readonly<Record<string, string>>;

/** Runs the gate on a change of a module's texts. */
export async function gateOf(
  before: ModuleTexts,
  after: ModuleTexts,
  more: Partial<GateInput> = {},
): Promise<GateReport> {
  const [base, set] = await Promise.all([compiled(before), compiled(after)]);
  const ending = (suffix: string) => new Map(Object.entries(after).filter(([path]) => path.endsWith(suffix)));
  const input = {
    upcasts: ending(".upcast.ts"),
    files: ending(".json"),
    needsFunctions: true,
    attests: false,
    stored: async () => [],
  };
  return gate({ base, set, ...input, ...more });
}

async function compiled(texts: ModuleTexts): Promise<DescriptorSet> {
  const protos = Object.fromEntries(Object.entries(texts).filter(([path]) => path.endsWith(".proto")));
  if (Object.keys(protos).length === 0) return { files: [] };
  const result = await compile({ kind: "text", files: protos });
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.problems));
  return result.set;
}

/** A .proto file of a package, with what events and validation need. */
export function eventProto(name: string, body: string): string {
  return `syntax = "proto3"; package ${name}; import "postel/v1/event.proto"; import "buf/validate/validate.proto"; ${body}`;
}
