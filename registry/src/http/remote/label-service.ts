import type { HandlerContext, ServiceImpl } from "@connectrpc/connect";
import {
  CommitCheckStatus,
  type LabelRef,
  type LabelService,
  ListLabelHistoryRequest_Order,
  ListLabelsRequest_ArchiveFilter,
} from "../../gen/buf/registry/module/v1/module_pb.ts";
import { existing } from "../../remote/commit-graph.ts";
import { commitMessage, labelMessage } from "../../remote/messages.ts";
import { invalid, notFound } from "../../remote/remote-error.ts";
import { resolveResource } from "../../remote/resolve-resource.ts";
import { checkText } from "../../service/names.ts";
import type { CommitStore, LabelRecord } from "../../store/commit-store.ts";
import { pageOf, publisherOf, type RemoteDeps } from "./remote-deps.ts";

/** Finds, lists, moves and archives labels. */
export function labelService({ store, now }: RemoteDeps): ServiceImpl<typeof LabelService> {
  return {
    getLabels: async ({ labelRefs }) => ({
      labels: (await Promise.all(labelRefs.map((ref) => resolveLabel(store, ref)))).map(labelMessage),
    }),
    listLabels: async (request) => {
      const resource = await resolveResource(store, request.resourceRef);
      const all = await store.labels(moduleOf(resource));
      const shown = all
        .filter((label) => resource.kind !== "commit" || label.commitId === resource.commit.id)
        .filter((label) => label.name.includes(request.nameQuery) && passes(label, request.archiveFilter));
      const { items, nextPageToken } = pageOf(shown, request);
      return { labels: items.map(labelMessage), nextPageToken };
    },
    listLabelHistory: async (request) => {
      const label = await resolveLabel(store, request.labelRef);
      const ids = await store.labelHistory(label.id);
      const ordered = request.order === ListLabelHistoryRequest_Order.ASC ? ids.toReversed() : ids;
      const from = ordered.indexOf(request.startCommitId);
      const { items, nextPageToken } = pageOf(ordered.slice(Math.max(0, from)), request);
      const commits = await Promise.all(items.map((id) => existing(store, id)));
      const values = commits.map((commit) => ({
        commit: commitMessage(commit),
        commitCheckState: { status: CommitCheckStatus.DISABLED },
      }));
      return { values, nextPageToken };
    },
    createOrUpdateLabels: async ({ values }, context) => {
      const labels = [];
      for (const { labelRef, commitId } of values) {
        const { module, name } = await nameOf(store, labelRef);
        checkText("label", name);
        const change = { kind: "point" as const, commitId: commitId.replaceAll("-", "") };
        const outcome = await store.changeLabel({
          module,
          name,
          change,
          at: now(),
          actor: publisherOf(context, module),
        });
        if (outcome.kind === "missing") throw notFound(`commit ${commitId} of ${module}`);
        labels.push(labelMessage(await namedLabel(store, module, name)));
      }
      return { labels };
    },
    archiveLabels: async ({ labelRefs }, context) => {
      await setArchived(labelRefs, "archive", context);
      return {};
    },
    unarchiveLabels: async ({ labelRefs }, context) => {
      await setArchived(labelRefs, "unarchive", context);
      return {};
    },
  };

  async function setArchived(
    refs: readonly LabelRef[],
    kind: "archive" | "unarchive",
    context: HandlerContext,
  ): Promise<void> {
    for (const ref of refs) {
      const { module, name } = await nameOf(store, ref);
      const outcome = await store.changeLabel({
        module,
        name,
        change: { kind },
        at: now(),
        actor: publisherOf(context, module),
      });
      if (outcome.kind === "missing") throw notFound(`label ${name} of ${module}`);
    }
  }
}

async function resolveLabel(store: CommitStore, ref: LabelRef | undefined): Promise<LabelRecord> {
  const { module, name } = await nameOf(store, ref);
  return namedLabel(store, module, name);
}

async function nameOf(store: CommitStore, ref: LabelRef | undefined): Promise<{ module: string; name: string }> {
  const value = ref?.value;
  if (value?.case === "name") return { module: `${value.value.owner}/${value.value.module}`, name: value.value.label };
  if (value?.case !== "id") throw invalid("a label reference needs an id or a name");
  const label = await store.label(value.value);
  if (label === undefined) throw notFound(`label ${value.value}`);
  return label;
}

async function namedLabel(store: CommitStore, module: string, name: string): Promise<LabelRecord> {
  const label = (await store.labels(module)).find((each) => each.name === name);
  if (label === undefined) throw notFound(`label ${name} of ${module}`);
  return label;
}

function moduleOf(resource: Awaited<ReturnType<typeof resolveResource>>): string {
  if (resource.kind === "module") return resource.module.name;
  return resource.kind === "label" ? resource.label.module : resource.commit.module;
}

function passes(label: LabelRecord, filter: ListLabelsRequest_ArchiveFilter): boolean {
  if (filter === ListLabelsRequest_ArchiveFilter.ALL) return true;
  return (filter === ListLabelsRequest_ArchiveFilter.ARCHIVED_ONLY) === label.archivedAt > 0;
}
