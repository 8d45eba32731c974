import type { DescService } from "@bufbuild/protobuf";
import { MethodOptions_IdempotencyLevel as Level } from "@bufbuild/protobuf/wkt";
import { RegistryService } from "@postel/proto/registry";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../app.ts";
import * as authn from "../gen/buf/alpha/registry/v1alpha1/authn_pb.ts";
import * as modules from "../gen/buf/registry/module/v1/module_pb.ts";
import * as owners from "../gen/buf/registry/owner/v1/owner_pb.ts";
import { createMetrics } from "../operations/metrics.ts";
import { parseScope } from "../security/scope.ts";
import { newToken } from "../security/token.ts";
import { createRegistry } from "../service/registry.ts";
import { openMemoryStore } from "../store/sqlite/sqlite-store.ts";

interface Route {
  readonly method: string;
  readonly url: string;
  readonly needs: string | undefined;
}

const routes: Route[] = [];
const tokens: Record<string, string> = {};
let app: FastifyInstance;

beforeAll(async () => {
  const store = await openMemoryStore();
  const judge = async () => ({ bump: "none" as const, because: [], findings: [], changes: [], isFinal: false });
  const registry = createRegistry({ store, judge, now: Date.now });
  const metrics = createMetrics("0");
  app = buildApp({ registry, ...store, metrics, isReady: () => true, version: "0" });
  // A plugin's own hook says what its routes need after this one has run.
  app.addHook("onRoute", (route) => {
    for (const method of [route.method].flat())
      routes.push({
        method,
        url: route.url,
        get needs() {
          return route.config?.needs;
        },
      });
  });
  await app.ready();
  for (const scope of ["read", "publish:other/*", "publish:**", "admin"]) {
    const { record, text } = newToken(scope, [parseScope(scope)], 1);
    await store.tokens.create({ ...record, actor: "test" });
    tokens[scope] = text;
  }
});
afterAll(() => app.close());

/** An address of the route with harmless names in it. */
function address(url: string): string {
  const names: Record<string, string> = { scope: "@shop", version: "1", id: "1", context: ".x", tag: "next" };
  return url.replace(/:(\w+)/g, (_, name: string) => names[name] ?? "orders").replace("*", "x");
}

async function status({ method, url }: Route, authorization?: string) {
  const reply = await app.inject({
    method: method as "GET",
    url: address(url),
    headers: { ...(authorization === undefined ? {} : { authorization }), "content-type": "application/json" },
    ...(["GET", "HEAD"].includes(method) ? {} : { payload: "{}" }),
  });
  return reply.statusCode;
}

const bearer = (scope: string) => `Bearer ${tokens[scope]}`;
/** GET and HEAD. */
const twice = (...urls: string[]) => urls.flatMap((url) => [url, url]);
const isConnect = ({ url }: Route) => url.includes(".registry.");
const plain = (needs: string) => routes.filter((route) => !isConnect(route) && route.needs === needs);

