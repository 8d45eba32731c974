import { join } from "node:path";
import { type Client, Code, ConnectError, createClient } from "@connectrpc/connect";
import { createConnectTransport } from "@connectrpc/connect-node";
import { RegistryService, ReleaseRefusalSchema } from "@postel/proto/registry";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../../app.ts";
import type { Judgement } from "../../service/judge.ts";
import { createRegistry } from "../../service/registry.ts";
import { openMemoryStore } from "../../store/sqlite/sqlite-store.ts";
import { compileFolder, uploadOf } from "../../testing-support/compile-text.ts";

const proto = join(import.meta.dirname, "../../../../proto");
const PATH = "/postel.registry.v1.RegistryService";

const MINOR: Judgement = { bump: "minor", because: [], findings: [], changes: [], isFinal: false };
let judgement = MINOR;
let app: FastifyInstance;
let url: string;
let client: Client<typeof RegistryService>;
let upload: ReturnType<typeof uploadOf>;

beforeAll(async () => {
  const store = await openMemoryStore();
  const registry = createRegistry({ store, judge: async () => judgement, now: Date.now });
  app = buildApp({
    registry,
    subjects: store.subjects,
    packages: store.packages,
    commits: store.commits,
    isReady: () => true,
    version: "0.0.0",
  });
  url = await app.listen({ port: 0 });
  client = createClient(
    RegistryService,
    createConnectTransport({ baseUrl: url, httpVersion: "1.1", useHttpGet: true }),
  );
  upload = uploadOf(await compileFolder(proto, [join(proto, "shop/orders")]));
});
afterAll(() => app.close());

const file = { path: "v2/order_placed.upcast.ts", content: new TextEncoder().encode("export {};") };
const other = { ...file, content: new TextEncoder().encode("export const other = 1;") };
const labels = { module: "shop/orders", packageName: "@shop/orders", commit: "c0ffee", generatorVersion: "0.1.0" };

function publish(version: string, over = {}) {
  return client.publishRelease({ ...labels, version, ...upload, files: [file], ...over });
}

async function failure(run: Promise<unknown>): Promise<ConnectError> {
  return ConnectError.from(
    await run.then(
      () => "no error",
      (reason) => reason,
    ),
  );
}

