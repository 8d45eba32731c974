/** Lines that stand together; sections have an empty line between them. */
export type Section = readonly string[];

/** Puts the sections that have lines between braces. The Confluent registry moves empty lines in, too, but for those between these sections. */
export function block(head: string, ...parts: readonly Section[]): string[] {
  const filled = parts.filter((part) => part.length > 0).map((part) => part.map(indent));
  if (filled.length === 0) return [`${head} {}`];
  return [`${head} {`, ...filled.flatMap((part, at) => (at === 0 ? part : ["", ...part])), "}"];
}

/** Moves a line in. */
export function indent(line: string): string {
  return `  ${line}`;
}

/** Ends a statement with its options: one on its line, several on lines of their own. */
export function withOptions(head: string, options: readonly string[]): string[] {
  const [only, ...others] = options;
  if (only === undefined) return [`${head};`];
  if (others.length === 0) return `${head} [${only}];`.split("\n");
  return [`${head} [`, ...separated(options.map((option) => option.split("\n"))).map(indent), "];"];
}

/** Puts a comma after all values but the last. */
export function separated(values: readonly Section[]): string[] {
  return values.flatMap((lines, at) => {
    const last = lines.at(-1) ?? "";
    return at === values.length - 1 ? lines : [...lines.slice(0, -1), `${last},`];
  });
}
