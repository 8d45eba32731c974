import { Code, ConnectError } from "@connectrpc/connect";
import type { DescriptorSet } from "@postel/proto";
import { checkModuleName, checkPath, checkText } from "../service/names.ts";
import type { CommitFile, CommitRecord, CommitStore } from "../store/commit-store.ts";
import { b5Digest } from "./b5-digest.ts";
import { commitGraph, existing } from "./commit-graph.ts";
import { compileSources } from "./compile-sources.ts";
import { commitIdOf } from "./ids.ts";
import { invalid } from "./remote-error.ts";
import { DEFAULT_LABEL } from "./resolve-resource.ts";

/** One module's state to push. */
export interface PushRequest {
  readonly module: string;
  readonly files: readonly CommitFile[];
  readonly labels: readonly string[];
  readonly dependencies: readonly string[];
  readonly sourceControlUrl: string;
  readonly actor: string;
}

/** What pushing needs of its surroundings. */
export interface PushDeps {
  readonly store: CommitStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

const MOST_ATTEMPTS = 5;
const MOST_FILES = 20_000;
/** What a module consists of beside its schemas. */
const DOCUMENTS = new Set(["LICENSE", "README.md", "buf.md"]);

/**
 * Stores a state of a module's sources as a commit and moves labels to it. The sources must compile, and on the default label nothing may break
 * against the commit before. Throws ConnectError.
 */
export async function push(deps: PushDeps, request: PushRequest): Promise<CommitRecord> {
  check(request);
  const direct = await Promise.all(request.dependencies.map((id) => existing(deps.store, id)));
  const digest = b5Digest(
    request.files,
    direct.map((commit) => commit.digest),
  );
  const known = (await deps.store.commits(request.module)).some((commit) => commit.digest === digest);
  const set = known ? undefined : await compiled(deps.store, request.files, direct);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const commit = await decideAndAppend(deps, request, digest, set);
    if (commit !== undefined) return commit;
  }
  throw new ConnectError(`${request.module} is being pushed by somebody else at this moment: try again`, Code.Aborted);
}

async function decideAndAppend(
  { store, now }: PushDeps,
  request: PushRequest,
  digest: string,
  set: DescriptorSet | undefined,
): Promise<CommitRecord | undefined> {
  const { module, files, dependencies, sourceControlUrl, actor } = request;
  const labels = request.labels.length === 0 ? [DEFAULT_LABEL] : [...request.labels].sort(defaultFirst);
  const before = (await store.labels(module)).find((label) => label.name === labels[0]);
  if (set !== undefined && before !== undefined && labels[0] === DEFAULT_LABEL)
    await checkBreaking(store, before.commitId, set);
  const outcome = await store.append({
    ...{ id: commitIdOf(module, digest), module, digest, files, dependencies, sourceControlUrl, labels, actor },
    seen: before?.commitId ?? "",
    at: now(),
  });
  return outcome.kind === "stale" ? undefined : outcome.commit;
}

function defaultFirst(a: string, b: string): number {
  return Number(b === DEFAULT_LABEL) - Number(a === DEFAULT_LABEL);
}

async function compiled(
  store: CommitStore,
  files: readonly CommitFile[],
  direct: readonly CommitRecord[],
): Promise<DescriptorSet> {
  const { commits } = await commitGraph(store, direct);
  const imported = (await Promise.all(commits.map((commit) => store.files(commit.id)))).flat();
  return compileSources(files, imported);
}

async function checkBreaking(store: CommitStore, beforeId: string, after: DescriptorSet): Promise<void> {
  const { check } = await import("@postel/compat");
  const commit = await existing(store, beforeId);
  const direct = await Promise.all(commit.dependencies.map((id) => existing(store, id)));
  const before = await compiled(store, await store.files(commit.id), direct);
  const { findings } = check(before, after, { today: "0000-00-00", excludeImports: true });
  if (findings.length === 0) return;
  const lines = findings.map(({ path, line, column, message }) => `${path ?? ""}:${line}:${column}:${message}`);
  throw new ConnectError(
    `this breaks what the label ${DEFAULT_LABEL} points to; push to another label or undo it:\n${lines.join("\n")}`,
    Code.FailedPrecondition,
  );
}

function check({ module, files, labels, sourceControlUrl }: PushRequest): void {
  checkModuleName(module);
  checkText("source control URL", sourceControlUrl, 1_024);
  if (files.length > MOST_FILES) throw invalid(`a module may have ${MOST_FILES} files, not ${files.length}`);
  const seen = new Set<string>();
  for (const { path } of files) {
    checkPath(path);
    if (seen.has(path)) throw invalid(`${path} is there twice`);
    if (!path.endsWith(".proto") && !DOCUMENTS.has(path))
      throw invalid(`${path} is neither a schema nor a document of a module`);
    seen.add(path);
  }
  for (const label of labels) {
    checkText("label", label);
    if (!/^[A-Za-z0-9]/.test(label)) throw invalid(`label ${label} does not begin with a letter or digit`);
  }
}
