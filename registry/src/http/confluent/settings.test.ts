import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ConfluentClient, confluentClient, protobuf } from "../../testing-support/confluent-client.ts";

// Modes, contexts, aliases and metadata as the Confluent registry's own tests and sources have them.

let client: ConfluentClient;
beforeEach(async () => {
  client = await confluentClient();
});
afterEach(() => client.close());

const get = async (path: string) => (await client.call(`GET ${path}`)).body;
const put = (path: string, body: object) => client.call(`PUT ${path}`, body);
const A = "string a = 1;";
const B = "string a = 1; string b = 2;";

describe("modes", () => {
  it.each(["READONLY", "READONLY_OVERRIDE", "FORWARD"])("%s takes nothing", async (mode) => {
    await client.register("a", A);
    expect((await put("/mode", { mode })).body).toEqual({ mode });
    expect(await client.code("POST /subjects/b/versions", protobuf(A))).toBe(42205);
    expect(await client.code("POST /subjects/a/versions", protobuf(B))).toBe(42205);
    expect(await client.code("DELETE /subjects/a")).toBe(42205);
    expect(await client.code("POST /subjects/a", protobuf(A))).toBe(200);
    expect((await client.call("DELETE /mode")).body).toEqual({ mode });
    expect(await get("/mode")).toEqual({ mode: "READWRITE" });
  });

  it("of a subject goes over that of all, unless that is READONLY_OVERRIDE", async () => {
    await put("/mode/a", { mode: "READWRITE" });
    await put("/mode", { mode: "READONLY" });
    expect((await client.register("a", A)).status).toBe(200);
    await put("/mode", { mode: "READONLY_OVERRIDE" });
    expect((await client.register("a", B)).body.error_code).toBe(42205);
    expect(await get("/mode/a?defaultToGlobal=true")).toEqual({ mode: "READONLY_OVERRIDE" });
    expect(await get("/mode/a")).toEqual({ mode: "READWRITE" });
  });

  it("of all contexts counts where a context has none", async () => {
    await put("/mode/:.__GLOBAL:", { mode: "READONLY" });
    expect(await get("/mode?defaultToGlobal=true")).toEqual({ mode: "READONLY" });
    expect((await client.register("a", A)).body.error_code).toBe(42205);
    await put("/mode", { mode: "READWRITE" });
    expect((await client.register("a", A)).status).toBe(200);
    expect((await client.register(":.x:a", A)).body.error_code).toBe(42205);
  });

  it("goes with null", async () => {
    await put("/mode", { mode: "READONLY" });
    expect((await client.call("PUT /mode", { mode: null })).body).toEqual({ mode: null });
    expect(await get("/mode")).toEqual({ mode: "READWRITE" });
  });

  it.each([
    ["", "", [40409, 40409, 200]],
    ["?recursive=true", "", [40409, 40409, 200]],
    ["", ":.x:", [200, 200, 40409]],
    ["?recursive=true", ":.x:", [200, 40409, 40409]],
  ])("DELETE /mode%s of the context %j", async (query, context) => {
    const path = context === "" ? "" : `/${context}`;
    for (const subject of ["a", ":.x:b", ":.x:"]) await put(`/mode/${subject}`, { mode: "READONLY" });
    await put("/mode", { mode: "READONLY" });
    expect((await client.call(`DELETE /mode${path}${query}`)).body).toEqual({ mode: "READONLY" });
    const codes = await Promise.all(["a", ":.x:b", ":.x:"].map((each) => client.code(`GET /mode/${each}`)));
    const recursive = query !== "";
    const gone = context === "" ? [recursive, false, false] : [false, recursive, true];
    expect(codes).toEqual(gone.map((each) => (each ? 40409 : 200)));
  });

  it("of a context that has none are deleted with those in it", async () => {
    await put("/mode/:.x:a", { mode: "READONLY" });
    expect((await client.call("DELETE /mode/:.x:?recursive=true")).body).toEqual({ mode: null });
    expect(await client.code("GET /mode/:.x:a")).toBe(40409);
    expect((await client.call("DELETE /mode")).body).toEqual({ mode: "READWRITE" });
  });

  it("IMPORT takes ids from the client, and schemas without one only when they are there", async () => {
    await put("/mode", { mode: "IMPORT" });
    expect((await client.register("a", A)).body).toMatchObject({ error_code: 42205 });
    expect((await client.register("a", A, { id: 100, version: 1 })).body).toMatchObject({ id: 100, version: 1 });
    expect((await client.register("a", A)).body).toMatchObject({ id: 100, version: 1 });
    expect((await client.register("a", A, { id: 200, version: 2 })).body).toMatchObject({ id: 200, version: 2 });
    expect((await client.register("b", A, { id: 200, version: 7 })).body).toMatchObject({ id: 200, version: 7 });
    expect((await client.register("b", "int32 a = 1;", { id: 300 })).body).toMatchObject({ id: 300, version: 8 });
    const taken = await client.register("b", B, { id: 100, version: 9 });
    expect(taken.body).toEqual({ error_code: 42205, message: "Overwrite new schema with id 100 is not permitted." });
    expect((await client.call("POST /subjects/b", protobuf(A))).body).toMatchObject({ version: 7 });
  });

  it("IMPORT needs an empty registry or force", async () => {
    await client.register("a", A);
    expect(await client.code("PUT /mode", { mode: "IMPORT" })).toBe(42205);
    expect(await client.code("PUT /mode/a", { mode: "IMPORT" })).toBe(42205);
    expect(await client.code("PUT /mode/b", { mode: "IMPORT" })).toBe(200);
    expect((await put("/mode/a?force=true", { mode: "IMPORT" })).body).toEqual({ mode: "IMPORT" });
    expect((await put("/mode?force=true", { mode: "IMPORT" })).body).toEqual({ mode: "IMPORT" });
    await put("/mode", { mode: "READWRITE" });
    await put("/mode/a", { mode: "READWRITE" });
    await client.call("DELETE /subjects/a");
    expect(await client.code("PUT /mode", { mode: "IMPORT" })).toBe(200);
    expect((await client.register("a", A, { id: 1, version: 1 })).body).toMatchObject({ id: 1, version: 1 });
  });
});

