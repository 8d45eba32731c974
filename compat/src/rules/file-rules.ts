import { quote } from "../text.ts";
import { fileStart, pathsIn } from "./place.ts";
import { everywhere, type Rule, rule, unlikeV1Beta1 } from "./rule.ts";

/** Field numbers of google.protobuf.FileDescriptorProto. */
const PACKAGE = 2;
const SYNTAX = 12;

/** Rules about files as a whole. */
export const fileRules: readonly Rule[] = [
  rule({
    id: "FILE_NO_DELETE",
    purpose: "Checks that files are not deleted.",
    categories: everywhere("FILE CSR"),
    next: "Put the file back. If its types moved, leave it in place importing the new file publicly.",
    on: ["file.removed"],
    check: ({ before }) => ({
      element: before,
      was: fileStart(before),
      message: `Previously present file ${quote(before.path)} was deleted.`,
    }),
  }),
  rule({
    id: "FILE_SAME_PACKAGE",
    purpose: "Checks that files have the same package.",
    categories: unlikeV1Beta1("FILE PACKAGE WIRE_JSON WIRE CSR", "FILE"),
    next: "Keep the package. For a new major, add a file in a new package folder and leave this one.",
    on: ["file.changed"],
    check: ({ what, before, after, from, to }) => {
      if (what !== "package") return undefined;
      const message = `File package changed from ${quote(from)} to ${quote(to)}.`;
      return { element: after, place: pathsIn(after, [PACKAGE]), was: pathsIn(before, [PACKAGE]), message };
    },
  }),
  rule({
    id: "FILE_SAME_SYNTAX",
    purpose: "Checks that files have the same syntax.",
    categories: everywhere("FILE PACKAGE CSR"),
    next: "Keep the syntax: presence, enum openness and JSON follow from it.",
    on: ["file.changed"],
    check: ({ what, before, after, from, to }) => {
      if (what !== "syntax") return undefined;
      const message = `File syntax changed from ${quote(from)} to ${quote(to)}.`;
      return { element: after, place: pathsIn(after, [SYNTAX]), was: pathsIn(before, [SYNTAX]), message };
    },
  }),
];
