import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type DescriptorSet, readDescriptorSet } from "@postel/proto";

const ROOT = join(import.meta.dirname, "..", "..", "..");

/** Compiles .proto texts by path; `postel/v1` and a small `buf/validate` are there to import. */
export function compileProtos(files: Readonly<Record<string, string>>): DescriptorSet {
  const folder = mkdtempSync(join(tmpdir(), "postel-model-"));
  try {
    const event = readFileSync(join(ROOT, "proto/postel/v1/event.proto"), "utf8");
    const validate = readFileSync(join(import.meta.dirname, "validate.proto"), "utf8");
    const all = { "postel/v1/event.proto": event, "buf/validate/validate.proto": validate, ...files };
    for (const [path, text] of Object.entries({ ...all, "buf.yaml": "version: v2\n" })) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const buf = join(ROOT, "node_modules/.bin/buf");
    return readDescriptorSet(
      execFileSync(buf, ["build", folder, "-o", "-#format=binpb"], { maxBuffer: 2 ** 30, stdio: "pipe" }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Wraps declarations into a proto3 file of a package, with the imports that tests need. */
export function proto3(name: string, body: string): string {
  return `syntax = "proto3";\npackage ${name};\nimport "postel/v1/event.proto";\nimport "buf/validate/validate.proto";\n${body}\n`;
}
