import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ConfluentClient, confluentClient, oneMessage, protobuf } from "../../testing-support/confluent-client.ts";

// What the Confluent registry's own tests and sources say, by value.

let client: ConfluentClient;
beforeEach(async () => {
  client = await confluentClient();
});
afterEach(() => client.close());

const get = async (path: string) => (await client.call(`GET ${path}`)).body;

describe("the protocol", () => {
  it.each([
    ["GET /", undefined, 200],
    ["GET /nothing", undefined, 404],
    ["PATCH /subjects", {}, 405],
    ["DELETE /schemas/types", undefined, 405],
    ["PUT /subjects/a/versions", {}, 405],
    ["POST /config", {}, 405],
    ["POST /subjects/a/versions", "not json", 400],
    ["POST /subjects/a/versions", "", 42201],
    ["POST /subjects/a/versions", "[]", 42201],
    ["POST /subjects/a/versions", "null", 42201],
    ["PUT /config", "{", 400],
    ["GET /associations/resources/-/topic", undefined, 40410],
  ])("answers %s %j with %i", async (line, body, code) => {
    const reply = await client.call(line, body);
    expect(reply.body.error_code ?? reply.status).toBe(code);
    expect(String(code)).toContain(String(reply.status));
    expect(reply.headers["content-type"]).toBe("application/vnd.schemaregistry.v1+json");
    if (code > 200) expect(reply.body.message).toEqual(expect.any(String));
  });

  it("says which methods an address takes", async () => {
    const reply = await client.call("PATCH /subjects/a/versions/1");
    expect(reply.headers.allow).toBe("DELETE, GET, HEAD");
    expect(reply.body).toEqual({ error_code: 405, message: "HTTP 405 Method Not Allowed" });
  });

  it.each([
    ["application/vnd.schemaregistry.v1+json", 200],
    ["application/vnd.schemaregistry+json; charset=utf-8", 200],
    ["application/json", 200],
    ["application/octet-stream", 200],
    ["Application/JSON", 200],
    ["text/plain", 415],
    ["application/x-www-form-urlencoded", 415],
    ["multipart/form-data", 415],
  ])("takes a body of type %s: %i", async (type, code) => {
    const line = "POST /subjects/a/versions";
    expect(await client.code(line, protobuf("string a = 1;"), { "content-type": type })).toBe(code);
  });

  it.each([
    ["*/*", 200],
    ["application/*", 200],
    ["application/json", 200],
    ["text/html, application/vnd.schemaregistry.v1+json;q=0.9, */*;q=0.1", 200],
    ["text/html", 406],
    ["text/plain;q=1", 406],
  ])("answers whoever accepts %s: %i", async (accept, code) => {
    expect(await client.code("GET /subjects", undefined, { accept })).toBe(code);
  });
});

