import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Released } from "../sources/registry.ts";
import { type GenOptions, type Planned, planGen } from "./gen.ts";
import { openReleaseCache } from "./resolve/release-cache.ts";
import { fakeRegistry, PROTO, released, shop, texts } from "./test-support/shop-registry.ts";
import { apply } from "./write/apply.ts";

const GEN_YAML = `version: v1
registry: http://registry.test
out: src/gen
modules:
  shop/orders: ^2.0.0
  shop/payments: 1.x
emits: [shop.payments.v1.PaymentCaptured]
consumes: [shop.orders.OrderPlaced]
`;

let releases: Released[];
let folder: string;
beforeAll(async () => {
  const set = await shop();
  releases = [released("shop/orders", "2.0.0", set), released("shop/payments", "1.0.0", set)];
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "postel-gen-"));
  await write("gen.yaml", GEN_YAML);
});
afterEach(() => rm(folder, { recursive: true }));

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), text);
}

const read = (path: string) => readFile(join(folder, path), "utf8");

async function plan(options: Partial<GenOptions> = {}, registry = fakeRegistry(releases)): Promise<Planned> {
  const pinning = { update: false, frozen: false, offline: false };
  const shelves = { openRegistry: () => registry, cache: openReleaseCache(join(folder, "cache")) };
  return planGen({ ...pinning, config: undefined, cwd: folder, generator: "0.1.0", ...options }, shelves);
}

async function generate(options: Partial<GenOptions> = {}, registry = fakeRegistry(releases)): Promise<Planned> {
  const planned = await plan(options, registry);
  await apply(planned.plan, planned.differences, planned.folder);
  return planned;
}

const told = ({ differences }: Planned) => differences.map(({ state, path }) => `${state} ${path}`);

describe("gen", () => {
  it("writes producers, consumers, handlers and the lock", async () => {
    expect(told(await generate())).toEqual([
      "missing src/gen/postel_producers.ts",
      "missing src/gen/postel_consumers.ts",
      "missing src/handlers.ts",
      "missing gen.lock",
    ]);
    expect(await read("src/gen/postel_producers.ts")).toContain('from "@shop/payments/v1/payment-captured"');
    expect(await read("src/gen/postel_consumers.ts")).toContain('from "@shop/orders/v2/order-placed"');
    expect(await read("src/handlers.ts")).toMatch(
      /from "\.\/gen\/postel_consumers\.js"[\s\S]*async orderPlaced\(event, context\)/,
    );
    expect(await read("gen.lock")).toMatch(
      /shop\/orders:\n {4}range: \^2\.0\.0\n {4}version: 2\.0\.0\n {4}digest: sha256:/,
    );
    expect(await read("gen.lock")).toMatch(
      /shop\.orders\.v1\.OrderPlaced: sha256:.*\n.*shop\.orders\.v2\.OrderPlaced: sha256:/,
    );
  });

  it("finds gen.yaml from a folder below, and leaves nothing beside what it planned", async () => {
    await mkdir(join(folder, "src/deep"), { recursive: true });
    await generate({ cwd: join(folder, "src/deep") });
    const found = await readdir(folder, { recursive: true });
    expect(found.filter((path) => !path.startsWith("cache")).sort()).toEqual([
      "gen.lock",
      "gen.yaml",
      "src",
      "src/deep",
      "src/gen",
      "src/gen/postel_consumers.ts",
      "src/gen/postel_producers.ts",
      "src/handlers.ts",
    ]);
  });

  it("changes nothing the second time, and asks no registry", async () => {
    await generate();
    const before = await stat(join(folder, "src/gen/postel_consumers.ts"));
    const registry = fakeRegistry(releases);
    expect(told(await generate({}, registry))).toEqual([]);
    expect(registry.asked()).toBe(0);
    expect((await stat(join(folder, "src/gen/postel_consumers.ts"))).mtimeMs).toBe(before.mtimeMs);
  });

  it("tells missing, changed and stale files apart, whatever the line ends", async () => {
    await generate();
    await write("src/gen/postel_producers.ts", (await read("src/gen/postel_producers.ts")).replaceAll("\n", "\r\n"));
    await write("src/gen/postel_consumers.ts", `${await read("src/gen/postel_consumers.ts")}//`);
    expect(told(await plan())).toEqual(["changed src/gen/postel_consumers.ts"]);
    await rm(join(folder, "src/gen/postel_consumers.ts"));
    expect(told(await plan())).toEqual(["missing src/gen/postel_consumers.ts"]);
    await write("gen.yaml", GEN_YAML.replace("emits: [shop.payments.v1.PaymentCaptured]\n", ""));
    expect(told(await generate())).toEqual([
      "missing src/gen/postel_consumers.ts",
      "changed gen.lock",
      "stale src/gen/postel_producers.ts",
    ]);
    expect(await readdir(join(folder, "src/gen"))).toEqual(["postel_consumers.ts"]);
  });

  it("removes its own files only", async () => {
    await generate();
    await write("src/gen/postel_producers.ts", "// my own now\n");
    await write("src/gen/mine.ts", "");
    await write("gen.yaml", GEN_YAML.replace("emits: [shop.payments.v1.PaymentCaptured]\n", ""));
    await generate();
    expect(await readdir(join(folder, "src/gen"))).toEqual(["mine.ts", "postel_consumers.ts", "postel_producers.ts"]);
  });

  it("replaces nothing that it did not write", async () => {
    await write("src/gen/postel_producers.ts", "export const mine = 1;\n");
    await expect(plan()).rejects.toMatchObject({
      code: "NOT_GENERATED",
      message: expect.stringContaining("src/gen/postel_producers.ts"),
    });
  });

  it("lets no registry smuggle anything into code", async () => {
    const [orders, payments] = releases as [Released, Released];
    const release = { ...orders.release, packageName: '@shop/orders,emits=shop.orders.v1.OrderPlaced";' };
    const { modules, plan: planned } = await plan({}, fakeRegistry([{ ...orders, release }, payments]));
    expect(modules[0]?.packageName).toBe("@shop/orders");
    expect(planned.files.map(({ text }) => text).join("")).not.toContain("emits=shop.orders");
  });

  it("writes nothing when a file cannot be written", async () => {
    await write("src/gen", "a file, not a folder");
    const planned = await plan();
    await expect(apply(planned.plan, planned.differences, folder)).rejects.toMatchObject({ code: "NOT_WRITABLE" });
    expect((await readdir(folder)).filter((name) => name !== "cache").sort()).toEqual(["gen.yaml", "src"]);
  });
});

