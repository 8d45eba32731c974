import { propertyKey } from "../names/property.ts";
import type { NeededMethod, NeededObject } from "./needed-stubs.ts";

/** One method as it is first written, ending in a comma; every line is indented, its body by one `unit` more. */
export function methodText(
  { name, modifier, parameters, doc, body }: NeededMethod,
  indentation: string,
  unit = "  ",
): string {
  const head = `${modifier}${propertyKey(name)}(${parameters.join(", ")}) {`;
  const lines = [...docLines(doc), head, `${unit}${body}`, "},"];
  return lines.map((line) => `${indentation}${line}`.trimEnd()).join("\n");
}

/** A constant with all its methods. */
export function objectText({ constant, type, methods }: NeededObject): string {
  const body = methods.map((method) => methodText(method, "  ")).join("\n\n");
  return `export const ${constant}: ${type} = {\n${body}\n};`;
}

/** The import of one or more interfaces from one module. */
export function importText(types: readonly string[], from: string): string {
  return `import type { ${types.join(", ")} } from ${JSON.stringify(from)};`;
}

function docLines(doc: string): string[] {
  if (doc === "") return [];
  return [
    "/**",
    ...doc
      .replaceAll("*/", "*\\/")
      .split("\n")
      .map((line) => ` * ${line}`),
    " */",
  ];
}
