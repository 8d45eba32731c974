import type { DescField, DescMessage, DescOneof } from "@bufbuild/protobuf";
import type { UnresolvedCode, UnresolvedOrigin } from "../plan.ts";
import type { Direction } from "./evolution-of.ts";
import { fieldRefOf, presenceOf } from "./field-ref-of.ts";
import { liftedFrom } from "./likely-moves.ts";
import { likelyRenames } from "./likely-renames.ts";

/** Says that a person must decide, and which ways there are. */
export function unresolved(
  target: DescField | DescOneof,
  source: DescMessage,
  direction: Direction,
  { code, reason, candidates = [], remedy }: Unresolved,
): UnresolvedOrigin {
  const remedies =
    direction === "down" ? [DOWNCAST] : [...specific(target, source, code, remedy), writeFunction(target, source)];
  const renamed = candidates.length === 0 && target.kind === "field" ? renamedInto(target, source) : [];
  return { kind: "unresolved", code, reason, remedies, candidates: [...candidates, ...renamed].map(fieldRefOf) };
}

/** Why a member is unresolved, and the source fields that its value may lie in. */
export interface Unresolved {
  readonly code: UnresolvedCode;
  readonly reason: string;
  readonly candidates?: readonly DescField[];
  /** A way out that only this case has. */
  readonly remedy?: string;
}

const UPCAST = 'derive it from the old message: [(postel.v1.field).upcast = "<expression over old>"]';
/** Nobody writes functions that read backwards. */
const DOWNCAST = 'derive it from the newer message: [(postel.v1.field).downcast = "<expression over old>"]';

function specific(
  target: DescField | DescOneof,
  source: DescMessage,
  code: UnresolvedCode,
  remedy: string | undefined,
): string[] {
  const own = remedy === undefined ? [] : [remedy];
  if (target.kind === "oneof") return [...own, ...target.fields.flatMap((field) => renameRemedy(field, source))];
  switch (code) {
    case "no-source":
    case "new-scalar":
      return [
        ...renameRemedy(target, source),
        ...liftRemedy(target, source),
        ...optionalRemedy(target),
        ...defaultRemedy(target),
        UPCAST,
      ];
    case "bad-rename":
      return ["name a field that the old message has"];
    default:
      // Annotations of a field that was there before speak of an earlier major.
      return source.typeName === target.parent.typeName ? own : [...own, UPCAST];
  }
}

/** A field that the later message no longer has may live on under a new name. */
function renameRemedy(target: DescField, source: DescMessage): string[] {
  return renamedInto(target, source).map(
    ({ name }) => `if ${target.name} is ${name} under a new name: [(postel.v1.field).renamed_from = "${name}"]`,
  );
}

function liftRemedy(target: DescField, source: DescMessage): string[] {
  const path = liftedFrom(target, source, target.parent);
  return path === undefined
    ? []
    : [`if ${target.name} is what ${path} was: [(postel.v1.field).upcast = "old.${path}"]`];
}

function renamedInto(target: DescField, source: DescMessage): DescField[] {
  return [...likelyRenames(source, target.parent)].filter(([, to]) => to === target).map(([from]) => from);
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

/** Functions stand between majors; a message that is its own earlier form has no place for one. */
function writeFunction(target: DescField | DescOneof, source: DescMessage): string {
  if (source.typeName === target.parent.typeName)
    return "make a new major of the package, and write a function for it there";
  const file = target.parent.file.proto.name.replace(/\.proto$/, ".upcast.ts");
  return `write the function ${target.localName} in ${file}`;
}