describe("handlers", () => {
  it("are added to what is there, and stay as they are", async () => {
    const mine =
      "import { log } from './log.js';\n\nexport const handlers = {\n  async orderPlaced() { log(1); },\n};\n";
    await write("src/handlers.ts", mine);
    expect(told(await generate())).not.toContain("changed src/handlers.ts");
    await write("gen.yaml", GEN_YAML.replace("consumes: [", "consumes: [shop.payments.PaymentFailed, "));
    expect(told(await generate())).toContain("changed src/handlers.ts");
    expect(await read("src/handlers.ts")).toMatch(
      /async orderPlaced\(\) \{ log\(1\); \},\n[\s\S]*async paymentFailed\(event, context\)/,
    );
  });

  it("import as the service does", async () => {
    await write("tsconfig.json", '{ "compilerOptions": { "allowImportingTsExtensions": true } }');
    await generate();
    expect(await read("src/handlers.ts")).toContain('from "./gen/postel_consumers.ts"');
  });

  it("in a file that is no TypeScript are left alone", async () => {
    await write("src/handlers.ts", "export const = {\n");
    await expect(plan()).rejects.toMatchObject({ code: "HANDLERS_UNREADABLE", where: "src/handlers.ts:1:14" });
  });
});

describe("gen.lock", () => {
  it("pins releases until somebody asks for newer ones", async () => {
    await generate();
    const newer = fakeRegistry([...releases, released("shop/orders", "2.1.0", await shop())]);
    expect(told(await plan({}, newer))).toEqual([]);
    expect(told(await plan({ update: true }, newer))).toEqual(["changed gen.lock"]);
    await write("gen.yaml", GEN_YAML.replace("^2.0.0", "^2.1.0"));
    await expect(plan({ frozen: true }, newer)).rejects.toMatchObject({
      code: "GEN_LOCK_DRIFT",
      where: "gen.yaml:5:16",
      why: "shop/orders is wanted as ^2.1.0, and gen.lock pins 2.0.0",
    });
    expect((await plan({}, newer)).modules[0]?.version).toBe("2.1.0");
  });

  it("may be held still", async () => {
    await expect(plan({ frozen: true })).rejects.toMatchObject({ code: "GEN_LOCK_DRIFT" });
    await generate();
    expect(told(await plan({ frozen: true }))).toEqual([]);
    await expect(plan({ frozen: true, generator: "0.2.0" })).rejects.toMatchObject({ code: "GEN_LOCK_DRIFT" });
  });

  it("notices a release that is not what it was", async () => {
    await generate();
    await rm(join(folder, "cache"), { recursive: true });
    const other = released("shop/orders", "2.0.0", await texts({ "shop/orders/v1/a.proto": 'syntax = "proto3";' }));
    await expect(plan({}, fakeRegistry([other, ...releases.slice(1)]))).rejects.toMatchObject({
      code: "RELEASE_CHANGED",
    });
  });

  it("lets it work without a registry", async () => {
    await generate();
    expect(told(await plan({ offline: true }, fakeRegistry([])))).toEqual([]);
    await rm(join(folder, "cache"), { recursive: true });
    await expect(plan({ offline: true })).rejects.toMatchObject({ code: "NOT_CACHED" });
  });

  it("is not fooled by a damaged cache", async () => {
    await generate();
    for (const name of await readdir(join(folder, "cache/sha256"))) await write(`cache/sha256/${name}`, "damaged");
    const registry = fakeRegistry(releases);
    expect(told(await plan({}, registry))).toEqual([]);
    expect(registry.asked()).toBe(2);
  });
});

