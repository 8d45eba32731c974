import { quote } from "../text.ts";
import { pathsIn } from "./place.ts";
import { everywhere, type Rule, rule } from "./rule.ts";

/** The file options that generated code depends on: name, field number, value when it is not written. */
const OPTIONS: readonly (readonly [name: string, number: number, unset: string])[] = [
  ["cc_enable_arenas", 31, "true"],
  ["cc_generic_services", 16, "false"],
  ["csharp_namespace", 37, ""],
  ["go_package", 11, ""],
  ["java_generic_services", 17, "false"],
  ["java_multiple_files", 10, "false"],
  ["java_outer_classname", 8, ""],
  ["java_package", 1, ""],
  ["objc_class_prefix", 36, ""],
  ["optimize_for", 9, "SPEED"],
  ["php_class_prefix", 40, ""],
  ["php_metadata_namespace", 44, ""],
  ["php_namespace", 41, ""],
  ["py_generic_services", 18, "false"],
  ["ruby_package", 45, ""],
  ["swift_prefix", 39, ""],
];

/** Field number of `options` in google.protobuf.FileDescriptorProto. */
const FILE_OPTIONS = 8;

/** One rule for each file option that changes the names or shape of generated code. */
export const fileOptionRules: readonly Rule[] = OPTIONS.map(([option, number, unset]) =>
  rule({
    id: `FILE_SAME_${option.toUpperCase()}`,
    purpose: `Checks that files have the same value for the ${option} option.`,
    categories: everywhere("FILE PACKAGE"),
    next: `Restore ${option}: code generated from it is imported by name elsewhere.`,
    on: ["file.changed"],
    check: ({ what, name, before, after, from, to }) => {
      if (what !== "option" || name !== option) return undefined;
      const [old, now] = [from || unset, to || unset];
      if (old === now) return undefined;
      const path = [FILE_OPTIONS, number];
      const message = `File option ${quote(option)} changed from ${quote(old)} to ${quote(now)}.`;
      return { element: after, place: pathsIn(after, path), was: pathsIn(before, path), message };
    },
  }),
);
