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
  const comparison = new Comparison({ before, after, open: new Set(), judged: new Map() });
  if (before.proto.package !== after.proto.package) comparison.add("PACKAGE_CHANGED", "#/");
  comparison.types("#", before, after);
  return comparison.differences;
}

interface Types {
  readonly messages: readonly DescMessage[];
  readonly enums: readonly DescEnum[];
}

/** Both files, and pairs of messages: those under way, so that recursive types end, and those judged, so that none is compared twice. */
interface Pairs {
  readonly before: DescFile;
  readonly after: DescFile;
  readonly open: Set<string>;
  readonly judged: Map<string, boolean>;
}

class Comparison {
  readonly differences: Difference[] = [];
  readonly #pairs: Pairs;

  constructor(pairs: Pairs) {
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

  /** Fields are compared by number wherever they are in the message, so that what a oneof does hides nothing. */
  #fields(path: string, before: DescMessage, after: DescMessage): void {
    const earlier = byNumber(before.fields);
    const later = byNumber(after.fields);
    for (const oneof of after.oneofs) this.#exclusion(`${path}/${oneof.name}`, oneof, earlier);
    this.#oneofs(path, before, after);
    const deleted = new Set(before.oneofs.filter((oneof) => isDeleted(oneof, after, later)));
    for (const number of [...new Set([...earlier.keys(), ...later.keys()])].sort((a, b) => a - b)) {
      const [old, current] = [earlier.get(number), later.get(number)];
      if (old === undefined && current !== undefined) this.add(addition(current), pathOf(path, current));
      else if (old !== undefined && current !== undefined) this.#field(path, old, current);
      else if (old?.oneof === undefined || !deleted.has(old.oneof)) this.#removal(path, old);
    }
  }

  #removal(path: string, field: DescField | undefined): void {
    if (field === undefined) return;
    const plain = isRequired(field) ? "REQUIRED_FIELD_REMOVED" : "FIELD_REMOVED";
    this.add(field.oneof === undefined ? plain : "ONEOF_FIELD_REMOVED", pathOf(path, field));
  }

  #field(path: string, before: DescField, after: DescField): void {
    const at = pathOf(path, after);
    if (before.oneof !== undefined && after.oneof === undefined) this.add("ONEOF_FIELD_MOVED_TO_TOP_LEVEL", at);
    const areCompatible = (first: DescMessage, second: DescMessage) => this.#judge(first, second);
    for (const type of compareFields(before, after, areCompatible)) this.add(type, at);
  }

  /** Messages of the two files themselves are compared where they stand. */
  #judge(before: DescMessage, after: DescMessage): boolean {
    if (before.file === this.#pairs.before && after.file === this.#pairs.after) return true;
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

  /** A oneof must not exclude what could be set together: fields that were apart, or in different oneofs. */
  #exclusion(path: string, oneof: DescOneof, earlier: ReadonlyMap<number, DescField>): void {
    const known = oneof.fields.flatMap((field) => earlier.get(field.number) ?? []);
    const apart = known.filter((field) => field.oneof === undefined).length;
    const groups = apart + new Set(known.flatMap((field) => field.oneof ?? [])).size;
    if (groups > 1) this.add(apart > 1 ? "MULTIPLE_FIELDS_MOVED_TO_ONEOF" : "FIELD_MOVED_TO_EXISTING_ONEOF", path);
  }

  #oneofs(path: string, before: DescMessage, after: DescMessage): void {
    const [earlier, later] = [before, after].map((message) => new Set(message.oneofs.map((oneof) => oneof.name)));
    for (const name of [...new Set([...(earlier ?? []), ...(later ?? [])])].sort()) {
      if (!later?.has(name)) this.add("ONEOF_REMOVED", `${path}/${name}`);
      else if (!earlier?.has(name)) this.add("ONEOF_ADDED", `${path}/${name}`);
    }
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

/** True when neither the oneof nor any of its fields is left. */
function isDeleted(oneof: DescOneof, after: DescMessage, later: ReadonlyMap<number, DescField>): boolean {
  return (
    !after.oneofs.some((each) => each.name === oneof.name) && !oneof.fields.some((field) => later.has(field.number))
  );
}

function addition(field: DescField): DifferenceType {
  if (field.oneof !== undefined) return "ONEOF_FIELD_ADDED";
  return isRequired(field) ? "REQUIRED_FIELD_ADDED" : "FIELD_ADDED";
}

function pathOf(path: string, { oneof, number }: DescField): string {
  return oneof === undefined ? `${path}/${number}` : `${path}/${oneof.name}/${number}`;
}

function isRequired(field: DescField): boolean {
  return field.presence === FeatureSet_FieldPresence.LEGACY_REQUIRED;
}
