import { generate, requestFor } from "@postel/plugins";
import { LIBRARIES } from "./package-manifest.ts";
import { fileSubpath } from "./package-names.ts";
import type { CodeSpec } from "./package-spec.ts";

/** TypeScript files by path. */
export type Code = Map<string, string>;

/**
 * Generates a package's TypeScript: below `gen/` what the plugins print with the author's upcasters beside it, and one
 * file for each subpath. Imported schemas of others are generated too, so that a package needs no other package.
 */
export async function generateCode(spec: CodeSpec): Promise<Code> {
  const { set, module, version, upcasts } = spec;
  const targets = set.files.map(({ path }) => path).filter((path) => !isLibrary(path));
  const shared = ["target=ts", "import_extension=js", ...LIBRARIES.map(importFrom)];
  const messages = await printMessages(requestFor(set, targets, [...shared, "erasable_syntax=true"].join(",")));
  const options = [...shared, `module=${module}`, `version=${version}`];
  const printed = await generate("upcasters", requestFor(set, targets, options.join(",")));
  const code: Code = new Map([...messages, ...printed].map(({ path, content }) => [`gen/${path}`, content]));
  for (const [path, text] of upcasts) code.set(`gen/${path}`, text);
  for (const [subpath, files] of subpathsOf(spec)) code.set(`${subpath}.ts`, reexport(subpath, files, code));
  code.set("descriptors.ts", descriptors(targets));
  return code;
}

/** The files behind each subpath: one subpath per event, and one per file of the module without events. */
export function subpathsOf({ module, set, events }: CodeSpec): Map<string, string> {
  const withEvents = new Set(events.map((event) => event.path));
  const others = set.files.filter(({ path, isImport }) => !isImport && !withEvents.has(path));
  return new Map([
    ...events.map(({ subpath, path }): [string, string] => [subpath, path]),
    ...others.map(({ path }): [string, string] => [fileSubpath(module, path), path]),
  ]);
}

/** Well-known types and Postel's own come from libraries. */
function isLibrary(path: string): boolean {
  return path.startsWith("google/protobuf/") || LIBRARIES.some(({ folder }) => path.startsWith(`${folder}/`));
}

function importFrom({ folder, name }: (typeof LIBRARIES)[number]): string {
  return `rewrite_imports=./${folder}/*_pb.js:${name}/gen`;
}

async function printMessages(request: ReturnType<typeof requestFor>) {
  const { protocGenEs } = await import("@bufbuild/protoc-gen-es/dist/cjs/src/protoc-gen-es-plugin.js");
  return protocGenEs.run(request).file.map(({ name, content }) => ({ path: name, content }));
}

function reexport(subpath: string, path: string, code: Code): string {
  const up = "../".repeat(subpath.split("/").length - 1) || "./";
  const files = ["_pb", "_event", "_downcast"].map((suffix) => `gen/${path.replace(/\.proto$/, suffix)}`);
  return files.flatMap((file) => (code.has(`${file}.ts`) ? [`export * from "${up}${file}.js";\n`] : [])).join("");
}

function descriptors(paths: readonly string[]): string {
  const files = paths.map((path, at) => ({ name: fileSymbol(path), local: `file${at}`, from: `gen/${path}` }));
  return [
    'import type { DescFile } from "@bufbuild/protobuf";',
    ...files.map(
      ({ name, local, from }) => `import { ${name} as ${local} } from "./${from.replace(/\.proto$/, "_pb.js")}";`,
    ),
    "",
    "/** Every file of this package, as createRegistry and createFileRegistry of @bufbuild/protobuf take them. */",
    `export const files: readonly DescFile[] = [${files.map(({ local }) => local).join(", ")}];`,
    "",
  ].join("\n");
}

/** The name that protoc-gen-es gives a file's descriptor. */
function fileSymbol(path: string): string {
  return `file_${path.replace(/\.proto$/, "").replace(/[^a-zA-Z0-9_]+/g, "_")}`;
}
