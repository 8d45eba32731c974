import { basename } from "node:path";
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, type Scalar } from "yaml";

/** A YAML file that is being checked: complaints are collected, each with its place. */
export interface YamlTree {
  /** The top mapping; undefined when the file holds something else or cannot be read. */
  readonly root: YamlMap | undefined;
  readonly complaints: readonly string[];
}

/** A value in the file. Its readers complain and return undefined when it is of another kind. */
export interface YamlValue {
  /** `gen.yaml:7:5` */
  readonly place: string;
  readonly complain: (message: string) => undefined;
  readonly text: (what: string) => string | undefined;
  readonly map: (what: string) => YamlMap | undefined;
  readonly list: (what: string) => readonly YamlValue[];
  /** Whether it is a mapping; complains about nothing. */
  readonly isMap: boolean;
}

/** A mapping in the file. */
export interface YamlMap {
  readonly place: string;
  readonly complain: (message: string) => undefined;
  readonly complainAbout: (key: string, message: string) => undefined;
  readonly entries: ReadonlyMap<string, YamlValue>;
}

/** Reads YAML 1.2 without aliases; `file` is only named in places. */
export function readYaml(text: string, file: string): YamlTree {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false });
  const complaints: string[] = [];
  const placeOf = (offset: number) => {
    const { line, col } = counter.linePos(offset);
    return `${basename(file)}:${line}:${col}`;
  };
  for (const { pos, message } of document.errors) complaints.push(`${placeOf(pos[0])}: ${message}`);
  if (complaints.length > 0) return { root: undefined, complaints };
  const root = yamlValue(document.contents, { placeOf, complaints }, 0).map("the file");
  return { root, complaints };
}

interface Reading {
  readonly placeOf: (offset: number) => string;
  readonly complaints: string[];
}

function yamlValue(node: Node | null, reading: Reading, parent: number): YamlValue {
  const offset = node?.range?.[0] ?? parent;
  const place = reading.placeOf(offset);
  const complain = (message: string) => void reading.complaints.push(`${place}: ${message}`);
  const value: YamlValue = {
    place,
    complain,
    isMap: isMap(node),
    text: (what) =>
      isScalar(node) && isText(node) ? String(node.value) : complain(`${what} is a text${quoting(node)}`),
    list: (what) =>
      isSeq<Node>(node)
        ? node.items.map((item) => yamlValue(item, reading, offset))
        : (complain(`${what} is a list`) ?? []),
    map: (what) =>
      isMap<Node, Node>(node) ? mapOf(node.items, value, reading, offset) : complain(`${what} is a mapping`),
  };
  return value;
}

function mapOf(
  items: readonly { key: Node; value: Node | null }[],
  { place, complain }: YamlValue,
  reading: Reading,
  offset: number,
): YamlMap {
  const read = items.flatMap(({ key, value }) => {
    const start = key.range?.[0] ?? offset;
    const keyValue = yamlValue(key, reading, start);
    const name = keyValue.text("a key");
    return name === undefined ? [] : [{ name, keyValue, value: yamlValue(value, reading, start) }];
  });
  return {
    place,
    complain,
    complainAbout: (key, message) => read.find(({ name }) => name === key)?.keyValue.complain(message),
    entries: new Map(read.map(({ name, value }) => [name, value])),
  };
}

function isText(node: Scalar): boolean {
  return typeof node.value === "string";
}

function quoting(node: Node | null): string {
  if (isAlias(node)) return ", not an alias";
  return isScalar(node) && (typeof node.value === "number" || typeof node.value === "boolean") ? ": quote it" : "";
}
