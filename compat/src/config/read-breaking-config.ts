import { posix } from "node:path";
import { CompatError } from "../errors.ts";
import type { ConfigVersion } from "../rules/rule.ts";
import { type BreakingConfig, defaultConfig } from "./breaking-config.ts";

type Mapping = Readonly<Record<string, unknown>>;

/**
 * Reads the `breaking` section of a parsed buf.yaml for one of its modules; `module` is the module's folder relative to
 * the buf.yaml. Throws CompatError when the section is not what buf would accept.
 */
export function readBreakingConfig(document: unknown, module = "."): BreakingConfig {
  const root = mapping(document ?? {}, "buf.yaml");
  const version = versionOf(root.version);
  const section = mapping(sectionOf(root, version, folder(module)) ?? {}, "breaking");
  const unknown = Object.keys(section).find((key) => !KEYS.includes(key));
  if (unknown !== undefined) throw bad(`unknown field ${JSON.stringify(unknown)}`);
  const within = (paths: unknown, where: string) =>
    texts(paths, where).flatMap((path) => inModule(path, where, version, module));
  const ignoreOnly = Object.entries(mapping(section.ignore_only ?? {}, "breaking.ignore_only"));
  return {
    version,
    use: texts(section.use, "breaking.use"),
    except: texts(section.except, "breaking.except"),
    ignore: within(section.ignore, "breaking.ignore"),
    ignoreOnly: new Map(ignoreOnly.map(([id, paths]) => [id, within(paths, `breaking.ignore_only.${id}`)])),
    ignoreUnstablePackages: section.ignore_unstable_packages === true,
    disableBuiltin: section.disable_builtin === true,
  };
}

const KEYS = ["use", "except", "ignore", "ignore_only", "ignore_unstable_packages", "disable_builtin"];

function versionOf(version: unknown): ConfigVersion {
  if (version === undefined) return defaultConfig.version;
  if (version === "v1beta1" || version === "v1" || version === "v2") return version;
  throw bad(`unknown file version: ${JSON.stringify(version)}`);
}

/** In v2 a module's own section replaces the one for all modules. */
function sectionOf(root: Mapping, version: ConfigVersion, module: string): unknown {
  if (version !== "v2" || !Array.isArray(root.modules)) return root.breaking;
  const own = root.modules
    .map((entry) => mapping(entry ?? {}, "modules"))
    .find(({ path }) => folder(typeof path === "string" ? path : ".") === module);
  return own?.breaking ?? root.breaking;
}

/** Paths of v2 are relative to the buf.yaml; those outside the module say nothing about it. */
function inModule(path: string, where: string, version: ConfigVersion, module: string): string[] {
  const normal = folder(path);
  if (posix.isAbsolute(normal)) throw bad(`${where}: invalid path: ${path}: expected to be relative`);
  if (normal === ".." || normal.startsWith("../"))
    throw bad(`${where}: invalid path: ${path}: is outside the context directory`);
  const relative = version === "v2" ? posix.relative(module, normal) : normal;
  if (relative === "") return ["."];
  if (!relative.startsWith("..")) return [relative];
  return /^(\.\.\/?)+$/.test(relative) ? ["."] : [];
}

/** A path in its shortest form, without a slash at its end. */
function folder(path: string): string {
  return posix.normalize(path).replace(/(.)\/$/, "$1");
}

function texts(value: unknown, where: string): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every((entry) => typeof entry === "string")) return value;
  throw bad(`${where}: expected a list of texts`);
}

function mapping(value: unknown, where: string): Mapping {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Mapping;
  throw bad(`${where}: expected a mapping`);
}

function bad(problem: string): CompatError {
  return new CompatError("BAD_CONFIG", { problem });
}
