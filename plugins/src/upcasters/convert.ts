import type { Printable } from "@bufbuild/protoplugin";
import { type Conversion, type FieldRef, packageVersion, type ScalarConversion } from "@postel/model";
import { PluginError } from "../errors.ts";
import { localName } from "../names/local-name.ts";
import { pairKey } from "./pair-key.ts";
import type { StepFile, StepFunction } from "./step-file.ts";

/** Where a value stands in its message, for the path of what is unmappable. */
interface Spot {
  /** Name of the source field. */
  readonly field: string;
  /** Code that gives the index of a list, or the key of a map, as the path shows it. */
  readonly key?: Printable;
}

/** Prints how the value of a source field becomes that of a target field. */
export function convertField(
  within: StepFunction,
  conversion: Conversion,
  value: Printable,
  source: FieldRef,
): Printable {
  if (conversion.kind === "list") return convertList(within, conversion.element, value, source.name);
  if (conversion.kind === "map") return convertMap(within, conversion.value, value, source);
  return convert(within, conversion, value, { field: source.name });
}

function convert(within: StepFunction, conversion: Conversion, value: Printable, spot: Spot): Printable {
  switch (conversion.kind) {
    case "identity":
      return value;
    case "scalar":
      return convertScalar(within, conversion.name, value);
    case "enum-number":
      return [knownValue(within.out, conversion.enum), "(", value, ...enumArguments(spot), ")"];
    case "enum":
      return [enumStep(within.out, conversion), "(", value, ...enumArguments(spot), ")"];
    case "message":
      return [messageStep(within.out, conversion), "(", value, ...messageArguments(within, conversion, spot), ")"];
    case "unwrap":
      return convert(within, conversion.value, [value, ".value"], spot);
    case "box": {
      const inner = convert(within, conversion.value, value, spot);
      return [`{ $typeName: ${text(conversion.message)} as const, value: `, inner, " }"];
    }
    case "wrap":
      return ["[", convert(within, conversion.element, value, spot), "]"];
    default:
      throw new PluginError("plan_unknown", { why: `has a list or map in another, in ${spot.field}` });
  }
}

/** A function of one parameter is passed as it is, which saves a closure. */
function convertList(within: StepFunction, conversion: Conversion, value: Printable, field: string): Printable {
  if (conversion.kind === "identity") return value;
  if (conversion.kind === "message" && !takesPath(within, conversion))
    return [value, ".map(", messageStep(within.out, conversion), ")"];
  const parameters = needsSpot(within, conversion) ? "value, index" : "value";
  const element = convert(within, conversion, "value", { field, key: "index" });
  return [value, `.map((${parameters}) => `, conversion.kind === "box" ? ["(", element, ")"] : element, ")"];
}

/** `Object.fromEntries` also keeps a key `__proto__` a key. */
function convertMap(
  within: StepFunction,
  conversion: Conversion,
  value: Printable,
  { name, type }: FieldRef,
): Printable {
  if (conversion.kind === "identity") return value;
  const isText = type.kind === "map" && type.key === "string";
  const key = isText ? [within.out.ref.own("JSON"), ".stringify(key)"] : "key";
  const converted = convert(within, conversion, "value", { field: name, key });
  return ["Object.fromEntries(Object.entries(", value, ").map(([key, value]) => [key, ", converted, "]))"];
}

function needsSpot(within: StepFunction, conversion: Conversion): boolean {
  if (conversion.kind === "message") return takesPath(within, conversion);
  return conversion.kind === "enum" || conversion.kind === "enum-number";
}

/** Enum functions join the path when they need it: enums come in long lists. */
function enumArguments({ field, key }: Spot): Printable[] {
  return [`, at, ${text(field)}`, ...(key === undefined ? [] : [", ", key])];
}

function messageArguments(within: StepFunction, pair: Ends, { field, key }: Spot): Printable[] {
  if (!takesPath(within, pair)) return [];
  return key === undefined ? [`, at + ${text(`${field}.`)}`] : [`, \`\${at}${field}[\${`, key, "}].`"];
}

function takesPath({ out }: StepFunction, pair: Ends): boolean {
  return out.evolution.unmappable.has(pairKey(pair));
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
  if (home === undefined || pair === undefined)
    throw new PluginError("plan_unknown", { why: `refers to ${key}, but does not hold it` });
  return ref.sibling(home.file, `_${evolution.verb}.js`, pair.names.step);
}

/** The function that lets only known values of an enum pass; one per enum and file. */
function knownValue(out: StepFile, name: string): Printable {
  const desc = out.enumOf(name);
  if (desc === undefined) throw new PluginError("plan_unknown", { why: `refers to ${name}, but does not hold it` });
  const wanted = `known$${localName(desc)}V${packageVersion(desc.file.proto.package).major}`;
  let known = wanted;
  for (let count = 2; (out.knownValues.get(known) ?? desc) !== desc; count++) known = `${wanted}_${count}`;
  out.knownValues.set(known, desc);
  return out.ref.own(known);
}

function text(value: string): string {
  return JSON.stringify(value);
}
