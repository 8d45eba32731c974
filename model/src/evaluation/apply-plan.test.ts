import { create, type DescMessage, fromJson, type JsonValue, toJson } from "@bufbuild/protobuf";
import { registryOf } from "@postel/proto";
import { describe, expect, it } from "vitest";
import { planStep } from "../planning/plan-step.ts";
import { compileProtos, proto3 } from "../test-support/compile-protos.ts";
import { applyPlan } from "./apply-plan.ts";

const types = registryOf(
  compileProtos({
    "a/v1/a.proto": proto3(
      "a.v1",
      `message E { string id = 1; repeated Line lines = 2; Kind kind = 3; map<string, Kind> kinds = 4; oneof pay { string card = 5; int64 cash = 6; } int64 cents = 7; }
       message Line { string sku = 1; Kind kind = 2; }
       enum Kind { KIND_UNSPECIFIED = 0; KIND_A = 1; KIND_B = 2; }`,
    ),
    "a/v2/a.proto": proto3(
      "a.v2",
      `message E { string id = 1; repeated Line lines = 2; Kind kind = 3; map<string, Kind> kinds = 4; oneof pay { int64 cash = 6; string card = 5; }
         int32 euros = 7 [(postel.v1.field).upcast = "old.cents / 100"]; Address address = 8; }
       message Line { string sku = 1; Kind kind = 2; int32 weight = 3; }
       message Address { string city = 1; }
       enum Kind { KIND_UNSPECIFIED = 0; KIND_B = 1; KIND_A = 2; }`,
    ),
  }),
);
const v1 = types.getMessage("a.v1.E") as DescMessage;
const v2 = types.getMessage("a.v2.E") as DescMessage;

function up(json: JsonValue) {
  const applied = applyPlan(planStep(v1, v2), fromJson(v1, json), types);
  return applied.kind === "ok" ? toJson(v2, applied.value) : applied;
}

describe("applyPlan", () => {
  it("copies, converts, chooses and evaluates", () => {
    expect(up({ id: "x", kind: "KIND_A", kinds: { a: "KIND_B" }, card: "c", cents: "1234" })).toEqual({
      id: "x",
      kind: "KIND_A",
      kinds: { a: "KIND_B" },
      card: "c",
      euros: 12,
    });
    expect(up({})).toEqual({});
  });

  it("names every field that a person must write and that the message meets, once", () => {
    expect(up({ lines: [{ sku: "a" }, { sku: "b" }] })).toEqual({ kind: "unresolved", paths: ["lines.weight"] });
  });

  it.each<[JsonValue, string]>([
    [{ kind: 7 }, "kind"],
    [{ kinds: { a: 7 } }, 'kinds["a"]'],
    [{ lines: [{ kind: 7 }] }, "lines[0].kind"],
  ])("says where the number without a name stands: %j", (json, path) => {
    expect(up(json)).toEqual({ kind: "unmappable", path, number: 7 });
  });

  it("says which field has no value, and why", () => {
    expect(up({ cents: "9223372036854775807" })).toEqual({
      kind: "failed",
      path: "euros",
      reason: "92233720368547758 does not fit into int32",
    });
  });

  it("leaves the message as it was", () => {
    const old = create(v1);
    const before = structuredClone({ ...old });
    applyPlan(planStep(v1, v2), old, types);
    expect({ ...old }).toEqual(before);
  });

  it("fails where types are missing", () => {
    expect(applyPlan(planStep(v1, v2), create(v1), { getMessage: () => undefined })).toMatchObject({ kind: "failed" });
  });
});
