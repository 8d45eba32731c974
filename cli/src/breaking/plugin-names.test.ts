import { expect, it } from "vitest";
import { pluginNames } from "./plugin-names.ts";

it.each([
  [undefined, []],
  [null, []],
  ["text", []],
  [{ version: "v2" }, []],
  [{ plugins: {} }, []],
  [{ plugins: [null, 1, {}, { plugin: 1 }, { plugin: [] }] }, []],
  [{ plugins: [{ plugin: "buf-plugin-a" }, { plugin: ["b", "--flag"] }] }, ["buf-plugin-a", "b"]],
])("names the plugins of %j", (document, names) => {
  expect(pluginNames(document)).toEqual(names);
});