describe("publishing", () => {
  it("stores a release once, however often it is sent", async () => {
    const first = await publish("1.0.0");
    expect(first.created).toBe(true);
    expect(first.release).toMatchObject({ module: "shop/orders", version: "1.0.0", commit: "c0ffee" });
    expect(first.release?.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    const again = await publish("1.0.0");
    expect(again.created).toBe(false);
    expect(again.release).toEqual(first.release);
  });

  it("refuses other content under a version that is taken", async () => {
    const error = await failure(publish("1.0.0", { files: [other] }));
    expect(error.code).toBe(Code.AlreadyExists);
    expect(error.rawMessage).toContain("shop/orders 1.0.0 was released before with other content (sha256:");
  });

  it("refuses a version that moves less than the changes demand, with the findings", async () => {
    const finding = { rule: "FIELD_NO_DELETE", path: "a.proto", line: 7, column: 3, message: "gone" };
    judgement = { bump: "major", because: ["a field went"], findings: [finding], changes: [], isFinal: false };
    const error = await failure(publish("1.1.0", { files: [other] }));
    judgement = MINOR;
    expect(error.code).toBe(Code.FailedPrecondition);
    expect(error.rawMessage).toBe(
      "shop/orders 1.1.0 is refused: what changed since 1.0.0 is major, so the version must be 2.0.0 or higher",
    );
    const [refusal] = error.findDetails(ReleaseRefusalSchema);
    expect(refusal).toMatchObject({
      previousVersion: "1.0.0",
      lowestVersion: "2.0.0",
      bump: "major",
      findings: [finding],
    });
    expect((await failure(client.getRelease({ module: "shop/orders", version: "1.1.0" }))).code).toBe(Code.NotFound);
  });

  it("refuses any version that changes how stored events are read", async () => {
    judgement = { bump: "major", because: [], findings: [], changes: [], isFinal: true };
    const error = await failure(publish("5.0.0", { files: [other] }));
    judgement = MINOR;
    expect(error.rawMessage).toContain("make a new major of the event instead");
    expect(error.findDetails(ReleaseRefusalSchema)[0]?.lowestVersion).toBe("");
  });

  it("keeps an event in the module that released it first", async () => {
    const error = await failure(publish("1.0.0", { module: "other/orders" }));
    expect(error.code).toBe(Code.FailedPrecondition);
    expect(error.rawMessage).toContain("event shop.orders.v1.OrderCancelled belongs to module shop/orders");
  });

  it.each([
    [{ module: "../etc" }, "module name ../etc is not valid"],
    [{ version: "v1" }, "version v1 is not valid"],
    [{ targets: [] }, "names no target"],
    [{ targets: ["no.proto"] }, "target no.proto is not among its files"],
    [{ descriptorSet: new Uint8Array([255, 255]) }, "the descriptor set cannot be used"],
    [{ files: [{ ...file, path: "../x" }] }, "path ../x is not valid"],
    [{ files: [file, file] }, "given twice"],
    [{ commit: "a\nb" }, "commit is not valid"],
  ])("refuses unusable input: %o", async (over, message) => {
    const error = await failure(publish("9.0.0", over));
    expect(error.code).toBe(Code.InvalidArgument);
    expect(error.rawMessage).toContain(message);
  });
});

describe("reading", () => {
  it("resolves ranges", async () => {
    await publish("1.1.0", { files: [other] });
    expect((await client.resolveRelease({ module: "shop/orders", range: "^1.0.0" })).release?.version).toBe("1.1.0");
    expect((await client.resolveRelease({ module: "shop/orders", range: "1.0.0" })).release?.version).toBe("1.0.0");
    expect((await failure(client.resolveRelease({ module: "shop/orders", range: "^7" }))).code).toBe(Code.NotFound);
    expect((await failure(client.resolveRelease({ module: "shop/orders", range: "?" }))).code).toBe(
      Code.InvalidArgument,
    );
  });

  it("gives a release back byte for byte", async () => {
    const found = await client.getRelease({ module: "shop/orders", version: "1.0.0" });
    expect(Buffer.from(found.descriptorSet).equals(Buffer.from(upload.descriptorSet))).toBe(true);
    expect(found.targets).toEqual(upload.targets);
    expect(found.files.map((each) => [each.path, Buffer.from(each.content).toString()])).toEqual([
      ["v2/order_placed.upcast.ts", "export {};"],
    ]);
  });

  it("lists modules and releases in pages", async () => {
    expect((await client.listModules({})).modules).toMatchObject([
      { name: "shop/orders", latest: { version: "1.1.0" } },
    ]);
    const first = await client.listReleases({ module: "shop/orders", pageSize: 1 });
    expect(first.releases.map((release) => release.version)).toEqual(["1.1.0"]);
    const second = await client.listReleases({ module: "shop/orders", pageSize: 1, pageToken: first.nextPageToken });
    expect(second.releases.map((release) => release.version)).toEqual(["1.0.0"]);
    expect(second.nextPageToken).toBe("");
    expect((await failure(client.listReleases({ module: "no/module" }))).code).toBe(Code.NotFound);
    const forged = client.listReleases({ module: "shop/orders", pageToken: "x" });
    expect((await failure(forged)).code).toBe(Code.InvalidArgument);
  });

  it("tells about an event", async () => {
    const { event } = await client.getEvent({ name: "shop.orders.v1.OrderPlaced" });
    expect(event).toMatchObject({
      ...{ module: "shop/orders", owner: "team-orders", topic: "shop.orders" },
      lineage: ["shop.orders.v1.OrderPlaced", "shop.orders.v2.OrderPlaced"],
      versions: [{ version: "1.1.0" }, { version: "1.0.0" }],
    });
    expect(event?.documentation).toContain("A customer has placed an order");
    expect((await failure(client.getEvent({ name: "constructor" }))).code).toBe(Code.NotFound);
  });

  it("finds events", async () => {
    const { hits } = await client.searchEvents({ query: "buyer" });
    expect(hits).toMatchObject([{ name: "shop.orders.v2.OrderPlaced", version: "1.1.0", matched: "buyer_id" }]);
    const page = await client.searchEvents({ pageSize: 2 });
    expect(page.hits).toHaveLength(2);
    expect((await client.searchEvents({ pageToken: page.nextPageToken })).hits).toHaveLength(1);
  });
});

describe("over plain HTTP", () => {
  it("takes JSON by POST and GET", async () => {
    const headers = { "content-type": "application/json" };
    const body = JSON.stringify({ module: "shop/orders", range: "^1" });
    const post = await fetch(`${url}${PATH}/ResolveRelease`, { method: "POST", headers, body });
    expect(await post.json()).toMatchObject({ release: { version: "1.1.0" } });
    const query = new URLSearchParams({ encoding: "json", message: '{"module":"shop/orders","version":"1.0.0"}' });
    const got = await fetch(`${url}${PATH}/GetRelease?${query}`);
    expect(got.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(await got.json()).toMatchObject({ release: { version: "1.0.0" } });
    expect((await fetch(`${url}${PATH}/PublishRelease?${query}`)).status).toBe(405);
  });

  it("refuses a body over the limit, compressed or not", async () => {
    const { requestBytes } = (await import("../../service/limits.ts")).limits;
    const headers = { "content-type": "application/proto" };
    const large = await fetch(`${url}${PATH}/PublishRelease`, {
      method: "POST",
      headers,
      body: Buffer.alloc(requestBytes + 1),
    });
    expect(large.status).toBe(429);
    const { gzipSync } = await import("node:zlib");
    const bomb = gzipSync(Buffer.alloc(requestBytes + 1));
    const compressed = { ...headers, "content-encoding": "gzip" };
    const reply = await fetch(`${url}${PATH}/PublishRelease`, { method: "POST", headers: compressed, body: bomb });
    expect(reply.status).toBe(429);
  });
});
