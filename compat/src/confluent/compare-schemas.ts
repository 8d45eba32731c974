import type { DescEnum, DescField, DescFile, DescMessage, DescOneof } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence } from "@bufbuild/protobuf/wkt";
import { compareFields, localName } from "./compare-fields.ts";
import { type Difference, type DifferenceType, isCompatible } from "./difference.ts";

/**
 * Compares two files as the Confluent registry does: types of the file by name, fields by number, types from other files where fields
 * use them. Services, options, reserved names and JSON names do not matter. Readers of `after` read what `before` wrote when every
 * difference is compatible.
 */
export function compareSchemas(before: DescFile, after: DescFile): Difference[] {
  const comparison = new Comparison();
  if (before.proto.package !== after.proto.package) comparison.add("PACKAGE_CHANGED", "#/");
  comparison.types("#", before, after);
  return comparison.differences;
}

interface Types {
  readonly messages: readonly DescMessage[];
  readonly enums: readonly DescEnum[];
}

/** Pairs of messages: those under way, so that recursive types end, and those judged, so that none is compared twice. */
interface Pairs {
  readonly open: Set<string>;
  readonly judged: Map<string, boolean>;
}

class Comparison {
  readonly differences: Difference[] = [];
  readonly #pairs: Pairs;

  constructor(pairs: Pairs = { open: new Set(), judged: new Map() }) {
    this.#pairs = pairs;
  }

  add(type: DifferenceType, path: string): void {
    this.differences.push({ type, path });
  }

  types(path: string, before: Types, after: Types): void {
    const later = new Map(after.messages.map((message, index) => [message.name, { message, index }]));
    for (const [index, message] of before.messages.entries()) {
      const match = later.get(message.name);
      const at = `${path}/${message.name}`;
      later.delete(message.name);
      if (match === undefined) {
        this.add("MESSAGE_REMOVED", at);
        continue;
      }
      this.messages(at, message, match.message);
      if (match.index !== index) this.add("MESSAGE_MOVED", at);
    }
    for (const name of later.keys()) this.add("MESSAGE_ADDED", `${path}/${name}`);
    this.#enums(path, before.enums, after.enums);
  }

  messages(path: string, before: DescMessage, after: DescMessage): void {
    const { open } = this.#pairs;
    const key = pairKey(before, after);
    if (open.has(key)) return;
    open.add(key);
    this.#fields(path, before, after);
    this.types(path, nestedTypes(before), nestedTypes(after));
    open.delete(key);
  }

