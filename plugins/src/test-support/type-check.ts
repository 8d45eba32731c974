import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { ROOM, ROOT } from "./compile-protos.ts";

/** The strictest options that generated code promises to compile under. */
export const STRICTEST = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noImplicitOverride: true,
  noFallthroughCasesInSwitch: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  target: "es2024",
  lib: ["es2024", "esnext.iterator"],
  module: "nodenext",
  moduleResolution: "nodenext",
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
  types: ["node"],
  customConditions: ["@postel/source"],
};

/** Compiles TypeScript without emitting it; gives the compiler's messages, `path(line,column): error TS…: …`, one per line. */
export function typeCheck(files: Readonly<Record<string, string>>): string[] {
  const folder = makeFolder(files);
  try {
    return runCompiler(folder.path);
  } finally {
    folder.remove();
  }
}

/** A temporary folder inside this room, where packages resolve. */
export interface Folder {
  readonly path: string;
  remove(): void;
}

/** Writes files to a temporary folder. */
export function makeFolder(files: Readonly<Record<string, string>>): Folder {
  mkdirSync(join(ROOM, "dist"), { recursive: true });
  const path = mkdtempSync(join(ROOM, "dist", "test-"));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(join(path, dirname(file)), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Runs TypeScript 7 over a folder under the strictest options. */
export function runCompiler(folder: string): string[] {
  writeFileSync(join(folder, "package.json"), '{"type": "module"}');
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions: STRICTEST, include: ["**/*.ts"] }));
  const tsc = join(ROOT, "node_modules/.bin/tsc");
  const { stdout, stderr } = spawnSync(tsc, ["-p", folder, "--pretty", "false"], { cwd: folder, encoding: "utf8" });
  return `${stdout}${stderr}`.split("\n").filter((line) => line !== "");
}
