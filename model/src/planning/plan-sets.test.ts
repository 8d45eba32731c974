import { readDescriptorSet, writeDescriptorSet } from "@postel/proto";
import { describe, expect, it } from "vitest";
import { compileProtos, proto3 } from "../test-support/compile-protos.ts";
import { planSets } from "./plan-sets.ts";

/** What changes in place within one package, after changes of public APIs; `after` as `before` where it is the same. */
const CASES: readonly {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  /** `Message.member code`, with the fields that it may lie in. */
  readonly unresolved?: readonly string[];
  /** `Message.field`, with `~> name` where it is probably renamed. */
  readonly lost?: readonly string[];
}[] = [
  {
    name: "a new scalar could be zero or never written",
    before: "message M { string a = 1; }",
    after: "message M { string a = 1; int64 state_transition_count = 2; }",
    unresolved: ["M.state_transition_count new-scalar"],
  },
  {
    name: "a renamed scalar is asked about, with the field that it probably was",
    before: "message M { string name = 1; }",
    after: "message M { string namespace = 1; }",
    unresolved: ["M.namespace new-scalar name"],
    lost: ["M.name ~> namespace"],
  },
  {
    name: "a name may be a part of the new one; one that shares a word with it is another",
    before: "message M { string name = 1; string first_title = 2; }",
    after: "message M { optional string full_name = 3; optional string last_title = 4; }",
    lost: ["M.name ~> full_name", "M.first_title"],
  },
  {
    name: "a scalar renamed and renumbered is known by the words of its name",
    before: "message M { int64 time_nanos = 9; int64 duration_nanos = 10; }",
    after: "message M { fixed64 time_unix_nano = 3; uint64 duration_nano = 4; }",
    unresolved: ["M.time_unix_nano new-scalar time_nanos", "M.duration_nano new-scalar duration_nanos"],
    lost: ["M.time_nanos ~> time_unix_nano", "M.duration_nanos ~> duration_nano"],
  },
  {
    name: "a field that moved into a message is lost, and its new place is named",
    before: "message M { string city = 1; string buyer_id = 2; B buyer = 3; } message B { string name = 1; }",
    after: `message M { A address = 1; B buyer = 3; } message A { string city = 1; } message B { string name = 1; optional string id = 2; }`,
    lost: ["M.city ~> address.city", "M.buyer_id ~> buyer.id"],
  },
  {
    name: "a field that moved out of a message is asked about",
    before:
      "message M { A address = 1; B buyer = 3; } message A { string city = 1; } message B { string name = 1; string id = 2; }",
    after:
      "message M { string city = 1; string name = 4; string buyer_id = 2; B buyer = 3; } message A {} message B { string name = 1; }",
    unresolved: ["M.city new-scalar", "M.name new-scalar", "M.buyer_id new-scalar"],
    lost: ["M.address", "A.city", "B.id"],
  },
  {
    name: "a renamed list is empty and its old values are lost",
    before: "message M { repeated int64 value = 2; }",
    after: "message M { repeated int64 values = 2; }",
    lost: ["M.value ~> values"],
  },
  {
    name: "what is gone is lost, and what is new and optional is unset",
    before: "message M { string gone = 1; }",
    after: "message M { optional bytes fresh_content = 2; N nested = 3; map<string, N> by_key = 4; } message N {}",
    lost: ["M.gone"],
  },
  {
    name: "a field keeps its value when only its number changes",
    before: "message M { string a = 1; string b = 2; }",
    after: "message M { string a = 2; string b = 1; }",
  },
  {
    name: "narrowed and changed types are asked about",
    before: "message M { int64 a = 1; string b = 2; bytes c = 3; uint64 d = 4; double e = 5; }",
    after: "message M { int32 a = 1; int32 b = 2; string c = 3; int64 d = 4; float e = 5; }",
    unresolved: ["a a", "b b", "c c", "d d", "e e"].map((names) => `M.${names.replace(" ", " not-assignable ")}`),
  },
  {
    name: "widened types are not",
    before: "message M { int32 a = 1; uint32 b = 2; float c = 3; string d = 4; sint64 e = 5; }",
    after: "message M { int64 a = 1; int64 b = 2; double c = 3; bytes d = 4; fixed32 x = 9; sfixed64 e = 5; }",
    unresolved: ["M.x new-scalar"],
  },
  {
    name: "one into a list is wrapped, a list into one is asked about",
    before: "message M { string a = 1; repeated string b = 2; T t = 3; } message T {}",
    after: "message M { repeated string a = 1; string b = 2; repeated T t = 3; } message T {}",
    unresolved: ["M.b not-assignable b"],
  },
  {
    name: "a list of entries is no map",
    before:
      "message M { repeated P tags = 1; map<string, string> b = 2; } message P { string key = 1; string value = 2; }",
    after:
      "message M { map<string, string> tags = 1; repeated P b = 2; } message P { string key = 1; string value = 2; }",
    unresolved: ["M.tags not-assignable tags", "M.b not-assignable b"],
  },
  {
    name: "wrappers are the values that they hold, where TypeScript has them so",
    before: `import "google/protobuf/wrappers.proto"; message M { google.protobuf.StringValue a = 1; google.protobuf.Int32Value b = 2;
      google.protobuf.BoolValue c = 3; optional string d = 4; string e = 5; repeated google.protobuf.StringValue f = 6;
      oneof o { google.protobuf.StringValue g = 7; } google.protobuf.UInt64Value h = 8; }`,
    after: `import "google/protobuf/wrappers.proto"; message M { optional string a = 1; int64 b = 2; bool c = 3;
      google.protobuf.StringValue d = 4; google.protobuf.StringValue e = 5; repeated string f = 6;
      oneof o { string g = 7; } optional int64 h = 8; }`,
    unresolved: ["M.h not-assignable h"],
  },
  {
    name: "a message of one's own with one value is no scalar",
    before: "message M { repeated W a = 1; } message W { uint32 value = 1; }",
    after: "message M { repeated uint32 a = 1; } message W { uint32 value = 1; }",
    unresolved: ["M.a not-assignable a"],
  },
  {
    name: "an enum value that is gone or renamed is asked about, wherever its enum is used",
    before:
      "enum T { T_UNSPECIFIED = 0; T_STRING = 1; } message M { T t = 1; repeated T ts = 2; map<string, T> m = 3; }",
    after: "enum T { T_UNSPECIFIED = 0; T_TEXT = 1; } message M { T t = 1; repeated T ts = 2; map<string, T> m = 3; }",
    unresolved: ["M.t enum-values t", "M.ts enum-values ts", "M.m enum-values m"],
  },
  {
    name: "an enum value that another name still stands for is not",
    before: "enum T { T_UNSPECIFIED = 0; T_STRING = 1; } message M { T t = 1; }",
    after:
      "enum T { option allow_alias = true; T_UNSPECIFIED = 0; T_TEXT = 1; T_STRING = 1; T_X = 2; } message M { T t = 1; }",
  },
  {
    name: "a new enum field starts unspecified, unless its zero means something",
    before: "message M {} enum A { A_UNSPECIFIED = 0; } enum B { B_RED = 0; }",
    after: "message M { A a = 1; B b = 2; } enum A { A_UNSPECIFIED = 0; } enum B { B_RED = 0; }",
    unresolved: ["M.b new-scalar"],
  },
  {
    name: "an enum is a number, a number is no enum, a string is neither",
    before: "enum T { T_A = 0; } message M { T a = 1; int32 b = 2; string c = 3; }",
    after: "enum T { T_A = 0; } message M { int32 a = 1; T b = 2; T c = 3; }",
    unresolved: ["M.b not-assignable b", "M.c not-assignable c"],
  },
  {
    name: "a case that its oneof loses is asked about, and its other cases are not lost",
    before: "message M { oneof data { string gauge = 1; string int_gauge = 2; } }",
    after: "message M { oneof data { string gauge = 1; string sum = 3; } }",
    unresolved: ["M.data oneof-cases int_gauge"],
  },
  {
    name: "a case that leaves its oneof for a field of its own is asked about by the oneof",
    before: "message M { oneof data { string a = 1; string b = 2; } }",
    after: "message M { oneof data { string a = 1; } optional string b = 2; }",
    unresolved: ["M.data oneof-cases b"],
  },
  {
    name: "one field into a oneof is carried, two are asked about",
    before: "message M { string a = 1; } message N { string a = 1; string b = 2; }",
    after:
      "message M { oneof o { string a = 1; string x = 2; } } message N { oneof o { string a = 1; string b = 2; } }",
    unresolved: ["N.o oneof-merge"],
  },
  {
    name: "a oneof that is renamed keeps its cases",
    before: "message M { oneof before { string a = 1; N n = 2; } } message N {}",
    after: "message M { oneof later { string a = 1; N n = 2; } } message N {}",
  },
  {
    name: "a new field that must be set is asked about",
    before: "message M {}",
    after: "message M { N n = 1 [(buf.validate.field).required = true]; } message N {}",
    unresolved: ["M.n no-source"],
  },
  {
    name: "a message lifted out of another is the same message",
    before:
      "message M { Retry retry = 1; Gone gone = 2; message Retry { int32 times = 1; int32 pause = 2; } message Gone {} }",
    after:
      "message M { Retry retry = 1; Gone gone = 2; } message Retry { int64 times = 1; repeated int32 on = 3; repeated int32 off = 4; optional bool x = 5; } message Gone {}",
    lost: ["M.Retry.pause"],
  },
  {
    name: "so is one that goes into its only user, or from one holder to another",
    before:
      "message M { Retry retry = 1; N.Line line = 2; } message Retry { int32 times = 1; } message N { message Line { int32 n = 1; } }",
    after:
      "message M { Retry retry = 1; O.Line line = 2; message Retry { int32 times = 1; } } message O { message Line { int32 n = 1; } }",
  },
  {
    name: "but not where it has few of its fields, or either still has its place",
    before: `message M { Few few = 1; Retry kept = 2; Late late = 3; message Few { int32 a = 1; int32 b = 2; int32 c = 3; }
             message Retry { int32 times = 1; } message Late { int32 n = 1; } } message Late { int32 n = 1; }`,
    after: `message M { Few few = 1; .PKG.Retry kept = 2; .PKG.Late late = 3; message Retry { int32 times = 1; } }
            message Few { int32 c = 3; } message Retry { int32 times = 1; } message Late { int32 n = 1; }`,
    unresolved: ["M.few unpaired-message few", "M.kept unpaired-message kept", "M.late unpaired-message late"],
  },
  {
    name: "names in camelCase have words, too",
    before: "message M { string currentAverageValue = 1; string aPIVersion = 2; string metricName = 3; }",
    after:
      "message M { optional string averageValue = 4; optional string apiVersion = 5; Metric metric = 6; } message Metric { string name = 1; }",
    lost: ["M.currentAverageValue ~> averageValue", "M.aPIVersion ~> apiVersion", "M.metricName ~> metric.name"],
  },
  {
    name: "a zero that says that it is none is the other's, whatever its prefix",
    before:
      "message M { SpeechEventType t = 1; Mode m = 2; } enum SpeechEventType { SPEECH_EVENT_UNSPECIFIED = 0; ENDED = 1; } enum Mode { MODE_NONE = 0; }",
    after:
      "message M { SpeechEventType t = 1; Mode m = 2; } enum SpeechEventType { SPEECH_EVENT_TYPE_UNSPECIFIED = 0; ENDED = 1; } enum Mode { MODE_UNSPECIFIED = 0; }",
    unresolved: ["M.m enum-values m"],
  },
  {
    name: "a value that keeps its whole name is the same, though it begins with the enum's name no more",
    before:
      "message M { PrecipitationType t = 1; } enum PrecipitationType { PRECIPITATION_TYPE_NONE = 0; PRECIPITATION_TYPE_HAIL = 1; }",
    after:
      "message M { Probability.Type t = 1; } message Probability { enum Type { PRECIPITATION_TYPE_NONE = 0; PRECIPITATION_TYPE_HAIL = 4; } }",
  },
  {
    name: "a message that became one of Protobuf's own is asked about",
    before:
      'import "google/protobuf/timestamp.proto"; message M { google.protobuf.Timestamp at = 1; Day day = 2; } message Day { int32 d = 1; }',
    after:
      'import "google/protobuf/timestamp.proto"; message M { Day at = 1; google.protobuf.Timestamp day = 2; } message Day { int32 d = 1; }',
    unresolved: ["M.at unpaired-message at", "M.day unpaired-message day"],
  },
  {
    name: "a field becomes optional, and optional no longer",
    before: "message M { string a = 1; optional string b = 2; }",
    after: "message M { optional string a = 1; string b = 2; }",
  },
  {
    name: "messages that hold themselves are planned once",
    before: "message M { repeated M parts = 1; N n = 2; } message N { M back = 1; int32 x = 2; }",
    after: "message M { repeated M parts = 1; N n = 2; } message N { M back = 1; string x = 2; }",
    unresolved: ["N.x not-assignable x"],
  },
];

