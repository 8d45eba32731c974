import { expect, it } from "vitest";
import { type GenResult, genReport, genReportJson } from "./report.ts";

const result: GenResult = {
  folder: "/service",
  mode: "write",
  modules: [
    {
      wanted: { name: "shop/orders", range: "^2.0.0", place: "gen.yaml:5:3" },
      version: "2.1.0",
      packageName: "@shop/orders",
      digest: "sha256:0",
      set: { files: [] },
    },
  ],
  plan: { files: [], stale: ["src/gen/old.ts"] },
  differences: [{ path: "src/gen/old.ts", state: "stale", kind: "generated" }],
  missing: [{ packageName: "@shop/orders", version: "2.1.0", installed: "2.0.0" }],
};

it("tells what was removed, and what is to be installed", () => {
  expect(genReport(result, (_style, text) => text)).toBe(
    [
      "gen: shop/orders 2.1.0",
      "  removed src/gen/old.ts",
      "The code imports @shop/orders (2.0.0 is installed).",
      "next:  run npm install @shop/orders@2.1.0",
      "",
    ].join("\n"),
  );
});

it("is one JSON document", () => {
  expect(JSON.parse(genReportJson(result))).toMatchObject({
    differences: [{ state: "stale" }],
    missing: [{ packageName: "@shop/orders", installed: "2.0.0" }],
  });
});
