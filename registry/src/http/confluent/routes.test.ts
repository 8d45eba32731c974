import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { FileDescriptorProtoSchema } from "@bufbuild/protobuf/wkt";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { compileText } from "../../testing-support/compile-text.ts";
import { type TestApp, testApp } from "../../testing-support/test-app.ts";

let test: TestApp;
beforeEach(async () => {
  test = await testApp();
});
afterEach(() => test.close());

type Method = "GET" | "POST" | "PUT" | "DELETE";

async function call(method: Method, path: string, body?: unknown) {
  const reply = await test.app.inject({
    method,
    url: `/confluent${path}`,
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    headers: { "content-type": "application/vnd.schemaregistry.v1+json" },
  });
  return { status: reply.statusCode, body: reply.json(), headers: reply.headers };
}

const message = (fields: string, name = "A") => `syntax = "proto3";\n\nmessage ${name} {\n  ${fields}\n}\n`;
const proto = (schema: string, over = {}) => ({ schemaType: "PROTOBUF", schema, ...over });
const register = (subject: string, schema: string, over = {}) =>
  call("POST", `/subjects/${subject}/versions`, proto(schema, over));

async function errorOf(run: Promise<{ status: number; body: { error_code: number; message: string } }>) {
  const { status, body } = await run;
  expect(String(body.error_code).slice(0, 3)).toBe(String(status));
  return [body.error_code, body.message];
}

