import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { commands } from "../commands.ts";
import { run } from "../run.ts";
import { shopFolder, type TempFolder } from "../testing-support/temp-folder.ts";
import { testIo } from "../testing-support/test-io.ts";

const V2 = "shop/orders/v2/order_placed.proto";
const UPCASTS = "shop/orders/v2/order_placed.upcast.ts";
const GOLDENS = "shop/orders/v2/order_placed.goldens.json";
const EXAMPLES = "shop/orders/v1/order_placed.examples.json";

/** The shop with its second major written but not committed, and the command. */
function newMajor() {
  const folder = shopFolder();
  const texts = Object.fromEntries([V2, UPCASTS].map((path) => [path, readFileSync(join(folder.path, path), "utf8")]));
  folder.write({ [V2]: undefined, [UPCASTS]: undefined });
  folder.commit();
  folder.write(texts);
  return { folder, texts, check: checkIn(folder) };
}

function checkIn(folder: TempFolder) {
  return async (...words: string[]) => {
    const env = { POSTEL_CACHE_DIR: join(folder.path, ".git", "cache") };
    const io = testIo({ cwd: folder.path, env, columns: 100 });
    const all = ["check", "--module", "shop/orders", ...words];
    const code = await run({ name: "postel", version: "0.0.0", commands }, all, io);
    return { code, stdout: io.stdout(), stderr: io.stderr() };
  };
}

describe("postel check on a new major", { timeout: 180_000 }, () => {
  it("goes from a gap to reviewed goldens, and notices a function that changes", async () => {
    const { folder, texts, check } = newMajor();
    const upcasts = texts[UPCASTS] ?? "";
    folder.write({ [UPCASTS]: undefined });
    expect((await check()).stdout).toContain("EVENT_UPCAST_GAP");

    folder.write({ [UPCASTS]: upcasts });
    const missing = await check();
    expect(missing.code).toBe(100);
    expect(missing.stdout).toMatch(/order_placed\.proto:\d+:\d+: EVENT_UPCAST_CHANGED\n.* have no golden/);
    expect(missing.stderr).toBe("shop/orders: reading 6 samples\n");

    expect(await check("--update")).toMatchObject({ code: 0, stderr: `updated ${GOLDENS}\n` });
    const written = readFileSync(join(folder.path, GOLDENS), "utf8");
    expect(await check("--update")).toMatchObject({ code: 0, stderr: "" });
    folder.commit();
    expect(await check()).toMatchObject({ code: 0, stdout: expect.stringContaining("Nothing changed") });

    folder.write({ [UPCASTS]: upcasts.replace('split("\\n")', 'split("-")') });
    const changed = await check();
    expect(changed.code).toBe(100);
    expect(changed.stdout).toMatch(
      /order_placed\.goldens\.json:\d+:\d+: EVENT_UPCAST_CHANGED\n {2}Samples .* are not read as their goldens say: shippingAddress\.street was "shipping-address", is "shipping"/,
    );
    expect(readFileSync(join(folder.path, GOLDENS), "utf8")).toBe(written);
    expect(await check("--update")).toMatchObject({ code: 0, stderr: expect.stringContaining("updated") });
    expect(readFileSync(join(folder.path, GOLDENS), "utf8")).not.toBe(written);
  });

  it("tells in JSON what became of samples, those of examples first of all", async () => {
    const { folder, check } = newMajor();
    folder.write({ [EXAMPLES]: '{"OrderPlaced": {"web": {"orderId": "1", "channel": "CHANNEL_WEB"}}}' });
    const { modules } = JSON.parse((await check("--json", "--update")).stdout);
    expect(modules[0]).toMatchObject({
      ok: true,
      updated: [GOLDENS],
      samples: [
        {
          ...{ event: "shop.orders.v1.OrderPlaced", name: "web", origin: "example" },
          ...{ target: "shop.orders.v2.OrderPlaced", outcome: "ok" },
          schema: expect.stringMatching(/^sha256:/),
        },
      ],
    });
    folder.write({ [EXAMPLES]: '{\n  "OrderPlaced": {"web": {"channel": "CHANNEL_FAX"}}\n}' });
    expect((await check("--format", "github-actions")).stdout).toMatch(
      /^::error file=shop\/orders\/v1\/order_placed\.examples\.json,line=2,col=26,.*title=EVENT_EXAMPLE_INVALID/m,
    );
  });

  it("names the line of a function that throws, and writes nothing that it did not see", async () => {
    const { folder, texts, check } = newMajor();
    const throwing = (texts[UPCASTS] ?? "").replace(
      "return create",
      'throw new RangeError("no\\tstreet");\n    return create',
    );
    folder.write({ [UPCASTS]: throwing });
    const { code, stdout } = await check("--update");
    expect(code).toBe(100);
    expect(stdout).toMatch(
      /order_placed\.upcast\.ts:10:11: EVENT_SAMPLE_FAILS\n.*shippingAddress threw RangeError: no/,
    );
    expect(existsSync(join(folder.path, GOLDENS))).toBe(false);
  });

  it("adds stubs of missing functions, which fail until somebody writes them, and touches nothing else", async () => {
    const { folder, texts, check } = newMajor();
    const read = () => readFileSync(join(folder.path, UPCASTS), "utf8");
    const before = `${(texts[UPCASTS] ?? "").replace(/ {2}shippingAddress[\s\S]*? {2}},\n/, "")}// Mine.\n`;
    folder.write({ [UPCASTS]: before });
    const { code, stdout, stderr } = await check("--update");
    expect([code, stderr]).toEqual([100, `updated ${UPCASTS}\n`]);
    expect(stdout).toMatch(
      /EVENT_UPCAST_GAP\n.*\n.*shippingAddress in .*order_placed\.upcast\.ts \(`postel check --update` adds/,
    );
    const stubbed = read();
    const kept = new Set(before.split("\n"));
    expect(stubbed.split("\n").filter((line) => kept.has(line))).toEqual(before.split("\n"));
    const again = await check("--update");
    expect([again.code, again.stderr, read()]).toEqual([100, "", stubbed]);
    expect(again.stdout).toMatch(/order_placed\.upcast\.ts:\d+:\d+: EVENT_UPCAST_COMPILES\n {2}The function is a stub/);
  });
});
