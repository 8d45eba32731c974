import { dirname, join } from "node:path";
import { satisfies } from "semver";
import { readIfThere } from "../config/find-gen-yaml.ts";
import type { ResolvedModule } from "./resolved-module.ts";

/** An npm package that generated code imports and that is not installed as it should be. */
export interface MissingPackage {
  readonly packageName: string;
  /** The version that was generated from. */
  readonly version: string;
  /** What is installed instead; absent: nothing is. */
  readonly installed?: string;
}

/** Looks for the packages of releases in node_modules, here and above: each at least as new as the release. */
export async function missingPackages(modules: readonly ResolvedModule[], folder: string): Promise<MissingPackage[]> {
  const found = await Promise.all(modules.map((module) => missingPackage(module, folder)));
  return found.filter((missing) => missing !== undefined);
}

async function missingPackage(
  { packageName, version }: ResolvedModule,
  folder: string,
): Promise<MissingPackage | undefined> {
  if (version === undefined) return undefined;
  const installed = await installedVersion(packageName, folder);
  if (installed !== undefined && satisfies(installed, `^${version}`)) return undefined;
  return { packageName, version, ...(installed !== undefined && { installed }) };
}

async function installedVersion(name: string, folder: string): Promise<string | undefined> {
  const text = await readIfThere(join(folder, "node_modules", name, "package.json"));
  if (text !== undefined) return versionIn(text);
  const above = dirname(folder);
  return above === folder ? undefined : installedVersion(name, above);
}

function versionIn(manifest: string): string | undefined {
  try {
    const { version } = JSON.parse(manifest);
    return typeof version === "string" ? version : undefined;
  } catch {
    return undefined;
  }
}
