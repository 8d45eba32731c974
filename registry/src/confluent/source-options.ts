import { indent, separated } from "./canonical-lines.ts";
import type { TokenReader } from "./token-reader.ts";

/** What options are read from, and which are left out. */
export interface OptionSource {
  readonly read: TokenReader;
  readonly keepsOption: (name: string) => boolean;
}

/** Reads `option NAME = VALUE;` and writes it again; no lines when it is left out. */
export function optionStatement(source: OptionSource): string[] {
  const { read } = source;
  read.word();
  const option = optionText(read);
  read.expect(";");
  return isKept(option, source) ? `option ${option};`.split("\n") : [];
}

/** Reads the options in brackets behind a field or value, if any are there. */
export function optionList(source: OptionSource): string[] {
  const { read } = source;
  const options: string[] = [];
  if (!read.skip("[")) return options;
  while (!read.skip("]")) {
    const option = optionText(read);
    if (isKept(option, source)) options.push(option);
    read.skip(",");
  }
  return options;
}

function isKept(option: string, { keepsOption }: OptionSource): boolean {
  const [, name] = /^\(\.?([\w.]+)\)/.exec(option) ?? [];
  return name === undefined || keepsOption(name);
}

/** `(a.b).c = VALUE`; a value in braces or brackets goes over several lines. */
function optionText(read: TokenReader): string {
  let name = "";
  while (!read.skip("=")) name += read.value();
  return `${name} = ${valueLines(read).join("\n")}`;
}

function valueLines(read: TokenReader): string[] {
  if (read.isNext("{") || read.isNext("<")) return messageLines(read);
  return read.isNext("[") ? listLines(read) : [read.value()];
}

function listLines(read: TokenReader): string[] {
  return ["[", ...separated(listValues(read)).map(indent), "]"];
}

function listValues(read: TokenReader): string[][] {
  const values: string[][] = [];
  read.expect("[");
  while (!read.skip("]")) {
    values.push(valueLines(read));
    read.skip(",");
  }
  return values;
}

/** The fields of a message in braces; those of one name become a list. */
function messageLines(read: TokenReader): string[] {
  const fields = new Map<string, { readonly values: string[][]; isList: boolean }>();
  const end = read.skip("<") ? ">" : "}";
  if (end === "}") read.expect("{");
  while (!read.skip(end)) {
    const key = keyText(read);
    read.skip(":");
    const isList = read.isNext("[");
    const known = fields.get(key);
    const values = isList ? listValues(read) : [valueLines(read)];
    fields.set(key, { values: [...(known?.values ?? []), ...values], isList: isList || known !== undefined });
    if (!read.skip(",")) read.skip(";");
  }
  const written = [...fields].map(([key, { values, isList }]) => {
    const [first = "", ...rest] = isList ? ["[", ...separated(values).map(indent), "]"] : (values[0] ?? []);
    return [`${key}: ${first}`, ...rest];
  });
  return ["{", ...separated(written).map(indent), "}"];
}

/** A field's name, or an extension's in brackets. */
function keyText(read: TokenReader): string {
  if (!read.skip("[")) return read.word();
  let name = "";
  while (!read.skip("]")) name += read.value();
  return `[${name}]`;
}