describe("errors of what is not there", () => {
  beforeEach(async () => {
    await client.register("a", "string a = 1;");
    await client.register("gone", "string a = 1;");
    await client.call("DELETE /subjects/gone");
  });

  it.each([
    ["GET /subjects/none/versions", 40401, "Subject 'none' not found."],
    ["GET /subjects/gone/versions", 40401, "Subject 'gone' not found."],
    ["GET /subjects/none/versions/latest", 40401, "Subject 'none' not found."],
    ["GET /subjects/a/versions/2", 40402, "Version 2 not found."],
    ["GET /subjects/gone/versions/latest?deleted=true", 40402, "Version -1 not found."],
    ["GET /subjects/a/versions/0", 42202, undefined],
    ["GET /subjects/a/versions/-2", 42202, undefined],
    ["GET /subjects/a/versions/earliest", 42202, undefined],
    ["GET /subjects/a/versions/2147483648", 42202, undefined],
    ["GET /schemas/ids/9", 40403, "Schema 9 not found"],
    ["GET /schemas/ids/9/subjects", 40403, "Schema 9 not found"],
    ["GET /schemas/ids/9/versions", 40403, "Schema 9 not found"],
    [
      "GET /schemas/guids/00000000-0000-0000-0000-000000000000",
      40403,
      "Schema 00000000-0000-0000-0000-000000000000 not found",
    ],
    ["DELETE /subjects/none", 40401, "Subject 'none' not found."],
    ["DELETE /subjects/gone", 40404, "Subject 'gone' was soft deleted.Set permanent=true to delete permanently"],
    ["DELETE /subjects/a?permanent=true", 40405, "Subject 'a' was not deleted first before being permanently deleted"],
    ["DELETE /subjects/none/versions/1", 40401, undefined],
    ["DELETE /subjects/a/versions/9", 40402, "Version 9 not found."],
    [
      "DELETE /subjects/gone/versions/1",
      40406,
      "Subject 'gone' Version 1 was soft deleted.Set permanent=true to delete permanently",
    ],
    [
      "DELETE /subjects/a/versions/1?permanent=true",
      40407,
      "Subject 'a' Version 1 was not deleted first before being permanently deleted",
    ],
    ["GET /config/a", 40408, "Subject 'a' does not have subject-level compatibility configured"],
    ["GET /mode/a", 40409, "Subject 'a' does not have subject-level mode configured"],
    ["GET /mode/:.ctx:", 40409, undefined],
    ["GET /config/__GLOBAL", 42208, "The specified subject '__GLOBAL' is not a valid subject."],
    ["GET /subjects/__EMPTY/versions", 42208, "The specified subject '__EMPTY' is not a valid subject."],
    ["GET /subjects/a%07/versions", 42208, undefined],
  ])("%s is %i: %s", async (line, code, message) => {
    const { body } = await client.call(line);
    expect(body.error_code).toBe(code);
    if (message !== undefined) expect(body.message).toBe(message);
  });

  it.each([
    ["POST /subjects/none", 40401, "Subject 'none' not found."],
    ["POST /subjects/a", 40403, "Schema not found"],
    ["POST /compatibility/subjects/a/versions/9", 40402, "Version 9 not found."],
    ["POST /compatibility/subjects/a/versions/earliest", 42202, undefined],
    ["POST /compatibility/subjects/none/versions/latest", 200, undefined],
    ["POST /compatibility/subjects/none/versions", 200, undefined],
  ])("%s is %i: %s", async (line, code, message) => {
    const { status, body } = await client.call(line, protobuf("string other = 7;"));
    expect(body.error_code ?? status).toBe(code);
    if (message !== undefined) expect(body.message).toBe(message);
  });

  it.each([
    ["PUT /config", { compatibility: "SOMETIMES" }, 42203],
    ["PUT /config/a", { compatibility: 7 }, 42203],
    ["PUT /mode", { mode: "SOMETIMES" }, 42204],
    ["PUT /mode", {}, 42204],
    ["PUT /mode", { mode: "IMPORT" }, 42205],
    ["POST /subjects/a/versions", { schema: '"string"' }, 42201],
    ["POST /subjects/a/versions", { schema: "{}", schemaType: "JSON" }, 42201],
    [
      "POST /subjects/a/versions",
      protobuf("string a = 1;", { references: [{ name: "x", subject: "x", version: 9 }] }),
      42201,
    ],
  ])("%s %j is %i", async (line, body, code) => {
    expect(await client.code(line, body)).toBe(code);
  });
});

describe("deleting", () => {
  it("forgets the settings of a subject without live versions", async () => {
    await client.register("a", "string a = 1;");
    await client.register("a", "string a = 1; string b = 2;");
    await client.call("PUT /config/a", { compatibility: "FULL" });
    await client.call("PUT /mode/a", { mode: "READWRITE" });
    await client.call("DELETE /subjects/a/versions/1");
    expect(await get("/config/a")).toEqual({ compatibilityLevel: "FULL" });
    await client.call("DELETE /subjects/a/versions/2");
    expect([await client.code("GET /config/a"), await client.code("GET /mode/a")]).toEqual([40408, 40409]);
  });

  it("keeps no deleted version of a schema that is registered again", async () => {
    await client.register("a", "string a = 1;");
    await client.register("a", "string a = 1; string b = 2;");
    await client.call("DELETE /subjects/a/versions/1");
    expect((await client.register("a", "string a = 1;")).body).toMatchObject({ id: 1, version: 3 });
    expect(await get("/subjects/a/versions?deleted=true")).toEqual([2, 3]);
  });

  it("shows deleted versions on request", async () => {
    await client.register("a", "string a = 1;");
    await client.register("a", "string a = 1; string b = 2;");
    await client.call("DELETE /subjects/a/versions/1");
    expect(await get("/subjects/a/versions")).toEqual([2]);
    expect(await get("/subjects/a/versions?deleted=true")).toEqual([1, 2]);
    expect(await get("/subjects/a/versions?deletedOnly=true")).toEqual([1]);
    expect(await get("/subjects/a/versions?deletedAsNegative=true")).toEqual([-1, 2]);
    expect(await get("/subjects/a/versions?deleted=true&offset=1&limit=1")).toEqual([2]);
    expect(await client.code("GET /subjects/a/versions/1")).toBe(40402);
    expect(await get("/subjects/a/versions/1?deleted=true")).toMatchObject({ version: 1, deleted: true });
    expect(await get("/schemas/ids/1/versions")).toEqual([]);
    expect(await get("/schemas/ids/1/versions?deleted=true")).toEqual([{ subject: "a", version: 1 }]);
    expect(await client.code("POST /subjects/a", protobuf("string a = 1;"))).toBe(40403);
    expect((await client.call("POST /subjects/a?deleted=true", protobuf("string a = 1;"))).body.version).toBe(1);
  });

  it("looks whether a subject is there before it looks whether it may be deleted", async () => {
    await client.register("a", "string a = 1;");
    await client.call("PUT /mode", { mode: "READONLY" });
    expect(await client.code("DELETE /subjects/none")).toBe(40401);
    expect(await client.code("DELETE /subjects/a")).toBe(42205);
    expect(await client.code("DELETE /subjects/a/versions/1")).toBe(42205);
  });
});

