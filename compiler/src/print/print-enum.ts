import type { EnumDescriptorProto } from "@bufbuild/protobuf/wkt";
import { EnumOptionsSchema, EnumValueOptionsSchema, SymbolVisibility } from "@bufbuild/protobuf/wkt";
import { inSourceOrder, withComments } from "./comments.ts";
import type { Context } from "./context.ts";
import { block } from "./lines.ts";
import { optionStatements, withInlineOptions } from "./print-options.ts";
import { printReserved } from "./print-ranges.ts";

const VALUE = 2;

/** Prints an enum with its comments. */
export function printEnum(
  context: Context,
  item: EnumDescriptorProto,
  path: readonly number[],
  scope: string,
): string[] {
  const name = scope === "" ? item.name : `${scope}.${item.name}`;
  const values = item.value.map((value, index) => {
    const place = [...path, VALUE, index];
    const lines = withInlineOptions(
      context,
      `${value.name} = ${value.number}`,
      [],
      EnumValueOptionsSchema,
      value.options,
      scope,
    );
    return { path: place, lines: withComments(context.comments, place, lines) };
  });
  const inside = [
    ...optionStatements(context, EnumOptionsSchema, item.options, name),
    ...printReserved(context, item.reservedRange, item.reservedName, 2 ** 31 - 1, 0),
    ...inSourceOrder(context.comments, values).flatMap(({ lines }) => lines),
  ];
  return withComments(context.comments, path, block(`${visibility(item.visibility)}enum ${item.name}`, inside));
}

/** The keyword of edition 2024, if one was written. */
export function visibility(value: SymbolVisibility): string {
  if (value === SymbolVisibility.VISIBILITY_EXPORT) return "export ";
  return value === SymbolVisibility.VISIBILITY_LOCAL ? "local " : "";
}
