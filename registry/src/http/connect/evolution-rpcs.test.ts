import { create, toBinary } from "@bufbuild/protobuf";
import { type Client, Code, ConnectError, createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { readModel, releaseDigest } from "@postel/model";
import { type DescriptorSet, registryOf } from "@postel/proto";
import { RegistryService, ReleaseRefusalSchema, UpcastResult_Outcome } from "@postel/proto/registry";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { compileText, uploadOf } from "../../testing-support/compile-text.ts";
import { type TestApp, testApp } from "../../testing-support/test-app.ts";

const HEAD = 'syntax = "proto3"; import "postel/v1/event.proto"; package shop.stock.';
const EVENT =
  'option (postel.v1.event) = { topic: "shop.stock" key: "sku" owner: "team-stock" kind: EVENT_KIND_DOMAIN };';
const V1 = `${HEAD}v1; message Moved { ${EVENT} string sku = 1; int32 count = 2; string place = 3; }`;
const V1_MORE = V1.replace("place = 3;", "place = 3; optional string note = 4;");
const V1_LESS = V1.replace("int32 count = 2;", "");
const V2 = `${HEAD}v2; message Moved { ${EVENT} string sku = 1; int32 count = 2; Place place = 3; } message Place { string hall = 1; }`;

const files = (v1: string, v2?: string) => ({
  "stock/v1/moved.proto": v1,
  ...(v2 === undefined ? {} : { "stock/v2/moved.proto": v2 }),
});
const upcaster = { path: "v2/moved.upcast.ts", content: new TextEncoder().encode("export {};") };
const labels = { module: "shop/stock", packageName: "@shop/stock", commit: "c0ffee", generatorVersion: "0.1.0" };

let running: TestApp;
let url: string;
let client: Client<typeof RegistryService>;
let first: DescriptorSet;
let more: DescriptorSet;
let less: DescriptorSet;
let second: DescriptorSet;
let schemaDigest: string;

beforeAll(async () => {
  running = await testApp();
  url = await running.app.listen({ port: 0 });
  const transport = createConnectTransport({ baseUrl: url, httpVersion: "1.1", useHttpGet: true });
  client = createClient(RegistryService, transport);
  first = await compileText(files(V1));
  more = await compileText(files(V1_MORE));
  less = await compileText(files(V1_LESS));
  second = await compileText(files(V1_MORE, V2));
  schemaDigest = readModel(first).events[0]?.schemaDigest ?? "";
  await client.publishRelease({ ...labels, ...uploadOf(first), version: "1.0.0" });
  await client.publishRelease({ ...labels, ...uploadOf(more), version: "1.1.0" });
});
afterAll(() => running.close());

async function failure(run: Promise<unknown>): Promise<ConnectError> {
  const reason = await run.then(
    () => "no error",
    (cause) => cause,
  );
  return ConnectError.from(reason);
}

function moved(sku: string): Uint8Array<ArrayBuffer> {
  const schema = registryOf(first).getMessage("shop.stock.v1.Moved");
  if (schema === undefined) throw new Error("no event");
  return Uint8Array.from(toBinary(schema, create(schema, { sku } as Record<string, unknown>)));
}

const sample = (over: object = {}) => ({
  ...{ event: "shop.stock.v1.Moved", name: "one", schemaDigest, data: moved("a") },
  ...over,
});

describe("comparing", () => {
  it("tells what changed between two releases, for ever", async () => {
    const { changes, bump, findings } = await client.diffReleases({ module: "shop/stock", from: "1.0.0", to: "1.1.0" });
    expect(bump).toBe("minor");
    expect(findings).toEqual([]);
    expect(changes).toMatchObject([
      { kind: "field.added", element: "shop.stock.v1.Moved.note", path: "stock/v1/moved.proto", bump: "minor" },
    ]);
    expect(changes[0]?.text).not.toBe("");
    const back = await client.diffReleases({ module: "shop/stock", from: "1.1.0", to: "1.0.0" });
    expect(back.findings.map((finding) => finding.rule)).toContain("FIELD_NO_DELETE");
    const none = await client.diffReleases({ module: "shop/stock", from: "1.0.0", to: "1.0.0" });
    expect(none).toMatchObject({ bump: "none", changes: [] });
  });

  it.each([
    [{ module: "shop/stock", from: "1.0.0", to: "9.0.0" }],
    [{ module: "shop/stock", from: "", to: "1.0.0" }],
    [{ module: "__proto__", from: "1.0.0", to: "1.0.0" }],
  ])("finds no release that is not there: %o", async (request) => {
    expect((await failure(client.diffReleases(request))).code).toBe(Code.NotFound);
  });

  it("judges schemas without storing them", async () => {
    const check = (set: DescriptorSet, over = {}) =>
      client.checkRelease({ module: "shop/stock", ...uploadOf(set), ...over });
    expect(await check(more)).toMatchObject({ previousVersion: "1.1.0", bump: "none", findings: [], final: false });
    expect(await check(more, { against: "1.0.0" })).toMatchObject({
      ...{ previousVersion: "1.0.0", bump: "minor", lowestVersion: "1.1.0" },
      changes: [{ kind: "field.added" }],
    });
    const refused = await check(less);
    expect(refused).toMatchObject({ previousVersion: "1.1.0", final: true, lowestVersion: "" });
    expect(refused.findings.map((finding) => finding.rule)).toContain("FIELD_NO_DELETE");
    expect(await check(first, { module: "shop/new" })).toMatchObject({ previousVersion: "", bump: "", findings: [] });
    expect((await failure(check(first, { against: "7.7.7" }))).code).toBe(Code.NotFound);
    expect((await failure(check(first, { targets: ["no.proto"] }))).code).toBe(Code.InvalidArgument);
    expect((await client.listReleases({ module: "shop/stock" })).releases).toHaveLength(2);
  });
});

describe("samples", () => {
  it("are stored once, listed by event or lineage and paged", async () => {
    expect(await client.addSamples({ module: "shop/stock", samples: [sample()] })).toMatchObject({ created: 1 });
    const two = sample({ name: "two", data: moved("b") });
    expect(await client.addSamples({ module: "shop/stock", samples: [sample(), two] })).toMatchObject({ created: 1 });
    const page = await client.listSamples({ event: "shop.stock.v1.Moved", pageSize: 1 });
    expect(page.samples).toMatchObject([{ name: "one", schemaDigest }]);
    expect([...(page.samples[0]?.data ?? [])]).toEqual([...moved("a")]);
    const rest = await client.listSamples({ event: "shop.stock.v1.Moved", pageToken: page.nextPageToken });
    expect(rest).toMatchObject({ samples: [{ name: "two" }], nextPageToken: "" });
  });

  it.each([
    [{ data: new Uint8Array([255]) }, Code.InvalidArgument, "its bytes are no shop.stock.v1.Moved"],
    [{ name: "" }, Code.InvalidArgument, "it has no name"],
    [{ name: "a\nb" }, Code.InvalidArgument, "the name of a sample is not valid"],
    [{ schemaDigest: "sha256:1" }, Code.InvalidArgument, "its schema digest is none"],
    [{ schemaDigest: `sha256:${"0".repeat(64)}` }, Code.InvalidArgument, "no release has the schema digest"],
    [{ event: "shop.stock.v9.Moved" }, Code.NotFound, "shop.stock.v9.Moved"],
    [{ event: "__proto__" }, Code.NotFound, "__proto__"],
    [{ data: new Uint8Array([10, 1, 99]) }, Code.AlreadyExists, "stored before with other bytes"],
  ])("are refused where they cannot be used: %o", async (over, code, text) => {
    const error = await failure(client.addSamples({ module: "shop/stock", samples: [sample(over)] }));
    expect([error.code, error.rawMessage]).toEqual([code, expect.stringContaining(text)]);
    const other = await failure(client.addSamples({ module: "shop/other", samples: [sample()] }));
    expect(other.code).toBe(Code.NotFound);
  });
});

describe("a new major of a released event", () => {
  const request = () => ({ ...labels, ...uploadOf(second), version: "2.0.0" });
  const digest = () => releaseDigest({ set: second, files: [upcaster], generatorVersion: "0.1.0" });
  const result = (name: string, over: object = {}) => ({
    ...{ event: "shop.stock.v1.Moved", sample: name, schemaDigest, target: "shop.stock.v2.Moved" },
    ...{ outcome: UpcastResult_Outcome.OK, detail: "" },
    ...over,
  });
  const attestation = (results: object[], releaseDigest = digest()) => ({ releaseDigest, results });
  const findings = async (over: object) => {
    const error = await failure(client.publishRelease({ ...request(), ...over }));
    expect(error.code).toBe(Code.FailedPrecondition);
    return error.findDetails(ReleaseRefusalSchema).flatMap((refusal) => refusal.findings);
  };

  it("is refused without the upcasters that its plan needs", async () => {
    const found = await findings({});
    expect(found[0]).toMatchObject({ rule: "EVENT_UPCAST_GAP", path: "stock/v2/moved.proto" });
    expect(found[0]?.message).toContain("shop.stock.v2.Moved.place has no value");
  });

  it("is refused until every stored sample is attested to be readable", async () => {
    const messages = async (over: object) =>
      (await findings({ files: [upcaster], ...over })).map((each) => each.message);
    const one = "sample one of shop.stock.v1.Moved is not known to be readable as shop.stock.v2.Moved: ";
    const two = one.replace("one", "two");
    const without = "the release comes without an attestation";
    expect(await messages({})).toEqual([one + without, two + without]);
    expect(await messages({ attestation: attestation([result("one")]) })).toEqual([
      `${two}the attestation does not name it`,
    ]);
    const failed = result("two", { outcome: UpcastResult_Outcome.FAILED, detail: "TypeError" });
    expect(await messages({ attestation: attestation([result("one"), failed]) })).toEqual([
      `${two}the attestation says: TypeError`,
    ]);
    const astray = attestation([result("one"), result("two", { target: "shop.stock.v1.Moved" })]);
    expect(await messages({ attestation: astray })).toEqual([
      `${two}the attestation upcasts it to shop.stock.v1.Moved only`,
    ]);
    const foreign = attestation([result("one"), result("two")], `sha256:${"0".repeat(64)}`);
    expect((await messages({ attestation: foreign }))[0]).toContain("the attestation is of sha256:0000");
    const third = sample({ name: "three", data: moved("c") });
    const both = attestation([result("one"), result("two")]);
    expect(await messages({ attestation: both, samples: [third] })).toEqual([
      `${one.replace("one", "three")}the attestation does not name it`,
    ]);
    expect((await client.listSamples({ event: "shop.stock.v1.Moved" })).samples).toHaveLength(2);
  });

  it("is stored with its samples once all are, and plans how the old major is read", async () => {
    const third = sample({ name: "three", data: moved("c") });
    const all = attestation([result("one"), result("two"), result("three")]);
    const sent = { ...request(), files: [upcaster], samples: [third], attestation: all };
    expect(await client.publishRelease(sent)).toMatchObject({ created: true, release: { version: "2.0.0" } });
    expect(await client.publishRelease(sent)).toMatchObject({ created: false });
    const lineage = await client.listSamples({ event: "shop.stock.v2.Moved", lineage: true });
    expect(lineage.samples.map((each) => each.name)).toEqual(["one", "two", "three"]);
    expect((await client.listSamples({ event: "shop.stock.v2.Moved" })).samples).toEqual([]);
    const plan = await client.getPlan({ event: "shop.stock.v1.Moved" });
    expect(plan.lineage).toBe("shop.stock.Moved");
    expect(plan.majors).toEqual(["shop.stock.v1.Moved", "shop.stock.v2.Moved"]);
    expect(plan.steps).toHaveLength(1);
    expect(JSON.stringify(plan.steps[0])).toContain('"kind":"unresolved"');
    expect((await failure(client.getPlan({ event: "toString" }))).code).toBe(Code.NotFound);
  });
});

describe("usage", () => {
  const shipping = {
    ...{ service: "shipping", environment: "production", version: "1.2.0", commit: "beef" },
    modules: [{ module: "shop/stock", version: "1.1.0" }],
    emits: ["shop.shipping.v1.ParcelDispatched"],
    consumes: [{ lineage: "shop.stock.Moved", event: "shop.stock.v2.Moved", at: "shop.stock.v1.Moved" }],
  };
  const services = async (query = {}) =>
    (await client.listUsage(query)).usages.map((usage) => `${usage.service}@${usage.environment}`);

  it("is replaced by what is told later, found by event and forgotten", async () => {
    await client.reportUsage({ usage: shipping });
    await client.reportUsage({ usage: { ...shipping, environment: "test" } });
    await client.reportUsage({ usage: { service: "stock", environment: "test", emits: ["shop.stock.v2.Moved"] } });
    await client.reportUsage({ usage: { service: "other", environment: "test", emits: ["a.v1.B"] } });
    await client.reportUsage({ usage: { ...shipping, version: "1.3.0" } });
    expect(await services()).toEqual(["other@test", "shipping@production", "shipping@test", "stock@test"]);
    const ofEvent = ["shipping@production", "shipping@test", "stock@test"];
    expect(await services({ event: "shop.stock.v1.Moved" })).toEqual(ofEvent);
    expect(await services({ event: "shop.stock.v1.Moved", environment: "test" })).toEqual(ofEvent.slice(1));
    expect(await services({ service: "shipping", environment: "test" })).toEqual(["shipping@test"]);
    expect((await client.listUsage({ service: "shipping", pageSize: 1 })).usages).toMatchObject([
      { ...shipping, version: "1.3.0", reportTime: { seconds: 1_700_000_000n } },
    ]);
    const page = await client.listUsage({ pageSize: 3 });
    const rest = await client.listUsage({ pageSize: 3, pageToken: page.nextPageToken });
    expect([page.usages.length, rest.usages.length, rest.nextPageToken]).toEqual([3, 1, ""]);
    await client.reportUsage({ usage: { service: "stock", environment: "test" } });
    expect(await services({ service: "stock" })).toEqual([]);
    expect((await failure(client.listUsage({ event: "no.v1.Event" }))).code).toBe(Code.NotFound);
  });

  it.each([
    [undefined],
    [{ ...shipping, service: "" }],
    [{ ...shipping, environment: "" }],
    [{ ...shipping, version: "\u0000" }],
    [{ ...shipping, emits: ["x".repeat(1000)] }],
  ])("without a name or with hostile ones is refused: %o", async (usage) => {
    const request = usage === undefined ? {} : { usage };
    expect((await failure(client.reportUsage(request))).code).toBe(Code.InvalidArgument);
  });
});

describe("over GET", () => {
  const get = (method: string, message: object, headers: Record<string, string> = {}) => {
    const query = new URLSearchParams({ encoding: "json", message: JSON.stringify(message) });
    return fetch(`${url}/postel.registry.v1.RegistryService/${method}?${query}`, { headers });
  };
  const diff = { module: "shop/stock", from: "1.0.0", to: "1.1.0" };

  it.each([
    ["ResolveRelease", { module: "shop/stock" }, "no-cache"],
    ["GetRelease", { module: "shop/stock", version: "1.0.0" }, "public, max-age=31536000, immutable"],
    ["ListModules", {}, "no-cache"],
    ["ListReleases", { module: "shop/stock" }, "no-cache"],
    ["GetEvent", { name: "shop.stock.v1.Moved" }, "no-cache"],
    ["SearchEvents", { query: "stock" }, "no-cache"],
    ["DiffReleases", diff, "public, max-age=31536000, immutable"],
    ["GetPlan", { event: "shop.stock.v1.Moved" }, "no-cache"],
    ["ListSamples", { event: "shop.stock.v1.Moved" }, "no-cache"],
    ["ListUsage", {}, "no-cache"],
  ])("%s names its content and answers 304 to whoever has it", async (method, message, caching) => {
    const reply = await get(method, message);
    const etag = reply.headers.get("etag") ?? "";
    const body = await reply.text();
    expect([reply.status, reply.headers.get("cache-control"), body.length > 0]).toEqual([200, caching, true]);
    expect(etag).toMatch(/^W\/"[\w-]{27}"$/);
    const again = await get(method, message, { "if-none-match": `"x", ${etag}` });
    expect([again.status, await again.text(), again.headers.get("etag")]).toEqual([304, "", etag]);
    expect((await get(method, message, { "if-none-match": '"x"' })).status).toBe(200);
  });

  it("takes no calls that write", async () => {
    for (const method of ["PublishRelease", "CheckRelease", "AddSamples", "ReportUsage"])
      expect((await get(method, {})).status).toBe(405);
    expect((await get("NoSuchMethod", {})).status).toBe(404);
    expect((await get("GetRelease", diff)).status).toBe(404);
  });
});
