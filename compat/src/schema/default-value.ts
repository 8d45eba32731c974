import { FieldDescriptorProto_Label, FieldDescriptorProto_Type as Type } from "@bufbuild/protobuf/wkt";
import { printReal, quote } from "../text.ts";
import type { EnumElement, FieldElement } from "./elements.ts";
import { type Kind, kindOf } from "./kinds.ts";

/** A field's default: texts and bytes compare among themselves, everything else as numbers. */
export interface DefaultValue {
  readonly form: "text" | "integer" | "float" | "double";
  readonly value: string | number | bigint;
  /** As buf prints it. */
  readonly text: string;
}

/** The default of a field, explicit or not; undefined where there can be none. The enum is asked for only when it matters. */
export function defaultOf(field: FieldElement, findEnum: () => EnumElement | undefined): DefaultValue | undefined {
  const { label, type, defaultValue } = field.proto;
  if (label === FieldDescriptorProto_Label.REPEATED || type === Type.MESSAGE || type === Type.GROUP) return undefined;
  const kind = kindOf(field);
  if (kind === "enum") return enumDefault(defaultValue, findEnum());
  if (kind === "string") return { form: "text", value: defaultValue, text: quote(defaultValue) };
  if (kind === "bytes") return bytesDefault(defaultValue);
  if (kind === "bool") return boolDefault(defaultValue === "true");
  return numberDefault(kind, defaultValue);
}

/** Tells whether two defaults mean the same; a change of type does not matter as long as the value is equal. */
export function sameDefault(a: DefaultValue, b: DefaultValue): boolean {
  if (a.form === "text" || b.form === "text") return a.value === b.value;
  if (Number.isNaN(a.value) || Number.isNaN(b.value)) return Number.isNaN(a.value) && Number.isNaN(b.value);
  const narrow = (a.form === "float" && b.form === "double") || (a.form === "double" && b.form === "float");
  if (narrow) return Math.fround(Number(a.value)) === Math.fround(Number(b.value));
  // biome-ignore lint/suspicious/noDoubleEquals: == compares a bigint with a number by value, === never holds.
  return a.value == b.value;
}

function enumDefault(text: string, parent: EnumElement | undefined): DefaultValue {
  const value = text === "" ? parent?.values[0] : parent?.values.find((candidate) => candidate.name === text);
  const number = value?.number ?? 0;
  const named = parent?.values.find((candidate) => candidate.number === number);
  return { form: "integer", value: number, text: `${parent?.name ?? ""}.${named?.name ?? `${number}(?)`}` };
}

function boolDefault(value: boolean): DefaultValue {
  return { form: "integer", value: value ? 1 : 0, text: String(value) };
}

function bytesDefault(text: string): DefaultValue {
  const bytes = bytesOf(text);
  const printed = [...bytes].map((byte) => `0x${byte.toString(16).toUpperCase()}`).join(",");
  return { form: "text", value: Buffer.from(bytes).toString("latin1"), text: `[${printed}]` };
}

function numberDefault(kind: Kind, text: string): DefaultValue {
  if (kind !== "float" && kind !== "double") {
    const value = BigInt(/^[-+]?\d+$/.test(text) ? text : 0);
    return { form: "integer", value, text: String(value) };
  }
  const exact = text === "inf" ? Infinity : text === "-inf" ? -Infinity : Number(text);
  const value = kind === "float" ? Math.fround(exact) : exact;
  return { form: kind, value, text: printReal(value, kind === "float") };
}

const SINGLE: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11 };

/** Reads the C escapes in which descriptors keep the default of a bytes field. */
function bytesOf(text: string): Uint8Array {
  const parts = text.matchAll(/\\x([0-9a-fA-F]{1,2})|\\([0-7]{1,3})|\\([\s\S])|([^\\]+)/g);
  return Buffer.concat(
    [...parts].map(([, hex, octal, single, plain]) => {
      if (plain !== undefined) return Buffer.from(plain);
      if (hex !== undefined) return Buffer.of(Number.parseInt(hex, 16));
      if (octal !== undefined) return Buffer.of(Number.parseInt(octal, 8) & 255);
      return Buffer.of(SINGLE[single ?? ""] ?? (single ?? "").charCodeAt(0));
    }),
  );
}
