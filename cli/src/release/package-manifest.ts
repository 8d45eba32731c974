import { packageName } from "./package-names.ts";
import type { PackageSpec } from "./package-spec.ts";

/** Versions of the libraries that generated code imports, as ranges. */
export interface Ranges {
  readonly protobuf: string;
  readonly runtime: string;
  readonly proto: string;
  readonly protovalidate: string;
}

/** What the package imports besides its peers, by the .proto file that makes it so. */
const NEEDS = [
  { file: "postel/v1/", name: "@postel/proto", range: "proto" },
  { file: "buf/validate/", name: "@bufbuild/protovalidate", range: "protovalidate" },
] as const;

/** Makes the package.json of a module's package: ESM, one subpath per event, no scripts. */
export function packageManifest(spec: PackageSpec, ranges: Ranges): string {
  const { module, version, digest, commit, generatorVersion, events, set } = spec;
  const needed = NEEDS.filter(({ file }) => set.files.some(({ path }) => path.startsWith(file)));
  const manifest = {
    name: packageName(module),
    version,
    description: `Events of ${module}, with their upcasters`,
    type: "module",
    sideEffects: false,
    engines: { node: ">=20.19" },
    files: ["dist", "proto", "descriptors.binpb", "CHANGELOG.md"],
    exports: {
      ...Object.fromEntries(events.map(({ subpath }) => [`./${subpath}`, compiled(subpath)])),
      "./descriptors": compiled("descriptors"),
      "./descriptors.binpb": "./descriptors.binpb",
      "./gen/*.js": { types: "./dist/gen/*.d.ts", default: "./dist/gen/*.js" },
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
      events: events.map(({ info, subpath }) => ({
        name: info.name,
        schemaDigest: info.schemaDigest,
        subpath: `./${subpath}`,
      })),
    },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

function compiled(subpath: string): { types: string; default: string } {
  return { types: `./dist/${subpath}.d.ts`, default: `./dist/${subpath}.js` };
}