describe("says what is wrong in gen.yaml, and where", () => {
  it.each([
    ["shop/orders", "shop/order", "GEN_MODULE_UNKNOWN", "gen.yaml:5:15", "did you mean shop/orders?"],
    ["^2.0.0", "^3.0.0", "RELEASE_UNKNOWN", "gen.yaml:5:16", "there are 2.0.0"],
    [
      "v1.PaymentCaptured",
      "v1.PaymentCapture",
      "GEN_EVENT_UNKNOWN",
      "gen.yaml:7:9",
      "did you mean shop.payments.v1.PaymentCaptured?",
    ],
    [
      "v1.PaymentCaptured",
      "v1.Amount",
      "GEN_EVENT_UNKNOWN",
      "gen.yaml:7:9",
      "there are shop.orders.v1.OrderCancelled, shop.orders.v1.OrderPlaced, shop.orders.v2.OrderPlaced, shop.payments.v1.PaymentCaptured, shop.payments.v1.PaymentFailed",
    ],
    [
      "shop.orders.OrderPlaced",
      "shop.orders.OrderPlacd",
      "LINEAGE_UNKNOWN",
      "gen.yaml:8:12",
      "did you mean shop.orders.OrderPlaced?",
    ],
    [
      "shop.orders.OrderPlaced",
      "shop.orders.v1.OrderPlaced",
      "LINEAGE_UNKNOWN",
      "gen.yaml:8:12",
      "that is an event of shop.orders.OrderPlaced",
    ],
    [
      "shop.orders.OrderPlaced",
      "{ lineage: shop.orders.OrderPlaced, at: v3 }",
      "MAJOR_UNKNOWN",
      "gen.yaml:8:23",
      "there are v1, v2",
    ],
    [
      "shop.orders.OrderPlaced",
      "shop.shipping.ParcelDispatched",
      "LINEAGE_UNKNOWN",
      "gen.yaml:8:12",
      expect.any(String),
    ],
  ])("%s -> %s", async (from, to, code, where, why) => {
    await write("gen.yaml", GEN_YAML.replace(from, to));
    await expect(plan()).rejects.toMatchObject({ code, where, why });
  });

  it("names an event that is retired", async () => {
    const proto = await readFile(join(PROTO, "shop/payments/v1/payment_failed.proto"), "utf8");
    const set = await texts({
      "shop/payments/v1/payment_failed.proto": proto.replace("owner:", "retired: true owner:"),
    });
    await write("gen.yaml", GEN_YAML.replace("PaymentCaptured", "PaymentFailed"));
    const registry = fakeRegistry([released("shop/payments", "1.0.0", set), ...releases.slice(0, 1)]);
    await expect(plan({}, registry)).rejects.toMatchObject({ code: "EVENT_RETIRED", where: "gen.yaml:7:9" });
  });

  it("says that there is no gen.yaml", async () => {
    await rm(join(folder, "gen.yaml"));
    await expect(plan()).rejects.toMatchObject({ code: "GEN_YAML_MISSING" });
    await expect(plan({ config: "other.yaml" })).rejects.toMatchObject({
      message: `there is no gen.yaml in ${join(folder, "other.yaml")}`,
    });
  });

  it("says that modules do not fit together", async () => {
    const a = "shop/orders/v1/a.proto";
    const before = await texts({ [a]: 'syntax = "proto3"; package shop.orders.v1; message Old {}' });
    const after = await texts({
      [a]: 'syntax = "proto3"; package shop.orders.v1; message New {}',
      "shop/payments/v1/b.proto": `syntax = "proto3"; package shop.payments.v1; import "${a}"; message B { shop.orders.v1.New n = 1; }`,
    });
    const registry = fakeRegistry([
      released("shop/orders", "2.0.0", before),
      released("shop/payments", "1.0.0", after),
    ]);
    await expect(plan({}, registry)).rejects.toMatchObject({
      code: "MODULES_DISAGREE",
      why: expect.stringContaining("New"),
    });
  });
});

describe("source", () => {
  const fromSource = GEN_YAML.replace("registry: http://registry.test", `source: ${PROTO}`);

  it("takes the place of a registry", async () => {
    await write("gen.yaml", fromSource);
    const { modules } = await generate();
    expect(modules.map(({ version, packageName }) => [version, packageName])).toEqual([
      [undefined, "@shop/orders"],
      [undefined, "@shop/payments"],
    ]);
    expect(told(await plan())).toEqual([]);
    expect(await read("gen.lock")).not.toContain("version: 2");
  });

  it("says what does not compile", async () => {
    await write("proto/shop/orders/a.proto", 'syntax = "proto3";\nmessage A {\n');
    await write("gen.yaml", fromSource.replace(PROTO, "proto"));
    await expect(plan()).rejects.toMatchObject({ code: "INVALID_SCHEMAS", where: expect.stringContaining("a.proto:") });
  });

  it("says that a module is not in it", async () => {
    await write("gen.yaml", fromSource.replace("shop/orders", "shop/ordrs"));
    await expect(plan()).rejects.toMatchObject({ code: "GEN_MODULE_UNKNOWN", why: "did you mean shop/orders?" });
  });
});
