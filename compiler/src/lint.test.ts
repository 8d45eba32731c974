import { expect, it } from "vitest";
import { lint } from "./lint.ts";
import { parseSource } from "./source/parse-source.ts";
import { EVENT, PLAIN, sandbox } from "./test-support/sandbox.ts";

const lintIn = async (folder: string, source = ".") =>
  (await lint(parseSource(source), { cwd: folder })).map(({ path, line, rule }) => `${path}:${line} ${rule}`);

it("finds nothing in what is right", async () => {
  const box = sandbox({ "plain/v1/a.proto": PLAIN.replace("package plain", "package plain.v1") });
  expect(await lintIn(box.folder)).toEqual([]);
});

it("names path, line and rule", async () => {
  const box = sandbox({ "buf.yaml": "version: v2\nlint: { use: [PACKAGE_VERSION_SUFFIX] }\n", "plain/a.proto": PLAIN });
  expect(await lintIn(box.folder)).toEqual(["plain/a.proto:2 PACKAGE_VERSION_SUFFIX"]);
  expect(await lintIn("/", `${box.folder}/plain/a.proto`)).toEqual([
    `${box.folder}/plain/a.proto:2 PACKAGE_VERSION_SUFFIX`,
  ]);
});

it("lints what needs implicit modules by the same configuration", async () => {
  const config = "version: v2\nmodules: [{ path: m, lint: { use: [PACKAGE_VERSION_SUFFIX], ignore: [m/old] } }]\n";
  const box = sandbox({ "buf.yaml": config, "m/shop/a.proto": EVENT, "m/old/b.proto": PLAIN });
  expect(await lintIn(box.folder)).toEqual(["m/shop/a.proto:2 PACKAGE_VERSION_SUFFIX"]);
});

it("tells what does not compile", async () => {
  const box = sandbox({ "a.proto": "message {" });
  expect(new Set(await lintIn(box.folder))).toEqual(new Set(["a.proto:1 COMPILE"]));
});

it("throws for a folder without schemas", async () => {
  await expect(lintIn(sandbox().folder)).rejects.toMatchObject({ code: "no_proto_files" });
});
