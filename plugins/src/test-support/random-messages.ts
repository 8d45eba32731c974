import { type DescEnum, type DescField, type DescMessage, type Message, ScalarType } from "@bufbuild/protobuf";
import { type ReflectMessage, reflect } from "@bufbuild/protobuf/reflect";
import fc from "fast-check";

/** Any message of a type: every field set, unset, at its bounds; now and then an enum number without a name. */
export function messagesOf(desc: DescMessage, depth = 3): fc.Arbitrary<Message> {
  return reflected(desc, depth).map(({ message }) => message);
}

function reflected(desc: DescMessage, depth: number): fc.Arbitrary<ReflectMessage> {
  const fields = desc.members.map((member) => {
    const chosen = member.kind === "oneof" ? fc.constantFrom(...member.fields) : fc.constant(member);
    const filled = chosen.chain((field) => anyOf(field, depth).map((value) => ({ field, value })));
    return fc.option(filled, { nil: undefined, freq: 4 });
  });
  return fc.tuple(...fields).map((values) => {
    const message = reflect(desc);
    for (const one of values) if (one?.value !== undefined) fill(message, one.field, one.value);
    return message;
  });
}

function fill(message: ReflectMessage, field: DescField, value: unknown): void {
  if (field.fieldKind === "list") {
    const list = message.get(field);
    for (const item of value as unknown[]) list.add(item);
  } else if (field.fieldKind === "map") {
    const map = message.get(field);
    for (const [key, item] of value as [string | number, unknown][]) map.set(key, item);
  } else message.set(field, value);
}

function anyOf(field: DescField, depth: number): fc.Arbitrary<unknown> {
  const one = oneOf(field, depth);
  if (field.fieldKind === "list") return fc.array(one, { maxLength: 3 }).map((items) => items.filter(isThere));
  if (field.fieldKind !== "map") return one;
  return fc
    .array(fc.tuple(scalarOf(field.mapKey), one), { maxLength: 3 })
    .map((entries) => entries.filter(([, value]) => isThere(value)));
}

function isThere(value: unknown): boolean {
  return value !== undefined;
}

function oneOf(field: DescField, depth: number): fc.Arbitrary<unknown> {
  if (field.message !== undefined) return depth > 0 ? reflected(field.message, depth - 1) : fc.constant(undefined);
  return field.enum !== undefined ? numberOf(field.enum) : scalarOf(field.scalar as ScalarType);
}

function numberOf({ values, open }: DescEnum): fc.Arbitrary<number> {
  const known = fc.constantFrom(...values.map(({ number }) => number));
  return open ? fc.oneof({ arbitrary: known, weight: 30 }, { arbitrary: fc.integer({ min: 90 }), weight: 1 }) : known;
}

function scalarOf(scalar: ScalarType): fc.Arbitrary<unknown> {
  switch (scalar) {
    case ScalarType.BOOL:
      return fc.boolean();
    case ScalarType.STRING:
      return fc.oneof(fc.string({ unit: "grapheme", maxLength: 8 }), fc.constantFrom("", "__proto__", "constructor"));
    case ScalarType.BYTES:
      return fc.uint8Array({ maxLength: 8 });
    case ScalarType.FLOAT:
      return fc.float({ noNaN: true });
    case ScalarType.DOUBLE:
      return fc.double({ noNaN: true });
    case ScalarType.UINT32:
    case ScalarType.FIXED32:
      return fc.integer({ min: 0, max: 2 ** 32 - 1 });
    case ScalarType.UINT64:
    case ScalarType.FIXED64:
      return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    case ScalarType.INT64:
    case ScalarType.SINT64:
    case ScalarType.SFIXED64:
      return fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
    default:
      return fc.integer();
  }
}