describe("compatibility", () => {
  it.each([
    ["BACKWARD", 1, "int32 a = 1;", ["new"]],
    ["FORWARD", 1, "int32 a = 1;", ["old"]],
    ["FULL", 2, "int32 a = 1;", ["new", "old"]],
  ])("%s names what does not fit: %i errors of %s", async (level, errors, fields, readers) => {
    await client.call("PUT /config/a", { compatibility: level });
    await client.register("a", "string a = 1;");
    const line = "POST /compatibility/subjects/a/versions/latest?verbose=true";
    const { is_compatible, messages } = (await client.call(line, protobuf(fields))).body;
    expect(is_compatible).toBe(false);
    expect(messages.slice(0, errors)).toEqual(
      readers.map(
        (reader) =>
          `{errorType:"FIELD_SCALAR_KIND_CHANGED", description:"The kind of a SCALAR field at path '#/A/1' in the ${reader} schema does not match its kind in the ${reader === "new" ? "old" : "new"} schema"}`,
      ),
    );
    expect(messages.slice(errors)).toEqual([
      "{oldSchemaVersion: 1}",
      `{oldSchema: '${oneMessage("string a = 1;")}'}`,
      `{validateFields: 'false', compatibility: '${level}'}`,
    ]);
    const refused = await client.register("a", fields);
    expect(refused.body).toEqual({
      error_code: 40901,
      message: `Schema being registered is incompatible with an earlier schema for subject "a", details: [${messages.join(", ")}]`,
    });
    expect((await client.call(line, protobuf("string a = 1;"))).body).toEqual({ is_compatible: true, messages: [] });
  });

  it("compares with the latest, or with all when the level is transitive", async () => {
    await client.call("PUT /config", { compatibility: "NONE" });
    await client.register("a", "string a = 1;");
    await client.register("a", "string b = 2;");
    const fits = async (level: string, version = "") => {
      await client.call("PUT /config", { compatibility: level });
      const line = `POST /compatibility/subjects/a/versions${version}`;
      return (await client.call(line, protobuf("int32 a = 1; string b = 2;"))).body.is_compatible;
    };
    expect(await fits("BACKWARD")).toBe(true);
    expect(await fits("BACKWARD_TRANSITIVE")).toBe(false);
    expect(await fits("FORWARD_TRANSITIVE")).toBe(false);
    expect(await fits("FULL")).toBe(true);
    expect(await fits("BACKWARD", "/1")).toBe(false);
    expect(await fits("NONE", "/1")).toBe(true);
  });

  it("tells who asks for details what is wrong with a schema", async () => {
    await client.register("a", "string a = 1;");
    const bad = { schemaType: "PROTOBUF", schema: "bad-message" };
    const line = "POST /compatibility/subjects/a/versions/latest";
    expect(await client.code(line, bad)).toBe(42201);
    const { body } = await client.call(`${line}?verbose=true`, bad);
    expect(body).toEqual({ is_compatible: false, messages: [expect.stringContaining("Invalid schema")] });
  });

  it("compares only within a group", async () => {
    await client.call("PUT /config/a", { compatibility: "BACKWARD_TRANSITIVE", compatibilityGroup: "major" });
    const of = (major: string) => ({ metadata: { properties: { major } } });
    await client.register("a", "string a = 1;", of("1"));
    expect((await client.register("a", "int32 a = 1;", of("1"))).status).toBe(409);
    expect((await client.register("a", "int32 a = 1;", of("2"))).body.version).toBe(2);
    expect((await client.register("a", "string a = 1; string b = 2;", of("1"))).body.version).toBe(3);
  });
});

