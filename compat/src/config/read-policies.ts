import { type BreakingConfig, defaultConfig } from "./breaking-config.ts";
import { badConfig, isMapping, isOn, mapping, refuseUnknown, relativePath, texts } from "./shape.ts";

/** A policy that a buf.yaml of v2 names: the file, and where the buf.yaml ignores what it finds; paths are relative to the module. */
export interface PolicyReference {
  readonly name: string;
  readonly ignore: readonly string[];
  readonly ignoreOnly: ReadonlyMap<string, readonly string[]>;
}

/** Lists the policies of a parsed buf.yaml. Throws CompatError BAD_CONFIG when they are not what buf would accept. */
export function policyReferences(document: unknown): PolicyReference[] {
  if (!isMapping(document) || document.version !== "v2") return [];
  const listed = document.policies ?? [];
  if (!Array.isArray(listed)) throw badConfig("policies: expected a list");
  return listed.map((entry) => {
    const { policy, ignore, ignore_only, ...rest } = mapping(entry, "policies");
    refuseUnknown(rest, []);
    if (typeof policy !== "string" || policy === "") throw badConfig("policies: must specify a name to the policy");
    const paths = (list: unknown, where: string) => texts(list, where).map((path) => relativePath(path, where));
    const only = Object.entries(mapping(ignore_only ?? {}, "policies.ignore_only"));
    return {
      name: policy,
      ignore: paths(ignore, "policies.ignore"),
      ignoreOnly: new Map(only.map(([id, list]) => [id, paths(list, `policies.ignore_only.${id}`)])),
    };
  });
}

/** Reads the `breaking` section of a parsed policy file. Throws CompatError BAD_CONFIG when buf would not accept it. */
export function readPolicy(document: unknown, { name, ignore, ignoreOnly }: PolicyReference): BreakingConfig {
  const root = mapping(document ?? {}, name);
  refuseUnknown(root, ["version", "name", "lint", "breaking", "plugins"]);
  if (root.version !== "v2") throw badConfig(`${name}: expected version: v2`);
  const section = mapping(root.breaking ?? {}, `${name}: breaking`);
  refuseUnknown(section, ["use", "except", "ignore_unstable_packages", "disable_builtin"]);
  return {
    ...defaultConfig,
    use: texts(section.use, "breaking.use"),
    except: texts(section.except, "breaking.except"),
    ignore,
    ignoreOnly,
    ignoreUnstablePackages: isOn(section.ignore_unstable_packages),
    disableBuiltin: isOn(section.disable_builtin),
  };
}