describe("fields that metadata reserve", () => {
  const reserve = (names: string) => ({ metadata: { properties: { "confluent:reserved": names } } });

  it("count for whoever validates fields, whatever the compatibility level", async () => {
    expect((await client.register("off", A, reserve("a"))).status).toBe(200);
    await put("/config", { compatibility: "NONE", validateFields: true });
    const conflict = await client.register("a", A, reserve("b, a"));
    expect(conflict.body).toEqual({
      error_code: 40901,
      message:
        "Schema being registered is incompatible with an earlier schema for subject \"a\", details: [The new schema has field that conflicts with the reserved field a., {validateFields: 'true', compatibility: 'NONE'}]",
    });
    expect((await client.register("a", A, reserve("b"))).status).toBe(200);
    const line = "POST /compatibility/subjects/a/versions/latest?verbose=true";
    expect((await client.call(line, protobuf("string a = 1; string c = 2;", reserve("d")))).body).toEqual({
      is_compatible: false,
      messages: [
        "The new schema has reserved field b removed from its metadata which is present in the old schema's metadata.",
        "{validateFields: 'true', compatibility: 'NONE'}",
      ],
    });
    expect((await client.register("a", "string a = 1; string c = 2;")).status).toBe(200);
    await put("/config", { validateFields: null });
    expect((await client.register("a", "string b = 1;")).status).toBe(200);
  });
});

