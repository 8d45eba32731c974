import { type Change, changeText, diff, levelOf, subjectOf } from "@postel/compat";
import type { DescriptorSet } from "@postel/proto";

/** One release in a module's history. */
export interface HistoryEntry {
  readonly version: string;
  readonly set: DescriptorSet;
}

/** Facts of one release beyond this number are counted, not listed. */
const MOST_FACTS = 200;

/** What a changelog tells of. */
export interface Changelog {
  /** The module, or what people call it. */
  readonly title: string;
  /** Newest first. */
  readonly releases: readonly HistoryEntry[];
  /** What came before the oldest of these; absent when that is the first release. */
  readonly before?: HistoryEntry;
  /** A last line, such as where older releases are. */
  readonly note?: string;
}

/** Writes a changelog in Markdown; it holds facts, nothing else. */
export function changelog({ title, releases, before, note }: Changelog): string {
  const sections = releases.map((release, at) => section(release, releases[at + 1] ?? before));
  const lines = [
    `# Changelog of ${title}`,
    "Written from the schemas by Postel.",
    ...sections,
    ...(note ? [note] : []),
  ];
  return `${lines.join("\n\n")}\n`;
}

function section({ version, set }: HistoryEntry, before: HistoryEntry | undefined): string {
  if (before === undefined) return `## ${version}\n\nThe first release.`;
  const changes = diff(before.set, set).filter((change) => !isEntry(change));
  const told = changes.filter((change) => levelOf(change) === "major" || levelOf(change) === "minor");
  const lines = told.slice(0, MOST_FACTS).map((change) => `- ${plain(changeText(change))}`);
  return [`## ${version}`, "", ...lines, ...rest(changes.length, lines.length)].join("\n");
}

function rest(all: number, told: number): string[] {
  if (all === 0) return ["- the generated code changed"];
  if (told === 0) return ["- nothing that changes how events are read"];
  return all === told ? [] : [`- and ${all - told} smaller ${all - told === 1 ? "change" : "changes"}`];
}

/** The message that stands for a map's entries says nothing that its field does not. */
function isEntry(change: Change): boolean {
  const subject = subjectOf(change);
  const holder = subject.kind === "field" ? subject.parent : subject;
  return holder?.kind === "message" && holder.isMapEntry;
}

/** Names come from schemas that anybody may write: nothing in them may act as markup. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+!|<>~@]/g, "\\$&").replace(/\s+/g, " ");
}
