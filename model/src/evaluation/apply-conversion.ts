import type { Message } from "@bufbuild/protobuf";
import type { Conversion, ScalarConversion } from "../plan.ts";
import { Unmappable } from "./outcomes.ts";
import type { Members } from "./read-value.ts";

/** What a conversion needs to know around it. */
export interface ConversionContext {
  /** Path of the value in the source, such as `lines[2].colour`. */
  readonly path: string;
  /** The number that stands for another in the enums' plan; undefined when there is none. */
  numberOf(from: string, to: string, number: number): number | undefined;
  /** Whether the keys of a map are strings, which paths quote. */
  readonly textKeys: boolean;
  /** The message that another becomes; `path` is where it stands. */
  messageOf(from: string, to: string, message: Message, path: string): Message;
}

const encoder = new TextEncoder();

const SCALARS: Readonly<Record<ScalarConversion, (value: never) => unknown>> = {
  "number-to-bigint": (value: number) => BigInt(value),
  "number-to-long-string": String,
  "bigint-to-long-string": String,
  "long-string-to-bigint": (value: string) => BigInt(value),
  "string-to-bytes": (value: string) => encoder.encode(value),
};

/** What a value of the source becomes in the target. Throws Unmappable. */
export function applyConversion(conversion: Conversion, value: unknown, context: ConversionContext): unknown {
  switch (conversion.kind) {
    case "identity":
      return value;
    case "scalar":
      return SCALARS[conversion.name](value as never);
    case "enum-number":
      return known(
        conversion.numbers.find((number) => number === value),
        value,
        context,
      );
    case "enum":
      return known(context.numberOf(conversion.from, conversion.to, value as number), value, context);
    case "message":
      return context.messageOf(conversion.from, conversion.to, value as Message, context.path);
    case "list":
      return (value as unknown[]).map((item, index) =>
        applyConversion(conversion.element, item, within(context, index)),
      );
    case "unwrap":
      return applyConversion(conversion.value, (value as Members).value, context);
    case "box":
      return { $typeName: conversion.message, value: applyConversion(conversion.value, value, context) };
    case "wrap":
      return [applyConversion(conversion.element, value, context)];
    case "map":
      return Object.fromEntries(
        Object.entries(value as Members).map(([key, item]) => {
          const shown = context.textKeys ? JSON.stringify(key) : key;
          return [key, applyConversion(conversion.value, item, within(context, shown))];
        }),
      );
  }
}

function within(context: ConversionContext, key: number | string): ConversionContext {
  return { ...context, path: `${context.path}[${key}]` };
}

function known(number: number | undefined, value: unknown, { path }: ConversionContext): number {
  if (number === undefined) throw new Unmappable(path, Number(value));
  return number;
}
