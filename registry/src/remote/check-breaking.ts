import { Code, ConnectError } from "@connectrpc/connect";
import type { DescriptorSet } from "@postel/proto";
import type { CommitStore } from "../store/commit-store.ts";
import { commitGraph, existing } from "./commit-graph.ts";
import { compileSources } from "./compile-sources.ts";
import { DEFAULT_LABEL } from "./resolve-resource.ts";

/** Refuses schemas that break those of a commit. Throws ConnectError with the findings. */
export async function checkBreaking(store: CommitStore, beforeId: string, after: DescriptorSet): Promise<void> {
  const { check } = await import("@postel/compat");
  const before = await compileCommit(store, beforeId);
  const { findings } = check(before, after, { today: "0000-00-00", excludeImports: true });
  if (findings.length === 0) return;
  const lines = findings.map(({ path, line, column, message }) => `${path ?? ""}:${line}:${column}:${message}`);
  throw new ConnectError(
    `this breaks what the label ${DEFAULT_LABEL} points to; push to another label or undo it:\n${lines.join("\n")}`,
    Code.FailedPrecondition,
  );
}

async function compileCommit(store: CommitStore, id: string): Promise<DescriptorSet> {
  const commit = await existing(store, id);
  const { commits } = await commitGraph(store, [commit]);
  const others = commits.filter((each) => each.id !== commit.id);
  const imported = (await Promise.all(others.map((each) => store.files(each.id)))).flat();
  return compileSources(await store.files(commit.id), imported);
}
