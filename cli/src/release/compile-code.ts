import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { CliError } from "../errors.ts";
import type { Code } from "./generate-code.ts";
import { linkLibraries, packageFolder } from "./link-libraries.ts";
import type { PackageFiles } from "./tarball.ts";

/** JavaScript and declarations by path, or what TypeScript objects to. */
export type CompiledCode =
  | { readonly kind: "ok"; readonly files: PackageFiles }
  | { readonly kind: "invalid"; readonly diagnostics: readonly Diagnostic[] };

/** One error of TypeScript; line and column count from 1. */
export interface Diagnostic {
  /** Path of the TypeScript file within the code. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly message: string;
}

const TSCONFIG = {
  compilerOptions: {
    target: "es2022",
    lib: ["es2023"],
    module: "nodenext",
    types: [],
    strict: true,
    declaration: true,
    skipLibCheck: true,
    noEmitOnError: true,
    newLine: "lf",
    rootDir: "src",
    outDir: "dist",
  },
  include: ["src"],
};

/** Options of TypeScript beyond those of a release, as a tsconfig.json has them. */
export type CompilerOptions = Readonly<Record<string, boolean>>;

/** Compiles TypeScript in a folder of its own, which is gone afterwards. Throws when TypeScript cannot be run. */
export async function compileCode(code: Code, options: CompilerOptions = {}): Promise<CompiledCode> {
  const folder = await mkdtemp(join(tmpdir(), "postel-release-"));
  try {
    await layOut(folder, code, options);
    const { exit, output } = await runTypeScript(folder);
    if (exit === 0) return { kind: "ok", files: await readTree(join(folder, "dist")) };
    const diagnostics = readDiagnostics(output);
    if (diagnostics.length === 0) throw new Error(`TypeScript ended with ${exit}: ${output.trim()}`);
    return { kind: "invalid", diagnostics };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Reads the errors that `tsc --pretty false` prints; the lines that explain one further belong to it. */
export function readDiagnostics(output: string): Diagnostic[] {
  const found = output.matchAll(/^(.+?)\((\d+),(\d+)\): error (TS\d+): (.*(?:\n\s+.*)*)/gm);
  return [...found].map(([, path = "", line, column, code = "", message = ""]) => ({
    path: path.replaceAll("\\", "/").replace(/^src\//, ""),
    line: Number(line),
    column: Number(column),
    code,
    message: message
      .split(/\s*\n\s*/)
      .join(" ")
      .trim(),
  }));
}

async function layOut(folder: string, code: Code, options: CompilerOptions): Promise<void> {
  await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module" }));
  await writeFile(
    join(folder, "tsconfig.json"),
    JSON.stringify({ ...TSCONFIG, compilerOptions: { ...TSCONFIG.compilerOptions, ...options } }),
  );
  for (const [path, text] of code) {
    const file = join(folder, "src", path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  await linkLibraries(folder);
}

async function runTypeScript(folder: string): Promise<{ exit: number | null; output: string }> {
  const typescript = packageFolder("typescript");
  if (typescript === undefined) throw new CliError("NO_INSTALL", { package: "typescript" });
  const child = spawn(process.execPath, [join(typescript, "bin", "tsc"), "--project", ".", "--pretty", "false"], {
    cwd: folder,
  });
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (exit) => resolve({ exit, output: `${Buffer.concat(chunks)}` }));
  });
}

async function readTree(folder: string): Promise<PackageFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(
        async (file): Promise<[string, Uint8Array]> => [
          relative(folder, file).split(sep).join("/"),
          await readFile(file),
        ],
      ),
    ),
  );
}
