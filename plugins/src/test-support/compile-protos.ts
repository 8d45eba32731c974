import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type DescriptorSet, readDescriptorSet } from "@postel/proto";

/** The repository's root. */
export const ROOT = join(import.meta.dirname, "..", "..", "..");
/** This room. */
export const ROOM = join(ROOT, "plugins");
/** The buf program. */
export const BUF = join(ROOT, "node_modules/.bin/buf");

/** Compiles .proto texts by path, or a folder of them; `postel/v1` is there to import. */
export function compileProtos(source: string | Readonly<Record<string, string>>): DescriptorSet {
  const folder = mkdtempSync(join(tmpdir(), "postel-plugins-"));
  try {
    writeProtos(folder, source);
    return readDescriptorSet(
      execFileSync(BUF, ["build", folder, "-o", "-#format=binpb"], { maxBuffer: 2 ** 30, stdio: "pipe" }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Writes .proto texts, or copies a folder of them, with what they import and a `buf.yaml`. */
export function writeProtos(folder: string, source: string | Readonly<Record<string, string>>): void {
  cpSync(join(ROOT, "proto/postel/v1"), join(folder, "postel/v1"), { recursive: true });
  writeFileSync(join(folder, "buf.yaml"), "version: v2\n");
  if (typeof source === "string") {
    cpSync(source, folder, { recursive: true, filter: (path) => !path.endsWith(".ts") });
  } else {
    for (const [path, text] of Object.entries(source)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  }
}

/** Wraps declarations into a file of a package that may declare events. */
export function protoFile(name: string, body: string, syntax = 'syntax = "proto3";'): string {
  return `${syntax}\npackage ${name};\nimport "postel/v1/event.proto";\n${body}\n`;
}
