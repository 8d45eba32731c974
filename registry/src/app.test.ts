import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "./app.ts";
import { createRegistry, type Registry } from "./service/registry.ts";
import { openMemoryStore } from "./store/sqlite/sqlite-store.ts";
import type { Store } from "./store/store.ts";
import { compileFolder, compileText, uploadOf } from "./testing-support/compile-text.ts";

const proto = join(import.meta.dirname, "../../proto");
const labels = {
  commit: "",
  packageName: "@shop/orders",
  generatorVersion: "0.1.0",
  actor: "test",
  files: [{ path: "v2/order_placed.upcast.ts", content: new Uint8Array() }],
};
const HOSTILE = `syntax = "proto3";
package evil.v1;
import "postel/v1/event.proto";
// <script>alert(1)</script> "quoted" & 'so on' -->
//
// <img src=x onerror=alert(1)>
message Evil {
  option (postel.v1.event) = { owner: "<b>team</b>" topic: "javascript:alert(1)" };
  // </td><script>alert(2)</script>
  string constructor = 1;
  // */ ]]> <!-- 
  string __proto__ = 2;
}
`;

let app: FastifyInstance;
let registry: Registry;
let store: Store;

beforeAll(async () => {
  store = await openMemoryStore();
  registry = createRegistry({
    store,
    judge: async () => ({ bump: "minor", because: [], findings: [], changes: [], isFinal: false }),
    now: () => 1_700_000_000_000,
  });
  app = buildApp({
    registry,
    subjects: store.subjects,
    packages: store.packages,
    commits: store.commits,
    isReady: () => true,
    version: "0.0.0",
  });
  const orders = await compileFolder(proto, [join(proto, "shop/orders")]);
  await registry.publish({ ...labels, module: "shop/orders", version: "1.0.0", ...uploadOf(orders) });
  const evil = await compileText({ "evil/v1/evil.proto": HOSTILE });
  await registry.publish({ ...labels, module: "evil/evil", version: "1.0.0", ...uploadOf(evil) });
});
afterAll(() => app.close());

const get = (url: string) => app.inject({ url });
const event = "shop.orders.v2.OrderPlaced";

const OWN_SCRIPT = '<script type="module" src="/assets/keys.js"></script>';

describe("pages", () => {
  it("lists modules and their events on the first page and in its twin", async () => {
    const page = await get("/");
    expect(page.headers["content-type"]).toBe("text/html; charset=utf-8");
    expect(page.body).toContain(`<a href="/e/${event}">${event}</a>`);
    expect((await get("/index.json")).json()).toMatchObject({
      events: 4,
      modules: [{ name: "evil/evil" }, { name: "shop/orders", version: "1.0.0", packageName: "@shop/orders" }],
    });
  });

  it("shows an event with its fields, types, lineage, releases and source", async () => {
    const { body, statusCode } = await get(`/e/${event}`);
    expect(statusCode).toBe(200);
    expect(body).toContain('<tr id="f-3">');
    expect(body).toContain("Full name of the buyer.");
    expect(body).toContain(`<a href="#type-shop.orders.v2.Money">Money</a>`);
    expect(body).toContain(`id="type-shop.orders.v2.Money.f-1"`);
    expect(body).toContain(`<a href="/e/shop.orders.v1.OrderPlaced">`);
    expect(body).toContain("team-orders");
    expect(body).toMatch(/sha256:[0-9a-f]{64}/);
    expect(body).toContain('<span class="keyword">message</span>');
    expect(Buffer.byteLength(body)).toBeLessThan(60_000);
  });

  it("has a twin with the same facts", async () => {
    const twin = (await get(`/e/${event}.json`)).json();
    expect(twin).toMatchObject({
      ...{ name: event, module: "shop/orders", version: "1.0.0", owner: "team-orders", topic: "shop.orders" },
      ...{ key: "order_id", ordering: "key", kind: "domain" },
      lineage: ["shop.orders.v1.OrderPlaced", event],
      versions: [{ version: "1.0.0", createTime: "2023-11-14T22:13:20.000Z" }],
    });
    expect(twin.types[0].fields[2]).toEqual({
      ...{ number: 3, name: "buyer_name", type: "string", typeName: "", cardinality: "one" },
      ...{ documentation: "Full name of the buyer.", since: "1.0.0", deprecated: false, classification: "personal" },
    });
    expect(twin.types[0].fields.map((field: { cardinality: string }) => field.cardinality)).toEqual([
      ...["one", "one", "one", "many", "optional", "one", "optional", "map", "one of payment", "one of payment"],
      ...["optional", "optional"],
    ]);
  });

  it("finds events by words without a script", async () => {
    const { body } = await get("/search?q=buyer+name");
    expect(body).toContain(`<a href="/e/${event}">`);
    expect(body).toContain("field: buyer_name");
    expect((await get("/search.json?q=buyer+name")).json()).toMatchObject({ hits: [{ name: event, kind: "field" }] });
    expect((await get("/search?q=nothing-like-it")).body).toContain("No event has these words");
    expect((await get("/search?q=%3Cscript%3E")).body.replace(OWN_SCRIPT, "")).not.toContain("<script");
  });

  it("says what is not there", async () => {
    const page = await get("/e/no.such.Event");
    expect(page.statusCode).toBe(404);
    expect(page.body).toContain("event no.such.Event is not in this registry");
    expect((await get("/e/no.such.Event.json")).json()).toEqual({
      error: "event no.such.Event is not in this registry",
    });
    expect((await get("/nowhere")).statusCode).toBe(404);
    expect((await get("/search?page=%00")).statusCode).toBe(400);
  });

  it("escapes whatever a schema says", async () => {
    for (const url of ["/", "/e/evil.v1.Evil", "/search?q=alert"]) {
      const { body } = await get(url);
      expect(body.replace(OWN_SCRIPT, "")).not.toMatch(/<script|<img|<b>/);
      expect(body).not.toMatch(/href="javascript/);
    }
    expect((await get("/e/evil.v1.Evil")).body).toContain("&lt;script>alert(1)&lt;/script>");
    expect((await get("/e/evil.v1.Evil.json")).headers["content-type"]).toContain("application/json");
  });

  it("lets a browser run and load nothing from elsewhere, and puts no style into the page", async () => {
    for (const url of ["/", `/e/${event}`, "/search", "/nowhere", "/assets/style.css"]) {
      const { headers, body } = await get(url);
      expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(body.replace(OWN_SCRIPT, "")).not.toMatch(/ style=|<style|<script| on\w+=/);
    }
  });
});

describe("health", () => {
  it("tells that it lives, is ready and which version it is", async () => {
    expect((await get("/health/live")).statusCode).toBe(200);
    expect((await get("/health/ready")).json()).toEqual({ status: "ready" });
    expect((await get("/version")).json()).toEqual({ name: "@postel/registry", version: "0.0.0" });
    const stopping = buildApp({
      registry,
      subjects: store.subjects,
      packages: store.packages,
      commits: store.commits,
      isReady: () => false,
      version: "0.0.0",
    });
    expect((await stopping.inject("/health/ready")).statusCode).toBe(503);
    await stopping.close();
  });
});
