import { type DescField, type DescMessage, ScalarType } from "@bufbuild/protobuf";
import { event } from "@postel/proto";
import { placeOf } from "../place.ts";
import { type ModelProblem, problemAt } from "../problem.ts";

/** The fields that lead to a key, outermost first, or what is wrong with the path. */
export type KeyPath =
  | { readonly kind: "ok"; readonly fields: readonly DescField[] }
  | { readonly kind: "bad"; readonly reason: string };

const NO_KEYS: ReadonlySet<ScalarType> = new Set([ScalarType.DOUBLE, ScalarType.FLOAT, ScalarType.BOOL]);
const KEY = 2;

/** Follows a partition key's path, such as `order.id`, to a string, an integer or bytes. */
export function keyPath(message: DescMessage, path: string): KeyPath {
  const names = path.split(".");
  const fields: DescField[] = [];
  let at: DescMessage | undefined = message;
  for (const [index, name] of names.entries()) {
    const found: DescField | undefined = at?.fields.find((candidate) => candidate.name === name);
    if (found === undefined) return bad(`${at?.typeName ?? message.typeName} has no field ${JSON.stringify(name)}`);
    const last = index === names.length - 1;
    const reason = last ? unfitKey(found) : unfitStep(found);
    if (reason !== undefined) return bad(`the field ${found.name} ${reason}`);
    fields.push(found);
    at = found.message;
  }
  return { kind: "ok", fields };
}

/** Reports an event's key when it leads nowhere. */
export function keyProblem(message: DescMessage, path: string): ModelProblem | undefined {
  if (path === "") return undefined;
  const result = keyPath(message, path);
  if (result.kind === "ok") return undefined;
  return problemAt(
    placeOf(message, [event.number, KEY]),
    "BAD_KEY",
    `${message.typeName} says key ${JSON.stringify(path)}, but ${result.reason}. ` +
      "A key is the path of a string, integer or bytes field, such as `order_id` or `order.id`.",
  );
}

function bad(reason: string): KeyPath {
  return { kind: "bad", reason };
}

function unfitKey(field: DescField): string | undefined {
  if (field.fieldKind !== "scalar") return `is ${article(field)}`;
  return NO_KEYS.has(field.scalar) ? `is a ${ScalarType[field.scalar].toLowerCase()}` : undefined;
}

function unfitStep(field: DescField): string | undefined {
  return field.fieldKind === "message" ? undefined : `is ${article(field)} and has no fields of its own`;
}

function article(field: DescField): string {
  const words = { scalar: "a scalar", enum: "an enum", message: "a message", list: "repeated", map: "a map" };
  return words[field.fieldKind];
}
