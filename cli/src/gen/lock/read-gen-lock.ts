import { CliError } from "../../errors.ts";
import { readYaml, type YamlMap } from "../config/yaml-tree.ts";
import type { GenLock, LockedModule } from "./gen-lock.ts";

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Reads `gen.lock`. Throws GEN_LOCK_INVALID when it is not what `gen` writes; its paths are below its own folder. */
export function readGenLock(text: string, file: string): GenLock {
  const { root, complaints } = readYaml(text, file);
  const lock = root === undefined ? undefined : readRoot(root);
  if (lock === undefined || complaints.length > 0)
    throw new CliError("GEN_LOCK_INVALID", {}, { where: file, why: complaints[0] ?? "it is empty" });
  return lock;
}

function readRoot(root: YamlMap): GenLock {
  if (textAt(root, "version") !== "v1") root.complain("`version` is not v1: a newer gen has written it");
  return {
    generator: textAt(root, "generator"),
    modules: mapAt(root, "modules", readModule),
    outputs: mapAt(root, "outputs", (files, path) => {
      if (!isBelow(path)) files.complainAbout(path, "an output lies outside of this folder");
      return digestAt(files, path);
    }),
  };
}

function readModule(modules: YamlMap, name: string): LockedModule {
  const module = modules.entries.get(name)?.map("a module");
  if (module === undefined) return { range: "", digest: "", events: new Map() };
  const version = module.entries.has("version") ? { version: textAt(module, "version") } : {};
  return {
    range: textAt(module, "range"),
    ...version,
    digest: digestAt(module, "digest"),
    events: mapAt(module, "events", digestAt),
  };
}

function mapAt<T>(map: YamlMap, key: string, read: (inner: YamlMap, name: string) => T): Map<string, T> {
  const inner = map.entries.get(key)?.map(`\`${key}\``);
  if (inner === undefined) map.complain(`\`${key}\` is missing`);
  return new Map(inner === undefined ? [] : [...inner.entries.keys()].map((name) => [name, read(inner, name)]));
}

function textAt(map: YamlMap, key: string): string {
  const value = map.entries.get(key);
  return value === undefined ? (map.complain(`\`${key}\` is missing`) ?? "") : (value.text(`\`${key}\``) ?? "");
}

function digestAt(map: YamlMap, key: string): string {
  const digest = textAt(map, key);
  if (!DIGEST.test(digest)) map.complainAbout(key, "it is no digest");
  return digest;
}

/** A lock from elsewhere may name any path, and `gen` removes what it names. */
function isBelow(path: string): boolean {
  return !/[\\:\0]/.test(path) && path.split("/").every((part) => part !== "" && part !== "." && part !== "..");
}