const packageOf = (at: number) => `c${at}.v1`;
const filesOf = (side: "before" | "after") =>
  Object.fromEntries(
    CASES.map((one, at) => [`c${at}/v1/m.proto`, proto3(packageOf(at), one[side].replaceAll("PKG", packageOf(at)))]),
  );

describe("messages that change in place", () => {
  const plan = planSets(compileProtos(filesOf("before")), compileProtos(filesOf("after")));

  it.each(CASES.map((one, at) => [one.name, at, one] as const))("%s", (_name, at, one) => {
    const prefix = `${packageOf(at)}.`;
    const own = <Of extends { readonly from: string }>(all: readonly Of[]) =>
      all.filter(({ from }) => from.startsWith(prefix)).map((of) => ({ ...of, short: of.from.slice(prefix.length) }));
    const unresolved = own(plan.unresolved).map(({ short, member, code, candidates }) =>
      [`${short}.${member} ${code}`, ...candidates].join(" "),
    );
    const lost = own(plan.lost).map(({ short, field, renamedTo }) =>
      renamedTo === undefined ? `${short}.${field}` : `${short}.${field} ~> ${renamedTo}`,
    );
    expect({ unresolved, lost }).toEqual({ unresolved: one.unresolved ?? [], lost: one.lost ?? [] });
  });

  it("places what is unresolved in the later schemas", () => {
    const { path, line, column } = plan.unresolved[0] ?? {};
    expect({ path, line, column }).toEqual({ path: "c0/v1/m.proto", line: 5, column: 27 });
  });

  it("says what can be done where no function can stand", () => {
    const remedies = (member: string) => plan.unresolved.find((one) => one.member === member)?.remedies;
    expect(remedies("namespace")).toEqual([
      'if namespace is name under a new name: [(postel.v1.field).renamed_from = "name"]',
      "leave it unset in old events: make the field `optional`",
      'give old events its zero: [(postel.v1.field).upcast = "default"]',
      'derive it from the old message: [(postel.v1.field).upcast = "<expression over old>"]',
      "make a new major of the package, and write a function for it there",
    ]);
    expect(remedies("buyer_id")?.[0]).toBe(
      'if buyer_id is what buyer.id was: [(postel.v1.field).upcast = "old.buyer.id"]',
    );
    expect(remedies("city")?.[0]).toContain('upcast = "old.address.city"');
    expect(remedies("day")).toEqual(["make a new major of the package, and write a function for it there"]);
    expect(remedies("ts")).toEqual([
      "keep T_STRING in the enum, as an alias where it has a new name (option allow_alias = true)",
      "make a new major of the package, and write a function for it there",
    ]);
  });

  it("leaves alone what is the same", () => {
    const set = compileProtos(filesOf("before"));
    const same = planSets(set, readDescriptorSet(writeDescriptorSet(set)));
    expect(same.pairs.every(({ unchanged, via }) => unchanged && via === "name")).toBe(true);
    expect([same.unresolved, same.lost, same.added, same.removed, same.problems]).toEqual([[], [], [], [], []]);
  });
});

