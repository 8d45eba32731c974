import type { Pair } from "../change.ts";
import { defaultOf, sameDefault } from "../schema/default-value.ts";
import type { EnumElement, FieldElement, MessageElement } from "../schema/elements.ts";
import { typeNameOf } from "../schema/kinds.ts";
import { findEnum, findMessage, type Schema } from "../schema/schema.ts";
import type { ElementIndex } from "./element-index.ts";

/** What comparing two elements may need beyond the elements: the types of the files that differ, and the rest on demand. */
export interface Comparison {
  readonly schemas: Pair<Schema>;
  readonly index: Pair<ElementIndex>;
  /** Enums whose fields may have got another default. */
  readonly movedDefaults: ReadonlySet<string>;
  /** Whether custom options are told by name and value. */
  readonly spellsOptions: boolean;
}

/** Finds the enum that a field refers to on its own side. */
export function enumOf(
  { schemas, index }: Comparison,
  side: keyof Pair<unknown>,
  field: FieldElement,
): EnumElement | undefined {
  const name = typeNameOf(field);
  return index[side].enums.get(name) ?? findEnum(schemas[side], name);
}

/** Finds the message that a field refers to on its own side. */
export function messageOf(
  { schemas, index }: Comparison,
  side: keyof Pair<unknown>,
  field: FieldElement,
): MessageElement | undefined {
  const name = typeNameOf(field);
  return index[side].messages.get(name) ?? findMessage(schemas[side], name);
}

/** The defaults of two fields where they differ; undefined when they mean the same or there are none. */
export function differentDefaults(
  comparison: Comparison,
  { before, after }: Pair<FieldElement>,
): Pair<string> | undefined {
  const looksSame =
    before.proto.defaultValue === after.proto.defaultValue &&
    before.proto.type === after.proto.type &&
    before.proto.typeName === after.proto.typeName;
  if (looksSame && !comparison.movedDefaults.has(typeNameOf(after))) return undefined;
  const from = defaultOf(before, () => enumOf(comparison, "before", before));
  const to = defaultOf(after, () => enumOf(comparison, "after", after));
  if (from === undefined || to === undefined || sameDefault(from, to)) return undefined;
  return isZero(from.value) && isZero(to.value) ? undefined : { before: from.text, after: to.text };
}

/** A default that is zero in its own type cannot be told from none; false, 0 and "" are not a change of default. */
function isZero(value: string | number | bigint): boolean {
  return value === "" || value === 0n || value === 0;
}
