import type { DescMessage, Message } from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import type { Context } from "./context.ts";
import { indent, type Lines } from "./lines.ts";
import { type Setting, settingsOf, unknownNumbers } from "./print-value.ts";

/** Widest line before a message option is spread over several. */
const WIDTH = 100;

/** Set by the compiler, not by an author. */
const SYNTHETIC = new Set(["uninterpreted_option", "map_entry"]);

/** One option: the field number that its source info uses, and `name = value` as lines. */
export interface PrintedOption {
  readonly number: number;
  readonly lines: Lines;
}

/**
 * Prints the options of an element, custom ones included. An option whose extension is not at hand becomes a comment, since
 * nothing can name it.
 */
export function printOptions(
  context: Context,
  schema: DescMessage,
  options: Message | undefined,
  scope: string,
): {
  readonly known: PrintedOption[];
  readonly unknown: string[];
} {
  if (options === undefined) return { known: [], unknown: [] };
  const message = reflect(schema, options);
  const settings = settingsOf(message, context.registry).filter(({ field }) => !SYNTHETIC.has(field.name));
  return {
    known: settings.flatMap((setting) => printSetting(context, setting, scope)),
    unknown: unknownComments(context, message),
  };
}

/** Prints options as statements, `option name = value;`. */
export function optionStatements(
  context: Context,
  schema: DescMessage,
  options: Message | undefined,
  scope: string,
): string[] {
  const { known, unknown } = printOptions(context, schema, options, scope);
  return [...unknown, ...known.flatMap(({ lines }) => terminate(`option ${lines[0]}`, lines.slice(1), ";"))];
}

/** Puts options in brackets behind a declaration, `head [a = b];`; `first` come before the element's own. */
export function withInlineOptions(
  context: Context,
  head: string,
  first: readonly string[],
  schema: DescMessage,
  options: Message | undefined,
  scope: string,
): string[] {
  const { known, unknown } = printOptions(context, schema, options, scope);
  const all: Lines[] = [...first.map((text) => [text]), ...known.map(({ lines }) => lines)];
  if (all.length === 0) return [...unknown, `${head};`];
  const line = `${head} [${all.map((lines) => lines.join(" ")).join(", ")}];`;
  if (line.length <= WIDTH && all.every((lines) => lines.length === 1)) return [...unknown, line];
  const spread = all.flatMap((lines, index) =>
    terminate(lines[0] ?? "", lines.slice(1), index < all.length - 1 ? "," : ""),
  );
  return [...unknown, `${head} [`, ...indent(spread), "];"];
}

function terminate(first: string, rest: Lines, end: string): string[] {
  const lines = [first, ...rest];
  return lines.map((line, index) => (index === lines.length - 1 ? `${line}${end}` : line));
}

function printSetting(context: Context, { field, name, literals, inner }: Setting, scope: string): PrintedOption[] {
  const shown = name.startsWith("[") ? `(${context.reference(name.slice(1, -1), scope)})` : name;
  return literals.map((literal, index) => {
    const line = `${shown} = ${literal}`;
    const entries = inner[index] ?? [];
    const lines = line.length <= WIDTH || entries.length < 2 ? [line] : [`${shown} = {`, ...indent(entries), "}"];
    return { number: field.number, lines };
  });
}

function unknownComments(context: Context, message: ReflectMessage): string[] {
  return unknownNumbers(message, context.registry).map(
    (number) => `// Left out: option ${number} of ${message.desc.typeName}, whose extension is not known.`,
  );
}
