import { compile } from "@postel/compiler";
import { expect, it } from "vitest";
import { lineageCode } from "./lineage-code.ts";

async function setOf(files: Readonly<Record<string, string>>) {
  const texts = Object.entries(files).map(([path, imports]) => {
    const lines = imports.split(" ").flatMap((each) => (each === "" ? [] : [`import "${each}.proto";`]));
    return [`${path}.proto`, `syntax = "proto3"; package ${path.replace("/", ".")}; ${lines.join(" ")}`];
  });
  const compiled = await compile({ kind: "text", files: Object.fromEntries(texts) });
  if (compiled.kind === "invalid") throw new Error(JSON.stringify(compiled.problems));
  return compiled.set;
}

const PROTOS = { "v1/a": "", "v2/common": "", "v2/a": "v2/common", "v1/b": "", "v2/b": "v2/a", "v2/c": "" };

it.each([
  [
    "what is imported, and the functions beside it",
    ["v1/a", "v2/a"],
    {},
    ["v1/a", "v2/common", "v2/a"],
    ["v2/a", "v2/common"],
  ],
  ["nothing that only imports it", ["v2/common"], {}, ["v2/common"], ["v2/common"]],
  [
    "what a function imports",
    ["v2/c"],
    { "v2/c": `import x from "./common.upcast.js";` },
    ["v2/c", "v2/common"],
    ["v2/c", "v2/common"],
  ],
  [
    "the schemas behind what a function imports, and what is beside those",
    ["v2/c"],
    { "v2/c": `import { B } from '../v2/b_pb.js'; import "../v1/a_upcast.js"` },
    ["v1/a", "v2/common", "v2/a", "v2/b", "v2/c"],
    ["v2/a", "v2/b", "v2/c", "v2/common"],
  ],
  [
    "nothing of what is not there",
    ["v2/c"],
    { "v2/c": `import "../../x_pb.js"; import "./none.upcast.js"` },
    ["v2/c"],
    ["v2/c"],
  ],
])("takes %s", async (_, protos, texts: Readonly<Record<string, string>>, files, functions) => {
  const set = await setOf(PROTOS);
  const upcasts = new Map(
    ["v2/common", "v2/a", "v2/b", "v2/c"].map((path) => [`${path}.upcast.ts`, texts[path] ?? ""]),
  );
  const cut = lineageCode(
    { set, upcasts },
    protos.map((path) => `${path}.proto`),
  );
  expect(cut.set.files.map(({ path }) => path)).toEqual(
    set.files.map(({ path }) => path).filter((path) => files.includes(path.replace(".proto", ""))),
  );
  expect([...cut.upcasts.keys()].sort()).toEqual(functions.map((path) => `${path}.upcast.ts`));
});