describe("every route", () => {
  it("says what it needs", () => {
    expect(routes.filter((route) => route.needs === undefined && !isConnect(route))).toEqual([]);
    expect(
      plain("nothing")
        .map((route) => route.url)
        .sort(),
    ).toEqual([
      ...twice("/assets/icon.svg", "/assets/keys.js", "/assets/style.css", "/health/live", "/health/ready"),
      ...twice("/npm/-/ping", "/version"),
    ]);
    expect(plain("read").length).toBeGreaterThan(40);
    expect(
      plain("read").filter(
        ({ method, url }) => !["GET", "HEAD"].includes(method) && !/compatibility|:subject$|associations/.test(url),
      ),
    ).toEqual([]);
    expect(plain("publish").every(({ method }) => ["POST", "PUT", "DELETE"].includes(method))).toBe(true);
  });

  it("is closed to strangers, wrong and malformed tokens, unless it needs nothing", async () => {
    const wrong = `Bearer ${tokens.admin?.slice(0, -2)}xx`;
    for (const route of routes.filter((each) => each.needs !== "nothing" && !isConnect(each)))
      for (const authorization of [
        undefined,
        wrong,
        "Bearer x",
        "Basic !!!",
        "nonsense",
        `Bearer postel_${"0".repeat(16)}_${"a".repeat(43)}`,
      ])
        expect(await status(route, authorization), `${route.method} ${route.url} ${authorization}`).toBe(401);
    for (const route of plain("nothing")) expect(await status(route)).toBe(200);
  });

  it("lets readers read and nothing else", async () => {
    for (const route of plain("read")) expect([401, 403], route.url).not.toContain(await status(route, bearer("read")));
    for (const route of [...plain("publish"), ...plain("admin")])
      expect(await status(route, bearer("read")), `${route.method} ${route.url}`).toBe(403);
  });

  it("lets publishers publish what their pattern names", async () => {
    for (const route of plain("publish")) {
      expect(await status(route, bearer("publish:other/*")), `${route.method} ${route.url}`).toBe(403);
      expect([401, 403], `${route.method} ${route.url}`).not.toContain(await status(route, bearer("publish:**")));
    }
    for (const route of plain("admin")) {
      expect(await status(route, bearer("publish:**")), `${route.method} ${route.url}`).toBe(403);
      expect([401, 403]).not.toContain(await status(route, bearer("admin")));
    }
  });

  it("takes a token as the password of any user", async () => {
    const basic = `Basic ${Buffer.from(`anybody:${tokens.read}`).toString("base64")}`;
    expect((await app.inject({ url: "/index.json", headers: { authorization: basic } })).statusCode).toBe(200);
    const refused = await app.inject("/index.json");
    expect(refused.headers["www-authenticate"]).toContain("Basic");
    expect(refused.json().error).toContain("no valid token");
    const confluent = await app.inject("/confluent/subjects");
    expect(confluent.json()).toMatchObject({ error_code: 40101 });
  });
});

describe("every Connect method", () => {
  const isService = (value: unknown): value is DescService =>
    typeof value === "object" && value !== null && "kind" in value && value.kind === "service";
  const exported: unknown[] = [modules, owners, authn].flatMap((file) => Object.values(file));
  const services: DescService[] = [RegistryService, ...exported.filter(isService)];
  const methods = services.flatMap((service) => service.methods);
  const isRead = ({ idempotency }: (typeof methods)[number]) =>
    idempotency === Level.NO_SIDE_EFFECTS || idempotency === Level.IDEMPOTENT;
  const call = async (method: (typeof methods)[number], body: object, scope?: string) => {
    const headers = { "content-type": "application/json", ...(scope && { authorization: bearer(scope) }) };
    const url = `/${method.parent.typeName}/${method.name}`;
    return (await app.inject({ method: "POST", url, headers, payload: JSON.stringify(body) })).json();
  };
  const owner = { name: "shop" };
  const name = { name: { owner: "shop", module: "orders", label: "main" } };
  const writes: Record<string, object> = {
    PublishRelease: { module: "shop/orders" },
    AddSamples: { module: "shop/orders" },
    ReportUsage: { usage: { service: "shipping", environment: "test" } },
    CreateModules: { values: [{ ownerRef: owner, name: "orders" }] },
    Upload: { contents: [{ moduleRef: { name: { owner: "shop", module: "orders" } } }] },
    CreateOrUpdateLabels: { values: [{ labelRef: name, commitId: "a" }] },
    ArchiveLabels: { labelRefs: [name] },
    UnarchiveLabels: { labelRefs: [name] },
  };

  it("refuses strangers", async () => {
    for (const method of methods)
      expect(await call(method, {}), method.name).toMatchObject({ code: "unauthenticated" });
  });

  it("lets readers read", async () => {
    for (const method of methods.filter(isRead))
      expect((await call(method, {}, "read")).code ?? "ok", method.name).not.toMatch(
        /permission_denied|unauthenticated/,
      );
  });

  it("lets nobody write without the scope", async () => {
    const writing = methods.filter((each) => !isRead(each));
    expect(writing.map((method) => method.name).sort()).toEqual(Object.keys(writes).sort());
    const create = writing.find((method) => method.name === "CreateModules");
    if (create !== undefined) await call(create, writes.CreateModules ?? {}, "admin");
    for (const method of writing) {
      const body = writes[method.name] ?? {};
      for (const scope of ["read", "publish:other/*"]) {
        expect((await call(method, body, scope)).code, method.name).toBe("permission_denied");
      }
      expect((await call(method, body, "publish:**")).code).not.toBe("permission_denied");
    }
  });
});
