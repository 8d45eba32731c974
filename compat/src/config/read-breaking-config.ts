import { posix } from "node:path";
import type { ConfigVersion } from "../rules/rule.ts";
import { type BreakingConfig, defaultConfig } from "./breaking-config.ts";
import { badConfig, folder, type Mapping, mapping, refuseUnknown, relativePath, texts } from "./shape.ts";

/**
 * Reads the `breaking` section of a parsed buf.yaml for one of its modules; `module` is the module's folder relative to
 * the buf.yaml. Throws CompatError when the section is not what buf would accept.
 */
export function readBreakingConfig(document: unknown, module = "."): BreakingConfig {
  const root = mapping(document ?? {}, "buf.yaml");
  const version = versionOf(root.version);
  const section = mapping(sectionOf(root, version, folder(module)) ?? {}, "breaking");
  refuseUnknown(section, KEYS);
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
  throw badConfig(`unknown file version: ${JSON.stringify(version)}`);
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
  const normal = relativePath(path, where);
  const relative = version === "v2" ? posix.relative(module, normal) : normal;
  if (relative === "") return ["."];
  if (!relative.startsWith("..")) return [relative];
  return /^(\.\.\/?)+$/.test(relative) ? ["."] : [];
}
