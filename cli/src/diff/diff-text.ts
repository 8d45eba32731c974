import { printable } from "@postel/compat";
import type { Io } from "../terminal/io.ts";
import type { Fact } from "./facts-by-event.ts";

/** Prints facts below the events that they are about; what no event holds comes last. */
export function diffText(facts: readonly Fact[], paint: Io["paint"]): string {
  if (facts.length === 0) return "Nothing changed.\n";
  const events = [...new Set(facts.flatMap((fact) => fact.events))].sort();
  const others = facts.filter((fact) => fact.events.length === 0);
  const sections = [
    ...events.map((event) =>
      section(
        event,
        facts.filter((fact) => fact.events.includes(event)),
        paint,
      ),
    ),
    ...(others.length === 0 ? [] : [section(events.length === 0 ? "Changes" : "Outside of events", others, paint)]),
  ];
  return `${sections.join("\n")}\n${facts.length} ${facts.length === 1 ? "change" : "changes"}.\n`;
}

function section(title: string, facts: readonly Fact[], paint: Io["paint"]): string {
  const lines = facts.map(({ text, bump, path }) => `  ${text} ${paint("dim", `(${bump}; ${printable(path)})`)}\n`);
  return `${paint("bold", printable(title))}\n${lines.join("")}`;
}
