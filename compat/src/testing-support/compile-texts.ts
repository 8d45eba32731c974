import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type DescriptorSet, readDescriptorSet } from "@postel/proto";
import { runBuf } from "./native-buf.ts";

const ROOT = join(import.meta.dirname, "..", "..", "..");
/** Files that texts may import, by path. */
const IMPORTABLE = {
  "postel/v1/event.proto": join(ROOT, "proto/postel/v1/event.proto"),
  "buf/validate/validate.proto": join(ROOT, "model/src/test-support/validate.proto"),
};

/** Compiles .proto texts by path with buf; `postel/v1` and a small `buf/validate` are there to import. */
export function compileTexts(files: Readonly<Record<string, string>>): DescriptorSet {
  const folder = mkdtempSync(join(tmpdir(), "postel-compat-"));
  try {
    writeFiles(folder, { "buf.yaml": "version: v2\n", ...importsOf(files), ...files });
    const { status, stdout, stderr } = runBuf(["build", ".", "-o", "-#format=binpb"], folder);
    if (status !== 0) throw new Error(stderr);
    return readDescriptorSet(stdout);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Compiles one proto3 file, `shop.proto` of the package `shop.v1`, with the imports that it needs. */
export function compileProto3(body: string): DescriptorSet {
  const imports = [
    ...(body.includes("postel.v1") ? ["postel/v1/event.proto"] : []),
    ...(body.includes("buf.validate") ? ["buf/validate/validate.proto"] : []),
  ];
  const head = imports.map((path) => `import "${path}";\n`).join("");
  return compileTexts({ "shop.proto": `syntax = "proto3";\npackage shop.v1;\n${head}${body}\n` });
}

/** Writes texts below a folder. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

function importsOf(files: Readonly<Record<string, string>>): Record<string, string> {
  const wanted = Object.entries(IMPORTABLE).filter(([path]) =>
    Object.values(files).some((text) => text.includes(`"${path}"`)),
  );
  return Object.fromEntries(wanted.map(([path, file]) => [path, readFileSync(file, "utf8")]));
}
