import { describe, expect, it } from "vitest";
import type { SubjectSchema, SubjectVersion } from "../store/subject-store.ts";
import { entryAnswer, registeredAnswer, schemaFormat, schemaText, withQualifiedReferences } from "./answers.ts";

const TEXT = '\noption (a) = 1;\noption java_package = "p";\n\nmessage A {\n  extensions 5;\n}\n';
const schema: SubjectSchema = {
  ...{ context: ".x", id: 7, guid: "g", text: TEXT, descriptor: Buffer.from("bytes"), metadata: "" },
  references: [
    { name: "b.proto", subject: "b", version: 1 },
    { name: "c.proto", subject: ":.y:c", version: 2 },
  ],
};
const version: SubjectVersion = {
  context: ".x",
  subject: "s",
  version: 3,
  schemaId: 7,
  deleted: false,
  isReleased: false,
};
const entry = { version, schema };

describe("the format of a schema", () => {
  it.each([
    [undefined, "text"],
    ["", "text"],
    ["serialized", "serialized"],
    ["ignore_extensions", "ignore_extensions"],
    ["resolved", "text"],
    [["serialized"], "text"],
    ["SERIALIZED", "text"],
  ])("%j is %s", (given, format) => {
    expect(schemaFormat(given)).toBe(format);
  });

  it.each([
    ["text", TEXT],
    ["serialized", "Ynl0ZXM="],
    ["ignore_extensions", '\noption java_package = "p";\n\nmessage A {}\n'],
  ] as const)("%s gives %j", (format, text) => {
    expect(schemaText(schema, format)).toBe(text);
  });
});

describe("what is said of a version", () => {
  const whole = {
    ...{ subject: ":.x:s", version: 3, id: 7, guid: "g", schemaType: "PROTOBUF", schema: TEXT },
    references: schema.references,
  };

  it("leaves out what is empty", () => {
    expect(entryAnswer(entry, "text")).toEqual(whole);
    const plain = { ...schema, references: [], metadata: '{"tags":{"a":["b"]}}' };
    expect(entryAnswer({ version: { ...version, deleted: true }, schema: plain }, "text")).toEqual({
      ...{ subject: ":.x:s", version: 3, id: 7, guid: "g", schemaType: "PROTOBUF", schema: TEXT },
      ...{ metadata: { tags: { a: ["b"] } }, deleted: true },
    });
  });

  it("names subjects of references with their context when asked to", () => {
    const subjects = withQualifiedReferences(schema).references.map(({ subject }) => subject);
    expect(subjects).toEqual([":.x:b", ":.y:c"]);
  });

  const { subject: _, ...full } = whole;
  const short = { version: 3, id: 7, guid: "g", schemaType: "PROTOBUF" };
  it.each([
    ["as it was sent", { schema: "message A {}", metadata: "" }, undefined, short],
    ["as it was sent, with an empty format", { schema: "message A {}", metadata: "" }, "", short],
    ["in the version before", { schema: " ", metadata: "" }, undefined, full],
    ["with other metadata", { schema: "message A {}", metadata: "{}" }, undefined, full],
    ["in a format", { schema: "message A {}", metadata: "" }, "serialized", { ...full, schema: "Ynl0ZXM=" }],
    ["in an unknown format", { schema: "message A {}", metadata: "" }, "x", full],
  ])("is short for a schema that is stored %s, or not", (_, sent, format, answer) => {
    expect(registeredAnswer(entry, { ...sent, references: [] }, format)).toEqual(answer);
  });
});
