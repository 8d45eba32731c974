import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { compile } from "../compile.ts";
import { IMPLICIT_PATHS, implicitFile, VALIDATE_VERSION } from "./implicit-files.ts";
import { implicitVersion } from "./implicit-version.ts";

it("names the release of protovalidate that is installed", async () => {
  const manifest = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"));
  expect(manifest.dependencies["@bufbuild/protovalidate"]).toBe(VALIDATE_VERSION);
  await expect(implicitVersion()).resolves.toMatch(/^[0-9a-f]{64} /);
});

it("has every file as a text that compiles on its own", async () => {
  const texts = await Promise.all(
    IMPLICIT_PATHS.map(async (path) => [path, Buffer.from(await implicitFile(path)).toString("utf8")]),
  );
  const compiled = await compile({ kind: "text", files: Object.fromEntries(texts) });
  expect(compiled.kind).toBe("ok");
});
