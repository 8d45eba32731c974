import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { onEachStore } from "../../testing-support/each-store.ts";

const buf = createRequire(import.meta.url).resolve("@bufbuild/buf/bin/buf");

interface Ran {
  readonly code: number;
  readonly out: string;
}

const MONEY = 'syntax = "proto3";\n\npackage money.v1;\n\nmessage Money {\n  int64 cents = 1;\n}\n';
const ORDER =
  'syntax = "proto3";\n\npackage order.v1;\n\nimport "money/v1/money.proto";\n\nmessage Order {\n  string id = 1;\n  money.v1.Money total = 2;\n}\n';

const PAID = `syntax = "proto3";

package shop.v1;

import "buf/validate/validate.proto";
import "postel/v1/event.proto";

message Paid {
  option (postel.v1.event) = {
    topic: "paid"
    key: "id"
    owner: "team"
  };
  string id = 1 [(buf.validate.field).string.min_len = 1];
}
`;

onEachStore("the stock buf command line", (running) => {
  let root: string;
  let host: string;
  beforeAll(() => {
    root = running().folder;
    host = new URL(running().registry.url).host;
    mkdirSync(join(root, "config"));
    writeFileSync(join(root, "config/config.yaml"), 'version: v1\ntls:\n  use: "false"\n');
  });

  function run(folder: string, cache: string, ...args: string[]): Promise<Ran> {
    const env = {
      ...process.env,
      BUF_CONFIG_DIR: join(root, "config"),
      BUF_CACHE_DIR: join(root, cache),
      BUF_TOKEN: "",
    };
    return new Promise((resolve) => {
      execFile(process.execPath, [buf, ...args], { cwd: folder, env }, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), out: `${stdout}${stderr}` });
      });
    });
  }

  function folderOf(name: string, files: Readonly<Record<string, string>>): string {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name, path)), { recursive: true });
      writeFileSync(join(root, name, path), content);
    }
    return join(root, name);
  }

  const config = (module: string, dependencies = "") =>
    `version: v2\nname: ${host}/acme/${module}\n${dependencies === "" ? "" : `deps:\n  - ${host}/acme/${dependencies}\n`}`;
  async function ok(folder: string, ...args: string[]): Promise<string> {
    const { code, out } = await run(folder, "cache", ...args);
    expect(code, out).toBe(0);
    return out;
  }

  it("pushes, resolves dependencies, builds with a cold cache and exports", async () => {
    const money = folderOf("money", {
      "buf.yaml": config("money"),
      "money/v1/money.proto": MONEY,
      "README.md": "# Money\n",
    });
    const order = folderOf("order", { "buf.yaml": config("order", "money"), "order/v1/order.proto": ORDER });
    const pushed = await ok(money, "push", "--create");
    expect(pushed.trim()).toMatch(/[0-9a-f]{32}$/);
    expect(await ok(money, "push")).toContain(pushed.trim().slice(-32));
    await ok(order, "dep", "update");
    expect(readFileSync(join(order, "buf.lock"), "utf8")).toMatch(/digest: b5:[0-9a-f]{128}/);
    await ok(order, "build");
    const cold = await run(order, "cold-cache", "build");
    expect(cold.code, cold.out).toBe(0);
    await ok(order, "push", "--create");
    expect(await ok(order, "dep", "graph")).toContain("acme/money");
    await ok(root, "export", `${host}/acme/order`, "-o", join(root, "exported"));
    expect(readFileSync(join(root, "exported/order/v1/order.proto"), "utf8")).toBe(ORDER);
    expect(existsSync(join(root, "exported/money/v1/money.proto"))).toBe(true);
    expect(await ok(root, "ls-files", `${host}/acme/money`)).toContain("money/v1/money.proto");
  });

  it("compares with what was pushed, and refuses a push that breaks the default label", async () => {
    const money = join(root, "money");
    await ok(money, "breaking", "--against", `${host}/acme/money`);
    folderOf("money", { "money/v1/money.proto": MONEY.replace("int64 cents = 1", "string text = 1") });
    const found = await run(money, "cache", "breaking", "--against", `${host}/acme/money`);
    expect(found.code).toBe(100);
    expect(found.out).toContain("money/v1/money.proto");
    const refused = await run(money, "cache", "push");
    expect(refused.code).toBe(1);
    expect(refused.out).toContain("this breaks what the label main points to");
    await ok(money, "push", "--label", "experiment");
    await ok(money, "breaking", "--against", `${host}/acme/money:experiment`);
    folderOf("money", { "money/v1/money.proto": "this is no schema" });
    expect((await run(money, "cache", "push", "--label", "broken")).code).toBe(100);
  });

  it("tells about modules, commits, labels and users", async () => {
    expect(await ok(root, "registry", "module", "info", `${host}/acme/money`)).toContain("money");
    const commits = JSON.parse(
      await ok(root, "registry", "module", "commit", "list", `${host}/acme/money`, "--format", "json"),
    );
    expect(commits.commits.length).toBeGreaterThan(0);
    const labels = await ok(root, "registry", "module", "label", "list", `${host}/acme/money`, "--format", "json");
    expect(labels).toContain("experiment");
    await ok(root, "registry", "module", "label", "archive", `${host}/acme/money:experiment`);
    expect(
      await ok(root, "registry", "module", "label", "list", `${host}/acme/money`, "--format", "json"),
    ).not.toContain("experiment");
    expect(await ok(root, "registry", "whoami", host)).toContain("anonymous");
    expect((await run(root, "cache", "export", `${host}/acme/unknown`, "-o", root)).code).toBe(1);
  });

  it("takes a workspace whose modules import each other, all of it or nothing", async () => {
    const modules = ["base", "middle", "top"].map((name) => `  - path: ${name}\n    name: ${host}/ws/${name}\n`);
    const schema = (own: string, other: string) =>
      `syntax = "proto3";\npackage ${own}.v1;\nimport "${other}/v1/${other}.proto";\nmessage M {\n  ${other}.v1.M m = 1;\n}\n`;
    const base = 'syntax = "proto3";\npackage base.v1;\nmessage M {\n  int64 x = 1;\n}\n';
    const workspace = folderOf("workspace", {
      "buf.yaml": `version: v2\nmodules:\n${modules.join("")}`,
      "base/base/v1/base.proto": base,
      "middle/middle/v1/middle.proto": schema("middle", "base"),
      "top/top/v1/top.proto": schema("top", "middle"),
    });
    const pushed = (await ok(workspace, "push", "--create")).trim().split("\n");
    expect(pushed).toHaveLength(3);
    expect((await ok(workspace, "push")).trim().split("\n").sort()).toEqual(pushed.toSorted());
    const cold = await run(root, "workspace-cache", "build", `${host}/ws/top`);
    expect(cold.code, cold.out).toBe(0);
    expect(await ok(root, "dep", "graph", `${host}/ws/top`)).toContain("ws/base");
    folderOf("workspace", {
      "base/base/v1/base.proto": base.replace("int64 x = 1", "string x = 1"),
      "top/top/v1/top.proto": `${schema("top", "middle")}message N {}\n`,
    });
    expect((await run(workspace, "cache", "push")).out).toContain("this breaks what the label main points to");
    expect((await ok(root, "registry", "module", "commit", "list", `${host}/ws/top`)).trim().split("\n")).toHaveLength(
      1,
    );
  });

  it("has the modules that annotate schemas, so that a module needs no other registry", async () => {
    const events = folderOf("events", {
      "buf.yaml": `version: v2\nname: ${host}/acme/events\ndeps:\n  - ${host}/postel/proto\n  - ${host}/bufbuild/protovalidate\n`,
      "shop/v1/paid.proto": PAID,
    });
    await ok(events, "dep", "update");
    await ok(events, "build");
    await ok(events, "push", "--create");
    expect(await ok(events, "dep", "graph")).toContain("postel/proto");
    expect((await run(events, "third-cache", "build")).code).toBe(0);
    const user = folderOf("user", {
      "buf.yaml": config("user", "events"),
      "user/v1/user.proto":
        'syntax = "proto3";\n\npackage user.v1;\n\nimport "shop/v1/paid.proto";\n\nmessage User {\n  shop.v1.Paid last = 1;\n}\n',
    });
    await ok(user, "dep", "update");
    await ok(user, "push", "--create");
    await ok(root, "export", `${host}/acme/user`, "-o", join(root, "all"));
    expect(existsSync(join(root, "all/buf/validate/validate.proto"))).toBe(true);
    expect(existsSync(join(root, "all/postel/v1/event.proto"))).toBe(true);
  });
});
