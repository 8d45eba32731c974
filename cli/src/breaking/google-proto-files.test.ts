import { join } from "node:path";
import { expect, it } from "vitest";
import { npmPackage } from "../testing-support/npm-package.ts";
import { runBin } from "../testing-support/run-bin.ts";
import { runBuf } from "../testing-support/run-buf.ts";
import { tempFolder } from "../testing-support/temp-folder.ts";

/** Packages that changed in every way there is in this update: types, cardinality, enum values, whole files, options. */
const PACKAGES = [
  "google/maps/weather",
  "google/ads/searchads360/v0/enums",
  "google/cloud/commerceproducer",
  "google/ads/admanager",
];

it("finds in a real update what buf finds", { timeout: 300_000 }, async (context) => {
  const [before, after] = await Promise.all(
    ["5.0.3", "6.0.1"].map((version) => npmPackage("google-proto-files", version)),
  );
  if (before === undefined || after === undefined) {
    console.log("google-proto-files cannot be fetched from npm: nothing compared");
    context.skip();
    return;
  }
  const { path: cwd } = tempFolder();
  const paths = PACKAGES.flatMap((path) => ["--path", path]);
  for (const [name, from] of Object.entries({ before, after }))
    expect(await runBuf(["build", ".", ...paths, "-o", join(cwd, `${name}.binpb`)], { cwd: from })).toMatchObject({
      code: 0,
    });
  const json = ["--error-format", "json", "--config", '{"version":"v2"}'];
  const theirs = await runBuf(["breaking", "after.binpb", "--against", "before.binpb", ...json], { cwd });
  const images = await runBin(["breaking", "after.binpb", "--against", "before.binpb", ...json], { cwd });
  expect(images).toMatchObject({ code: 100, stdout: theirs.stdout });
  const folders = await runBin(["breaking", ".", "--against", before, ...paths, ...json], { cwd: after });
  expect(folders).toMatchObject({ code: 100, stdout: theirs.stdout });
  expect(theirs.stdout.trim().split("\n").length).toBeGreaterThan(20);
});
