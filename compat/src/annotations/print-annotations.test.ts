import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { breaking } from "../breaking.ts";
import { compileTexts, writeFiles } from "../testing-support/compile-texts.ts";
import { runBuf } from "../testing-support/native-buf.ts";
import { errorFormats, printAnnotations } from "./print-annotations.ts";

const before = {
  "a.proto": `syntax = "proto3";\npackage foo;\nimport "gone.proto";\nmessage A { string a = 1; Gone gone = 2; }\nenum E { NONE = 0; }\n`,
  "gone.proto": `syntax = "proto3";\npackage foo;\nmessage Gone {}\n`,
  "z/b.proto": `syntax = "proto3";\npackage bar;\noption go_package = "<a & 'b'>";\nmessage B { string b = 1; }\n`,
};
const after = {
  "a.proto": `syntax = "proto3";\npackage foo;\nmessage A { int32 b = 1; }\n`,
  "z/b.proto": `syntax = "proto3";\npackage bar;\noption go_package = "t\\tx\\"q\\\\ é";\nmessage B {}\n`,
};

describe("printAnnotations", () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "postel-print-"));
    writeFiles(join(folder, "before"), before);
    writeFiles(join(folder, "after"), after);
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(errorFormats)("prints %s byte for byte as buf does", (format) => {
    const args = ["breaking", "after", "--against", "before", "--error-format", format];
    const { findings } = breaking(compileTexts(before), compileTexts(after));
    expect(printAnnotations(findings, format, (path) => `after/${path}`)).toBe(runBuf(args, folder).stdout.toString());
  });

  it.each(errorFormats)("prints nothing as %s when there is nothing", (format) => {
    expect(printAnnotations([], format)).toBe("");
  });

  it("keeps a hostile path or message within its place", () => {
    const annotation = {
      rule: "R",
      message: '</failure>"\n',
      path: "a\u0001<b>.proto",
      line: 1,
      column: 0,
      endLine: 0,
      endColumn: 0,
    };
    expect(printAnnotations([annotation], "junit")).toContain(
      'message="a\ufffd&lt;b&gt;.proto:1:1:&lt;/failure&gt;&#34;&#xA;"',
    );
    expect(JSON.parse(printAnnotations([annotation], "json"))).toMatchObject({ message: '</failure>"\n' });
  });

  it.each(errorFormats)("prints nothing that steers a terminal in %s", (format) => {
    const path = "a\u001b[31m\u009b\u202eb.proto";
    const annotation = { rule: "R", message: path, path, line: 1, column: 1, endLine: 1, endColumn: 1 };
    expect(printAnnotations([annotation], format)).not.toMatch(/(?![\n\t])[\p{Cc}\u202e]/u);
  });

  it.each(["text", "msvs", "github-actions"] as const)("lets no path steer a terminal or a runner in %s", (format) => {
    const path = "a\u001b[31m\n::add-mask::b\u009b.proto";
    const annotation = { rule: "R", message: "m", path, line: 1, column: 1, endLine: 1, endColumn: 1 };
    const printed = printAnnotations([annotation], format);
    expect(printed).toContain("a\\u001b[31m\\u000a::add-mask::b\\u009b.proto");
    expect(printed.split("\n")).toHaveLength(2);
  });
});
