import { changeText, diff, levelOf } from "@postel/compat";
import type { DescriptorSet } from "@postel/proto";

/** One release in a module's history. */
export interface HistoryEntry {
  readonly version: string;
  readonly set: DescriptorSet;
}

/** Facts of one release beyond this number are counted, not listed. */
const MOST_FACTS = 200;

/** Writes a changelog in Markdown from a module's releases, newest first; it holds facts, nothing else. */
export function changelog(title: string, releases: readonly HistoryEntry[], isComplete: boolean): string {
  const sections = releases.map((release, at) => section(release, releases[at + 1]));
  const shown = isComplete ? sections : sections.slice(0, -1);
  return `${[
    `# Changelog of ${title}`,
    "Written from the schemas by Postel.",
    ...shown,
    ...(isComplete ? [] : ["Older releases are in the registry."]),
  ].join("\n\n")}\n`;
}

function section({ version, set }: HistoryEntry, before: HistoryEntry | undefined): string {
  if (before === undefined) return `## ${version}\n\nThe first release.`;
  const changes = diff(before.set, set);
  const told = changes.filter((change) => levelOf(change) === "major" || levelOf(change) === "minor");
  const lines = told.slice(0, MOST_FACTS).map((change) => `- ${plain(changeText(change))}`);
  const rest = changes.length - lines.length;
  const more =
    rest === 0
      ? []
      : [lines.length === 0 ? "- nothing that changes how events are read" : `- and ${rest} smaller changes`];
  return [`## ${version}`, "", ...(changes.length === 0 ? ["- the generated code changed"] : [...lines, ...more])].join(
    "\n",
  );
}

/** Names come from schemas that anybody may write: nothing in them may act as markup. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>~@]/g, "\\$&").replace(/\s+/g, " ");
}
