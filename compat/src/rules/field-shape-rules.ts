import { FieldDescriptorProto_Type as Type } from "@bufbuild/protobuf/wkt";
import type { ChangeOf, FieldAspect } from "../change.ts";
import type { FieldElement } from "../schema/elements.ts";
import { CPP_EXTENSION, JAVA_EXTENSION, LANGUAGE_FEATURE_FIELD } from "../schema/features.ts";
import { isMapMember, kindOf } from "../schema/kinds.ts";
import { quote } from "../text.ts";
import { describeField, describeNumber } from "./field-text.ts";
import { declarationOf, featureCandidate, featureOf, nameOf, optionOf, type Place } from "./place.ts";
import { type Complaint, everywhere, type Rule, type RuleCategories, rule, sinceV2 } from "./rule.ts";

type FieldChanged = ChangeOf<"field.changed">;

/** Field numbers of google.protobuf.FieldDescriptorProto and FieldOptions. */
const AT = { defaultValue: 7, options: 8, jsonName: 10 } as const;
const OPTION = { ctype: 1, jstype: 6, features: 21 } as const;
const UTF8_FEATURE = 4;
/** `java_string_check_utf8`: field 27 of the options (8) of a file. */
const JAVA_STRING_CHECK_UTF8 = [8, 27];

interface FieldRuleSpec {
  readonly id: string;
  readonly purpose: string;
  readonly categories: RuleCategories;
  readonly next: string;
  readonly what: FieldAspect;
  /** False for changes that are none to this rule. */
  readonly applies?: (change: FieldChanged) => boolean;
  readonly message: (change: FieldChanged) => string;
  readonly place: (field: FieldElement) => Place;
}

function fieldRule({ what, applies, message, place, ...spec }: FieldRuleSpec): Rule {
  const check = (change: ChangeOf<"field.changed">): Complaint | undefined => {
    if (change.what !== what || applies?.(change) === false) return undefined;
    const { before, after } = change;
    return { element: after, place: place(after), was: place(before), message: message(change) };
  };
  return rule({ ...spec, on: ["field.changed"], check });
}

const both = (test: (field: FieldElement) => boolean) => (change: FieldChanged) =>
  test(change.before) && test(change.after);
const isText = both((field) => kindOf(field) === "string");
const isTextOrBytes = both((field) => kindOf(field) === "string" || kindOf(field) === "bytes");
const isField = ({ before }: FieldChanged) => before.extendee === "";
const INTEGERS_64: ReadonlySet<Type> = new Set([Type.INT64, Type.SINT64, Type.UINT64, Type.FIXED64, Type.SFIXED64]);

