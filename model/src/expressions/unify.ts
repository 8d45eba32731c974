import type { ExpressionType } from "../expression.ts";
import { typeText } from "./typed.ts";

/** The one type that values of two types have, or undefined: null makes it nullable, an empty list or map gives way. */
export function unify(a: ExpressionType, b: ExpressionType): ExpressionType | undefined {
  if (a.kind === "null" || b.kind === "null") return orNull(a.kind === "null" ? b : a);
  if (a.kind === "nullable" || b.kind === "nullable") {
    const type = unify(withoutNull(a), withoutNull(b));
    return type === undefined ? undefined : orNull(type);
  }
  if (a.kind === "list" && b.kind === "list") return unifyLists(a, b);
  if (a.kind === "map" && b.kind === "map") return unifyMaps(a, b);
  return typeText(a) === typeText(b) ? a : undefined;
}

/** The type of what is left when it is not null. */
export function withoutNull(type: ExpressionType): ExpressionType {
  return type.kind === "nullable" ? type.of : type;
}

function orNull(type: ExpressionType): ExpressionType {
  return type.kind === "null" || type.kind === "nullable" ? type : { kind: "nullable", of: type };
}

type List = Extract<ExpressionType, { kind: "list" }>;
type Mapping = Extract<ExpressionType, { kind: "map" }>;

function unifyLists(a: List, b: List): List | undefined {
  const element = unifyParts(a.element, b.element);
  return element === undefined ? undefined : { kind: "list", element };
}

function unifyMaps(a: Mapping, b: Mapping): Mapping | undefined {
  const [key, value] = [unifyParts(a.key, b.key), unifyParts(a.value, b.value)];
  return key === undefined || value === undefined ? undefined : { kind: "map", key, value };
}

/** No list holds null: as an element's type it marks an empty list. */
function unifyParts(a: ExpressionType, b: ExpressionType): ExpressionType | undefined {
  if (a.kind === "null") return b;
  return b.kind === "null" ? a : unify(a, b);
}
