import type { Printable } from "@bufbuild/protoplugin";
import type { CopyOrigin, FieldRef, MemberPlan } from "@postel/model";
import { printValue } from "../expressions/print-expression.ts";
import { access } from "../names/property.ts";
import { printLiteral } from "../print/print-literal.ts";
import { convertField } from "./convert.ts";
import { oneofStep } from "./print-oneof.ts";
import { readSource } from "./read-source.ts";
import type { StepFunction } from "./step-file.ts";

/**
 * Code for one member of the target. `value`: always set. `if`: set where `test` holds. `maybe`: set unless the code
 * gives undefined or null.
 */
export type MemberCode =
  | { readonly kind: "value"; readonly name: string; readonly code: Printable }
  | { readonly kind: "if"; readonly name: string; readonly test: string; readonly code: Printable }
  | { readonly kind: "maybe"; readonly name: string; readonly code: Printable };

/** Prints where one member comes from; undefined for what stays unset. */
export function memberCode(within: StepFunction, member: MemberPlan): MemberCode | undefined {
  const { name, origin } = member.kind === "field" ? named(member, member.field) : named(member, member.oneof);
  if (origin.kind === "unresolved") return authoredCode(within, member, name);
  if (member.kind === "oneof")
    return {
      kind: "value",
      name,
      code: origin.kind === "unset" ? "{ case: undefined }" : oneofStep(within, member.oneof),
    };
  return fieldCode(within, member);
}

function named<M extends MemberPlan>(member: M, { localName }: { readonly localName: string }) {
  return { name: localName, origin: member.origin };
}

function fieldCode(
  within: StepFunction,
  { field, origin }: Extract<MemberPlan, { kind: "field" }>,
): MemberCode | undefined {
  const name = field.localName;
  const { ref } = within.out;
  switch (origin.kind) {
    case "copy":
      return copyCode(within, field, origin);
    case "expression": {
      const code = printValue(origin.tree, within.out);
      return origin.nullable ? { kind: "maybe", name, code } : { kind: "value", name, code };
    }
    case "zero":
    case "default":
      return { kind: "value", name, code: printLiteral(origin.value, ref) };
    default:
      return emptyCode(field);
  }
}

function emptyCode({ type, localName: name }: FieldRef): MemberCode | undefined {
  if (type.kind === "list") return { kind: "value", name, code: "[]" };
  return type.kind === "map" ? { kind: "value", name, code: "{}" } : undefined;
}

function copyCode(within: StepFunction, target: FieldRef, origin: CopyOrigin): MemberCode {
  const { source, presence, conversion } = origin;
  const name = target.localName;
  const read = readSource(source, within.sourceUsesPrototype);
  const converted = (value: Printable) => convertField(within, conversion, value, source);
  if (presence.kind === "default") {
    const fallback = printLiteral(presence.value, within.out.ref);
    return { kind: "value", name, code: converted(["(", read.orUnset, " ?? ", fallback, ")"]) };
  }
  // protobuf-es has required messages as optional properties.
  if (presence.kind === "always" && source.type.kind !== "message")
    return { kind: "value", name, code: converted(read.value) };
  if (target.type.kind === "list")
    return { kind: "value", name, code: ["(", read.isSet, " ? ", converted(read.value), " : [])"] };
  return { kind: "if", name, test: read.isSet, code: converted(read.value) };
}

/** What a person writes: `orderPlacedFromV1.shippingAddress(old)`. */
function authoredCode({ out, pair }: StepFunction, member: MemberPlan, name: string): MemberCode {
  const authored = out.ref.sibling(out.home.file, ".upcast.js", pair.names.constant);
  const code = [authored, access(name), "(old)"];
  const mayBeUnset = member.kind === "field" && member.field.presence === "explicit";
  return mayBeUnset ? { kind: "maybe", name, code } : { kind: "value", name, code };
}