describe("messages that change their names", () => {
  const pairsOf = (before: Record<string, string>, after: Record<string, string>) => {
    const { pairs, added, removed, unresolved } = planSets(compileProtos(before), compileProtos(after));
    const own = (names: readonly string[]) => names.filter((name) => !/^(postel|buf)\./.test(name));
    return {
      pairs: pairs.filter(({ via }) => via !== "name").map(({ from, to, via }) => `${from} ${to} ${via}`),
      ...{
        added: own(added),
        removed: own(removed),
        unresolved: unresolved.map(({ to, member }) => `${to}.${member}`),
      },
    };
  };
  const nothing = { added: [], removed: [], unresolved: [] };
  const file = (name: string, body: string, imports: readonly string[] = []) =>
    `syntax = "proto3"; package ${name}; ${imports.map((path) => `import "${path}";`).join(" ")} ${body}`;

  it("finds majors by the version in their package, in the middle of its name, too", () => {
    const [before, after] = ["v16", "v18"].map((version) => ({
      [`ads/${version}/r.proto`]: file(`ads.${version}.resources`, "message Ad { string id = 1; }"),
    }));
    expect(pairsOf(before ?? {}, after ?? {})).toEqual({
      ...nothing,
      pairs: ["ads.v16.resources.Ad ads.v18.resources.Ad lineage"],
    });
  });

  it("takes the nearest earlier major, and majors that both hold by their names", () => {
    const v = (n: number) => ({ [`a/v${n}/a.proto`]: file(`a.v${n}`, "message A { string id = 1; }") });
    expect(pairsOf({ ...v(1), ...v(3) }, { ...v(3), ...v(7) })).toEqual({
      ...nothing,
      removed: ["a.v1.A"],
      pairs: ["a.v3.A a.v7.A lineage"],
    });
  });

  it("leaves alpha and beta out of lineages", () => {
    const beta = { "a/a.proto": file("a.v2beta1", "message A { string id = 1; }") };
    const stable = { "a/a.proto": file("a.v1", "message A { string id = 1; }") };
    expect(pairsOf({ ...stable }, { ...stable, "a/b.proto": beta["a/a.proto"] ?? "" })).toEqual({
      ...nothing,
      added: ["a.v2beta1.A"],
      pairs: [],
    });
  });

  it("follows a field to the package that its message moved to", () => {
    const user = (type: string, path: string) =>
      file("u", `message U { ${type} address = 1; repeated ${type} others = 2; }`, [path]);
    const address = (of: string) => file(of, "message Address { string street = 1; } message Other { bool x = 1; }");
    expect(
      pairsOf(
        { "u.proto": user("api.v2.core.Address", "old.proto"), "old.proto": address("api.v2.core") },
        { "u.proto": user("config.core.v3.Address", "new.proto"), "new.proto": address("config.core.v3") },
      ),
    ).toEqual({
      ...nothing,
      pairs: ["api.v2.core.Address config.core.v3.Address field", "api.v2.core.Other config.core.v3.Other moved"],
    });
  });

  it("takes a beta that became stable for the same, whatever its fields and its version", () => {
    const of = (version: string, submit: string) => ({
      "g.proto": file(`gov.${version}`, `message Submit { ${submit} } message Vote { string id = 1; } message Ask {}`),
    });
    const moved = (from: string, to: string) =>
      ["Submit", "Vote", "Ask"].map((name) => `${from}.${name} ${to}.${name} moved`);
    const [old, next] = [
      "string content = 1; string proposer = 2;",
      "string proposer = 2; repeated string parts = 3; optional bytes x = 4;",
    ];
    for (const beta of ["v1beta1", "v1alpha", "v2alpha2"])
      expect(pairsOf(of(beta, old), of("v1", next))).toEqual({ ...nothing, pairs: moved(`gov.${beta}`, "gov.v1") });
  });

  it("takes what has no fields for moved with its package", () => {
    const of = (name: string) => ({ "g.proto": file(name, "message Ask {} message Told { string id = 1; }") });
    expect(pairsOf(of("tender"), of("comet")).pairs).toEqual([
      "tender.Ask comet.Ask moved",
      "tender.Told comet.Told moved",
    ]);
  });

  it("does not take namesakes with other fields, or several, for a move", () => {
    expect(
      pairsOf(
        { "a.proto": file("a", "message Config { string x = 1; string y = 2; } message Twice { int32 a = 1; }") },
        {
          "b.proto": file(
            "b",
            "message Config { string p = 1; string x = 2; string q = 3; } message Twice { int32 a = 1; }",
          ),
          "c.proto": file("c", "message Twice { int32 a = 1; }"),
        },
      ),
    ).toEqual({ ...nothing, pairs: [], added: ["b.Config", "b.Twice", "c.Twice"], removed: ["a.Config", "a.Twice"] });
  });

  it("follows upcasts_from across names", () => {
    const before = { "a.proto": proto3("a.v1", "message Old { string x = 1; }") };
    const after = {
      "b.proto": proto3("b.v1", 'message New { option (postel.v1.message).upcasts_from = "a.v1.Old"; string x = 1; }'),
    };
    expect(pairsOf(before, after)).toEqual({ ...nothing, pairs: ["a.v1.Old b.v1.New upcasts_from"] });
  });
});
