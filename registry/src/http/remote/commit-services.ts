import type { ServiceImpl } from "@connectrpc/connect";
import {
  type CommitService,
  type DownloadService,
  FileType,
  type GraphService,
  ListCommitsRequest_Order,
  type ResourceRef,
  type ResourceService,
  type ScopedLabelRef,
  type UploadRequest_Content,
  type UploadService,
} from "../../gen/buf/registry/module/v1/module_pb.ts";
import { commitGraph } from "../../remote/commit-graph.ts";
import type { PushedModule } from "../../remote/link-modules.ts";
import { commitMessage, labelMessage, moduleMessage } from "../../remote/messages.ts";
import { push } from "../../remote/push.ts";
import { invalid, notFound } from "../../remote/remote-error.ts";
import { type Resource, resolveCommit, resolveModule, resolveResource } from "../../remote/resolve-resource.ts";
import type { CommitFile, CommitRecord, CommitStore } from "../../store/commit-store.ts";
import { pageOf, publisherOf, type RemoteDeps } from "./remote-deps.ts";

/** Takes pushed sources. */
export function uploadService(deps: RemoteDeps): ServiceImpl<typeof UploadService> {
  return {
    upload: async ({ contents, depCommitIds }, context) => {
      const modules = await Promise.all(contents.map((content) => pushedModule(deps.store, content)));
      const [actor = ""] = modules.map(({ module }) => publisherOf(context, module));
      const dependencies = depCommitIds.map((id) => id.replaceAll("-", ""));
      const commits = await push(deps, { modules, dependencies, actor });
      return { commits: commits.map(commitMessage) };
    },
  };
}

async function pushedModule(store: CommitStore, content: UploadRequest_Content): Promise<PushedModule> {
  const { name } = await resolveModule(store, content.moduleRef);
  const labels = await Promise.all(content.scopedLabelRefs.map((ref) => labelName(store, ref)));
  return { module: name, files: content.files, labels, sourceControlUrl: content.sourceControlUrl };
}

async function labelName(store: CommitStore, { value }: ScopedLabelRef): Promise<string> {
  if (value.case === "name") return value.value;
  const label = value.case === "id" ? await store.label(value.value) : undefined;
  if (label === undefined) throw invalid("a label reference needs a name, or the id of a label");
  return label.name;
}

/** Finds and lists commits. */
export function commitService({ store }: RemoteDeps): ServiceImpl<typeof CommitService> {
  return {
    getCommits: async ({ resourceRefs }) => ({
      commits: (await resolveAll(store, resourceRefs)).map(commitMessage),
    }),
    listCommits: async (request) => {
      const resource = await resolveResource(store, request.resourceRef);
      const all = (await commitsBehind(store, resource)).filter((commit) => commit.id.startsWith(request.idQuery));
      const ascending = request.order === ListCommitsRequest_Order.CREATE_TIME_ASC;
      const { items, nextPageToken } = pageOf(ascending ? all.toReversed() : all, request);
      return { commits: items.map(commitMessage), nextPageToken };
    },
  };
}

/** Tells what commits were built on. */
export function graphService({ store }: RemoteDeps): ServiceImpl<typeof GraphService> {
  return {
    getGraph: async ({ resourceRefs }) => {
      const { commits, edges } = await commitGraph(store, await resolveAll(store, resourceRefs));
      return {
        graph: {
          commits: commits.map(commitMessage),
          edges: edges.map(({ from, to }) => ({ fromNode: { commitId: from }, toNode: { commitId: to } })),
        },
      };
    },
  };
}

/** Gives the files of commits. */
export function downloadService({ store }: RemoteDeps): ServiceImpl<typeof DownloadService> {
  return {
    download: async ({ values }) => {
      const contents = [];
      for (const { resourceRef, fileTypes, paths, pathsAllowNotExist } of values) {
        const commit = await resolveCommit(store, resourceRef);
        const files = (await store.files(commit.id)).filter((file) => isWanted(file, fileTypes, paths));
        const absent = paths.find((path) => !files.some((file) => file.path === path));
        if (absent !== undefined && !pathsAllowNotExist) throw notFound(`${absent} in commit ${commit.id}`);
        const bytes = files.map(({ path, content }) => ({ path, content: Uint8Array.from(content) }));
        contents.push({ commit: commitMessage(commit), files: bytes });
      }
      return { contents };
    },
  };
}

/** Tells what references lead to. */
export function resourceService({ store }: RemoteDeps): ServiceImpl<typeof ResourceService> {
  return {
    getResources: async ({ resourceRefs }) => {
      const found = await Promise.all(resourceRefs.map((ref) => resolveResource(store, ref)));
      return { resources: found.map((resource) => ({ value: resourceValue(resource) })) };
    },
  };
}

function resourceValue(resource: Resource) {
  switch (resource.kind) {
    case "module":
      return { case: "module" as const, value: moduleMessage(resource.module) };
    case "label":
      return { case: "label" as const, value: labelMessage(resource.label) };
    case "commit":
      return { case: "commit" as const, value: commitMessage(resource.commit) };
  }
}

function resolveAll(store: CommitStore, refs: readonly ResourceRef[]): Promise<CommitRecord[]> {
  return Promise.all(refs.map((ref) => resolveCommit(store, ref)));
}

async function commitsBehind(store: CommitStore, resource: Resource): Promise<CommitRecord[]> {
  if (resource.kind === "commit") return [resource.commit];
  if (resource.kind === "module") return store.commits(resource.module.name);
  const ids = new Set(await store.labelHistory(resource.label.id));
  return (await store.commits(resource.label.module)).filter((commit) => ids.has(commit.id));
}

function isWanted({ path }: CommitFile, types: readonly FileType[], paths: readonly string[]): boolean {
  return (types.length === 0 || types.includes(typeOf(path))) && (paths.length === 0 || paths.includes(path));
}

function typeOf(path: string): FileType {
  if (path.endsWith(".proto")) return FileType.PROTO;
  return path === "LICENSE" ? FileType.LICENSE : FileType.DOC;
}
