import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { startRegistry } from "@postel/registry";
import { describe, expect, it, onTestFinished } from "vitest";
import { commands } from "../commands.ts";
import { run } from "../run.ts";
import { openRegistry } from "../sources/registry.ts";
import { shopFolder, type TempFolder, tempFolder } from "../testing-support/temp-folder.ts";
import { testIo } from "../testing-support/test-io.ts";

const V1 = "shop/orders/v1/order_placed.proto";
const V2 = "shop/orders/v2/order_placed.proto";
const EXAMPLES = "shop/orders/v1/order_placed.examples.json";
const GOLDENS = "shop/orders/v2/order_placed.goldens.json";
const UPCASTS = "shop/orders/v2/order_placed.upcast.ts";

interface Golden {
  readonly sample: string;
  readonly new: { readonly buyerName: string };
}

interface Story {
  readonly folder: TempFolder;
  readonly texts: Readonly<Record<string, string>>;
  readonly release: (...words: string[]) => Promise<{ code: number; stdout: string; stderr: string }>;
  readonly check: Story["release"];
  /** Names of the samples that the registry holds of an event's lineage. */
  readonly samples: (event: string) => Promise<string[]>;
  readonly packed: () => string[];
  readonly bytes: (name: string) => string;
}

/** An empty registry and a folder with the first major of the shop's orders. */
async function story(): Promise<Story> {
  const registry = await startRegistry({ port: 0, dataDir: join(tempFolder().path, "data") });
  onTestFinished(() => registry.close());
  const folder = shopFolder();
  const texts = Object.fromEntries(
    [V1, V2, UPCASTS].map((path) => [path, readFileSync(join(folder.path, path), "utf8")]),
  );
  folder.write({ [V2]: undefined, [UPCASTS]: undefined });
  const out = join(folder.path, "out");
  const postel = async (...words: string[]) => {
    const io = testIo({ cwd: folder.path, env: { POSTEL_REGISTRY: registry.url } });
    const code = await run({ name: "postel", version: "0.0.0", commands }, words, io);
    return { code, stdout: io.stdout(), stderr: io.stderr() };
  };
  return {
    folder,
    texts,
    release: (...words) => postel("release", "--module", "shop/orders", "--out", "out", ...words),
    samples: async (event) =>
      (await openRegistry(registry.url).samples(event)).map((sample) => `${sample.event} ${sample.name}`),
    check: (...words) => postel("check", "--module", "shop/orders", ...words),
    packed: () => (existsSync(out) ? readdirSync(out) : []),
    bytes: (name) => readFileSync(join(out, name), "base64"),
  };
}

const PATIENT = 120_000;

