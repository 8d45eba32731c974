import { expect, it } from "vitest";
import { runBin } from "../testing-support/run-bin.ts";
import { tempFolder } from "../testing-support/temp-folder.ts";

const TEXT = 'syntax = "proto3";\npackage a;\nmessage A { int32 x = 1; }\n';
const RULED =
  'syntax = "proto3";\npackage r;\nimport "buf/validate/validate.proto";\nmessage R { int32 x = 1 [(buf.validate.field).int32.gt = 0]; }\n';

it("compares every kind of input in the bundled program", { timeout: 60_000 }, async () => {
  const folder = tempFolder({
    "p/buf.yaml": "version: v2\nbreaking: {use: [WIRE_JSON]}\n",
    "p/a.proto": TEXT,
    "p/r.proto": RULED,
    "plain/a.proto": TEXT,
    "policy.yaml": "version: v2\nmodules: [{path: plain}]\nbreaking: {use: [FILE]}\n",
  });
  folder.commit();
  folder.git("archive", "--output=main.tgz", "main");
  folder.write({ "p/a.proto": TEXT.replace("int32", "string") });
  const options = { cwd: folder.path, env: { POSTEL_CACHE_DIR: `${folder.path}/cache` } };
  const found = { code: 100, stdout: expect.stringMatching(/^p\/a\.proto:3:13:Field "1" with name "x"/), stderr: "" };
  for (const against of [".git#branch=main,subdir=p", ".git#branch=main,subdir=p", "main.tgz#subdir=p"])
    expect(await runBin(["breaking", "p", "--against", against], options), against).toEqual(found);
  const configured = ["breaking", "plain", "--against", "p", "--config", "policy.yaml"];
  expect(await runBin(configured, options)).toMatchObject({ code: 100, stdout: expect.stringContaining("r.proto") });
  const image = ["breaking", "plain", "--against", "plain"];
  expect(await runBin(image, options)).toEqual({ code: 0, stdout: "", stderr: "" });
});
