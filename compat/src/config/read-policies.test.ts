import { describe, expect, it } from "vitest";
import { type PolicyReference, policyReferences, readPolicy } from "./read-policies.ts";

const reference: PolicyReference = { name: "p.yaml", ignore: ["a"], ignoreOnly: new Map([["WIRE", ["b"]]]) };

describe("policyReferences", () => {
  it("lists what a buf.yaml of v2 names, with what it ignores", () => {
    const policies = [{ policy: "p.yaml", ignore: ["./a/"], ignore_only: { WIRE: ["b"] } }, { policy: "q.yaml" }];
    expect(policyReferences({ version: "v2", policies })).toEqual([
      reference,
      { name: "q.yaml", ignore: [], ignoreOnly: new Map() },
    ]);
  });

  it.each([undefined, null, {}, { version: "v2" }, { version: "v1", policies: [{ policy: "p.yaml" }] }, "text"])(
    "finds none in %j",
    (document) => expect(policyReferences(document)).toEqual([]),
  );

  it.each([
    [{}, "policies: expected a list"],
    [[null], "policies: expected a mapping"],
    [[{}], "must specify a name"],
    [[{ policy: "" }], "must specify a name"],
    [[{ policy: "p", nope: 1 }], 'unknown field "nope"'],
    [[{ policy: "p", ignore: ["../x"] }], "is outside the context directory"],
    [[{ policy: "p", ignore_only: { WIRE: ["/x"] } }], "expected to be relative"],
  ])("refuses %j", (policies, problem) => {
    expect(() => policyReferences({ version: "v2", policies })).toThrow(problem);
  });
});

describe("readPolicy", () => {
  it("reads the breaking section, and takes what is ignored from the buf.yaml", () => {
    const breaking = { use: ["WIRE"], except: ["RPC_NO_DELETE"], ignore_unstable_packages: true };
    expect(readPolicy({ version: "v2", name: "buf.build/a/b", lint: {}, breaking }, reference)).toEqual({
      version: "v2",
      use: ["WIRE"],
      except: ["RPC_NO_DELETE"],
      ignore: ["a"],
      ignoreOnly: new Map([["WIRE", ["b"]]]),
      ignoreUnstablePackages: true,
      disableBuiltin: false,
    });
  });

  it("is buf's default without a section", () => {
    expect(readPolicy({ version: "v2" }, reference)).toMatchObject({ use: [], except: [], disableBuiltin: false });
  });

  it.each([
    [{}, "p.yaml: expected version: v2"],
    [null, "p.yaml: expected version: v2"],
    ["text", "p.yaml: expected a mapping"],
    [{ version: "v1" }, "p.yaml: expected version: v2"],
    [{ version: "v2", nope: 1 }, 'unknown field "nope"'],
    [{ version: "v2", breaking: { ignore: ["a"] } }, 'unknown field "ignore"'],
    [{ version: "v2", breaking: { use: "WIRE" } }, "expected a list of texts"],
  ])("refuses %j", (document, problem) => {
    expect(() => readPolicy(document, reference)).toThrow(problem);
  });
});
