import { block, type Section, withOptions } from "./canonical-lines.ts";
import { optionList, optionStatement } from "./source-options.ts";
import { service } from "./source-services.ts";
import { type TokenReader, tokenReader } from "./token-reader.ts";

/** What to write of a text; all without it. */
export interface SourceTextOptions {
  /** Tells which custom options stay, by their name as it is spelt. */
  readonly keepsOption?: (name: string) => boolean;
  /** Tells which imports stay. */
  readonly keepsImport?: (path: string) => boolean;
  /** False leaves out extensions and the ranges for them. */
  readonly keepsExtensions?: boolean;
  /** False writes messages that are marked as a map's entries, which no compiler takes, as the map that they are. */
  readonly keepsMapEntries?: boolean;
  /** True writes the values of options in one form, whatever their spelling was. */
  readonly normalizesOptions?: boolean;
}

/**
 * Writes .proto text in the Confluent registry's canonical form without compiling it: names and values stay as they are spelt, comments go,
 * messages come before enums, oneofs after plain fields. Throws Error for what is no .proto text.
 */
export function sourceText(text: string, options: SourceTextOptions = {}): string {
  const print: Print = { ...KEEPS_ALL, ...options, read: tokenReader(text) };
  const [head, imports, publicImports, services] = [section(), section(), section(), section()];
  const file = { head, imports, publicImports, services, ...typeSections() };
  while (!print.read.isDone()) fileStatement(print, file);
  const types = [...file.messages, ...file.enums];
  const parts = [[...imports, ...publicImports], file.options, types, file.extends, services];
  const body = parts.filter((part) => part.length > 0).flatMap((part) => ["", ...part]);
  return `${[...head.sort(syntaxFirst), ...body].join("\n")}\n`;
}

const KEEPS_ALL: Required<SourceTextOptions> = {
  keepsOption: () => true,
  keepsImport: () => true,
  keepsExtensions: true,
  keepsMapEntries: true,
  normalizesOptions: false,
};

interface Print extends Required<SourceTextOptions> {
  readonly read: TokenReader;
}

const section = (): string[] => [];

function typeSections() {
  const entries = new Map<string, MapEntry>();
  return { options: section(), messages: section(), enums: section(), extends: section(), entries };
}

/** A map's types. */
interface MapEntry {
  readonly key: string;
  readonly value: string;
}

type TypeSections = ReturnType<typeof typeSections>;
type FileSections = TypeSections & Record<"head" | "imports" | "publicImports" | "services", string[]>;

function syntaxFirst(a: string, b: string): number {
  return Number(a.startsWith("package ")) - Number(b.startsWith("package "));
}

function fileStatement(print: Print, into: FileSections): void {
  const { read } = print;
  if (read.skip(";")) return;
  if (typeStatement(print, into)) return;
  if (read.opensBlock("service")) {
    into.services.push(...service(print));
    return;
  }
  const keyword = read.word();
  if (keyword === "syntax" || keyword === "edition") {
    read.expect("=");
    into.head.push(`${keyword} = "${read.string()}";`);
  } else if (keyword === "package") into.head.push(`package ${read.word()};`);
  else if (keyword === "import") {
    const isPublic = read.skipWord("public");
    if (!isPublic) read.skipWord("weak");
    const path = read.string();
    if (print.keepsImport(path))
      (isPublic ? into.publicImports : into.imports).push(`import ${isPublic ? "public " : ""}"${path}";`);
  } else throw new Error(`${keyword} begins no statement of a file`);
  read.expect(";");
}

/** Reads a statement that may stand in a file and in a message. */
function typeStatement(print: Print, into: TypeSections): boolean {
  const { read } = print;
  // A field's type may be named as a keyword is; then no name and brace, or value, follow.
  if (read.isNext("option")) into.options.push(...optionStatement(print));
  else if (read.opensBlock("message")) message(print, into);
  else if (read.opensBlock("enum")) into.enums.push(...enumeration(print));
  else if (read.opensBlock("extend")) {
    const lines = extension(print);
    if (print.keepsExtensions) into.extends.push(...lines);
  } else return false;
  return true;
}

function message(print: Print, into: TypeSections): void {
  const { read, keepsMapEntries } = print;
  read.word();
  const name = read.word();
  const { parts, entry } = messageBody(print);
  if (entry !== undefined && !keepsMapEntries) into.entries.set(name, entry);
  else into.messages.push(...block(`message ${name}`, ...parts));
}

