import type { DescFile, DescMessage } from "@bufbuild/protobuf";
import { relativeName } from "../events/event-info.ts";
import { type PackageVersion, packageVersion } from "../events/package-version.ts";
import { predecessorNameOf } from "./evolution-of.ts";

/** Why a message counts as the earlier form of another. */
export type SourceVia = "name" | "upcasts_from" | "lineage";

/** The earlier form of a message. */
export interface FoundSource {
  readonly source: DescMessage;
  readonly via: SourceVia;
}

/**
 * Makes a finder of earlier forms, by the first of: the same full name among `earlier`, `upcasts_from`, the same name
 * in the nearest earlier major of the package. Majors that both sets hold are taken as `later` has them.
 */
export function sourceFinder(
  earlier: readonly DescMessage[],
  later: readonly DescMessage[],
): (target: DescMessage) => FoundSource | undefined {
  const before = byName(earlier);
  const all = byName([...earlier, ...later]);
  const stable = [...all.values()].filter((message) => versionOf(message).stable);
  const byLineage = Map.groupBy(stable, nameInLineage);
  return (target) => {
    const same = before.get(target.typeName);
    if (same !== undefined) return { source: same, via: "name" };
    const named = predecessorNameOf(target);
    if (named !== "") return found(all.get(named), "upcasts_from");
    return found(nearest(target, byLineage.get(nameInLineage(target)) ?? []), "lineage");
  };
}

function found(source: DescMessage | undefined, via: SourceVia): FoundSource | undefined {
  return source === undefined ? undefined : { source, via };
}

function nearest(target: DescMessage, namesakes: readonly DescMessage[]): DescMessage | undefined {
  const { major, stable } = versionOf(target);
  if (!stable) return undefined;
  const older = namesakes.filter((message) => versionOf(message).major < major);
  return older.reduce<DescMessage | undefined>((best, message) => (isLater(message, best) ? message : best), undefined);
}

function isLater(message: DescMessage, than: DescMessage | undefined): boolean {
  return than === undefined || versionOf(message).major > versionOf(than).major;
}

function byName(messages: readonly DescMessage[]): Map<string, DescMessage> {
  return new Map(messages.map((message) => [message.typeName, message]));
}

const versions = new WeakMap<DescFile, PackageVersion>();

function versionOf({ file }: DescMessage): PackageVersion {
  const version = versions.get(file) ?? packageVersion(file.proto.package);
  versions.set(file, version);
  return version;
}

/** A message's package without its version, and its name in there. */
export function nameInLineage(message: DescMessage): string {
  return `${versionOf(message).base}/${relativeName(message)}`;
}
