import { posix } from "node:path";
import { CompatError } from "../errors.ts";

export type Mapping = Readonly<Record<string, unknown>>;

/** Tells whether a parsed value is a mapping. */
export function isMapping(value: unknown): value is Mapping {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value that must be a mapping. Throws CompatError BAD_CONFIG. */
export function mapping(value: unknown, where: string): Mapping {
  if (isMapping(value)) return value;
  throw badConfig(`${where}: expected a mapping`);
}

/** A value that must be a list of texts; nothing is an empty one. Throws CompatError BAD_CONFIG. */
export function texts(value: unknown, where: string): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value) && value.every((entry) => typeof entry === "string")) return value;
  throw badConfig(`${where}: expected a list of texts`);
}

/** Tells whether a switch is on; like buf, the words of YAML 1.1 count. */
export function isOn(value: unknown): boolean {
  return value === true || (typeof value === "string" && /^(y|yes|on|true)$/i.test(value));
}

/** Throws CompatError BAD_CONFIG for a key that is not among those that are known. */
export function refuseUnknown(section: Mapping, known: readonly string[]): void {
  const unknown = Object.keys(section).find((key) => !known.includes(key));
  if (unknown !== undefined) throw badConfig(`unknown field ${JSON.stringify(unknown)}`);
}

/** A path in its shortest form, without a slash at its end. */
export function folder(path: string): string {
  return posix.normalize(path).replace(/(.)\/$/, "$1");
}

/** A path in its shortest form that stays where it is. Throws CompatError BAD_CONFIG for one that leads elsewhere. */
export function relativePath(path: string, where: string): string {
  const normal = folder(path);
  if (posix.isAbsolute(normal)) throw badConfig(`${where}: invalid path: ${path}: expected to be relative`);
  if (normal === ".." || normal.startsWith("../"))
    throw badConfig(`${where}: invalid path: ${path}: is outside the context directory`);
  return normal;
}

/** The error for a configuration that buf would not accept. */
export function badConfig(problem: string): CompatError {
  return new CompatError("BAD_CONFIG", { problem });
}
