import { stripTypeScriptTypes } from "node:module";
import { create, type DescMessage } from "@bufbuild/protobuf";
import type { Printable } from "@bufbuild/protoplugin";
import type { Expression } from "@postel/model";
import * as runtime from "@postel/runtime/gen/v1";
import { printValue } from "../expressions/print-expression.ts";
import type { References } from "../print/references.ts";

/** Finds message types; a registry of protobuf-es does. */
interface Types {
  getMessage(typeName: string): DescMessage | undefined;
}

/** Imports nothing: names of the runtime are members of `runtime`, schemas are found by name. */
const references = {
  runtime: (name: string) => `runtime.${name}`,
  own: (name: string) => name,
  create: () => "create",
  shape: (desc: DescMessage) => `shapes.${desc.name}`,
  schema: (desc: DescMessage) => `types.getMessage(${JSON.stringify(desc.typeName)})`,
} as unknown as References;

/** The TypeScript of an expression; what it imports is in `runtime`, `create`, `types` and, as types only, `shapes`. */
export function printedText(tree: Expression, types: Types): string {
  return textOf(printValue(tree, { ref: references, messageOf: (name) => types.getMessage(name) }));
}

function textOf(code: Printable): string {
  if (Array.isArray(code)) return code.map(textOf).join("");
  if (typeof code === "string") return code;
  throw new Error(`an expression prints something that is not text: ${JSON.stringify(code)}`);
}

/** A printed expression, ready to run; throws what it throws. */
export type Printed = (old: unknown, ...variables: readonly unknown[]) => unknown;

/** Makes printed expressions run; each may read `old` and variables, whose names stand beside it. */
export function runnable(
  expressions: readonly { readonly text: string; readonly variables?: readonly string[] }[],
  types: Types,
): Printed[] {
  const functions = expressions.map(
    ({ text, variables = [] }) => `(${["old", ...variables.map((name) => `$${name}`)].join(", ")}) => (${text})`,
  );
  const code = stripTypeScriptTypes(`export const all = [\n${functions.join(",\n")}\n];`).replace(
    "export const all =",
    "return",
  );
  return new Function("runtime", "create", "types", code)(runtime, create, types);
}
