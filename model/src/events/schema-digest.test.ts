import { describe, expect, it } from "vitest";
import { compileProtos, proto3 } from "../test-support/compile-protos.ts";
import { readModel } from "./read-model.ts";

const EVENT = "option (postel.v1.event) = {};";
const BASE = `message A { ${EVENT} string id = 1; repeated B bs = 2; K k = 3; }
message B { int64 n = 1; optional string s = 2; }
enum K { K_UNSPECIFIED = 0; K_ONE = 1; }`;

function digest(body: string, more: Record<string, string> = {}): string {
  const file = body.startsWith("syntax") || body.startsWith("edition") ? body : proto3("a.v1", body);
  const info = readModel(compileProtos({ "a.proto": file, ...more })).events.find((e) => e.name === "a.v1.A");
  return info?.schemaDigest ?? "";
}

const base = digest(BASE);

describe("schemaDigest", () => {
  it("never changes for the same schema", () => {
    expect(base).toBe("sha256:ea3c6990881957af0d1e866d137f24e6535b998ac3d6db6cfa6123238c27e351");
  });

  it.each([
    ["comments", `// Hello.\n${BASE}`],
    [
      "declaration order",
      BASE.split("\n")
        .reverse()
        .join("\n")
        .replace("int64 n = 1; optional string s = 2;", "optional string s = 2; int64 n = 1;"),
    ],
    ["unrelated types", `${BASE}\nmessage Other { ${EVENT} A a = 1; }`],
    ["file options", `option go_package = "x";\n${BASE}`],
  ])("does not depend on %s", (_, body) => {
    expect(digest(body)).toBe(base);
  });

  it("does not depend on the files that types stand in", () => {
    const [a = "", ...rest] = BASE.split("\n");
    expect(digest(`import "b.proto";\n${a}`, { "b.proto": proto3("a.v1", rest.join("\n")) })).toBe(base);
  });

  it("does not depend on the order in which an option is written", () => {
    const field = (options: string) => BASE.replace("id = 1", `id = 1 [${options}]`);
    const since = '(postel.v1.field).since = "1.1.0"';
    const personal = "(postel.v1.field).classification = CLASSIFICATION_PERSONAL";
    expect(digest(field(`${since}, ${personal}`))).toBe(digest(field(`${personal}, ${since}`)));
  });

  it("does not depend on the syntax where features are equal", () => {
    const edition = BASE.replace("optional string s = 2", "string s = 2 [features.field_presence = EXPLICIT]");
    const head = `edition = "2023";\npackage a.v1;\nimport "postel/v1/event.proto";\noption features.field_presence = IMPLICIT;\n`;
    expect(digest(head + edition)).toBe(base);
  });

  it.each([
    ["a number", BASE.replace("id = 1", "id = 7")],
    ["a name", BASE.replace("id = 1", "ident = 1")],
    ["a type below", BASE.replace("int64 n", "sint64 n")],
    ["presence", BASE.replace("int64 n", "optional int64 n")],
    ["a JSON name", BASE.replace("id = 1", 'id = 1 [json_name = "x"]')],
    ["an enum value", BASE.replace("K_ONE = 1;", "K_ONE = 1; K_TWO = 2;")],
    ["an option of the event", BASE.replace("(postel.v1.event) = {}", '(postel.v1.event) = { key: "id" }')],
    ["a validation rule", BASE.replace("id = 1", "id = 1 [(buf.validate.field).required = true]")],
    ["a oneof", BASE.replace("int64 n = 1;", "oneof o { int64 n = 1; }")],
    ["packing", BASE.replace("K k = 3", "repeated K k = 3")],
    [
      "closed enums",
      `edition = "2023";\npackage a.v1;\nimport "postel/v1/event.proto";\noption features.field_presence = IMPLICIT;\n${BASE.replace("optional string s = 2", "string s = 2 [features.field_presence = EXPLICIT]").replace("K k = 3;", "K k = 3 [features.field_presence = EXPLICIT];").replace("enum K {", "enum K { option features.enum_type = CLOSED;")}`,
    ],
  ])("depends on %s", (_, body) => {
    expect(digest(body)).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(digest(body)).not.toBe(base);
  });
});
