import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonValue } from "@bufbuild/protobuf";
import { ROOT } from "./compile-protos.ts";

/** One way in which an event changes; `model/testdata/evolution/README.md` describes the files. */
export interface EvolutionCase {
  readonly name: string;
  /** Package without its version. */
  readonly scope: string;
  /** Text of each major's .proto file, by version such as `v1`; oldest first. */
  readonly majors: ReadonlyMap<string, string>;
  readonly unresolved: readonly string[];
  readonly authored: string | undefined;
  readonly readings: readonly Reading[];
  readonly downcasts: boolean;
}

/** One event and what reading it gives. */
export interface Reading {
  readonly direction: "up" | "down";
  /** Major and message of the older end: what an event going up is of, what one going down is read as. */
  readonly version: string;
  readonly message: string;
  readonly input:
    | { readonly kind: "json"; readonly json: JsonValue }
    | { readonly kind: "bytes"; readonly hex: string };
  readonly result:
    | { readonly kind: "ok"; readonly json: JsonValue }
    | { readonly kind: "unmappable"; readonly path: string; readonly number: number }
    | { readonly kind: "failed" };
}

const FOLDER = join(ROOT, "model/testdata/evolution");

/** Reads all cases, by name. */
export function evolutionCases(): EvolutionCase[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".txt"));
  return files.sort().map((file) => parseCase(file.replace(".txt", ""), readFileSync(join(FOLDER, file), "utf8")));
}

interface Section {
  readonly name: string;
  readonly words: readonly string[];
  readonly body: string;
}

function parseCase(name: string, text: string): EvolutionCase {
  const scope = `t_${name.replaceAll("-", "_")}`;
  const sections = text
    .split(/^-- /m)
    .slice(1)
    .map((part): Section => {
      const [head = "", ...lines] = part.split("\n");
      const [title = "", ...words] = head.split(" ");
      return { name: title, words, body: lines.join("\n").replaceAll("PKG", scope) };
    });
  const all = (wanted: string) => sections.filter((section) => section.name === wanted);
  const imports = all("import").map(({ words }) => `import "${words[0]}";\n`);
  const syntaxes = new Map(all("syntax").map(({ words: [version = "", syntax = ""] }) => [version, syntax]));
  const majors = sections
    .filter((section) => /^v\d+(beta\d+)?$/.test(section.name))
    .map(({ name: version, body }): [string, string] => [
      version,
      `${syntaxLine(syntaxes.get(version))}\npackage ${scope}.${version};\nimport "postel/v1/event.proto";\n${imports.join("")}${withEvents(body)}`,
    ]);
  return {
    name,
    scope,
    majors: new Map(majors),
    unresolved: all("unresolved").flatMap(({ words }) => words.map((word) => word.replace(",", ""))),
    authored: all("authored")[0]?.body,
    readings: readingsOf(sections, majors[0]?.[0] ?? ""),
    downcasts: all("no-downcast").length === 0,
  };
}

function syntaxLine(syntax = "proto3"): string {
  return /^\d+$/.test(syntax) ? `edition = "${syntax}";` : `syntax = "${syntax}";`;
}

function withEvents(body: string): string {
  return body.replace(/\bEVENT(\{[^}]*\})?/g, (_, options = "{}") => `option (postel.v1.event) = ${options};`);
}

function readingsOf(sections: readonly Section[], oldest: string): Reading[] {
  return sections.flatMap(({ name, words, body }, at): Reading[] => {
    const next = sections[at + 1];
    const result = next === undefined ? undefined : resultOf(next);
    if (result === undefined) return [];
    const json = (): Reading["input"] => ({ kind: "json", json: JSON.parse(body) });
    switch (name) {
      case "old":
        return [{ direction: "up", version: words[0] ?? oldest, message: words[1] ?? "E", input: json(), result }];
      case "bytes":
        return [
          { direction: "up", version: oldest, message: "E", input: { kind: "bytes", hex: words[0] ?? "" }, result },
        ];
      case "down":
        return [{ direction: "down", version: oldest, message: words[0] ?? "E", input: json(), result }];
      default:
        return [];
    }
  });
}

function resultOf({ name, words, body }: Section): Reading["result"] | undefined {
  if (name === "new" || name === "back") return { kind: "ok", json: JSON.parse(body) };
  if (name === "failed") return { kind: "failed" };
  return name === "unmappable" ? { kind: "unmappable", path: words[0] ?? "", number: Number(words[1]) } : undefined;
}
