import { Code, ConnectError } from "@connectrpc/connect";
import { type DescriptorSet, markedFile } from "@postel/proto";
import type { CommitRecord, CommitStore, NewCommit } from "../store/commit-store.ts";
import { checkBreaking } from "./check-breaking.ts";
import { checkUpload } from "./check-upload.ts";
import { commitGraph, existing } from "./commit-graph.ts";
import { compileSources } from "./compile-sources.ts";
import { type LinkedModule, linkModules, linkTo, type PushedModule } from "./link-modules.ts";
import { DEFAULT_LABEL } from "./resolve-resource.ts";

/** Modules to push together; they may import each other. */
export interface PushRequest {
  readonly modules: readonly PushedModule[];
  /** Ids of commits that they import besides. */
  readonly dependencies: readonly string[];
  readonly actor: string;
}

/** What pushing needs of its surroundings. */
export interface PushDeps {
  readonly store: CommitStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** What is known of an upload before anything is stored; without schemas when all of it was pushed before. */
interface Upload {
  readonly modules: readonly LinkedModule[];
  readonly set: DescriptorSet | undefined;
}

const MOST_ATTEMPTS = 5;

/**
 * Stores states of modules as commits and moves labels to them, all or none. The sources must compile, and on the default label nothing may break
 * against the commit before. Answers in the order of the modules. Throws ConnectError.
 */
export async function push(deps: PushDeps, request: PushRequest): Promise<readonly CommitRecord[]> {
  checkUpload(request.modules);
  const upload = await readUpload(deps.store, request);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const commits = await decideAndAppend(deps, upload, request.actor);
    if (commits !== undefined) return commits;
  }
  const names = request.modules.map(({ module }) => module).join(", ");
  throw new ConnectError(`${names} is being pushed by somebody else at this moment: try again`, Code.Aborted);
}

async function readUpload(store: CommitStore, { modules, dependencies }: PushRequest): Promise<Upload> {
  const direct = await Promise.all(dependencies.map((id) => existing(store, id)));
  const [only, ...others] = modules;
  if (only !== undefined && others.length === 0) {
    const linked = linkTo(only, direct);
    if ((await store.commit(linked.id)) !== undefined) return { modules: [linked], set: undefined };
  }
  const { commits } = await commitGraph(store, direct);
  const imported = await Promise.all(commits.map((commit) => store.files(commit.id)));
  const own = modules.flatMap(({ files }) => files);
  const set = await compileSources(own, imported.flat());
  const stored = commits.map((commit, index) => ({ commit, paths: (imported[index] ?? []).map(({ path }) => path) }));
  return { modules: linkModules(modules, stored, set), set };
}

async function decideAndAppend(
  { store, now }: PushDeps,
  { modules, set }: Upload,
  actor: string,
): Promise<readonly CommitRecord[] | undefined> {
  const commits: NewCommit[] = [];
  for (const module of modules) {
    const labels = module.labels.length === 0 ? [DEFAULT_LABEL] : [...module.labels].sort(defaultFirst);
    const before = (await store.labels(module.module)).find((label) => label.name === labels[0]);
    if (set !== undefined && before !== undefined && labels[0] === DEFAULT_LABEL && before.commitId !== module.id)
      await checkBreaking(store, before.commitId, moduleOf(set, module));
    commits.push({ ...module, labels, seen: before?.commitId ?? "", at: now(), actor });
  }
  const outcome = await store.append(commits);
  return outcome.kind === "stale" ? undefined : outcome.commits;
}

/** The files of one module, those of the others as imports. */
function moduleOf(set: DescriptorSet, { files }: PushedModule): DescriptorSet {
  const own = new Set(files.map(({ path }) => path));
  return { files: set.files.map((file) => markedFile(file, !own.has(file.path))) };
}

function defaultFirst(a: string, b: string): number {
  return Number(b === DEFAULT_LABEL) - Number(a === DEFAULT_LABEL);
}