describe("contexts", () => {
  beforeEach(async () => {
    await client.register(":.ctx1:one", A);
    await client.register(":.ctx1:one", B);
    await client.register(":.ctx2:two", "int32 n = 1;");
    await client.register("three", "bool t = 1;");
  });

  it("are told by prefix or address", async () => {
    expect(await get("/contexts")).toEqual([".", ".ctx1", ".ctx2"]);
    expect(await get("/subjects")).toEqual([":.ctx1:one", ":.ctx2:two", "three"]);
    expect(await get("/subjects?subjectPrefix=:.ctx1:")).toEqual([":.ctx1:one"]);
    expect(await get("/subjects?subjectPrefix=")).toEqual(["three"]);
    expect(await get("/subjects?subjectPrefix=:*:t")).toEqual([":.ctx2:two", "three"]);
    expect(await get("/subjects?limit=1&offset=1")).toEqual([":.ctx2:two"]);
    for (const address of [".ctx1", "ctx1", ":.ctx1:"])
      expect(await get(`/contexts/${address}/subjects`)).toEqual([":.ctx1:one"]);
    expect(await get("/contexts/:.:/subjects")).toEqual(["three"]);
    expect((await get("/schemas")).length).toBe(4);
    expect((await get("/schemas?subjectPrefix=:*:one")).length).toBe(2);
    expect((await get("/schemas?latestOnly=true")).map((each: { subject: string }) => each.subject)).toEqual([
      ...[":.ctx1:one", ":.ctx2:two", "three"],
    ]);
  });

  it("are searched for subjects that name none", async () => {
    expect(await get("/subjects/two/versions/1")).toMatchObject({ subject: ":.ctx2:two", version: 1 });
    expect((await client.call("POST /subjects/one", protobuf(B))).body).toMatchObject({ version: 2 });
    expect((await get("/schemas/ids/1?subject=three")).schema).toContain("bool t");
    expect((await get("/schemas/ids/1?subject=two")).schema).toContain("int32 n");
    expect((await get("/schemas/ids/1")).schema).toContain("bool t");
    expect(await client.code("GET /schemas/ids/2")).toBe(40403);
    expect(await client.code("GET /subjects/two/versions")).toBe(40401);
    expect(await client.code("GET /contexts/.ctx1/subjects/two/versions/1")).toBe(40401);
  });

  it("are listed by prefix, and deleted when they are empty", async () => {
    expect(await get("/contexts?contextPrefix=.ctx")).toEqual([".ctx1", ".ctx2"]);
    expect(await get("/contexts?contextPrefix=.ctx2&limit=1")).toEqual([".ctx2"]);
    expect(await get("/contexts?contextPrefix=.no")).toEqual([]);
    expect(await client.code("DELETE /contexts/.ctx2")).toBe(42211);
    await client.call("DELETE /subjects/:.ctx2:two");
    await client.call("DELETE /subjects/:.ctx2:two?permanent=true");
    expect((await client.call("DELETE /contexts/.ctx2")).status).toBe(204);
    expect(await get("/contexts")).toEqual([".", ".ctx1"]);
  });

  it("count ids for themselves and know a schema of others by its guid", async () => {
    const { guid } = (await client.register(":.ctx1:two", "int32 n = 1;")).body;
    expect(await get(`/schemas/guids/${guid}/ids`)).toEqual([
      { context: ".ctx1", id: 3 },
      { context: ".ctx2", id: 1 },
    ]);
  });
});

describe("aliases", () => {
  it("stand for a subject wherever one is named", async () => {
    await client.register("real", A);
    await put("/config/other", { alias: "real" });
    expect(await get("/subjects/other/versions/latest")).toMatchObject({ subject: "real", version: 1 });
    expect((await client.call("POST /subjects/other", protobuf(A))).body).toMatchObject({ subject: "real" });
    expect((await client.register("other", B)).body).toMatchObject({ version: 2 });
    expect(await get("/subjects/real/versions")).toEqual([1, 2]);
    const check = "POST /compatibility/subjects/other/versions/latest";
    expect((await client.call(check, protobuf("int32 a = 1;"))).body).toEqual({ is_compatible: false });
    expect(await get("/config/other")).toEqual({ compatibilityLevel: "BACKWARD", alias: "real" });
    await put("/config/other", { alias: "" });
    expect(await client.code("GET /subjects/other/versions")).toBe(40401);
  });
});

