import { CliError } from "../errors.ts";

/**
 * Takes the values of a repeatable flag apart as buf does: each is one line of CSV, so `a,b` is two values, `"a,b"` is one
 * and nothing is none. Throws CliError USAGE.
 */
export function csvFields(values: readonly string[]): string[] {
  return values.flatMap((value) => (value === "" ? [] : fieldsOf(value)));
}

/** Writes a value so that `csvFields` reads it back. */
export function csvLine(value: string): string {
  return /[",\n\r]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** A field: quoted, with each inner quote twice, or else without any; then what ends it. */
const FIELD = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;

function fieldsOf(value: string): string[] {
  const [line = ""] = value.split(/\r?\n/, 1);
  const fields: string[] = [];
  FIELD.lastIndex = 0;
  for (;;) {
    const found = FIELD.exec(line);
    if (found === null)
      throw new CliError("USAGE", { message: `${value} is no list of paths: a quote is amiss`, command: "postel" });
    fields.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? "");
    if (found[3] === "") return fields;
  }
}
