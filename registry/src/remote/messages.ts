import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import {
  type Commit,
  CommitCheckStatus,
  CommitSchema,
  DigestType,
  type Label,
  LabelSchema,
  type Module,
  ModuleSchema,
  ModuleState,
  ModuleVisibility,
} from "../gen/buf/registry/module/v1/module_pb.ts";
import type { CommitRecord, LabelRecord, ModuleRecord } from "../store/commit-store.ts";
import { moduleIdOf, ownerIdOf } from "./ids.ts";
import { DEFAULT_LABEL } from "./resolve-resource.ts";

/** A commit as the buf command line reads it. */
export function commitMessage(commit: CommitRecord): Commit {
  return create(CommitSchema, {
    id: commit.id,
    createTime: timestampFromMs(commit.createdAt),
    ownerId: ownerIdOf(ownerOf(commit.module)),
    moduleId: moduleIdOf(commit.module),
    digest: { type: DigestType.B5, value: Uint8Array.from(Buffer.from(commit.digest, "hex")) },
    sourceControlUrl: commit.sourceControlUrl,
  });
}

/** A module as the buf command line reads it. */
export function moduleMessage({ name, createdAt }: ModuleRecord): Module {
  const time = timestampFromMs(createdAt);
  return create(ModuleSchema, {
    ...{ id: moduleIdOf(name), createTime: time, updateTime: time, name: name.slice(name.indexOf("/") + 1) },
    ownerId: ownerIdOf(ownerOf(name)),
    visibility: ModuleVisibility.PUBLIC,
    state: ModuleState.ACTIVE,
    defaultLabelName: DEFAULT_LABEL,
  });
}

/** A label as the buf command line reads it. */
export function labelMessage(label: LabelRecord): Label {
  return create(LabelSchema, {
    ...{ id: label.id, name: label.name, commitId: label.commitId },
    createTime: timestampFromMs(label.createdAt),
    updateTime: timestampFromMs(label.updatedAt),
    ...(label.archivedAt > 0 && { archiveTime: timestampFromMs(label.archivedAt) }),
    ownerId: ownerIdOf(ownerOf(label.module)),
    moduleId: moduleIdOf(label.module),
    commitCheckState: { status: CommitCheckStatus.DISABLED },
  });
}

/** The owner in a module's name. */
export function ownerOf(module: string): string {
  return module.slice(0, module.indexOf("/"));
}