describe("postel release", { timeout: PATIENT }, () => {
  it("releases what changed, once, and packs the same bytes again", async () => {
    const { folder, texts, release, packed, bytes } = await story();
    const v1 = texts[V1] ?? "";
    folder.write({ [V1]: v1.replace(/^.*\n.*coupon_code = 13.*\n/m, "") });
    expect((await release("--dry-run")).stdout).toContain("shop/orders 1.0.0");
    expect(packed()).toEqual([]);
    expect(await release()).toMatchObject({ code: 0, stderr: "", stdout: expect.stringContaining("released: ") });
    expect(packed()).toEqual(["shop-orders-1.0.0.tgz"]);
    const first = bytes("shop-orders-1.0.0.tgz");
    expect((await release()).stdout).toMatch(/nothing changed, nothing to release\npacked: /);
    expect(bytes("shop-orders-1.0.0.tgz")).toBe(first);

    folder.write({ [V1]: v1 });
    const { stdout } = await release("--json");
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      created: true,
      plan: {
        previousVersion: "1.0.0",
        version: "1.1.0",
        bump: "minor",
        because: ["field shop.orders.v1.OrderPlaced.coupon_code was added"],
      },
    });
  });

  it("blocks a break, names missing functions and wrong ones, and releases the major when all is there", async () => {
    const { folder, texts, release, check, packed } = await story();
    expect((await release()).code).toBe(0);

    folder.write({ [V1]: (texts[V1] ?? "").replace("int64 total_cents = 6", "int64 grand_total = 6") });
    const blocked = await release();
    expect([blocked.code, blocked.stdout]).toEqual([100, expect.stringContaining(`${V1}:`)]);
    expect(blocked.stdout).toContain("FIELD_SAME_NAME");

    folder.write({ [V1]: texts[V1], [V2]: texts[V2] });
    const gap = await release();
    expect(gap.code).toBe(100);
    expect(gap.stdout).toMatch(/order_placed\.proto:\d+:\d+: EVENT_UPCAST_GAP\n.*"shipping_address"/);
    expect(gap.stdout).toContain(`Write the function orderPlacedFromV1.shippingAddress in ${UPCASTS}`);

    folder.write({ [UPCASTS]: (texts[UPCASTS] ?? "").replace("{ street, postalCode", "{ stret, postalCode") });
    const wrong = await release();
    expect([wrong.code, wrong.stdout]).toEqual([
      100,
      expect.stringMatching(/order_placed\.upcast\.ts:\d+:\d+: EVENT_UPCAST_COMPILES/),
    ]);
    expect((await release("--dry-run")).code).toBe(100);
    expect(packed()).toEqual(["shop-orders-1.0.0.tgz"]);

    folder.write({ [UPCASTS]: texts[UPCASTS] });
    expect((await release()).stdout).toMatch(/EVENT_UPCAST_CHANGED\n.* have no golden/);
    expect((await check("--update")).code).toBe(0);
    expect((await release()).stdout).toContain("shop/orders 1.0.0 -> 2.0.0 (major)");
    expect(packed()).toEqual(["shop-orders-1.0.0.tgz", "shop-orders-2.0.0.tgz"]);
  });

  it("sends samples of every event, and attests that those of earlier majors can be read", async () => {
    const { folder, texts, release, check, samples } = await story();
    const v1 = texts[V1] ?? "";
    const examples = (lastName: string) =>
      JSON.stringify({ OrderPlaced: { ann: { orderId: "1", customerFirstName: "Ann", customerLastName: lastName } } });
    folder.write({ [EXAMPLES]: examples("Lee") });
    expect((await release()).code).toBe(0);
    expect(await samples("shop.orders.v1.OrderPlaced")).toEqual(["shop.orders.v1.OrderPlaced ann"]);
    expect((await samples("shop.orders.v1.OrderCancelled")).slice(0, 2)).toEqual([
      "shop.orders.v1.OrderCancelled generated-all-set",
      "shop.orders.v1.OrderCancelled generated-least-set",
    ]);

    folder.write({ [EXAMPLES]: examples("Li"), [V2]: texts[V2], [UPCASTS]: texts[UPCASTS] });
    expect((await check("--update")).code).toBe(0);
    const goldens = JSON.parse(readFileSync(join(folder.path, GOLDENS), "utf8")).goldens;
    expect(goldens.map(({ sample, new: { buyerName } }: Golden) => `${sample}: ${buyerName}`)).toEqual([
      "ann: Ann Lee",
      "ann: Ann Li",
    ]);
    expect(await release()).toMatchObject({ code: 0, stdout: expect.stringContaining("1.0.0 -> 2.0.0 (major)") });
    const all = await samples("shop.orders.v2.OrderPlaced");
    expect(all).toContainEqual(expect.stringMatching(/^shop\.orders\.v1\.OrderPlaced ann-[0-9a-f]{8}$/));
    expect(all).toContain("shop.orders.v2.OrderPlaced generated-all-set");

    folder.write({
      [V1]: v1.replace(/^.*\n.*coupon_code = 13.*\n/m, "$&  // A note.\n  optional string note = 14;\n"),
    });
    expect((await check("--update")).code).toBe(0);
    expect(await release()).toMatchObject({ code: 0, stdout: expect.stringContaining("2.0.0 -> 2.1.0") });
  });

  it("keeps no tarball of what the registry refuses", async () => {
    const { release, packed } = await story();
    const refusing = "http://127.0.0.1:1";
    const { code, stderr } = await release("--registry", refusing);
    expect([code, packed()]).toEqual([1, []]);
    expect(stderr).toMatch(/^error: the registry at http:\/\/127\.0\.0\.1:1 cannot be reached\n.*why:.*\n.*next:.*\n$/);
  });

  it("says which modules there are", async () => {
    const { release } = await story();
    expect(await release("--module", "shop/order")).toMatchObject({
      code: 2,
      stderr: "error: there is no module shop/order in .\n  next:  did you mean shop/orders?\n",
    });
  });

  it("says what does not compile", async () => {
    const { folder, release } = await story();
    folder.write({ [V1]: "syntax = 3;" });
    const { code, stderr } = await release();
    expect([code, stderr]).toEqual([
      100,
      expect.stringMatching(/^error: \. does not compile\n {2}where: shop\/orders\/v1\/order_placed\.proto:1:\d+: /),
    ]);
  });

  it("says that the folder for packages cannot be written", async () => {
    const { folder, release } = await story();
    folder.write({ out: "a file" });
    const { code, stderr } = await release();
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^error: .*out\/shop-orders-1\.0\.0\.tgz cannot be written\n {2}why: /),
    ]);
  });
});
