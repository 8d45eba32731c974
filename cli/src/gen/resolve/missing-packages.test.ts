import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { missingPackages } from "./missing-packages.ts";
import type { ResolvedModule } from "./resolved-module.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "postel-packages-"));
});
afterEach(() => rm(folder, { recursive: true }));

const orders: ResolvedModule = {
  wanted: { name: "shop/orders", range: "^2.0.0", place: "gen.yaml:1:1" },
  version: "2.1.0",
  packageName: "@shop/orders",
  digest: "",
  set: { files: [] },
};

async function install(version: string): Promise<void> {
  await mkdir(join(folder, "node_modules/@shop/orders"), { recursive: true });
  await writeFile(join(folder, "node_modules/@shop/orders/package.json"), JSON.stringify({ version }));
}

it.each([
  ["2.1.0", []],
  ["2.3.1", []],
  ["2.0.0", [{ packageName: "@shop/orders", version: "2.1.0", installed: "2.0.0" }]],
  ["3.0.0", [{ packageName: "@shop/orders", version: "2.1.0", installed: "3.0.0" }]],
])("with %s installed, a service of a workspace lacks %j", async (version, missing) => {
  await install(version);
  expect(await missingPackages([orders], join(folder, "services/fulfilment"))).toEqual(missing);
});

it("takes a package that is damaged for missing", async () => {
  await install("2.1.0");
  await writeFile(join(folder, "node_modules/@shop/orders/package.json"), "{");
  expect(await missingPackages([orders], folder)).toEqual([{ packageName: "@shop/orders", version: "2.1.0" }]);
});

it("tells that nothing is installed, and asks nothing of a source", async () => {
  expect(await missingPackages([orders], folder)).toEqual([{ packageName: "@shop/orders", version: "2.1.0" }]);
  const { version: _, ...fromSource } = orders;
  expect(await missingPackages([fromSource], folder)).toEqual([]);
});
