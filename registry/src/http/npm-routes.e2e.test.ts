import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, expect, it } from "vitest";
import { onEachStore } from "../testing-support/each-store.ts";

onEachStore("the npm command line", (running) => {
  let root: string;
  beforeAll(() => {
    root = running().folder;
    const address = `${running().registry.url}/npm/`;
    const npmrc = [
      `@shop:registry=${address}`,
      `${address.replace("http:", "")}:_authToken=none`,
      "registry=http://127.0.0.1:9/",
    ];
    writeFileSync(join(root, "npmrc"), npmrc.join("\n"));
  });

  async function npm(folder: string, ...args: string[]): Promise<string> {
    const env = { ...process.env, npm_config_userconfig: join(root, "npmrc"), npm_config_cache: join(root, "cache") };
    const { stdout } = await promisify(execFile)("npm", ["--no-audit", "--no-fund", ...args], { cwd: folder, env });
    return stdout;
  }

  function packageFolder(version: string): string {
    const folder = join(root, `orders-${version}`);
    mkdirSync(folder, { recursive: true });
    const manifest = { name: "@shop/orders", version, type: "module", exports: "./index.js" };
    writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
    writeFileSync(join(folder, "index.js"), `export const version = "${version}";\n`);
    return folder;
  }

  it("serves npm for publishing, viewing, installing and installing from a lock file", async () => {
    await npm(packageFolder("1.0.0"), "publish");
    await npm(packageFolder("1.1.0"), "publish");
    await npm(packageFolder("2.0.0-beta.1"), "publish", "--tag", "next");
    const view = JSON.parse(await npm(root, "view", "@shop/orders", "--json"));
    expect(view).toMatchObject({ version: "1.1.0", "dist-tags": { latest: "1.1.0", next: "2.0.0-beta.1" } });
    expect(JSON.parse(await npm(root, "view", "@shop/orders@^1.0.0", "version", "--json"))).toEqual(["1.0.0", "1.1.0"]);

    const service = join(root, "service");
    mkdirSync(service);
    writeFileSync(join(service, "package.json"), '{ "name": "service", "version": "1.0.0" }');
    await npm(service, "install", "@shop/orders@^1.0.0");
    const lock = JSON.parse(readFileSync(join(service, "package-lock.json"), "utf8"));
    expect(lock.packages["node_modules/@shop/orders"]).toMatchObject({
      version: "1.1.0",
      integrity: expect.stringMatching(/^sha512-/),
    });
    rmSync(join(service, "node_modules"), { recursive: true });
    rmSync(join(root, "cache"), { recursive: true });
    await npm(service, "ci");
    expect(readFileSync(join(service, "node_modules/@shop/orders/index.js"), "utf8")).toContain("1.1.0");

    await npm(root, "dist-tag", "add", "@shop/orders@1.0.0", "stable");
    expect(await npm(root, "dist-tag", "ls", "@shop/orders")).toContain("stable: 1.0.0");
    await npm(root, "dist-tag", "rm", "@shop/orders", "stable");
    expect(await npm(root, "dist-tag", "ls", "@shop/orders")).not.toContain("stable");
  });

  it("refuses a version that was published, and knows no package of others", async () => {
    await expect(npm(packageFolder("1.0.0"), "publish")).rejects.toMatchObject({
      stderr: expect.stringMatching(/published before|previously published/),
    });
    await expect(npm(root, "view", "@shop/unknown")).rejects.toMatchObject({ stderr: expect.stringContaining("E404") });
  });
});
