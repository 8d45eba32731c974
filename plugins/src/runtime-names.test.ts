import * as runtime from "@postel/runtime/gen/v1";
import { expect, it } from "vitest";
import { RUNTIME, runtimeNames } from "./runtime-names.ts";
import { typeCheck } from "./test-support/type-check.ts";

it("lists only values that the runtime exports", () => {
  const values = Object.entries(runtimeNames).flatMap(([name, kind]) => (kind === "value" ? [name] : []));
  expect(Object.keys(runtime)).toEqual(expect.arrayContaining(values));
});

it("lists only names that the runtime exports, types as types", () => {
  const imports = Object.entries(runtimeNames).map(([name, kind]) => `${kind === "type" ? "type " : ""}${name}`);
  const text = `export { ${imports.join(", ")} } from ${JSON.stringify(RUNTIME)};\n`;
  expect(typeCheck({ "names.ts": text })).toEqual([]);
});
