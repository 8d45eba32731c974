import type { DescriptorProto, FieldDescriptorProto } from "@bufbuild/protobuf/wkt";
import { MessageOptionsSchema } from "@bufbuild/protobuf/wkt";
import { type Item, inSourceOrder, withComments } from "./comments.ts";
import type { Context } from "./context.ts";
import { block, type Lines } from "./lines.ts";
import { type Anchored, mergeDeclarations } from "./merge-declarations.ts";
import { printEnum, visibility } from "./print-enum.ts";
import { type FieldPlace, ownMessage, printField, printOneof } from "./print-field.ts";
import { optionStatements } from "./print-options.ts";
import { printExtensionRange, printMessageReserved } from "./print-ranges.ts";

const FIELD = 2;
const NESTED = 3;
const ENUM = 4;
const RANGE = 5;
const EXTENSION = 6;
const ONEOF = 8;

/** Prints a message with all that is in it, and its comments. */
export function printMessage(
  context: Context,
  message: DescriptorProto,
  path: readonly number[],
  scope: string,
): string[] {
  const inside = messageBody(context, message, path, join(scope, message.name));
  return withComments(
    context.comments,
    path,
    block(`${visibility(message.visibility)}message ${message.name}`, inside),
  );
}

function messageBody(context: Context, message: DescriptorProto, path: readonly number[], scope: string): string[] {
  const head = [
    ...optionStatements(context, MessageOptionsSchema, message.options, scope),
    ...printMessageReserved(context, message.reservedRange, message.reservedName),
  ];
  const ranges = message.extensionRange.map((range, index): Item => {
    const place = [...path, RANGE, index];
    return { path: place, lines: withComments(context.comments, place, printExtensionRange(context, range, scope)) };
  });
  const merged = mergeDeclarations(
    members(context, message, path, scope),
    printExtends(context, message.extension, message.nestedType, path, EXTENSION, NESTED, scope),
    printMessages(context, message.nestedType, [...path, NESTED], scope),
  );
  const enums = message.enumType.map((item, index): Item => {
    const place = [...path, ENUM, index];
    return { path: place, lines: printEnum(context, item, place, scope) };
  });
  return [...head, ...inSourceOrder(context.comments, [...ranges, ...merged, ...enums]).flatMap(({ lines }) => lines)];
}

/** Prints the messages of a list, except those that the compiler made for a map field or group. */
export function printMessages(
  context: Context,
  messages: readonly DescriptorProto[],
  path: readonly number[],
  scope: string,
): Item[] {
  return messages.map((message, index) => {
    const place = [...path, index];
    return { path: place, lines: printMessage(context, message, place, scope) };
  });
}

/** Prints extensions in `extend` blocks, one for each run of the same extended message. */
export function printExtends(
  context: Context,
  extensions: readonly FieldDescriptorProto[],
  messages: readonly DescriptorProto[],
  path: readonly number[],
  extensionField: number,
  messageField: number,
  scope: string,
): Anchored[] {
  const places = extensions.map((field, index) =>
    placeOf(context, field, [...path, extensionField, index], messages, [...path, messageField], scope),
  );
  return runs(places, (a, b) => a.field.extendee === b.field.extendee).map((run) => {
    const head = `extend ${context.reference(run[0]?.field.extendee.replace(/^\./, "") ?? "", scope)}`;
    return anchored(
      run[0]?.path ?? [],
      block(
        head,
        run.flatMap((place) => printField(context, place, true)),
      ),
      run,
    );
  });
}

function members(context: Context, message: DescriptorProto, path: readonly number[], scope: string): Anchored[] {
  const places = message.field.map((field, index) =>
    placeOf(context, field, [...path, FIELD, index], message.nestedType, [...path, NESTED], scope),
  );
  return runs(places, (a, b) => oneofOf(a.field) !== undefined && oneofOf(a.field) === oneofOf(b.field)).map((run) => {
    const fields = run.flatMap((place) => printField(context, place, false));
    const index = oneofOf(run[0]?.field);
    const oneof = index === undefined ? undefined : message.oneofDecl[index];
    if (index === undefined || oneof === undefined) return anchored(run[0]?.path ?? [], fields, run);
    const place = [...path, ONEOF, index];
    return anchored(place, printOneof(context, oneof, place, scope, fields), run);
  });
}

function placeOf(
  context: Context,
  field: FieldDescriptorProto,
  path: readonly number[],
  nested: readonly DescriptorProto[],
  nestedPath: readonly number[],
  scope: string,
): FieldPlace {
  const printGroup = (index: number, inside: string) => {
    const group = nested[index];
    return group === undefined ? [] : messageBody(context, group, [...nestedPath, index], inside);
  };
  return { field, path, scope, nested, printGroup };
}

function anchored(path: readonly number[], lines: Lines, run: readonly FieldPlace[]): Anchored {
  return { path, lines, own: run.flatMap((place) => ownMessage(place) ?? []) };
}

function oneofOf(field: FieldDescriptorProto | undefined): number | undefined {
  return field === undefined || field.proto3Optional || !Object.hasOwn(field, "oneofIndex")
    ? undefined
    : field.oneofIndex;
}

function runs<T>(items: readonly T[], same: (a: T, b: T) => boolean): T[][] {
  const result: T[][] = [];
  for (const item of items) {
    const last = result.at(-1)?.at(-1);
    if (last !== undefined && same(last, item)) result.at(-1)?.push(item);
    else result.push([item]);
  }
  return result;
}

function join(scope: string, name: string): string {
  return scope === "" ? name : `${scope}.${name}`;
}