/** Rules about what a field looks like, its type and cardinality aside. */
export const fieldShapeRules: readonly Rule[] = [
  fieldRule({
    id: "FIELD_SAME_NAME",
    purpose: "Checks that fields have the same names in a given message.",
    categories: everywhere("FILE PACKAGE WIRE_JSON CSR"),
    next: "Keep the name; rename it in a new major with `(postel.v1.field).renamed_from`.",
    what: "name",
    message: ({ after, from, to }) => `${describeNumber(after)} changed name from ${quote(from)} to ${quote(to)}.`,
    place: nameOf,
  }),
  fieldRule({
    id: "FIELD_SAME_JSON_NAME",
    purpose: "Checks that fields have the same value for the json_name option.",
    categories: everywhere("FILE PACKAGE WIRE_JSON CSR"),
    next: 'Write the old JSON name: `[json_name = "…"]`.',
    what: "json name",
    applies: isField,
    message: ({ after, from, to }) =>
      `${describeField(after)} changed option "json_name" from ${quote(from)} to ${quote(to)}.`,
    place: (field) => optionalPart(field, AT.jsonName),
  }),
  fieldRule({
    id: "FIELD_SAME_JSTYPE",
    purpose: "Checks that fields have the same value for the jstype option.",
    categories: everywhere("FILE PACKAGE"),
    next: "Restore jstype: it decides the type in generated JavaScript.",
    what: "jstype",
    applies: both(({ proto }) => INTEGERS_64.has(proto.type)),
    message: ({ after, from, to }) =>
      `${describeField(after)} changed option "jstype" from ${quote(from)} to ${quote(to)}.`,
    place: (field) => optionOf(field, AT.options, OPTION.jstype),
  }),
  fieldRule({
    id: "FIELD_SAME_CPP_STRING_TYPE",
    purpose:
      "Checks that fields have the same C++ string type, based on ctype field option or (pb.cpp).string_type feature.",
    categories: everywhere("FILE PACKAGE"),
    next: "Restore the C++ string type: it decides the type in generated C++.",
    what: "C++ string type",
    applies: (change) =>
      isTextOrBytes(change) &&
      !both(isMapMember)(change) &&
      !(change.from === "STRING_PIECE" && change.to === "STRING"),
    message: ({ after, from, to }) =>
      `${describeField(after)} changed C++ string type from ${quote(from)} to ${quote(to)}.`,
    place: (field) => {
      const feature = featureCandidate(field, AT.options, OPTION.features, [CPP_EXTENSION, LANGUAGE_FEATURE_FIELD]);
      return withFallback(
        { file: field.file, candidates: [{ path: [...field.at, AT.options, OPTION.ctype] }, feature] },
        declarationOf(field),
      );
    },
  }),
  fieldRule({
    id: "FIELD_SAME_JAVA_UTF8_VALIDATION",
    purpose:
      "Checks that fields have the same Java string UTF8 validation, based on java_string_check_utf8 file option or (pb.java).utf8_validation feature.",
    categories: everywhere("FILE PACKAGE"),
    next: "Restore the option: Java would accept or refuse other texts than before.",
    what: "Java UTF8 validation",
    applies: isText,
    message: ({ after, from, to }) =>
      `${describeField(after)} changed Java string UTF8 validation from ${quote(from)} to ${quote(to)}.`,
    place: (field) =>
      withFallback(
        { file: field.file, candidates: [{ path: JAVA_STRING_CHECK_UTF8 }] },
        featureOf(field, AT.options, OPTION.features, JAVA_EXTENSION, LANGUAGE_FEATURE_FIELD),
      ),
  }),
  fieldRule({
    id: "FIELD_SAME_UTF8_VALIDATION",
    purpose: "Checks that string fields have the same UTF8 validation mode.",
    categories: everywhere("FILE PACKAGE"),
    next: "Restore the feature: readers would accept or refuse other texts than before.",
    what: "UTF8 validation",
    applies: isText,
    message: ({ after, from, to }) => `${describeField(after)} changed UTF8 validation from ${from} to ${to}.`,
    place: (field) => featureOf(field, AT.options, OPTION.features, UTF8_FEATURE),
  }),
  fieldRule({
    id: "FIELD_SAME_DEFAULT",
    purpose: "Checks that fields have the same default value, if a default is specified.",
    categories: sinceV2("FILE PACKAGE WIRE_JSON WIRE CSR"),
    next: "Restore the default: what is not on the wire would be read as another value.",
    what: "default",
    message: ({ after, from, to }) => `${describeField(after)} changed default value from ${from} to ${to}.`,
    place: (field) => optionalPart(field, AT.defaultValue),
  }),
  fieldRule({
    id: "FIELD_SAME_ONEOF",
    purpose: "Checks that fields have the same oneofs in a given message.",
    categories: everywhere("FILE PACKAGE WIRE_JSON WIRE CSR"),
    next: "Leave the field where it is: setting one field of a oneof clears the others. Add a new field instead.",
    what: "oneof",
    applies: isField,
    message: oneofMessage,
    place: declarationOf,
  }),
];

function oneofMessage({ after, from, to }: FieldChanged): string {
  // The stray q is buf's.
  if (from !== "" && to !== "")
    return `${describeField(after)}q moved from oneof ${quote(from)} to oneof ${quote(to)}.`;
  const [was, is] = from === "" ? ["outside", "inside"] : ["inside", "outside"];
  return `${describeField(after)} moved from ${was} to ${is} a oneof.`;
}

function withFallback(first: Place, second: Place): Place {
  return { file: first.file, candidates: [...first.candidates, ...second.candidates] };
}

function optionalPart(field: FieldElement, part: number): Place {
  return withFallback({ file: field.file, candidates: [{ path: [...field.at, part] }] }, declarationOf(field));
}
