import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { ownFile } from "./own-file.ts";

it("finds what comes with the package", () => {
  expect(JSON.parse(readFileSync(ownFile("package.json"), "utf8")).name).toBe("@postel/registry");
  expect(readFileSync(ownFile("assets/icon.svg"), "utf8")).toContain("<svg");
});
