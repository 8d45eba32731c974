import { type DescMessage, fromBinary, type JsonValue, toJson } from "@bufbuild/protobuf";
import type { Complaint } from "@postel/model";
import { type DescriptorSet, registryOf } from "@postel/proto";
import { differenceText, jsonDifferences } from "./json-difference.ts";
import type { Outcome } from "./run-samples.ts";
import type { StoredSample } from "./stored-sample.ts";
import type { Validation } from "./validation.ts";

/** What upcasting a sample gave, seen through the schema of its target. */
export type UpcastResult = { readonly sample: StoredSample; readonly target: string } & Reading;

type Reading =
  | { readonly kind: "ok"; readonly data: Uint8Array; readonly json: JsonValue }
  | {
      readonly kind: "invalid";
      readonly data: Uint8Array;
      readonly json: JsonValue;
      readonly complaints: readonly Complaint[];
    }
  | { readonly kind: "unmappable"; readonly path: string; readonly number: number }
  | { readonly kind: "failed"; readonly message: string; readonly stack: string }
  | { readonly kind: "unsteady"; readonly text: string }
  | { readonly kind: "skipped" };

/** Decodes and validates what became of a sample. */
export function upcastResult(
  sample: StoredSample,
  outcome: Outcome,
  target: DescMessage,
  { set, validation }: { readonly set: DescriptorSet; readonly validation: Validation },
): UpcastResult {
  const identity = { sample, target: target.typeName };
  const json = (data: Uint8Array) => toJson(target, fromBinary(target, data), { registry: registryOf(set) });
  try {
    switch (outcome.kind) {
      case "ok": {
        const complaints = validation.ofMessage(target, fromBinary(target, outcome.data));
        const read = { data: outcome.data, json: json(outcome.data) };
        return {
          ...identity,
          ...(complaints.length === 0 ? { kind: "ok", ...read } : { kind: "invalid", ...read, complaints }),
        };
      }
      case "unsteady": {
        const { data, second } = outcome;
        const differences = second === undefined ? [] : jsonDifferences(json(data), json(second));
        return {
          ...identity,
          kind: "unsteady",
          text: second === undefined ? "it gave no event" : differenceText(differences),
        };
      }
      default:
        return { ...identity, ...outcome };
    }
  } catch (error) {
    // Such as a date that JSON cannot carry.
    return { ...identity, kind: "failed", message: error instanceof Error ? error.message : String(error), stack: "" };
  }
}
