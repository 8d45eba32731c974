import type { Io } from "../terminal/io.ts";
import type { ShownEvent, ShownField } from "./shown-event.ts";

/** Prints an event for people: what it means, how it travels, its lineage and releases, its fields. */
export function eventText(event: ShownEvent, paint: Io["paint"]): string {
  const facts = [
    ["owner", event.owner],
    ["topic", event.topic],
    ["key", event.key],
    ["ordering", event.ordering],
    ["kind", event.kind],
    ["lineage", event.lineage.join(" -> ")],
    ["schema", event.schemaDigest],
    ["releases", event.releases.join(", ")],
  ].filter(([, value]) => value !== "");
  const lines = [
    paint("bold", event.name),
    ...event.documentation.split("\n").map((line) => `  ${line}`.trimEnd()),
    "",
    ...facts.map(([name = "", value]) => `  ${paint("dim", name.padEnd(8))}  ${value}`),
    "",
    ...fieldLines(event.fields, paint),
  ];
  return `${lines.join("\n")}\n`;
}

function fieldLines(fields: readonly ShownField[], paint: Io["paint"]): string[] {
  const width = (texts: readonly string[]) => Math.max(0, ...texts.map(({ length }) => length));
  const names = width(fields.map(({ name }) => name));
  const types = width(fields.map(({ type }) => type));
  return fields.map(({ number, name, type, documentation }) => {
    const summary = documentation.split("\n")[0] ?? "";
    const columns = [String(number).padStart(3), name.padEnd(names), paint("cyan", type.padEnd(types)), summary];
    return `  ${columns.join("  ")}`.trimEnd();
  });
}
