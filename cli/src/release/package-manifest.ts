import { packageName } from "./package-names.ts";
import type { PackageSpec } from "./package-spec.ts";

/** Versions of the libraries that generated code imports, as ranges. */
export interface Ranges {
  readonly protobuf: string;
  readonly runtime: string;
  readonly proto: string;
  readonly protovalidate: string;
}

/** What a package imports besides its peers, by the folder of the .proto files that make it so. */
export const LIBRARIES = [
  { folder: "postel/v1", name: "@postel/proto", range: "proto" },
  { folder: "buf/validate", name: "@bufbuild/protovalidate", range: "protovalidate" },
] as const;

/** Makes the package.json of a module's package: ESM, one subpath per event, no scripts. */
export function packageManifest(spec: PackageSpec, subpaths: readonly string[], ranges: Ranges): string {
  const { module, version, digest, commit, generatorVersion, events, set } = spec;
  const needed = LIBRARIES.filter(({ folder }) => set.files.some(({ path }) => path.startsWith(`${folder}/`)));
  const manifest = {
    name: packageName(module),
    version,
    description: `Events of ${module}, with their upcasters`,
    type: "module",
    sideEffects: false,
    engines: { node: ">=20.19" },
    files: ["dist", "proto", "descriptors.binpb", "CHANGELOG.md"],
    exports: {
      ...Object.fromEntries(subpaths.map((subpath) => [`./${subpath}`, compiled(subpath)])),
      "./descriptors": compiled("descriptors"),
      "./descriptors.binpb": "./descriptors.binpb",
      "./gen/*.js": compiled("gen/*"),
      "./proto/*": "./proto/*",
      "./package.json": "./package.json",
    },
    dependencies: Object.fromEntries(needed.map(({ name, range }) => [name, ranges[range]])),
    peerDependencies: { "@bufbuild/protobuf": ranges.protobuf, "@postel/runtime": ranges.runtime },
    postel: {
      module,
      releaseDigest: digest,
      commit,
      generator: `@postel/cli@${generatorVersion}`,
      events: events.map(({ name, schemaDigest, subpath }) => ({ name, schemaDigest, subpath: `./${subpath}` })),
    },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function compiled(subpath: string): { types: string; default: string } {
  return { types: `./dist/${subpath}.d.ts`, default: `./dist/${subpath}.js` };
}
