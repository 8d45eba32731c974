import { describe, expect, it } from "vitest";
import { compileProtos, proto3 } from "../test-support/compile-protos.ts";
import { readModel } from "./read-model.ts";

const EVENT = "option (postel.v1.event) = {};";

function modelOf(files: Record<string, string>) {
  return readModel(compileProtos(files));
}

function lineagesOf(files: Record<string, string>) {
  return modelOf(files).lineages.map(({ name, majors }) => [name, ...majors.map((major) => major.name)]);
}

function problemsOf(files: Record<string, string>) {
  return modelOf(files).problems.map(({ code, path, line }) => `${path}:${line} ${code}`);
}

describe("readModel", () => {
  it("reads what an event says of itself, defaults filled in", () => {
    const { events } = modelOf({
      "a/v1/a.proto": proto3(
        "a.v1",
        `message A { option (postel.v1.event) = { topic: "t" key: "id" owner: "o" kind: EVENT_KIND_DOMAIN }; string id = 1; }
         message B { ${EVENT} string id = 1; }
         message C { string id = 1; }`,
      ),
    });
    expect(events.map(({ desc: _, options: __, schemaDigest, ...rest }) => rest)).toEqual([
      {
        name: "a.v1.A",
        package: "a.v1",
        major: 1,
        stable: true,
        lineage: "a.A",
        topic: "t",
        key: "id",
        ordering: 2,
        owner: "o",
        kind: 3,
      },
      {
        name: "a.v1.B",
        package: "a.v1",
        major: 1,
        stable: true,
        lineage: "a.B",
        topic: "a.v1.B",
        key: "",
        ordering: 1,
        owner: "",
        kind: 0,
      },
    ]);
    expect(events[0]?.schemaDigest).toMatch(/^sha256:[0-9a-f]{64}$/);
  });

  it("joins majors by name, skips numbers and leaves unstable packages outside", () => {
    const a = (name: string) => proto3(name, `message A { ${EVENT} }`);
    expect(
      lineagesOf({ "a.proto": a("a"), "a2.proto": a("a.v2"), "a5.proto": a("a.v5"), "b.proto": a("a.v6beta1") }),
    ).toEqual([["a.A", "a.A", "a.v2.A", "a.v5.A"]]);
  });

  it("follows upcasts_from over renames and packages, and takes the newest name", () => {
    expect(
      lineagesOf({
        "a1.proto": proto3("a.v1", `message Old { ${EVENT} }`),
        "a2.proto": proto3("a.v2", `message New { option (postel.v1.event) = { upcasts_from: "a.v1.Old" }; }`),
        "b1.proto": proto3("b.v1", `message Moved { option (postel.v1.event) = { upcasts_from: "a.v2.New" }; }`),
      }),
    ).toEqual([["b.Moved", "a.v1.Old", "a.v2.New", "b.v1.Moved"]]);
  });

  it("gives an unstable event its own name as lineage", () => {
    const { events, lineages } = modelOf({ "a.proto": proto3("a.v1alpha1", `message A { ${EVENT} }`) });
    expect(events[0]).toMatchObject({ lineage: "a.v1alpha1.A", stable: false, major: 1 });
    expect(lineages).toEqual([]);
  });

  it("reads events nested in messages", () => {
    expect(lineagesOf({ "a.proto": proto3("a.v1", `message Order { message Placed { ${EVENT} } }`) })).toEqual([
      ["a.Order.Placed", "a.v1.Order.Placed"],
    ]);
  });
});

describe("problems", () => {
  const from = (name: string) => `option (postel.v1.event) = {\n upcasts_from: "${name}"\n};`;

  it("reports an unknown predecessor, at the option", () => {
    expect(problemsOf({ "a.proto": proto3("a.v2", `message A {\n ${from("a.v1.Gone")} }`) })).toEqual([
      "a.proto:7 UNKNOWN_UPCASTS_FROM",
    ]);
  });

  it("reports a predecessor that is no event, and one that is unstable", () => {
    expect(
      problemsOf({
        "a.proto": proto3("a.v1", "message A {}"),
        "b.proto": proto3("a.v1beta1", `message A { ${EVENT} }`),
        "c.proto": proto3("a.v2", `message A { ${from("a.v1.A")} }`),
        "d.proto": proto3("a.v3", `message B { ${from("a.v1beta1.A")} }`),
      }),
    ).toEqual(["c.proto:6 UNKNOWN_UPCASTS_FROM", "d.proto:6 UNKNOWN_UPCASTS_FROM"]);
  });

  it("reports a cycle at each event in it", () => {
    expect(
      problemsOf({
        "a.proto": proto3("a.v1", `message A { ${from("b.v1.B")} }`),
        "b.proto": proto3("b.v1", `message B { ${from("a.v1.A")} }`),
        "c.proto": proto3("c.v1", `message C { ${from("c.v1.C")} }`),
      }),
    ).toEqual(["a.proto:6 LINEAGE_CYCLE", "b.proto:6 LINEAGE_CYCLE", "c.proto:6 LINEAGE_CYCLE"]);
  });

  it("reports two claimants at the second", () => {
    expect(
      problemsOf({
        "a.proto": proto3("a.v1", `message A { ${EVENT} }`),
        "b.proto": proto3("a.v2", `message A { ${EVENT} }\nmessage B { ${from("a.v1.A")} }`),
      }),
    ).toEqual(["b.proto:7 LINEAGE_TWO_CLAIMANTS"]);
  });

  it("reports a major in between that is no event", () => {
    expect(
      problemsOf({
        "a.proto": proto3("a.v1", `message A { ${EVENT} }`),
        "b.proto": proto3("a.v2", "message A {}"),
        "c.proto": proto3("a.v3", `message A { ${EVENT} }`),
      }),
    ).toEqual(["b.proto:5 LINEAGE_GAP", "a.proto:5 LINEAGE_GAP"]);
  });

  it("reports an event that its namesake has left behind", () => {
    expect(
      problemsOf({
        "a.proto": proto3("a.v1", `message A { ${EVENT} }\nmessage Z { ${EVENT} }`),
        "b.proto": proto3("a.v2", `message A { ${from("a.v1.Z")} }`),
      }),
    ).toEqual(["a.proto:5 LINEAGE_GAP"]);
  });

  it("reports a predecessor that is not earlier", () => {
    expect(
      problemsOf({ "a.proto": proto3("a.v2", `message A { ${EVENT} }\nmessage B { ${from("a.v2.A")} }`) }),
    ).toEqual(["a.proto:7 LINEAGE_ORDER"]);
  });

  it("reports two events whose files would have one name", () => {
    expect(
      problemsOf({ "a.proto": proto3("a.v1", `message OrderPlaced { ${EVENT} }\nmessage Order_placed { ${EVENT} }`) }),
    ).toEqual(["a.proto:6 EVENT_NAME_CLASH"]);
  });

  it("reports a key that leads nowhere or to the wrong type", () => {
    const keyed = (key: string) => `option (postel.v1.event) = { key: "${key}" };`;
    const files = ["nope", "ok", "m", "m.nope", "id.x", "many", "m.id", "n", "many.id", "__proto__"].map(
      (key, i) =>
        `message A${i} { ${keyed(key)} string id = 1; bool ok = 2; A0 m = 3; repeated A0 many = 4; uint64 n = 5; }\n`,
    );
    expect(problemsOf({ "a.proto": proto3("a.v1", files.join("")) })).toEqual(
      [5, 6, 7, 8, 9, 10, 13, 14].map((line) => `a.proto:${line} BAD_KEY`),
    );
  });
});