describe("registering", () => {
  it("gives one id per schema, and versions per subject", async () => {
    const first = await register("a", message("string id = 1;"));
    expect(first.body).toMatchObject({ id: 1, version: 1, schemaType: "PROTOBUF" });
    expect(first.headers["content-type"]).toBe("application/vnd.schemaregistry.v1+json");
    expect((await register("a", `// other comment\n${message("string id = 1;")}`)).body).toMatchObject({
      id: 1,
      version: 1,
    });
    expect((await register("b", message("string id = 1;"))).body).toMatchObject({ id: 1, version: 1 });
    expect((await register("a", message("string id = 1; string b = 2;"))).body).toMatchObject({ id: 2, version: 2 });
    expect((await call("GET", "/schemas/ids/1/subjects")).body).toEqual(["a", "b"]);
    expect((await call("GET", "/schemas/ids/1/versions")).body).toEqual([
      { subject: "a", version: 1 },
      { subject: "b", version: 1 },
    ]);
  });

  it("takes a descriptor in base64 for what its text is, and gives both back", async () => {
    const set = await compileText({ "x.proto": message("string id = 1;") });
    const base64 = Buffer.from(set.files.at(-1)?.bytes ?? []).toString("base64");
    const byBytes = await register("a", base64);
    const byText = await register("a", message("string id = 1;"));
    expect(byText.body).toEqual(byBytes.body);
    expect((await call("GET", "/schemas/ids/1")).body.schema).toBe(
      'syntax = "proto3";\n\nmessage A {\n  string id = 1;\n}\n',
    );
    const serialized = (await call("GET", "/schemas/ids/1?format=serialized")).body.schema;
    const file = fromBinary(FileDescriptorProtoSchema, Buffer.from(serialized, "base64"));
    expect(file.messageType.map((type) => type.name)).toEqual(["A"]);
    expect(
      (await register("a", Buffer.from(toBinary(FileDescriptorProtoSchema, file)).toString("base64"))).body.id,
    ).toBe(1);
  });

  it("follows references, however deep", async () => {
    await register("c", 'syntax = "proto3";\npackage c;\nmessage C {}\n');
    await register("b", 'syntax = "proto3";\npackage b;\nimport "c.proto";\nmessage B { c.C c = 1; }\n', {
      references: [{ name: "c.proto", subject: "c", version: -1 }],
    });
    const references = [{ name: "b.proto", subject: "b", version: 1 }];
    const top = await register("a", 'syntax = "proto3";\nimport "b.proto";\nmessage A { b.B b = 1; }\n', {
      references,
    });
    expect(top.body.id).toBe(3);
    expect((await call("GET", "/schemas/ids/3")).body).toMatchObject({ references });
    expect((await call("GET", "/subjects/b/versions/1")).body.references).toEqual([
      { name: "c.proto", subject: "c", version: 1 },
    ]);
    expect((await call("GET", "/subjects/c/versions/1/referencedby")).body).toEqual([2]);
    expect(await errorOf(call("DELETE", "/subjects/c"))).toEqual([
      42206,
      "One or more references exist to the schema {magic=1,keytype=SCHEMA,subject=c,version=1}.",
    ]);
    expect((await errorOf(register("d", 'syntax = "proto3";\nimport "no.proto";\n')))[0]).toBe(42201);
  });

  it("refuses what later readers could not read, with the place", async () => {
    await register("a", message("string id = 1;"));
    const [code, text] = await errorOf(register("a", message("int32 id = 1;")));
    expect(code).toBe(40901);
    expect(text).toContain(
      'Schema being registered is incompatible with an earlier schema for subject "a", details: [',
    );
    expect(text).toContain("FIELD_SCALAR_KIND_CHANGED");
    expect(text).toContain("'#/A/1'");
    const asked = await call(
      "POST",
      "/compatibility/subjects/a/versions/latest?verbose=true",
      proto(message("int32 id = 1;")),
    );
    expect(asked.body).toMatchObject({
      is_compatible: false,
      messages: [
        `{errorType:"FIELD_SCALAR_KIND_CHANGED", description:"The kind of a SCALAR field at path '#/A/1' in the new schema does not match its kind in the old schema"}`,
        "{oldSchemaVersion: 1}",
        `{oldSchema: '${message("string id = 1;")}'}`,
        "{validateFields: 'false', compatibility: 'BACKWARD'}",
      ],
    });
  });

  it.each([
    [{ schema: "{}" }, "schema type AVRO is not supported"],
    [{ schema: "{}", schemaType: "JSON" }, "schema type JSON is not supported"],
    [proto("this is no schema"), "Invalid schema: 1:"],
    [proto(""), "it is empty"],
    [proto("AAAA"), "Invalid schema"],
    [proto("x", { references: {} }), "must be a list"],
    [proto("x", { references: [{}] }), "needs name, subject and version"],
    [
      proto(message("string id = 1;"), { references: [{ name: "../../x", subject: "a", version: 1 }] }),
      "No schema reference",
    ],
    ["text", "must be a JSON object"],
  ])("answers %j with 42201", async (body, reason) => {
    const [code, text] = await errorOf(call("POST", "/subjects/a/versions", body));
    expect(code).toBe(42201);
    expect(text).toContain(reason);
  });

  it("puts races in order: one id for one schema, one version each for others", async () => {
    await call("PUT", "/config", { compatibility: "NONE" });
    const same = Array.from({ length: 6 }, () => register("a", message("string same = 1;")));
    const others = Array.from({ length: 6 }, (_, at) => register("a", message(`string other_${at} = 1;`)));
    const replies = await Promise.all([...same, ...others]);
    expect(replies.map((reply) => reply.status)).toEqual(replies.map(() => 200));
    expect(new Set(replies.slice(0, 6).map((reply) => reply.body.id)).size).toBe(1);
    expect((await call("GET", "/subjects/a/versions")).body).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});

describe("reading", () => {
  it("answers what is not there with its code and text", async () => {
    await register("a", message("string id = 1;"));
    expect(await errorOf(call("GET", "/subjects/b/versions"))).toEqual([40401, "Subject 'b' not found."]);
    expect(await errorOf(call("GET", "/subjects/a/versions/7"))).toEqual([40402, "Version 7 not found."]);
    expect(await errorOf(call("GET", "/schemas/ids/7"))).toEqual([40403, "Schema 7 not found"]);
    expect((await errorOf(call("GET", "/subjects/a/versions/0")))[0]).toBe(42202);
    expect((await errorOf(call("POST", "/subjects/a", proto(message("string x = 9;")))))[0]).toBe(40403);
    expect((await call("GET", "/associations/resources/-/t")).status).toBe(404);
    expect((await call("GET", "/nothing/here")).body).toMatchObject({ error_code: 404 });
    expect((await errorOf(call("GET", "/contexts/.a!/subjects")))[0]).toBe(42210);
  });

  it("keeps contexts apart", async () => {
    await register(":.x:a", message("string id = 1;"));
    expect((await register("b", message("string other = 1;"))).body.id).toBe(1);
    expect((await call("GET", "/subjects")).body).toEqual([":.x:a", "b"]);
    expect((await call("GET", "/subjects?subjectPrefix=:.x:")).body).toEqual([":.x:a"]);
    expect((await call("GET", "/contexts/.x/subjects/a/versions/latest")).body).toMatchObject({
      subject: ":.x:a",
      id: 1,
    });
    expect((await call("GET", "/schemas/ids/1?subject=:.x:a")).body.schema).toContain("string id");
    expect((await call("GET", "/contexts")).body).toEqual([".", ".x"]);
  });

  it("finds schemas by guid, and the latest with metadata", async () => {
    const tagged = { metadata: { properties: { major: "1" } } };
    const { guid } = (await register("a", message("string id = 1;"), tagged)).body;
    await register("a", message("string id = 1; string b = 2;"), { metadata: { properties: { major: "2" } } });
    expect((await call("GET", `/schemas/guids/${guid}/ids`)).body).toEqual([{ context: ".", id: 1 }]);
    expect((await call("GET", `/schemas/guids/${guid}`)).body).toMatchObject({ metadata: tagged.metadata });
    expect((await call("GET", "/subjects/a/metadata?key=major&value=1")).body).toMatchObject({ version: 1 });
    expect((await call("GET", "/subjects/a/metadata?key=major&value=3")).status).toBe(404);
    expect((await call("GET", "/schemas?latestOnly=true")).body).toMatchObject([{ subject: "a", version: 2 }]);
  });
});

describe("deleting", () => {
  it("goes softly first and keeps numbers and ids", async () => {
    await register("a", message("string id = 1;"));
    expect((await errorOf(call("DELETE", "/subjects/a?permanent=true")))[0]).toBe(40405);
    expect((await call("DELETE", "/subjects/a")).body).toEqual([1]);
    expect((await errorOf(call("DELETE", "/subjects/a")))[0]).toBe(40404);
    expect((await call("GET", "/subjects")).body).toEqual([]);
    expect((await call("GET", "/subjects?deleted=true")).body).toEqual(["a"]);
    expect((await call("GET", "/schemas/ids/1")).status).toBe(200);
    expect((await register("a", message("string id = 1;"))).body).toMatchObject({ id: 1, version: 2 });
    await call("DELETE", "/subjects/a");
    expect((await call("DELETE", "/subjects/a?permanent=true")).body).toEqual([2]);
    expect((await errorOf(call("GET", "/subjects/a/versions?deleted=true")))[0]).toBe(40401);
  });

  it("goes by version, too", async () => {
    await register("a", message("string id = 1;"));
    expect((await errorOf(call("DELETE", "/subjects/a/versions/1?permanent=true")))[0]).toBe(40407);
    expect((await call("DELETE", "/subjects/a/versions/latest")).body).toBe(1);
    expect((await errorOf(call("DELETE", "/subjects/a/versions/1")))[0]).toBe(40406);
    expect((await call("DELETE", "/subjects/a/versions/1?permanent=true")).body).toBe(1);
  });
});

describe("modes", () => {
  it("refuses writes to what is read-only, and takes given ids only while importing", async () => {
    await call("PUT", "/mode/a", { mode: "READONLY" });
    expect(await errorOf(register("a", message("string id = 1;")))).toEqual([42205, "Subject a is in read-only mode"]);
    expect((await errorOf(register("b", message("string id = 1;"), { id: 7 })))[0]).toBe(42205);
    await call("PUT", "/mode", { mode: "IMPORT" });
    expect((await register("b", message("string id = 1;"), { id: 7, version: 3 })).body).toMatchObject({
      id: 7,
      version: 3,
    });
    expect((await errorOf(register("b", message("string x = 1;"), { id: 7, version: 4 })))[0]).toBe(42205);
    await call("PUT", "/mode", { mode: "READWRITE" });
    expect((await register("c", message("string next = 1;"))).body.id).toBe(8);
    expect((await errorOf(call("PUT", "/mode", { mode: "IMPORT" })))[0]).toBe(42205);
  });
});

it("takes hostile names as plain data", async () => {
  for (const subject of ["__proto__", "constructor", "%2e%2e%2f", "a%20b", "%F0%9F%92%A9"]) {
    expect((await register(subject, message("string id = 1;"))).status).toBe(200);
    expect((await call("GET", `/subjects/${subject}/versions`)).body).toEqual([1]);
    await call("PUT", `/config/${subject}`, JSON.parse('{"compatibility":"FULL","__proto__":{"x":1}}'));
    expect((await call("GET", `/config/${subject}`)).body).toEqual({ compatibilityLevel: "FULL" });
  }
  expect((await errorOf(call("GET", "/subjects/a%00b/versions")))[0]).toBe(42208);
});
