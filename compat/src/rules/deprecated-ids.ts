import type { ConfigVersion } from "./rule.ts";

/** Ids that buf still accepts: the rules that replaced them. In v2 only the first is known. */
const REPLACEMENTS: ReadonlyMap<string, readonly string[]> = new Map([
  ["MESSAGE_SAME_MESSAGE_SET_WIRE_FORMAT", []],
  ["FIELD_SAME_CTYPE", ["FIELD_SAME_CPP_STRING_TYPE"]],
  [
    "FIELD_SAME_LABEL",
    ["FIELD_SAME_CARDINALITY", "FIELD_WIRE_COMPATIBLE_CARDINALITY", "FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY"],
  ],
  ["FILE_SAME_JAVA_STRING_CHECK_UTF8", ["FIELD_SAME_JAVA_UTF8_VALIDATION"]],
  ["FILE_SAME_PHP_GENERIC_SERVICES", []],
]);

/** The rules that replaced a deprecated id; undefined for an id that this version does not know as deprecated. */
export function replacementsOf(id: string, version: ConfigVersion): readonly string[] | undefined {
  return version === "v2" && id !== "MESSAGE_SAME_MESSAGE_SET_WIRE_FORMAT" ? undefined : REPLACEMENTS.get(id);
}
