/** What a compiler or linter says about a place in a .proto file. */
export interface Problem {
  /** Path as the user would write it; empty when no file is meant. */
  readonly path: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in display columns as buf counts them. */
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
  /** `COMPILE`, or the id of a lint rule. */
  readonly rule: string;
}

/**
 * Reads what buf prints with `--error-format json`, one object a line, and maps each path.
 * Lines that are no such object are returned as they are.
 */
export function readProblems(
  text: string,
  mapPath: (path: string) => string = (path) => path,
): { problems: Problem[]; rest: string[] } {
  const problems: Problem[] = [];
  const rest: string[] = [];
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const entry = parseLine(line);
    if (entry === undefined) rest.push(line);
    else problems.push(problemOf(entry, mapPath));
  }
  return { problems, rest };
}

type Entry = Readonly<Record<string, unknown>>;

function parseLine(line: string): Entry | undefined {
  if (!line.startsWith("{")) return undefined;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null && "message" in value ? (value as Entry) : undefined;
  } catch {
    return undefined;
  }
}

function problemOf(entry: Entry, mapPath: (path: string) => string): Problem {
  const line = number(entry.start_line, 1);
  const column = number(entry.start_column, 1);
  return {
    path: typeof entry.path === "string" ? mapPath(entry.path) : "",
    line,
    column,
    endLine: number(entry.end_line, line),
    endColumn: number(entry.end_column, column),
    message: String(entry.message),
    rule: typeof entry.type === "string" ? entry.type : "COMPILE",
  };
}

function number(value: unknown, otherwise: number): number {
  return typeof value === "number" && value >= 1 ? value : otherwise;
}
