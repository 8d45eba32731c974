import type { CommitFile, CommitStore } from "../store/commit-store.ts";
import { b5Digest } from "./b5-digest.ts";
import { commitIdOf } from "./ids.ts";
import { DEFAULT_LABEL } from "./resolve-resource.ts";

/** What seeding needs of its surroundings. */
export interface SeedDeps {
  readonly store: CommitStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** Modules of the annotations that schemas use, so that the buf command line finds them in this registry and needs no other. */
const OWN = "postel/proto";
const VALIDATE = "bufbuild/protovalidate";

/** Stores the modules that every registry has, in the versions that this Postel knows; those that are there already stay as they are. */
export async function seedModules({ store, now }: SeedDeps): Promise<void> {
  const { IMPLICIT_PATHS, implicitFile, VALIDATE_VERSION } = await import("@postel/compiler");
  const own = IMPLICIT_PATHS.filter((path) => path.startsWith("postel/"));
  const read = (path: (typeof IMPLICIT_PATHS)[number]) => implicitFile(path).then((content) => ({ path, content }));
  await seed({ store, now }, OWN, await Promise.all(own.map(read)), []);
  const label = `v${VALIDATE_VERSION}`;
  const isThere = (await store.labels(VALIDATE)).some((each) => each.name === label);
  if (!isThere) await seed({ store, now }, VALIDATE, [await read("buf/validate/validate.proto")], [label]);
}

async function seed(
  { store, now }: SeedDeps,
  module: string,
  files: readonly CommitFile[],
  labels: readonly string[],
): Promise<void> {
  const digest = b5Digest(files, []);
  if ((await store.commits(module)).some((commit) => commit.digest === digest)) return;
  const at = now();
  const actor = "postel";
  await store.createModule({ name: module, createdAt: at, actor });
  const before = (await store.labels(module)).find((each) => each.name === DEFAULT_LABEL);
  await store.append([
    {
      ...{ id: commitIdOf(module, digest), module, digest, files, dependencies: [], sourceControlUrl: "", at, actor },
      ...{ labels: [DEFAULT_LABEL, ...labels], seen: before?.commitId ?? "" },
    },
  ]);
}
