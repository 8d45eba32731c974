import type { DescriptorSet } from "@postel/proto";
import { diff } from "../diff.ts";
import type { Finding } from "../finding.ts";
import { judge } from "../judge.ts";
import { isBackward, isForward, isTransitive, type Level } from "./level.ts";
import { readingRules } from "./reading-rules.ts";

/** A version that was released, or any other that data may have been written with. */
export interface Release {
  readonly version: string;
  readonly set: DescriptorSet;
}

/** Data that one side of a pair of versions cannot read. */
export interface LevelFinding extends Finding {
  /** The older version of the pair. */
  readonly release: string;
  /** Which of the two fails to read what the other wrote. */
  readonly reader: "new" | "old";
}

/** Checks a level over releases, oldest first. Places are in the new schema where there are such. Throws CompatError. */
export function checkLevel(level: Level, releases: readonly Release[], candidate: DescriptorSet): LevelFinding[] {
  const relevant = isTransitive(level) ? releases : releases.slice(-1);
  return relevant
    .toReversed()
    .flatMap(({ version, set }) => [
      ...(isBackward(level) ? backward(version, set, candidate) : []),
      ...(isForward(level) ? forward(version, set, candidate) : []),
    ]);
}

function backward(release: string, old: DescriptorSet, candidate: DescriptorSet): LevelFinding[] {
  const suffix = `The new schema would read data of ${release}.`;
  return judge(diff(old, candidate), readingRules).map((finding) => ({
    ...finding,
    message: `${finding.message} ${suffix}`,
    release,
    reader: "new",
  }));
}

function forward(release: string, old: DescriptorSet, candidate: DescriptorSet): LevelFinding[] {
  const suffix = `Readers of ${release} would read data of the new schema.`;
  return judge(diff(candidate, old), readingRules).map((finding) => ({
    ...turned(finding),
    message: `${finding.message} ${suffix}`,
    release,
    reader: "old",
  }));
}

/** Points at the new schema, where the author can do something. */
function turned({ path, line, column, endLine, endColumn, was, ...finding }: Finding): Finding {
  const old = path === undefined ? {} : { was: { path, line, column, endLine, endColumn } };
  return { ...finding, ...(was ?? NOWHERE), ...old };
}

const NOWHERE = { line: 0, column: 0, endLine: 0, endColumn: 0 };
