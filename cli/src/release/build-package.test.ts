import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { runNode } from "../testing-support/run-bin.ts";
import { shopFolder, tempFolder } from "../testing-support/temp-folder.ts";
import { buildPackage } from "./build-package.ts";
import { readDiagnostics } from "./compile-code.ts";
import { libraryRanges } from "./library-ranges.ts";
import { packagedEvents } from "./packaged-events.ts";
import { readModule } from "./read-module.ts";
import { type PackageFiles, tarball } from "./tarball.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const MODULES = ["@bufbuild/protobuf", "@postel/runtime", "@postel/proto"];

async function build(module: string, folder = shopFolder().path): Promise<PackageFiles> {
  const { image, upcasts, sources } = await readModule(".", module, folder);
  const spec = {
    ...{
      module,
      version: "2.0.0",
      digest: "sha256:d",
      commit: "c",
      generatorVersion: "0.0.0",
      changelog: "# Changelog\n",
    },
    ...{ upcasts, sources, set: image.set, events: packagedEvents(module, image.set) },
  };
  const built = await buildPackage(spec, libraryRanges());
  if (built.kind === "invalid") throw new Error(JSON.stringify(built.diagnostics));
  return built.files;
}

let built: Promise<PackageFiles> | undefined;

/** The package of the shop's orders, built once for all tests: it takes seconds. */
function orders(): Promise<PackageFiles> {
  built ??= build("shop/orders");
  return built;
}

/** Installs packages as npm would, next to the libraries that they ask for. */
function install(packages: Record<string, PackageFiles>): string {
  const { path } = tempFolder();
  for (const [name, files] of Object.entries(packages))
    for (const [file, content] of files) {
      const at = join(path, "node_modules", name, file);
      mkdirSync(dirname(at), { recursive: true });
      writeFileSync(at, content);
    }
  for (const name of MODULES) {
    mkdirSync(dirname(join(path, "node_modules", name)), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), join(path, "node_modules", name));
  }
  return path;
}

describe("buildPackage", { timeout: 120_000 }, () => {
  it("gives a package that runs: messages, definitions, lineage, descriptors", async () => {
    const cwd = install({ "@shop/orders": await orders() });
    const script = `
      import { create } from "@bufbuild/protobuf";
      import { OrderPlacedSchema } from "@shop/orders/v1/order-placed";
      import { orderPlacedEvent, orderPlacedLineage } from "@shop/orders/v2/order-placed";
      import { files } from "@shop/orders/descriptors";
      const reader = orderPlacedLineage.readers.find((r) => r.event.typeName === "shop.orders.v1.OrderPlaced");
      const old = create(OrderPlacedSchema, { orderId: "o", customerFirstName: "A", customerLastName: "B", shippingAddress: "s\\n1\\nc", totalCents: 5n });
      const { value } = reader.upcast(old);
      console.log(JSON.stringify([orderPlacedEvent.version, value.buyerName, String(value.total.cents), value.shippingAddress.city, files.length]));`;
    const ran = await runNode(["--input-type=module", "-e", script], { cwd });
    expect(ran).toEqual({ code: 0, stdout: '["2.0.0","A B","5","c",3]\n', stderr: "" });
  });

  it("describes itself: subpaths, peers, sources, no scripts", async () => {
    const files = await orders();
    const manifest = JSON.parse(`${Buffer.from(files.get("package.json") ?? [])}`);
    expect(manifest).toMatchObject({
      name: "@shop/orders",
      type: "module",
      sideEffects: false,
      exports: { "./v2/order-placed": { types: "./dist/v2/order-placed.d.ts", default: "./dist/v2/order-placed.js" } },
      peerDependencies: { "@bufbuild/protobuf": "^2.17.0", "@postel/runtime": expect.stringMatching(/^\^/) },
      postel: { module: "shop/orders", releaseDigest: "sha256:d", commit: "c", generator: "@postel/cli@0.0.0" },
    });
    expect(manifest.scripts).toBeUndefined();
    expect(manifest.postel.events.map(({ name }: { name: string }) => name)).toEqual([
      "shop.orders.v1.OrderCancelled",
      "shop.orders.v1.OrderPlaced",
      "shop.orders.v2.OrderPlaced",
    ]);
    const targets = Object.values<{ types: string } | string>(manifest.exports).flatMap((to) =>
      typeof to === "string" || to.types.includes("*")
        ? []
        : [to.types.slice(2), to.types.slice(2).replace(".d.ts", ".js")],
    );
    expect(targets.filter((path) => !files.has(path))).toEqual([]);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        "README.md",
        "CHANGELOG.md",
        "descriptors.binpb",
        "proto/shop/orders/v2/order_placed.proto",
      ]),
    );
    expect(`${Buffer.from(files.get("README.md") ?? [])}`).toContain("@shop/orders/v2/order-placed");
  });

  it("gives the same bytes from another folder", async () => {
    expect(tarball(await build("shop/orders"))).toEqual(tarball(await orders()));
  });

  it("carries the code of what it imports from elsewhere, and exports files without events", async () => {
    const folder = tempFolder({
      "buf.yaml": "version: v2\nmodules:\n  - path: a\n    name: x.y/shop/a\n  - path: b\n    name: x.y/shop/b\n",
      "a/shop/a/v1/a.proto":
        'syntax = "proto3"; package shop.a.v1; import "shop/b/v1/money.proto"; message A { shop.b.v1.Money m = 1; }',
      "b/shop/b/v1/money.proto": 'syntax = "proto3"; package shop.b.v1; message Money { int64 cents = 1; }',
    });
    const files = await build("shop/a", folder.path);
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(["dist/v1/a.js", "dist/gen/shop/b/v1/money_pb.js", "proto/shop/a/v1/a.proto"]),
    );
    expect(files.has("proto/shop/b/v1/money.proto")).toBe(false);
  });
});

it("reads what TypeScript objects to", () => {
  const output = [
    "src/gen/a/v2/x.upcast.ts(3,14): error TS2741: Property 'b' is missing in type '{}'",
    "  but required in type 'XFromV1'.",
    "src/gen/a/v2/x_upcast.ts(9,1): error TS2307: Cannot find module './x.upcast.js'.",
    "",
  ].join("\n");
  expect(readDiagnostics(output)).toEqual([
    {
      path: "gen/a/v2/x.upcast.ts",
      line: 3,
      column: 14,
      code: "TS2741",
      message: "Property 'b' is missing in type '{}' but required in type 'XFromV1'.",
    },
    {
      path: "gen/a/v2/x_upcast.ts",
      line: 9,
      column: 1,
      code: "TS2307",
      message: "Cannot find module './x.upcast.js'.",
    },
  ]);
});
