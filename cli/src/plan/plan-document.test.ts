import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadSet } from "../sources/load-set.ts";
import { tempFolder } from "../testing-support/temp-folder.ts";
import { planDocument } from "./plan-document.ts";

const ROOT = join(import.meta.dirname, "../../..");
const DOCS = readFileSync(join(ROOT, "docs/plan-json.md"), "utf8");
const shop = () => loadSet(join(ROOT, "proto"), { cwd: ROOT });

/** All keys of a document, and the values of its `kind`, `via` and `code`. */
function wordsOf(value: unknown, words = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const one of value) wordsOf(one, words);
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      words.add(key);
      if (["kind", "via", "code"].includes(key)) words.add(String(inner));
      wordsOf(inner, words);
    }
  return words;
}

const proto = (name: string, body: string) => `syntax = "proto3";\npackage ${name};\n${body}\n`;
const BEFORE = proto(
  "api.v1",
  `message M { string a = 1; optional string b = 2; oneof o { string c = 3; E d = 4; } N n = 5; map<string, E> m = 6; int64 s = 7; }
   message N { string x = 1; string y = 2; E e = 3; repeated E es = 4; } enum E { E_UNSPECIFIED = 0; E_A = 1; }
   message Gone { bool it_was = 1; }`,
);
const AFTER = proto(
  "api.v2",
  `message M { bytes a = 1; string b = 2; oneof o { string c = 3; E d = 4; } N n = 5; map<string, E> m = 6; int32 s = 7; E z = 8; }
   message N { repeated string x = 1; string why = 2; int32 e = 3; repeated E es = 4; } enum E { E_UNSPECIFIED = 0; E_A = 1; }
   message New { bool it_is = 1; }`,
);

it("holds nothing that docs/plan-json.md does not name", async () => {
  const folder = tempFolder({ "before/m.proto": BEFORE, "after/m.proto": AFTER });
  const [before, after] = [
    await loadSet(join(folder.path, "before"), { cwd: folder.path }),
    await loadSet(join(folder.path, "after"), { cwd: folder.path }),
  ];
  const words = [planDocument(await shop(), await shop()), planDocument(after, before)].map((one) => wordsOf(one));
  const told = new Set(DOCS.match(/[a-zA-Z_-]+/g));
  const missing = new Set(words.flatMap((all) => [...all].filter((word) => !told.has(word))));
  expect([...missing]).toEqual([]);
});

it("pairs public APIs that know nothing of Postel by the version in their package", async () => {
  const folder = tempFolder({ "before/m.proto": BEFORE, "after/m.proto": AFTER });
  const before = await loadSet(join(folder.path, "before"), { cwd: folder.path });
  const after = await loadSet(join(folder.path, "after"), { cwd: folder.path });
  const document = planDocument(after, before);
  expect(document.lineages).toEqual([]);
  expect(document.messages?.pairs.map(({ from, to, via }) => `${from} ${to} ${via}`)).toEqual([
    "api.v1.M api.v2.M lineage",
    "api.v1.N api.v2.N lineage",
  ]);
  expect([document.messages?.added, document.messages?.removed]).toEqual([["api.v2.New"], ["api.v1.Gone"]]);
  expect(
    document.unresolved.map(({ to, member, code, path, line }) => `${path}:${line} ${to}.${member} ${code}`),
  ).toEqual(["m.proto:3 api.v2.M.s not-assignable", "m.proto:4 api.v2.N.why new-scalar"]);
  expect(document.lost).toEqual([{ from: "api.v1.N", to: "api.v2.N", field: "y", certain: false, renamedTo: "why" }]);
});

it("plans the majors within one source where nothing is an event", async () => {
  const folder = tempFolder({ "v1/m.proto": BEFORE, "v2/m.proto": AFTER });
  const document = planDocument(await loadSet(folder.path, { cwd: folder.path }));
  expect(document.messages?.pairs.map(({ to }) => to)).toEqual(["api.v2.M", "api.v2.N"]);
  expect([document.messages?.added, document.messages?.removed]).toEqual([[], []]);
});

it("finds nothing to do between a source and itself", async () => {
  const set = await shop();
  const { messages, problems } = planDocument(set, set);
  expect(messages?.pairs.every(({ unchanged }) => unchanged)).toBe(true);
  expect([messages?.added, messages?.removed, problems]).toEqual([[], [], []]);
});