/** What stands within a message's or a group's braces, and the map that it may be an entry of. */
function messageBody(print: Print): { parts: Section[]; entry: MapEntry | undefined } {
  const { read, keepsExtensions } = print;
  const types = typeSections();
  const fields: Field[] = [];
  const [reserved, oneofs, groups, ranges] = [section(), section(), section(), section()];
  read.expect("{");
  while (!read.skip("}")) {
    if (read.skip(";") || typeStatement(print, types)) continue;
    if (read.opensBlock("oneof")) oneofs.push(...oneof(print));
    else if (read.isRange("reserved")) reserved.push(...rangeStatement(print));
    else if (read.isRange("extensions")) ranges.push(...rangeStatement(print));
    else field(print, fields, groups);
  }
  const extending: Section[] = keepsExtensions ? [ranges, types.extends] : [];
  const nested = [...types.messages, ...types.enums];
  const lines = fields.flatMap((each) => fieldLines(each, types.entries));
  return {
    parts: [reserved, types.options, lines, oneofs, groups, ...extending, nested],
    entry: types.options.includes("option map_entry = true;") ? mapEntry(fields) : undefined,
  };
}

function mapEntry(fields: readonly Field[]): MapEntry | undefined {
  const [key, value] = ["key", "value"].map((name) => fields.find((field) => field.name === name)?.type);
  return key === undefined || value === undefined ? undefined : { key, value };
}

function oneof(print: Print): string[] {
  const { read } = print;
  read.word();
  const head = `oneof ${read.word()}`;
  const fields: Field[] = [];
  const [options, groups] = [section(), section()];
  read.expect("{");
  while (!read.skip("}")) {
    if (read.skip(";")) continue;
    if (read.isNext("option")) options.push(...optionStatement(print));
    else field(print, fields, groups);
  }
  return block(head, options, plainLines(fields), groups);
}

function extension(print: Print): string[] {
  const { read } = print;
  read.word();
  const head = `extend ${read.word()}`;
  const fields: Field[] = [];
  const groups = section();
  read.expect("{");
  while (!read.skip("}")) if (!read.skip(";")) field(print, fields, groups);
  return block(head, plainLines(fields), groups);
}

/** A field as it is spelt. */
interface Field {
  readonly label: string;
  readonly type: string;
  readonly name: string;
  readonly number: string;
  readonly options: readonly string[];
}

/** Reads a field, or a group, which has a message's body. */
function field(print: Print, fields: Field[], groups: string[]): void {
  const { read } = print;
  const [label, type, name, number] = [read.label(), read.type(), read.word(), read.number()];
  // Normalized, all options have been sorted before.
  const options = print.normalizesOptions ? optionList(print) : specialLast(optionList(print));
  if (type === "group") groups.push(...block(`${label}group ${name} = ${number}`, ...messageBody(print).parts));
  else {
    fields.push({ label, type, name, number, options });
    read.expect(";");
  }
}

function plainLines(fields: readonly Field[]): string[] {
  return fields.flatMap((each) => fieldLines(each));
}

function fieldLines({ label, type, name, number, options }: Field, entries?: ReadonlyMap<string, MapEntry>): string[] {
  const entry = label === "repeated " ? entries?.get(type.split(".").at(-1) ?? "") : undefined;
  const head = entry === undefined ? `${label}${type}` : `map<${entry.key}, ${entry.value}>`;
  return withOptions(`${head} ${name} = ${number}`, options);
}

/** Default and JSON name come behind the other options. */
function specialLast(options: readonly string[]): string[] {
  const rank = (option: string) => (option.startsWith("json_name = ") ? 2 : option.startsWith("default = ") ? 1 : 0);
  return options.toSorted((a, b) => rank(a) - rank(b));
}

function enumeration(print: Print): string[] {
  const { read } = print;
  read.word();
  const head = `enum ${read.word()}`;
  const [reserved, options, values] = [section(), section(), section()];
  read.expect("{");
  while (!read.skip("}")) {
    if (read.skip(";")) continue;
    if (read.isNext("option")) options.push(...optionStatement(print));
    else if (read.isRange("reserved")) reserved.push(...rangeStatement(print));
    else {
      const value = `${read.word()} = ${read.number()}`;
      values.push(...withOptions(value, optionList(print)));
      read.expect(";");
    }
  }
  return block(head, [...reserved, ...options, ...values]);
}

/** `reserved` or `extensions` and what follows: numbers, ranges and names. */
function rangeStatement(print: Print): string[] {
  const { read } = print;
  const keyword = read.word();
  const ranges: string[] = [];
  do {
    const first = read.value();
    ranges.push(read.skipWord("to") ? `${first} to ${read.value()}` : first);
  } while (read.skip(","));
  const lines = withOptions(`${keyword} ${ranges.join(", ")}`, optionList(print));
  read.expect(";");
  return lines;
}