describe("metadata", () => {
  const of = (properties: object) => ({ metadata: { properties } });

  it("come from the version before unless they are given, with the configuration's around them", async () => {
    const latest = async () => (await get("/subjects/a/versions/latest")).metadata;
    await client.register("a", A, of({ owner: "x" }));
    await client.register("a", B);
    expect(await latest()).toEqual({ properties: { owner: "x" } });
    await put("/config/a", { defaultMetadata: of({ team: "t", owner: "d" }).metadata });
    await client.register("a", `${B} string c = 3;`, of({ owner: "y" }));
    expect(await latest()).toEqual({ properties: { owner: "y", team: "t" } });
    await put("/config/a", { overrideMetadata: { ...of({ owner: "o" }).metadata, tags: { "A.a": ["PII"] } } });
    expect((await client.register("a", "", { schema: "", ...of({ kind: "k" }) })).body).toMatchObject({
      ...{ version: 4, metadata: { tags: { "A.a": ["PII"] }, properties: { kind: "k", owner: "o", team: "t" } } },
    });
  });

  it("number versions that the client asks for", async () => {
    const register = async (over: object) => {
      const { body } = await client.register("a", A, over);
      if (body.error_code !== undefined) return body.error_code;
      const { metadata } = await get(`/schemas/ids/${body.id}`);
      return [body.id, body.version, metadata?.properties["confluent:version"]];
    };
    const lookup = async (over: object) => (await client.call("POST /subjects/a", protobuf(A, over))).body.version;
    expect(await register({})).toEqual([1, 1, undefined]);
    expect(await register({ version: -1 })).toEqual([1, 1, undefined]);
    expect(await register({ version: 2 })).toEqual([2, 2, "2"]);
    expect(await register({ version: -1 })).toEqual([2, 2, "2"]);
    expect(await lookup({})).toBe(1);
    expect(await lookup(of({ "confluent:version": "1" }))).toBe(1);
    expect(await lookup(of({ "confluent:version": "2" }))).toBe(2);
    await client.call("DELETE /subjects/a/versions/1");
    expect(await lookup({})).toBe(2);
    expect(await register({})).toEqual([2, 2, "2"]);
    expect(await register({ version: 3 })).toEqual([3, 3, "3"]);
    expect(await register({ version: 3 })).toBe(42201);
    expect(await register({ version: 9 })).toBe(42201);
    expect(await register({ version: 4 })).toEqual([4, 4, "4"]);
    expect(await lookup({})).toBe(4);
    expect(await register(of({ "confluent:version": "-1" }))).toEqual([5, 5, "5"]);
    expect(await register(of({ "confluent:version": "2" }))).toEqual([2, 2, "2"]);
    expect(await register(of({ "confluent:version": "0" }))).toEqual([6, 6, "6"]);
    expect(await register({ metadata: { properties: {} } })).toEqual([6, 6, "6"]);
    expect(await register(of({ mykey: "myvalue" }))).toEqual([7, 7, undefined]);
    expect(await register({ version: -1 })).toEqual([8, 8, "8"]);
    expect(await lookup(of({ mykey: "myvalue" }))).toBe(7);
    await client.call("DELETE /subjects/a/versions/7");
    expect(await lookup(of({ mykey: "myvalue" }))).toBe(8);
    expect(await register({})).toEqual([8, 8, "8"]);
  });
});

describe("configuration", () => {
  it.each([
    [{ compatibility: "full" }, { compatibilityLevel: "FULL" }],
    [{ normalize: true }, { compatibilityLevel: "BACKWARD", normalize: true }],
    [{ compatibility: "NONE", unknown: 1 }, { compatibilityLevel: "NONE" }],
    [{ compatibility: null }, { compatibilityLevel: "BACKWARD" }],
    [{ compatibilityGroup: "major" }, { compatibilityLevel: "BACKWARD", compatibilityGroup: "major" }],
    [{}, { compatibilityLevel: "BACKWARD" }],
  ])("keeps %j", async (body, config) => {
    const { compatibilityLevel, ...others } = config;
    expect((await put("/config/a", body)).body).toEqual({ compatibility: compatibilityLevel, ...others });
    expect(await get("/config/a")).toEqual(config);
    expect((await client.call("DELETE /config/a")).body).toEqual(config);
    expect(await client.code("GET /config/a")).toBe(40408);
  });

  it("normalizes every schema when it says so", async () => {
    const register = (fields: string, query = "") => client.call(`POST /subjects/a/versions${query}`, protobuf(fields));
    await register("string b = 2; string a = 1;");
    const turned = "string a = 1; string b = 2;";
    expect((await register(turned)).body.id).toBe(2);
    expect((await register("string b = 2; string a = 1;", "?normalize=true")).body.id).toBe(2);
    await put("/config/a", { normalize: true });
    expect((await register("string b = 2; string a = 1;")).body.id).toBe(2);
    expect((await client.call("POST /subjects/a", protobuf("string b = 2; string a = 1;"))).body.version).toBe(2);
  });
});