describe("references", () => {
  it("are named as they were given, or with their context", async () => {
    await client.call("POST /subjects/:.x:b/versions", protobuf("string b = 1;"));
    const schema = 'syntax = "proto3"; import "b.proto"; message C { A a = 1; }';
    const references = [{ name: "b.proto", subject: "b", version: 1 }];
    const c = await client.call("POST /subjects/:.x:c/versions", { schemaType: "PROTOBUF", schema, references });
    expect(c.body.id).toBe(2);
    expect(await get("/subjects/:.x:c/versions/1")).toMatchObject({ id: 2, references });
    const qualified = [{ name: "b.proto", subject: ":.x:b", version: 1 }];
    for (const path of ["/subjects/:.x:c/versions/1", "/schemas/ids/2?subject=:.x:"]) {
      const mark = path.includes("?") ? "&" : "?";
      expect((await get(path)).references).toEqual(references);
      expect((await get(`${path}${mark}referenceFormat=qualified`)).references).toEqual(qualified);
    }
    expect(await get("/subjects/:.x:b/versions/1/referencedby")).toEqual([2]);
    expect(await client.code("DELETE /subjects/:.x:b/versions/1")).toBe(42206);
    await client.call("DELETE /subjects/:.x:c");
    expect(await get("/subjects/:.x:b/versions/1/referencedby")).toEqual([]);
    expect(await client.code("DELETE /subjects/:.x:b/versions/1")).toBe(200);
  });
});

describe("the answer to a registration", () => {
  it("has no text when the schema is stored as it was sent, for clients keep that", async () => {
    const { body } = await client.register("a", "string a = 1;");
    expect(body).toEqual({ id: 1, version: 1, schemaType: "PROTOBUF", guid: expect.stringMatching(/^[-0-9a-f]{36}$/) });
  });

  it("has it when it was changed, or asked for in a format", async () => {
    const metadata = { properties: { owner: "a" } };
    await client.register("a", "string a = 1;", { metadata });
    const inherited = await client.register("a", "string a = 1; string b = 2;");
    expect(inherited.body).toMatchObject({ id: 2, metadata, schema: oneMessage("string a = 1; string b = 2;") });
    const same = await client.register("a", "", { schema: "", metadata: { properties: { owner: "b" } } });
    expect(same.body).toMatchObject({ id: 3, schema: oneMessage("string a = 1; string b = 2;") });
    const asked = await client.call("POST /subjects/b/versions?format=serialized", protobuf("string a = 1;"));
    expect(asked.body.schema).toMatch(/^[A-Za-z0-9+/]+=*$/);
  });
});

describe("formats", () => {
  it("gives schemas out as text, raw or as base64", async () => {
    const { id } = (await client.register("a", "string a = 1;")).body;
    const text = oneMessage("string a = 1;");
    for (const path of [`/schemas/ids/${id}/schema`, "/subjects/a/versions/1/schema"]) {
      const raw = await client.call(`GET ${path}`);
      expect([raw.body, raw.headers["content-type"]]).toEqual([text, "application/vnd.schemaregistry.v1+json"]);
    }
    const serialized = (await get(`/schemas/ids/${id}?format=serialized`)).schema;
    expect(serialized).toMatch(/^[A-Za-z0-9+/]+=*$/);
    for (const format of ["", "?format=resolved", "?format=ignore_extensions", "?format=unknown"])
      expect((await get(`/subjects/a/versions/-1${format}`)).schema).toBe(text);
    expect((await client.register("b", "", { schema: serialized })).body.id).toBe(id);
    expect((await get("/subjects/b/versions/1")).schema).toBe(text);
    expect(await get(`/schemas/ids/${id}?fetchMaxId=true`)).toMatchObject({ maxId: id, schema: text });
  });
});
