import { posix } from "node:path";
import type { ConfigVersion } from "../rules/rule.ts";
import { type BreakingConfig, defaultConfig } from "./breaking-config.ts";
import {
  badConfig,
  folder,
  isMapping,
  isOn,
  type Mapping,
  mapping,
  refuseUnknown,
  relativePath,
  texts,
} from "./shape.ts";

/**
 * Reads the `breaking` section of a parsed buf.yaml for one of its modules; `module` is the module's folder relative to
 * the buf.yaml. Throws CompatError when the section is not what buf would accept.
 */
export function readBreakingConfig(document: unknown, module = "."): BreakingConfig {
  const root = mapping(document ?? {}, "buf.yaml");
  const version = versionOf(root.version);
  const section = sectionOf(root, version, folder(module));
  const within = (paths: unknown, where: string) =>
    distinct(texts(paths, where).flatMap((path) => inModule(path, where, version, module)));
  const ignoreOnly = Object.entries(mapping(section.ignore_only ?? {}, "breaking.ignore_only"))
    .map(([id, paths]) => [id, within(paths, `breaking.ignore_only.${id}`)] as const)
    .filter(([, paths]) => paths.length > 0);
  return {
    version,
    use: distinct(texts(section.use, "breaking.use")),
    except: distinct(texts(section.except, "breaking.except")),
    ignore: within(section.ignore, "breaking.ignore"),
    ignoreOnly: new Map(ignoreOnly),
    ignoreUnstablePackages: isOn(section.ignore_unstable_packages),
    disableBuiltin: isOn(section.disable_builtin),
  };
}

function distinct(list: readonly string[]): string[] {
  return [...new Set(list)].sort();
}

const KEYS = ["use", "except", "ignore", "ignore_only", "ignore_unstable_packages", "disable_builtin"];

function versionOf(version: unknown): ConfigVersion {
  if (version === undefined) return defaultConfig.version;
  if (version === "v1beta1" || version === "v1" || version === "v2") return version;
  throw badConfig(`unknown file version: ${JSON.stringify(version)}`);
}

/** In v2 a module's own section replaces the one for all modules, unless it says nothing. */
function sectionOf(root: Mapping, version: ConfigVersion, module: string): Mapping {
  const shared = checked(root.breaking);
  if (version !== "v2" || !Array.isArray(root.modules)) return shared;
  const own = root.modules
    .map((entry) => mapping(entry ?? {}, "modules"))
    .find(({ path }) => folder(typeof path === "string" ? path : ".") === module);
  const section = checked(own?.breaking);
  return Object.values(section).every(isEmpty) ? shared : section;
}

function checked(section: unknown): Mapping {
  const known = mapping(section ?? {}, "breaking");
  refuseUnknown(known, KEYS);
  return known;
}

function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return isMapping(value) ? Object.keys(value).length === 0 : !isOn(value);
}

/** Paths of v2 are relative to the buf.yaml; those that are not inside the module say nothing about it. */
function inModule(path: string, where: string, version: ConfigVersion, module: string): string[] {
  const normal = relativePath(path, where);
  const relative = version === "v2" ? posix.relative(module, normal) : normal;
  if (relative === "") return ["."];
  return relative.startsWith("..") ? [] : [relative];
}
