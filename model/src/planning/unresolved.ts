import type { DescField, DescMessage, DescOneof } from "@bufbuild/protobuf";
import type { UnresolvedCode, UnresolvedOrigin } from "../plan.ts";
import type { Direction } from "./evolution-of.ts";
import { fieldRefOf, presenceOf } from "./field-ref-of.ts";
import { likelyRenames } from "./likely-renames.ts";

/** Says that a person must decide, and which ways there are. */
export function unresolved(
  target: DescField | DescOneof,
  source: DescMessage,
  direction: Direction,
  { code, reason, candidates = [] }: Unresolved,
): UnresolvedOrigin {
  const remedies = direction === "down" ? [DOWNCAST] : [...specific(target, source, code), writeFunction(target)];
  return { kind: "unresolved", code, reason, remedies, candidates: candidates.map(fieldRefOf) };
}

/** Why a member is unresolved, and the source fields that its value may lie in. */
export interface Unresolved {
  readonly code: UnresolvedCode;
  readonly reason: string;
  readonly candidates?: readonly DescField[];
}

const UPCAST = 'derive it from the old message: [(postel.v1.field).upcast = "<expression over old>"]';
/** Nobody writes functions that read backwards. */
const DOWNCAST = 'derive it from the newer message: [(postel.v1.field).downcast = "<expression over old>"]';

function specific(target: DescField | DescOneof, source: DescMessage, code: UnresolvedCode): string[] {
  if (target.kind === "oneof") return [];
  switch (code) {
    case "no-source":
    case "new-scalar":
      return [...renameRemedy(target, source), ...optionalRemedy(target), ...defaultRemedy(target), UPCAST];
    case "enum-values":
      return ['say on the old value which new value it becomes: [(postel.v1.value).becomes = "<NAME>"]', UPCAST];
    case "unpaired-message":
      return [
        'say on the new message which one it was: option (postel.v1.message).upcasts_from = "<full name>"',
        UPCAST,
      ];
    case "bad-rename":
      return ["name a field that the old message has"];
    default:
      return [UPCAST];
  }
}

/** A field that the later message no longer has may live on under a new name. */
function renameRemedy(target: DescField, source: DescMessage): string[] {
  const renamed = [...likelyRenames(source, target.parent)].find(([, to]) => to === target)?.[0];
  return renamed === undefined
    ? []
    : [`if it is ${renamed.name} under a new name: [(postel.v1.field).renamed_from = "${renamed.name}"]`];
}

function optionalRemedy(target: DescField): string[] {
  return presenceOf(target) === "implicit" && target.fieldKind !== "list" && target.fieldKind !== "map"
    ? ["leave it unset in old events: make the field `optional`"]
    : [];
}

function defaultRemedy(target: DescField): string[] {
  const scalar = target.fieldKind === "scalar" || target.fieldKind === "enum";
  return scalar ? ['give old events its zero: [(postel.v1.field).upcast = "default"]'] : [];
}

function writeFunction(target: DescField | DescOneof): string {
  const file = target.parent.file.proto.name.replace(/\.proto$/, ".upcast.ts");
  return `write the function ${target.localName} in ${file}`;
}
