import { type DescriptorSet, outlineOf } from "@postel/proto";
import type { CommitFile, CommitRecord } from "../store/commit-store.ts";
import { b5Digest } from "./b5-digest.ts";
import { commitIdOf } from "./ids.ts";
import { invalid } from "./remote-error.ts";

/** One module's state to push. */
export interface PushedModule {
  readonly module: string;
  readonly files: readonly CommitFile[];
  readonly labels: readonly string[];
  readonly sourceControlUrl: string;
}

/** A module's state with the commits that it is built on, however deep. */
export interface LinkedModule extends PushedModule {
  readonly id: string;
  /** b5 digest in hexadecimal digits. */
  readonly digest: string;
  readonly dependencies: readonly string[];
}

/** A commit that stands, with the paths of its files. */
export interface StoredModule {
  readonly commit: CommitRecord;
  readonly paths: readonly string[];
}

type Identity = Pick<LinkedModule, "id" | "digest" | "dependencies">;

/**
 * Finds what each module of an upload needs: modules of the same upload and commits, as its imports say, with all that those need. Answers in the
 * order of the modules. Throws ConnectError when modules need each other in a circle.
 */
export function linkModules(
  modules: readonly PushedModule[],
  stored: readonly StoredModule[],
  set: DescriptorSet,
): LinkedModule[] {
  const known = new Map<string, Identity>(stored.map(({ commit }) => [commit.id, commit]));
  const needs = neededBy(modules, stored, set);
  const identify = (module: PushedModule, above: readonly string[]): Identity => {
    const found = known.get(module.module);
    if (found !== undefined) return found;
    if (above.includes(module.module))
      throw invalid(`modules import each other in a circle: ${[...above, module.module].join(" -> ")}`);
    const holders = [...(needs.get(module.module) ?? [])].map((holder) => {
      const sibling = modules.find((each) => each.module === holder);
      return sibling === undefined ? known.get(holder) : identify(sibling, [...above, module.module]);
    });
    const identity = identityOf(module, closure(holders, known), known);
    known.set(module.module, identity).set(identity.id, identity);
    return identity;
  };
  return modules.map((module) => ({ ...module, ...identify(module, []) }));
}

/** A module's state that is built on exactly these commits. */
export function linkTo(module: PushedModule, commits: readonly CommitRecord[]): LinkedModule {
  const known = new Map<string, Identity>(commits.map((commit) => [commit.id, commit]));
  return { ...module, ...identityOf(module, [...known.keys()], known) };
}

/** For each module who holds the files that it imports: names of modules of the upload, ids of commits. */
function neededBy(
  modules: readonly PushedModule[],
  stored: readonly StoredModule[],
  set: DescriptorSet,
): Map<string, Set<string>> {
  const holders = new Map<string, string>();
  for (const { commit, paths } of stored) for (const path of paths) holders.set(path, commit.id);
  for (const { module, files } of modules) for (const { path } of files) holders.set(path, module);
  const needs = new Map<string, Set<string>>(modules.map(({ module }) => [module, new Set()]));
  for (const file of set.files) {
    const holder = holders.get(file.path) ?? "";
    for (const imported of outlineOf(file).imports) {
      const needed = holders.get(imported);
      if (needed !== undefined && needed !== holder) needs.get(holder)?.add(needed);
    }
  }
  return needs;
}

function closure(holders: readonly (Identity | undefined)[], known: ReadonlyMap<string, Identity>): string[] {
  const found = new Set(holders.flatMap((holder) => (holder === undefined ? [] : [holder.id])));
  for (const id of found) for (const further of known.get(id)?.dependencies ?? []) found.add(further);
  return [...found];
}

function identityOf(
  { module, files }: PushedModule,
  dependencies: readonly string[],
  known: ReadonlyMap<string, Identity>,
): Identity {
  const digests = dependencies.flatMap((id) => known.get(id)?.digest ?? []);
  const digest = b5Digest(files, digests);
  return { id: commitIdOf(module, digest), digest, dependencies };
}
