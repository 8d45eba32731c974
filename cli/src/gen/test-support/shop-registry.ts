import { join } from "node:path";
import { create } from "@bufbuild/protobuf";
import { compile, type TextSource } from "@postel/compiler";
import { releaseDigest } from "@postel/model";
import { type DescriptorSet, schemaFile } from "@postel/proto";
import { ReleaseSchema } from "@postel/proto/registry";
import { maxSatisfying } from "semver";
import type { Registry, Released } from "../../sources/registry.ts";

/** The repository's proto folder. */
export const PROTO = join(import.meta.dirname, "../../../../proto");

/** Compiles the example domain. */
export async function shop(): Promise<DescriptorSet> {
  return compiled({ kind: "folder", path: PROTO });
}

/** Compiles texts. */
export async function texts(files: TextSource["files"]): Promise<DescriptorSet> {
  return compiled({ kind: "text", files });
}

async function compiled(source: Parameters<typeof compile>[0]): Promise<DescriptorSet> {
  const result = await compile(source);
  if (result.kind === "invalid") throw new Error(JSON.stringify(result.problems));
  return result.set;
}

/** Makes a release of the files below a folder of the module's name. */
export function released(module: string, version: string, set: DescriptorSet): Released {
  const files = set.files.map(({ path, bytes }) => schemaFile(path, bytes, !path.startsWith(`${module}/`)));
  const content = { set: { files }, files: [], generatorVersion: "0.1.0" };
  const release = create(ReleaseSchema, {
    module,
    version,
    digest: releaseDigest(content),
    packageName: `@${module}`,
    generatorVersion: "0.1.0",
  });
  return { release, set: content.set, files: [] };
}

/** A registry in memory, and how often it was asked for a release. */
export interface FakeRegistry extends Registry {
  readonly asked: () => number;
}

/** Makes a registry that holds some releases. */
export function fakeRegistry(releases: readonly Released[]): FakeRegistry {
  let asked = 0;
  const of = (module: string) => releases.filter(({ release }) => release.module === module);
  const none = () => Promise.reject(new Error("not in this test"));
  return {
    asked: () => asked,
    url: "http://registry.test",
    async find(module, range = "*") {
      asked++;
      const version = maxSatisfying(
        of(module).map(({ release }) => release.version),
        range,
      );
      return of(module).find(({ release }) => release.version === version);
    },
    releases: async (module) => of(module).map(({ release }) => release),
    modules: async () => [...new Set(releases.map(({ release }) => release.module))],
    event: none,
    search: none,
    samples: async () => [],
    publish: none,
    addSamples: none,
  };
}
