import { expect, it } from "vitest";
import { loadSet } from "../sources/load-set.ts";
import { tempFolder } from "../testing-support/temp-folder.ts";
import { lineagePlans } from "./lineage-plans.ts";

const major = (version: string, body: string) =>
  `syntax = "proto3";\npackage t.${version};\nimport "postel/v1/event.proto";\n${body}\n`;
const event = (fields: string) => `message E { option (postel.v1.event) = {}; ${fields} }`;

const load = (files: Record<string, string>) => {
  const { path: folder } = tempFolder(files);
  return loadSet(folder, { cwd: folder });
};

const stepOf = async (before: string, after: string) => {
  const set = await load({ "t/v1/e.proto": major("v1", before), "t/v2/e.proto": major("v2", after) });
  const [step] = lineagePlans(set, undefined).lineages[0]?.steps ?? [];
  return { lossless: step?.lossless, gaps: step?.gaps.map(({ message, member }) => `${message}.${member}`) };
};

const FIELD = "(postel.v1.field)";

it.each([
  ["the same", "string a = 1;", "string a = 1;", []],
  ["renamed", "string a = 1;", `string b = 1 [${FIELD}.renamed_from = "a"];`, []],
  ["what is optional may be gone", "optional string a = 1;", "string b = 2;", []],
  ["a value that is gone", "string a = 1; int32 n = 2;", "string a = 1;", ["t.v1.E.n"]],
  ["widened", "int32 n = 1;", "int64 n = 1;", ["t.v1.E.n"]],
  [
    "changed, with a way back",
    `string n = 1 [${FIELD}.downcast = "string(old.n)"];`,
    `int64 n = 1 [${FIELD}.upcast = "int(old.n)"];`,
    [],
  ],
  [
    "joined",
    "string a = 1; string b = 2;",
    `string c = 3 [${FIELD}.upcast = "old.a + old.b"];`,
    ["t.v1.E.a", "t.v1.E.b"],
  ],
])("tells whether a step can be taken back: %s", async (_what, before, after, gaps) => {
  expect(await stepOf(event(before), event(after))).toEqual({ lossless: gaps.length === 0, gaps });
});

it("plans the lineages of wanted files alone, with majors that only the earlier source has", async () => {
  const one = (name: string, version: string) => [
    `${name}/${version}/e.proto`,
    major(version, event("string a = 1;")).replace("package t", `package ${name}`),
  ];
  const earlier = await load(Object.fromEntries([one("x", "v1"), one("y", "v1")]));
  const later = await load(Object.fromEntries([one("x", "v2"), one("y", "v2")]));
  const { lineages } = lineagePlans(later, earlier, (path) => path.startsWith("x/"));
  expect(lineages.map(({ lineage, majors }) => [lineage, ...majors])).toEqual([["x.E", "x.v1.E", "x.v2.E"]]);
  expect(lineagePlans(later, earlier).lineages).toHaveLength(2);
});
