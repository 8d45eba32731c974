import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import {
  Edition,
  type FeatureSet,
  FeatureSet_EnumType,
  FeatureSet_FieldPresence,
  FeatureSet_JsonFormat,
  FeatureSet_MessageEncoding,
  FeatureSet_Utf8Validation,
} from "@bufbuild/protobuf/wkt";

/** `pb.CppFeatures.StringType`. */
export const CppStringType = { VIEW: 1, CORD: 2, STRING: 3 } as const;
/** `pb.JavaFeatures.Utf8Validation`. */
export const JavaUtf8 = { DEFAULT: 1, VERIFY: 2 } as const;

/** The features of one element after inheritance; numbers are those of the enums in descriptor.proto. */
export interface Features {
  readonly presence: FeatureSet_FieldPresence;
  readonly enumType: FeatureSet_EnumType;
  readonly utf8: FeatureSet_Utf8Validation;
  readonly encoding: FeatureSet_MessageEncoding;
  readonly json: FeatureSet_JsonFormat;
  readonly cppString: number;
  readonly javaUtf8: number;
}

const PROTO2: Features = {
  presence: FeatureSet_FieldPresence.EXPLICIT,
  enumType: FeatureSet_EnumType.CLOSED,
  utf8: FeatureSet_Utf8Validation.NONE,
  encoding: FeatureSet_MessageEncoding.LENGTH_PREFIXED,
  json: FeatureSet_JsonFormat.LEGACY_BEST_EFFORT,
  cppString: CppStringType.STRING,
  javaUtf8: JavaUtf8.DEFAULT,
};

const PROTO3: Features = {
  ...PROTO2,
  presence: FeatureSet_FieldPresence.IMPLICIT,
  enumType: FeatureSet_EnumType.OPEN,
  utf8: FeatureSet_Utf8Validation.VERIFY,
  json: FeatureSet_JsonFormat.ALLOW,
};

const EDITION_2023: Features = { ...PROTO3, presence: FeatureSet_FieldPresence.EXPLICIT };
const EDITION_2024: Features = { ...EDITION_2023, cppString: CppStringType.VIEW };

/** The features that a file of this syntax and edition starts from. */
export function defaultFeatures(syntax: string, edition: Edition): Features {
  if (syntax === "editions") return edition >= Edition.EDITION_2024 ? EDITION_2024 : EDITION_2023;
  return syntax === "proto3" ? PROTO3 : PROTO2;
}

/** Lays an element's own features over those it inherits. */
export function mergeFeatures(inherited: Features, own: FeatureSet | undefined): Features {
  if (own === undefined) return inherited;
  return {
    presence: own.fieldPresence || inherited.presence,
    enumType: own.enumType || inherited.enumType,
    utf8: own.utf8Validation || inherited.utf8,
    encoding: own.messageEncoding || inherited.encoding,
    json: own.jsonFormat || inherited.json,
    cppString: languageFeature(own, CPP_EXTENSION) || inherited.cppString,
    javaUtf8: languageFeature(own, JAVA_EXTENSION) || inherited.javaUtf8,
  };
}

/** Field number of the extension `pb.cpp` of google.protobuf.FeatureSet. */
export const CPP_EXTENSION = 1000;
/** Field number of the extension `pb.java` of google.protobuf.FeatureSet. */
export const JAVA_EXTENSION = 1001;
/** Field number of both `pb.CppFeatures.string_type` and `pb.JavaFeatures.utf8_validation`. */
export const LANGUAGE_FEATURE_FIELD = 2;

/** Reads field 2 of a language's feature extension, 0 when it is not set; the schema of the extension need not be known. */
function languageFeature(features: FeatureSet, extension: number): number {
  let value = 0;
  for (const field of features.$unknown ?? []) {
    if (field.no !== extension || field.wireType !== WireType.LengthDelimited) continue;
    const reader = new BinaryReader(new BinaryReader(field.data).bytes());
    while (reader.pos < reader.len) {
      const [number, wireType] = reader.tag();
      if (number === LANGUAGE_FEATURE_FIELD && wireType === WireType.Varint) value = reader.int32();
      else reader.skip(wireType, number);
    }
  }
  return value;
}

/** The name of the JSON format feature, such as "ALLOW". */
export function jsonFormatName({ json }: Features): string {
  return FeatureSet_JsonFormat[json];
}
