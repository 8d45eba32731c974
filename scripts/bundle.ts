// Bundles the command line into cli/dist: our own rooms and small libraries inside, one chunk per command.
import { cp, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { build } from "esbuild";

const cli = join(import.meta.dirname, "..", "cli");
const templates = { from: join(cli, "..", "templates"), to: join(cli, "dist", "templates") };

/** Loaded from node_modules when a command needs them: big, or found by their place on disk. */
const EXTERNAL = [
  "@bufbuild/buf",
  "@bufbuild/protoc-gen-es",
  "@bufbuild/protoplugin",
  "@postel/plugins",
  "@postel/registry",
  "ts-morph",
  "typescript",
];

const { outputFiles } = await build({
  absWorkingDir: cli,
  entryPoints: ["src/main.ts", "src/main-gen.ts"],
  outdir: "dist",
  write: false,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node22.18",
  conditions: ["@postel/source"],
  external: EXTERNAL,
  chunkNames: "chunks/[name]-[hash]",
  legalComments: "none",
  logLevel: "warning",
  // Libraries that are CommonJS inside call `require`, which a module lacks.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
});

// Chunks before the programs that load them, old chunks last: a program that runs meanwhile finds its own.
for (const file of outputFiles.toSorted((a, b) => b.path.length - a.path.length)) {
  await mkdir(dirname(file.path), { recursive: true });
  await writeFile(`${file.path}.tmp`, file.contents);
  await rename(`${file.path}.tmp`, file.path);
}
await cp(templates.from, templates.to, { recursive: true });

const copied = (await filesBelow(templates.from)).map((path) => join(templates.to, relative(templates.from, path)));
const written = new Set([...outputFiles.map((file) => file.path), ...copied]);
for (const path of await filesBelow(join(cli, "dist"))) if (!written.has(path)) await rm(path);

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
