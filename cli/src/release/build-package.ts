import { writeDescriptorSet } from "@postel/proto";
import { compileCode, type Diagnostic } from "./compile-code.ts";
import { generateCode, subpathsOf } from "./generate-code.ts";
import { packageManifest, type Ranges } from "./package-manifest.ts";
import { packageReadme } from "./package-readme.ts";
import type { PackageSpec } from "./package-spec.ts";
import type { PackageFiles } from "./tarball.ts";

/** The files of a package, or what TypeScript objects to: as a rule an upcaster that is missing or wrong. */
export type BuiltPackage =
  | { readonly kind: "ok"; readonly files: PackageFiles }
  | { readonly kind: "invalid"; readonly diagnostics: readonly Diagnostic[] };

/** Builds all files of a module's npm package. The same spec gives the same bytes. */
export async function buildPackage(spec: PackageSpec, ranges: Ranges): Promise<BuiltPackage> {
  const compiled = await compileCode(await generateCode(spec));
  if (compiled.kind === "invalid") return compiled;
  const subpaths = [...subpathsOf(spec).keys()];
  const texts = {
    "package.json": packageManifest(spec, subpaths, ranges),
    "README.md": packageReadme(spec),
    "CHANGELOG.md": spec.changelog,
  };
  const files = new Map<string, Uint8Array>([
    ...Object.entries(texts).map(([path, text]): [string, Uint8Array] => [path, Buffer.from(text)]),
    ...[...compiled.files].map(([path, content]): [string, Uint8Array] => [`dist/${path}`, content]),
    ...[...spec.sources].map(([path, content]): [string, Uint8Array] => [`proto/${path}`, content]),
    ...[...spec.upcasts].map(([path, text]): [string, Uint8Array] => [`proto/${path}`, Buffer.from(text)]),
    ["descriptors.binpb", writeDescriptorSet(spec.set)],
  ]);
  return { kind: "ok", files };
}
