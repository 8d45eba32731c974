import type { Printable } from "@bufbuild/protoplugin";
import { type Conversion, packageVersion, type ScalarConversion } from "@postel/model";
import { localName } from "../names/local-name.ts";
import { pairKey } from "./pair-key.ts";
import type { StepFile, StepFunction } from "./step-file.ts";

/** Prints how a value becomes another. `field` is the source field's name, for the path of what is unmappable. */
export function convert(within: StepFunction, conversion: Conversion, value: Printable, field: string): Printable {
  switch (conversion.kind) {
    case "identity":
      return value;
    case "scalar":
      return convertScalar(within, conversion.name, value);
    case "enum-number":
      return [knownValue(within.out, conversion.enum), "(", value, `, at, ${text(field)})`];
    case "enum":
      return [enumStep(within.out, conversion), "(", value, `, at, ${text(field)})`];
    case "message":
      return [messageStep(within.out, conversion), "(", value, pathArgument(within, conversion, field), ")"];
    case "list":
      return convertList(within, conversion.element, value, field);
    case "wrap":
      return ["[", convert(within, conversion.element, value, field), "]"];
    case "map":
      return isIdentity(conversion.value) ? value : convertMap(within, conversion.value, value, field);
  }
}

/** A function of one parameter is passed as it is, which saves a closure. */
function convertList(within: StepFunction, conversion: Conversion, value: Printable, field: string): Printable {
  if (isIdentity(conversion)) return value;
  if (conversion.kind === "message" && pathArgument(within, conversion, field) === "")
    return [value, ".map(", messageStep(within.out, conversion), ")"];
  return [value, ".map((value) => ", convert(within, conversion, "value", field), ")"];
}

/** `Object.fromEntries` also keeps a key `__proto__` a key. */
function convertMap(within: StepFunction, conversion: Conversion, value: Printable, field: string): Printable {
  const converted = convert(within, conversion, "value", field);
  return ["Object.fromEntries(Object.entries(", value, ").map(([key, value]) => [key, ", converted, "]))"];
}

function convertScalar({ out: { ref } }: StepFunction, name: ScalarConversion, value: Printable): Printable {
  switch (name) {
    case "number-to-bigint":
    case "long-string-to-bigint":
      return [ref.own("BigInt"), "(", value, ")"];
    case "number-to-long-string":
    case "bigint-to-long-string":
      return [ref.own("String"), "(", value, ")"];
    case "string-to-bytes":
      return [ref.runtime("utf8"), "(", value, ")"];
  }
}

function isIdentity(conversion: Conversion): boolean {
  if (conversion.kind === "list") return isIdentity(conversion.element);
  return conversion.kind === "identity";
}

function pathArgument(
  { out }: StepFunction,
  pair: { readonly from: string; readonly to: string },
  field: string,
): string {
  return out.evolution.unmappable.has(pairKey(pair)) ? `, at + ${text(`${field}.`)}` : "";
}

type Ends = { readonly from: string; readonly to: string };

/** The function of a pair: in this file, or beside the target's messages. */
function messageStep(out: StepFile, ends: Ends): Printable {
  const key = pairKey(ends);
  return out.home.messages.get(key)?.names.step ?? stepElsewhere(out, key);
}

/** An enum that both majors share does not become another; its numbers must be known all the same. */
function enumStep(out: StepFile, ends: Ends): Printable {
  if (ends.from === ends.to) return knownValue(out, ends.from);
  const key = pairKey(ends);
  return out.home.enums.get(key)?.names.step ?? stepElsewhere(out, key);
}

function stepElsewhere({ evolution, ref }: StepFile, key: string): Printable {
  const home = evolution.homes.get(key);
  const pair = home?.messages.get(key) ?? home?.enums.get(key);
  if (home === undefined || pair === undefined) throw new Error(`the plan refers to ${key} but does not hold it`);
  return ref.sibling(home.file, `_${evolution.verb}.js`, pair.names.step);
}

/** The function that lets only known values of an enum pass; one per enum and file. */
function knownValue(out: StepFile, name: string): Printable {
  const desc = out.enumOf(name);
  if (desc === undefined) throw new Error(`the plan refers to ${name} but does not hold it`);
  const wanted = `known$${localName(desc)}V${packageVersion(desc.file.proto.package).major}`;
  let known = wanted;
  for (let count = 2; (out.knownValues.get(known) ?? desc) !== desc; count++) known = `${wanted}_${count}`;
  out.knownValues.set(known, desc);
  return out.ref.own(known);
}

function text(value: string): string {
  return JSON.stringify(value);
}
