/** Source lines without their line breaks. */
export type Lines = readonly string[];

const STEP = "  ";

/** Moves lines one level to the right; empty ones stay empty. */
export function indent(lines: Lines): string[] {
  return lines.map((line) => (line === "" ? "" : `${STEP}${line}`));
}

/** Writes `head { … }`, on one line when nothing is inside. */
export function block(head: string, inside: Lines): string[] {
  return inside.length === 0 ? [`${head} {}`] : [`${head} {`, ...indent(inside), "}"];
}

/** Joins groups of lines with an empty line between those that are not empty. */
export function paragraphs(groups: readonly Lines[]): string[] {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, index) => (index === 0 ? [...group] : ["", ...group]));
}
