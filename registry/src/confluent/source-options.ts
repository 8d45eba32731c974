import { indent, separated } from "./canonical-lines.ts";
import type { TokenReader } from "./token-reader.ts";

/** What options are read from, and which are left out. */
export interface OptionSource {
  readonly read: TokenReader;
  readonly keepsOption: (name: string) => boolean;
  readonly normalizesOptions: boolean;
}

/** Reads `option NAME = VALUE;` and writes it again; no lines when it is left out. */
export function optionStatement(source: OptionSource): string[] {
  const { read } = source;
  read.word();
  const option = optionText(source);
  read.expect(";");
  return isKept(option, source) ? `option ${option};`.split("\n") : [];
}

/** Reads the options in brackets behind a field or value, if any are there. */
export function optionList(source: OptionSource): string[] {
  const { read } = source;
  const options: string[] = [];
  if (!read.skip("[")) return options;
  while (!read.skip("]")) {
    const option = optionText(source);
    if (isKept(option, source)) options.push(option);
    read.skip(",");
  }
  return options;
}

function isKept(option: string, { keepsOption }: OptionSource): boolean {
  const [, name] = /^\(\.?([\w.]+)\)/.exec(option) ?? [];
  return name === undefined || keepsOption(name);
}

/** `(a.b).c = VALUE`; a value in braces or brackets goes over several lines. Normalized, a path into a message is a message, too. */
function optionText(source: OptionSource): string {
  const { read, normalizesOptions } = source;
  let name = "";
  while (!read.skip("=")) name += read.value();
  const [, option, path] = (normalizesOptions && /^(\(.*\))\.(.+)$/.exec(name)) || [];
  const value = valueLines(source);
  if (option === undefined || path === undefined) return `${name} = ${value.join("\n")}`;
  const whole = path.split(".").reduceRight((lines, key) => braced([fieldLines(key, lines)]), value);
  return `${option} = ${whole.join("\n")}`;
}

function valueLines(source: OptionSource): string[] {
  const { read } = source;
  if (read.isNext("{") || read.isNext("<")) return messageLines(source);
  return read.isNext("[") ? bracketed(listValues(source)) : [read.value()];
}

function listValues(source: OptionSource): string[][] {
  const { read } = source;
  const values: string[][] = [];
  read.expect("[");
  while (!read.skip("]")) {
    values.push(valueLines(source));
    read.skip(",");
  }
  return values;
}

/** Values of one field, and whether they are written in brackets. */
interface FieldValues {
  readonly values: readonly string[][];
  readonly isList: boolean;
}

/** The fields of a message in braces; those of one name become a list. Normalized, they are sorted, and one value has no brackets. */
function messageLines(source: OptionSource): string[] {
  const fields = [...messageFields(source)];
  const kept = source.normalizesOptions ? fields.filter(([, { values }]) => values.length > 0).sort(byKey) : fields;
  return braced(
    kept.map(([key, { values, isList }]) => {
      const isBare = !isList || (source.normalizesOptions && values.length === 1);
      return fieldLines(key, isBare ? (values[0] ?? []) : bracketed(values));
    }),
  );
}

function messageFields(source: OptionSource): Map<string, FieldValues> {
  const { read } = source;
  const fields = new Map<string, FieldValues>();
  const end = read.skip("<") ? ">" : "}";
  if (end === "}") read.expect("{");
  while (!read.skip(end)) {
    const key = keyText(read);
    read.skip(":");
    const isList = read.isNext("[");
    const values = isList ? listValues(source) : [valueLines(source)];
    const known = fields.get(key);
    fields.set(key, { values: [...(known?.values ?? []), ...values], isList: isList || known !== undefined });
    if (!read.skip(",")) read.skip(";");
  }
  return fields;
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function fieldLines(key: string, [first = "", ...rest]: readonly string[]): string[] {
  return [`${key}: ${first}`, ...rest];
}

function braced(fields: readonly string[][]): string[] {
  return ["{", ...separated(fields).map(indent), "}"];
}

function bracketed(values: readonly string[][]): string[] {
  return ["[", ...separated(values).map(indent), "]"];
}

/** A field's name, or an extension's in brackets. */
function keyText(read: TokenReader): string {
  if (!read.skip("[")) return read.word();
  let name = "";
  while (!read.skip("]")) name += read.value();
  return `[${name}]`;
}
