import type { EnumElement, MessageElement } from "../schema/elements.ts";

/** Tells whether a message or enum reserves a number. */
export function isNumberReserved({ kind, proto }: MessageElement | EnumElement, number: number): boolean {
  const last = kind === "enum" ? 0 : 1;
  return proto.reservedRange.some(({ start, end }) => number >= start && number <= end - last);
}

/** Tells whether a message or enum reserves a name. */
export function isNameReserved({ proto }: MessageElement | EnumElement, name: string): boolean {
  return proto.reservedName.includes(name);
}