  #fields(path: string, before: DescMessage, after: DescMessage): void {
    const old = byNumber(before.fields);
    const movedIn = this.#movesIntoOneofs(path, old, after.oneofs);
    this.#oneofs(path, before, after);
    for (const field of before.fields) {
      const match = byNumber(after.fields).get(field.number);
      if (match !== undefined) this.#field(`${path}/${field.number}`, field, match);
      else if (field.oneof === undefined && !movedIn.has(field.number))
        this.add(isRequired(field) ? "REQUIRED_FIELD_REMOVED" : "FIELD_REMOVED", `${path}/${field.number}`);
    }
    for (const field of after.fields)
      if (field.oneof === undefined && !old.has(field.number))
        this.add(isRequired(field) ? "REQUIRED_FIELD_ADDED" : "FIELD_ADDED", `${path}/${field.number}`);
  }

  #field(path: string, before: DescField, after: DescField): void {
    const areCompatible = (first: DescMessage, second: DescMessage) => this.#judge(first, second);
    for (const type of compareFields(before, after, areCompatible)) this.add(type, path);
  }

  #judge(before: DescMessage, after: DescMessage): boolean {
    const key = pairKey(before, after);
    const known = this.#pairs.judged.get(key);
    if (known !== undefined) return known;
    const inner = new Comparison(this.#pairs);
    inner.messages(`#/${localName(before).replaceAll(".", "/")}`, before, after);
    this.differences.push(...inner.differences);
    const verdict = inner.differences.every(isCompatible);
    this.#pairs.judged.set(key, verdict);
    return verdict;
  }

  /** A oneof may take in one plain field, and only if none of its fields was in a oneof before. */
  #movesIntoOneofs(path: string, old: ReadonlyMap<number, DescField>, oneofs: readonly DescOneof[]): Set<number> {
    const moved = new Set<number>();
    for (const oneof of oneofs) {
      const known = oneof.fields.flatMap((field) => old.get(field.number) ?? []);
      const plain = known.filter((field) => field.oneof === undefined);
      for (const field of plain) moved.add(field.number);
      if (plain.length > 1) this.add("MULTIPLE_FIELDS_MOVED_TO_ONEOF", `${path}/${oneof.name}`);
      else if (plain.length === 1 && known.length > 1)
        this.add("FIELD_MOVED_TO_EXISTING_ONEOF", `${path}/${oneof.name}`);
    }
    return moved;
  }

  #oneofs(path: string, before: DescMessage, after: DescMessage): void {
    const later = new Map(after.oneofs.map((oneof) => [oneof.name, oneof]));
    const numbers = byNumber(after.fields);
    for (const oneof of before.oneofs) {
      const at = `${path}/${oneof.name}`;
      const match = later.get(oneof.name);
      later.delete(oneof.name);
      if (match === undefined) this.add("ONEOF_REMOVED", at);
      else this.#oneofFields(at, oneof, match, numbers);
    }
    for (const name of later.keys()) this.add("ONEOF_ADDED", `${path}/${name}`);
  }

  #oneofFields(path: string, before: DescOneof, after: DescOneof, remaining: ReadonlyMap<number, DescField>): void {
    const later = byNumber(after.fields);
    const earlier = byNumber(before.fields);
    for (const number of earlier.keys()) {
      if (later.has(number)) continue;
      const moved = remaining.has(number);
      this.add(moved ? "ONEOF_FIELD_MOVED_TO_TOP_LEVEL" : "ONEOF_FIELD_REMOVED", `${path}/${number}`);
    }
    for (const number of later.keys()) if (!earlier.has(number)) this.add("ONEOF_FIELD_ADDED", `${path}/${number}`);
  }

  #enums(path: string, before: readonly DescEnum[], after: readonly DescEnum[]): void {
    const later = new Map(after.map((type) => [type.name, type]));
    for (const type of before) {
      const match = later.get(type.name);
      later.delete(type.name);
      if (match === undefined) this.add("ENUM_REMOVED", `${path}/${type.name}`);
      else this.#values(`${path}/${type.name}`, type, match);
    }
    for (const name of later.keys()) this.add("ENUM_ADDED", `${path}/${name}`);
  }

  /** Of aliases, the last one stands for the number. */
  #values(path: string, before: DescEnum, after: DescEnum): void {
    const later = byNumber(after.values);
    const earlier = byNumber(before.values);
    for (const [number, value] of earlier) {
      const match = later.get(number);
      if (match === undefined) this.add("ENUM_CONST_REMOVED", `${path}/${number}`);
      else if (match.name !== value.name) this.add("ENUM_CONST_CHANGED", `${path}/${number}`);
    }
    for (const number of later.keys()) if (!earlier.has(number)) this.add("ENUM_CONST_ADDED", `${path}/${number}`);
  }
}

function pairKey(before: DescMessage, after: DescMessage): string {
  return `${before.typeName} ${after.typeName}`;
}

function nestedTypes(message: DescMessage): Types {
  return { messages: message.nestedMessages, enums: message.nestedEnums };
}

function byNumber<E extends { readonly number: number }>(elements: readonly E[]): ReadonlyMap<number, E> {
  return new Map(elements.map((element) => [element.number, element]));
}

function isRequired(field: DescField): boolean {
  return field.presence === FeatureSet_FieldPresence.LEGACY_REQUIRED;
}
