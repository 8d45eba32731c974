import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { Header } from "tar";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type TestApp, testApp } from "../testing-support/test-app.ts";

let test: TestApp;
beforeEach(async () => {
  test = await testApp();
});
afterEach(() => test.close());

interface Entry {
  readonly path: string;
  readonly content: string;
  readonly type?: "File" | "SymbolicLink";
}

function tarball(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap(({ path, content, type = "File" }) => {
    const body = Buffer.from(content);
    const header = new Header({
      path,
      size: body.length,
      type,
      mode: 0o644,
      mtime: new Date(0),
      linkpath: type === "SymbolicLink" ? "/etc/passwd" : "",
    });
    const block = Buffer.alloc(512);
    header.encode(block, 0);
    return [block, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

const manifest = (version: string) => ({ name: "@shop/orders", version, description: "Orders" });
const entries = (version: string): Entry[] => [
  { path: "package/package.json", content: JSON.stringify(manifest(version)) },
  { path: "package/index.js", content: "export {};" },
];

function document(version: string, bytes = tarball(entries(version)), over = {}) {
  const integrity = `sha512-${createHash("sha512").update(bytes).digest("base64")}`;
  return {
    name: "@shop/orders",
    versions: { [version]: { ...manifest(version), dist: { integrity } } },
    "dist-tags": { latest: version },
    _attachments: { [`@shop/orders-${version}.tgz`]: { data: bytes.toString("base64") } },
    ...over,
  };
}

const put = (body: object, name = "@shop%2forders") =>
  test.app.inject({ method: "PUT", url: `/npm/${name}`, payload: body });
const get = (path: string, headers = {}) => test.app.inject({ url: `/npm${path}`, headers });

it("gives back what was published, under both spellings of a scoped name", async () => {
  expect((await put(document("1.0.0"))).statusCode).toBe(201);
  for (const name of ["@shop%2forders", "@shop/orders"]) {
    const found = (await get(`/${name}`)).json();
    expect(found).toMatchObject({ name: "@shop/orders", "dist-tags": { latest: "1.0.0" } });
    const { dist, description } = found.versions["1.0.0"];
    expect(description).toBe("Orders");
    expect(dist.tarball).toMatch(/^http:\/\/[^/]+\/npm\/@shop\/orders\/-\/orders-1\.0\.0\.tgz$/);
    const file = await get(new URL(dist.tarball).pathname.slice("/npm".length));
    expect(`sha512-${createHash("sha512").update(file.rawPayload).digest("base64")}`).toBe(dist.integrity);
    expect(file.headers["cache-control"]).toContain("immutable");
  }
  expect((await get("/@shop/orders/latest")).json()).toMatchObject({ version: "1.0.0" });
});

it("answers an unchanged package with 304", async () => {
  await put(document("1.0.0"));
  const { headers } = await get("/@shop/orders");
  expect((await get("/@shop/orders", { "if-none-match": headers.etag })).statusCode).toBe(304);
  await put(document("1.0.1"));
  expect((await get("/@shop/orders", { "if-none-match": headers.etag })).statusCode).toBe(200);
});

it("never replaces a version, even by the same bytes", async () => {
  await put(document("1.0.0"));
  const again = await put(document("1.0.0"));
  expect(again.statusCode).toBe(403);
  expect(again.json().error).toContain("@shop/orders@1.0.0 was published before");
});

describe("refuses", () => {
  const bad = (name: string, body: () => object, reason: string) =>
    it(name, async () => {
      const reply = await put(body());
      expect(reply.statusCode).toBe(400);
      expect(reply.json().error).toContain(reason);
      expect((await get("/@shop/orders")).statusCode).toBe(404);
    });
  const packed = (...more: Entry[]) => document("1.0.0", tarball([...entries("1.0.0"), ...more]));
  bad("a path out of the folder", () => packed({ path: "package/../../x", content: "" }), "path package/../../x");
  bad("an absolute path", () => packed({ path: "/etc/x", content: "" }), "the tarball");
  bad("a link", () => packed({ path: "package/l", content: "", type: "SymbolicLink" }), "neither a file nor a folder");
  bad(
    "another package's tarball",
    () => document("1.0.0", tarball(entries("1.0.1"))),
    "not that of @shop/orders@1.0.0",
  );
  bad("what is no tarball", () => document("1.0.0", Buffer.from("no tarball")), "the tarball");
  bad("bytes with another digest", () => ({ ...document("1.0.0"), _attachments: { a: { data: "AAAA" } } }), "digest");
  bad("no attachment", () => document("1.0.0", undefined, { _attachments: {} }), "attachment");
  bad("another name", () => document("1.0.0", undefined, { name: "@shop/other" }), "one version of @shop/orders");
  bad("two versions", () => document("1.0.0", undefined, { versions: { a: {}, b: {} } }), "one version");
  bad(
    "a tag that is a range",
    () => document("1.0.0", undefined, { "dist-tags": { "1.x": "1.0.0" } }),
    "cannot be a tag",
  );
  bad("a body that is no document", () => [], "must be a JSON object");
});

it.each([
  ["PUT", "/npm/@shop%2forders/-rev/undefined"],
  ["DELETE", "/npm/@shop%2forders/-rev/undefined"],
  ["DELETE", "/npm/@shop/orders/-/orders-1.0.0.tgz/-rev/undefined"],
  ["DELETE", "/npm/plain/-rev/1-a"],
] as const)("removes nothing, and says so: %s %s", async (method, url) => {
  await test.app.inject({ method: "PUT", url: "/npm/@shop%2forders", payload: document("1.0.0") });
  const reply = await test.app.inject({ method, url, ...(method === "PUT" && { payload: { versions: {} } }) });
  expect([reply.statusCode, reply.json().error]).toEqual([405, expect.stringContaining("never removed")]);
  expect(Object.keys((await get("/@shop/orders")).json().versions)).toContain("1.0.0");
});

it("says that nothing can be deprecated", async () => {
  const { _attachments, ...deprecation } = document("1.0.0");
  const reply = await test.app.inject({ method: "PUT", url: "/npm/@shop%2forders", payload: deprecation });
  expect([reply.statusCode, reply.json().error]).toEqual([400, expect.stringContaining("deprecated")]);
});

it("believes what a proxy says of the address only when told that there is one", async () => {
  const headers = { host: "inside:8081", "x-forwarded-proto": "https", "x-forwarded-host": "schemas.example.com" };
  const tarballOf = async (app: TestApp["app"]) => {
    await app.inject({ method: "PUT", url: "/npm/@shop%2forders", payload: document("1.0.0") });
    return (await app.inject({ url: "/npm/@shop%2forders", headers })).json().versions["1.0.0"].dist.tarball;
  };
  const behind = await testApp({ behindProxy: true });
  expect(await tarballOf(behind.app)).toMatch(/^https:\/\/schemas\.example\.com\/npm\//);
  expect(await tarballOf(test.app)).toMatch(/^http:\/\/inside:8081\/npm\//);
  await behind.close();
});

it("refuses a manifest that hides what the tarball depends on, and takes one that says the same", async () => {
  const packed = (dependencies: object) =>
    tarball([{ path: "package/package.json", content: JSON.stringify({ ...manifest("1.0.0"), dependencies }) }]);
  const sent = (bytes: Buffer, dependencies: object) => {
    const { versions, ...rest } = document("1.0.0", bytes);
    return { ...rest, versions: { "1.0.0": { ...versions["1.0.0"], dependencies } } };
  };
  const evil = packed({ evil: "^1.0.0" });
  const refused = await put(sent(evil, {}));
  expect(refused.statusCode).toBe(400);
  expect(refused.body).toContain("the dependency evil");
  expect((await put(sent(evil, { evil: "^1.0.0" }))).statusCode).toBe(201);
});
