import { type Model, readModel } from "@postel/model";
import { type DescriptorSet, schemaFile } from "@postel/proto";
import { RegistryError } from "../errors.ts";
import type { Store, StoredFile } from "../store/store.ts";

/** A release's content, ready to be looked at. */
export interface LoadedRelease {
  readonly set: DescriptorSet;
  readonly files: readonly StoredFile[];
  /** Read on first use. */
  readonly model: Model;
}

/** Reads a release by id. Throws RegistryError NOT_FOUND. */
export type LoadRelease = (id: number) => Promise<LoadedRelease>;

const MOST_KEPT = 32;

/** Makes a reader that keeps the releases used last; releases never change, so they are never stale. */
export function releaseLoader(store: Store): LoadRelease {
  const kept = new Map<number, Promise<LoadedRelease>>();
  return (id) => {
    const loading = kept.get(id) ?? load(store, id);
    kept.delete(id);
    kept.set(id, loading);
    loading.catch(() => kept.delete(id));
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    return loading;
  };
}

async function load(store: Store, id: number): Promise<LoadedRelease> {
  const content = await store.releaseContent(id);
  if (content === undefined) throw new RegistryError("NOT_FOUND", { what: `release ${id}` });
  const set = { files: content.schemas.map(({ path, bytes, isImport }) => schemaFile(path, bytes, isImport)) };
  let model: Model | undefined;
  return {
    set,
    files: content.files,
    get model() {
      model ??= readModel(set);
      return model;
    },
  };
}
