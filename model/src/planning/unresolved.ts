import type { DescField, DescMessage, DescOneof } from "@bufbuild/protobuf";
import type { UnresolvedCode, UnresolvedOrigin } from "../plan.ts";
import { fieldRefOf, presenceOf } from "./field-ref-of.ts";

/** Says that a person must decide, and which ways there are. */
export function unresolved(
  target: DescField | DescOneof,
  source: DescMessage,
  code: UnresolvedCode,
  reason: string,
  candidates: readonly DescField[] = [],
): UnresolvedOrigin {
  const remedies = [...specific(target, source, code), writeFunction(target)];
  return { kind: "unresolved", code, reason, remedies, candidates: candidates.map(fieldRefOf) };
}

function specific(target: DescField | DescOneof, source: DescMessage, code: UnresolvedCode): string[] {
  if (target.kind === "oneof") return [];
  const expression = `derive it from the old message: [(postel.v1.field).upcast = "<expression over old>"]`;
  if (code === "no-source")
    return [...renameRemedy(target, source), ...optionalRemedy(target), defaultRemedy(target), expression].filter(
      (text) => text !== "",
    );
  if (code === "enum-values")
    return ['say on the old value which new value it becomes: [(postel.v1.value).becomes = "<NAME>"]', expression];
  if (code === "unpaired-message")
    return [
      'say on the new message which one it was: option (postel.v1.message).upcasts_from = "<full name>"',
      expression,
    ];
  if (code === "bad-rename") return ["name a field that the old message has"];
  return [expression];
}

/** Fields that the later message no longer has may live on under a new name. */
function renameRemedy(target: DescField, source: DescMessage): string[] {
  const gone = source.fields.filter(({ name }) => !target.parent.fields.some((field) => field.name === name));
  const alike = gone.find((field) => field.fieldKind === target.fieldKind && field.scalar === target.scalar);
  return alike === undefined
    ? []
    : [`if it is ${alike.name} under a new name: [(postel.v1.field).renamed_from = "${alike.name}"]`];
}

function optionalRemedy(target: DescField): string[] {
  return presenceOf(target) === "implicit" && target.fieldKind !== "list" && target.fieldKind !== "map"
    ? ["leave it unset in old events: make the field `optional`"]
    : [];
}

function defaultRemedy(target: DescField): string {
  const scalar = target.fieldKind === "scalar" || target.fieldKind === "enum";
  return scalar ? 'give old events its zero: [(postel.v1.field).upcast = "default"]' : "";
}

function writeFunction(target: DescField | DescOneof): string {
  const file = target.parent.file.proto.name.replace(/\.proto$/, ".upcast.ts");
  return `write the function ${target.localName} in ${file}`;
}
