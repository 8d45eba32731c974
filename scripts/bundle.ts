// Bundles the command line into cli/dist: the programs, one file per command that is loaded when the command runs, and the templates; and the
// registry into registry/dist/bundle.
import { cp, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { type BuildOptions, build, type OutputFile, type Plugin } from "esbuild";

const cli = join(import.meta.dirname, "..", "cli");
const dist = join(cli, "dist");
const registry = join(cli, "..", "registry");
const templates = { from: join(cli, "..", "templates"), to: join(dist, "templates") };

/** Bundled on its own, so that it holds nothing that only others need: it has to start as fast as buf. */
const FASTEST = "breaking.ts";

/** A program of its own: it runs what people wrote, apart from the command that starts it. */
const UPCAST_SAMPLES = "src/gate/child/upcast-samples.ts";

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

/** A start of the registry loads a thousand modules when its libraries are not bundled; these it shares with other packages, or loads late. */
const SHARED_WITH_REGISTRY = ["@bufbuild/protobuf", "@bufbuild/protobuf/*", "@postel/compiler", "pg", "pg-native"];

const SHARED: BuildOptions & { write: false } = {
  absWorkingDir: cli,
  write: false,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node22.18",
  conditions: ["@postel/source"],
  external: EXTERNAL,
  chunkNames: "[name]-[hash]",
  legalComments: "none",
  logLevel: "warning",
  // Libraries that are CommonJS inside call `require`, which a module lacks.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
};

/** Leaves `import("./commands/check.ts")` to the run, where it finds `dist/commands/check.js`. */
const commandsApart = leave("commands-apart", /^\.\/commands\/.*\.ts$/);

/** Printing descriptors takes all of protobuf, which esbuild would load with the index that also exports it. */
const PRINTING = "../compiler/src/implicit/print-validate.ts";
const printingApart = leave("printing-apart", /^\.\/print-validate\.ts$/);

function leave(name: string, filter: RegExp): Plugin {
  return {
    name,
    setup: ({ onResolve }) => {
      onResolve({ filter }, ({ kind, path }) =>
        kind === "dynamic-import" ? { path: path.replace(/\.ts$/, ".js"), external: true } : undefined,
      );
    },
  };
}

const handlers = (await readdir(join(cli, "src/commands")))
  .filter((name) => !/(-spec|\.test)\.ts$/.test(name))
  .map((name) => join("src/commands", name));
const apart = handlers.filter((path) => basename(path) === FASTEST);
const results = await Promise.all([
  build({ ...SHARED, entryPoints: ["src/main.ts", "src/main-gen.ts"], outdir: "dist", plugins: [commandsApart] }),
  build({ ...SHARED, entryPoints: apart, outdir: "dist/commands", plugins: [printingApart] }),
  build({ ...SHARED, entryPoints: [PRINTING], outdir: "dist/commands" }),
  build({ ...SHARED, entryPoints: [UPCAST_SAMPLES], outdir: "dist/commands" }),
  build({ ...SHARED, entryPoints: handlers.filter((path) => !apart.includes(path)), outdir: "dist/commands" }),
]);
await writeBundles(
  dist,
  results.flatMap(({ outputFiles }) => outputFiles),
);
const service = await build({
  ...SHARED,
  absWorkingDir: registry,
  external: SHARED_WITH_REGISTRY,
  entryPoints: ["src/index.ts", "src/store/sqlite/writer-thread.ts"],
  entryNames: "[name]",
  outdir: "dist/bundle",
});
await writeBundles(join(registry, "dist/bundle"), service.outputFiles);

/** Writes what is loaded before what loads it, and removes old files last: a program that runs meanwhile finds its own. */
async function writeBundles(to: string, files: readonly OutputFile[]): Promise<void> {
  for (const file of files.toSorted((a, b) => b.path.length - a.path.length)) {
    await mkdir(dirname(file.path), { recursive: true });
    const draft = `${file.path}.${process.pid}.tmp`;
    await writeFile(draft, file.contents);
    await rename(draft, file.path);
  }
  const copied = to === dist ? await copyTemplates() : [];
  const written = new Set([...files.map((file) => file.path), ...copied]);
  for (const path of await filesBelow(to))
    if (!written.has(path) && !path.endsWith(".tmp")) await rm(path, { force: true });
}

async function copyTemplates(): Promise<string[]> {
  await cp(templates.from, templates.to, { recursive: true });
  return (await filesBelow(templates.from)).map((path) => join(templates.to, relative(templates.from, path)));
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
