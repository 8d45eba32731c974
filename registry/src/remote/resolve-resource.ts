import type { ModuleRef, ResourceRef } from "../gen/buf/registry/module/v1/module_pb.ts";
import type { CommitRecord, CommitStore, LabelRecord, ModuleRecord } from "../store/commit-store.ts";
import { moduleIdOf } from "./ids.ts";
import { invalid, notFound } from "./remote-error.ts";

/** The label that a module's name alone means. */
export const DEFAULT_LABEL = "main";

/** What a reference leads to. */
export type Resource =
  | { readonly kind: "module"; readonly module: ModuleRecord }
  | { readonly kind: "label"; readonly label: LabelRecord }
  | { readonly kind: "commit"; readonly commit: CommitRecord };

/** Finds a module by id or by owner and name. Throws ConnectError. */
export async function resolveModule(store: CommitStore, ref: ModuleRef | undefined): Promise<ModuleRecord> {
  const value = ref?.value;
  if (value?.case === "name") return namedModule(store, `${value.value.owner}/${value.value.module}`);
  if (value?.case !== "id") throw invalid("a module reference needs an id or a name");
  const found = (await store.modules()).find((module) => moduleIdOf(module.name) === value.value);
  if (found === undefined) throw notFound(`module ${value.value}`);
  return found;
}

/** Finds what a reference names: a module, one of its labels or one of its commits. Throws ConnectError. */
export async function resolveResource(store: CommitStore, ref: ResourceRef | undefined): Promise<Resource> {
  const value = ref?.value;
  if (value?.case === "id") return byId(store, value.value);
  if (value?.case !== "name") throw invalid("a resource reference needs an id or a name");
  const { owner, module: name, child } = value.value;
  const module = await namedModule(store, `${owner}/${name}`);
  if (child.case === undefined || child.value === "") return { kind: "module", module };
  const label = (await store.labels(module.name)).find((each) => each.name === child.value);
  if (label !== undefined) return { kind: "label", label };
  const commit = child.case === "ref" ? await store.commit(child.value.replaceAll("-", "")) : undefined;
  if (commit?.module !== module.name) throw notFound(`${child.value} of ${module.name}`);
  return { kind: "commit", commit };
}

/** Finds the commit that a reference leads to; a module leads to its default label. Throws ConnectError. */
export async function resolveCommit(store: CommitStore, ref: ResourceRef | undefined): Promise<CommitRecord> {
  const resource = await resolveResource(store, ref);
  if (resource.kind === "commit") return resource.commit;
  const label = resource.kind === "label" ? resource.label : await defaultLabel(store, resource.module);
  const commit = await store.commit(label.commitId);
  if (commit === undefined) throw notFound(`commit ${label.commitId}`);
  return commit;
}

async function defaultLabel(store: CommitStore, { name }: ModuleRecord): Promise<LabelRecord> {
  const label = (await store.labels(name)).find((each) => each.name === DEFAULT_LABEL);
  if (label === undefined) throw notFound(`a commit of ${name}`);
  return label;
}

async function namedModule(store: CommitStore, name: string): Promise<ModuleRecord> {
  const module = await store.module(name);
  if (module === undefined) throw notFound(`module ${name}`);
  return module;
}

async function byId(store: CommitStore, text: string): Promise<Resource> {
  const id = text.replaceAll("-", "");
  const commit = await store.commit(id);
  if (commit !== undefined) return { kind: "commit", commit };
  const label = await store.label(id);
  if (label !== undefined) return { kind: "label", label };
  const module = (await store.modules()).find((each) => moduleIdOf(each.name) === id);
  if (module === undefined) throw notFound(`resource ${text}`);
  return { kind: "module", module };
}
