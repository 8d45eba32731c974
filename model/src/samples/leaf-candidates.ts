import { type DescEnum, type DescMessage, type JsonValue, ScalarType } from "@bufbuild/protobuf";
import { bytesCandidates } from "./bytes-candidates.ts";
import { fractionCandidates, integerCandidates } from "./number-candidates.ts";
import { listIn, type Rules, rulesIn } from "./rules-of.ts";
import { textCandidates } from "./text-candidates.ts";
import { instantCandidates, lengthCandidates } from "./time-candidates.ts";

/** ProtoJSON values of a scalar that most likely fit a field's rules, best first; never none. */
export function scalarCandidates(type: ScalarType, name: string, rules: Rules): readonly JsonValue[] {
  const own = rulesIn(rules, ScalarType[type].toLowerCase());
  switch (type) {
    case ScalarType.STRING:
      return textCandidates(name, own);
    case ScalarType.BYTES:
      return bytesCandidates(name, own);
    case ScalarType.BOOL:
      return typeof own.const === "boolean" ? [own.const] : [true, false];
    case ScalarType.FLOAT:
    case ScalarType.DOUBLE:
      return fractionCandidates(own);
    default:
      return orZero(
        (integerCandidates(type, own) ?? []).map((value) => (typeof value === "bigint" ? `${value}` : value)),
      );
  }
}

/** Names of an enum's values that its rules allow, zero last: it says the least. A value with several names is told once. */
export function enumCandidates(desc: DescEnum, rules: Rules): readonly JsonValue[] {
  const own = rulesIn(rules, "enum");
  const allowed = [...listIn(own, "in"), ...("const" in own ? [own.const] : [])].map(Number);
  const refused = new Set(listIn(own, "notIn").map(Number));
  const numbers = [...new Set(desc.values.map(({ number }) => number))].sort(
    (a, b) => Number(a === 0) - Number(b === 0),
  );
  const kept = numbers.filter((number) => !refused.has(number) && (allowed.length === 0 || allowed.includes(number)));
  return orZero(kept.map((number) => desc.values.find((value) => value.number === number)?.name ?? number));
}

/** ProtoJSON of the well-known types that are no objects there; undefined for every other message. */
export function wellKnownCandidates(
  { typeName }: DescMessage,
  name: string,
  rules: Rules,
): readonly JsonValue[] | undefined {
  switch (typeName) {
    case "google.protobuf.Timestamp":
      return instantCandidates(rulesIn(rules, "timestamp"));
    case "google.protobuf.Duration":
      return lengthCandidates(rulesIn(rules, "duration"));
    case "google.protobuf.FieldMask":
      return listIn(rulesIn(rules, "fieldMask"), "in").length > 0
        ? listIn(rulesIn(rules, "fieldMask"), "in")
        : ["name"];
    case "google.protobuf.Struct":
      return [{ key: "value" }, { key: 1.5 }];
    case "google.protobuf.ListValue":
      return [["value", 1.5]];
    case "google.protobuf.Value":
      return ["value", 1.5, true];
    case "google.protobuf.Empty":
      return [{}];
    default:
      return WRAPPERS[typeName] === undefined ? undefined : scalarCandidates(WRAPPERS[typeName], name, rules);
  }
}

const WRAPPERS: Readonly<Record<string, ScalarType>> = {
  "google.protobuf.BoolValue": ScalarType.BOOL,
  "google.protobuf.BytesValue": ScalarType.BYTES,
  "google.protobuf.DoubleValue": ScalarType.DOUBLE,
  "google.protobuf.FloatValue": ScalarType.FLOAT,
  "google.protobuf.Int32Value": ScalarType.INT32,
  "google.protobuf.Int64Value": ScalarType.INT64,
  "google.protobuf.StringValue": ScalarType.STRING,
  "google.protobuf.UInt32Value": ScalarType.UINT32,
  "google.protobuf.UInt64Value": ScalarType.UINT64,
};

/** Where no candidate fits, validation says why. */
function orZero(values: readonly JsonValue[]): readonly JsonValue[] {
  return values.length === 0 ? [0] : values;
}
