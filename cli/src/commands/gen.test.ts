import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commands } from "../commands.ts";
import { PROTO } from "../gen/test-support/shop-registry.ts";
import { run } from "../run.ts";
import { testIo } from "../testing-support/test-io.ts";

const GEN_YAML = `version: v1
source: ${PROTO}
out: src/gen
modules: { shop/orders: ^2.0.0 }
emits: [shop.orders.v2.OrderPlaced]
consumes: [shop.orders.OrderPlaced]
`;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "postel-gen-command-"));
  await writeFile(join(folder, "gen.yaml"), GEN_YAML);
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs `gen` as the program `gen` does; returns its exit code and what it wrote. */
async function gen(...words: string[]) {
  const only = commands.find(({ spec }) => spec.name === "gen");
  const io = testIo({ cwd: folder, env: { POSTEL_CACHE_DIR: join(folder, ".cache") } });
  const exit = await run({ name: "gen", version: "0.1.0", commands, ...(only && { only }) }, words, io);
  return { exit, out: io.stdout(), err: io.stderr() };
}

describe("gen", () => {
  it("tells what it wrote, and the second time that nothing was to do", async () => {
    expect(await gen()).toEqual({
      exit: 0,
      out: [
        "gen: shop/orders from source",
        "  added   src/gen/postel_producers.ts",
        "  added   src/gen/postel_consumers.ts",
        "  added   src/handlers.ts  yours from now on: write what happens",
        "  added   gen.lock",
        "",
      ].join("\n"),
      err: "",
    });
    expect(await gen()).toEqual({ exit: 0, out: "gen: shop/orders from source\nup to date: 3 files\n", err: "" });
  });

  it("checks without writing", async () => {
    const missing = await gen("--check");
    expect(missing.exit).toBe(100);
    expect(missing.out).toMatch(
      / {2}missing src\/gen\/postel_producers\.ts\n[\s\S]*\nnext: {2}run npx gen and commit what it writes\n$/,
    );
    expect(await readdir(folder)).toEqual(["gen.yaml"]);
    await gen();
    expect((await gen("--check")).exit).toBe(0);
    await writeFile(join(folder, "src/gen/postel_producers.ts"), "// @generated\n");
    const changed = await gen("--check");
    expect(changed).toMatchObject({
      exit: 100,
      out: expect.stringContaining("  changed src/gen/postel_producers.ts\n"),
    });
    expect(await readFile(join(folder, "src/gen/postel_producers.ts"), "utf8")).toBe("// @generated\n");
  });

  it("says what it would write", async () => {
    const planned = await gen("--dry-run");
    expect(planned).toMatchObject({ exit: 0, out: expect.stringContaining("  add     src/gen/postel_producers.ts\n") });
    expect(await readdir(folder)).toEqual(["gen.yaml"]);
  });

  it("answers in JSON", async () => {
    const { exit, out } = await gen("--check", "--json");
    expect(exit).toBe(100);
    expect(JSON.parse(out)).toMatchObject({
      version: 1,
      command: "gen",
      mode: "check",
      modules: [{ name: "shop/orders", range: "^2.0.0", package: "@shop/orders" }],
      differences: [
        { path: "src/gen/postel_producers.ts", state: "missing", kind: "generated" },
        { path: "src/gen/postel_consumers.ts", state: "missing", kind: "generated" },
        { path: "src/handlers.ts", state: "missing", kind: "handler" },
        { path: "gen.lock", state: "missing", kind: "lock" },
      ],
      missing: [],
    });
  });

  it("will not change the lock when it is frozen", async () => {
    await gen();
    await writeFile(join(folder, "gen.yaml"), GEN_YAML.replace("emits: [shop.orders.v2.OrderPlaced]", "emits: []"));
    const frozen = await gen("--frozen");
    expect(frozen).toMatchObject({
      exit: 100,
      err: expect.stringMatching(/^error: gen\.lock does not fit gen\.yaml\n/),
    });
    expect(await readdir(join(folder, "src/gen"))).toEqual(["postel_consumers.ts", "postel_producers.ts"]);
  });

  it("says what is wrong in one message, with its place", async () => {
    await writeFile(join(folder, "gen.yaml"), GEN_YAML.replace("v2.OrderPlaced", "v2.OrderPlacd"));
    expect(await gen()).toEqual({
      exit: 2,
      out: "",
      err: [
        "error: there is no event shop.orders.v2.OrderPlacd in the modules of gen.yaml",
        "  where: gen.yaml:5:9",
        "  why:   did you mean shop.orders.v2.OrderPlaced?",
        "  next:  correct `emits`, or add the event's module to `modules`",
        "",
      ].join("\n"),
    });
  });

  it("says that no registry answers", async () => {
    await writeFile(join(folder, "gen.yaml"), GEN_YAML.replace(`source: ${PROTO}`, "registry: http://127.0.0.1:1"));
    expect(await gen()).toMatchObject({
      exit: 1,
      err: expect.stringContaining("http://127.0.0.1:1 cannot be reached"),
    });
  });
});
