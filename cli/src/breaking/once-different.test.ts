import { describe, expect, it } from "vitest";
import type { Files } from "../testing-support/race/draw-sides.ts";
import { type Place, placeSides } from "../testing-support/race/place-sides.ts";
import { raceBuf } from "../testing-support/race/race-buf.ts";
import { NATIVE_BUF } from "../testing-support/run-buf.ts";

/** A file of the package m0 or m1; those of m1 import m0's. */
function proto(at: number, type: string): string {
  const [imports, field] = at === 0 ? ["", ""] : ['import "m0/a.proto";\n', " m0.A a = 2;"];
  return `syntax = "proto3";\npackage m${at};\n${imports}message A { ${type} x = 1;${field} }\n`;
}

function modules(type: string, folders: readonly string[], config: Files): Files {
  const files = folders.map((folder, at) => [`${folder}/m${at}/a.proto`, proto(at, type)]);
  return { ...config, ...Object.fromEntries(files) };
}

const WORKSPACE = { "buf.yaml": "version: v2\nmodules: [{path: x/a}, {path: b}]\n" };
const ROOTS = { "buf.yaml": "version: v1beta1\nbuild: {roots: [src, more]}\n" };
const V1 = { "buf.yaml": "version: v1\n" };

/** Command lines that `postel breaking` once answered otherwise than buf: `folder: words`, by configuration. */
const CASES: readonly (readonly [string, readonly string[], Files, readonly string[]])[] = [
  [
    "a module of a workspace",
    ["x/a", "b"],
    WORKSPACE,
    [
      ".: after/b --against before/b",
      "repo: b --against .git#tag=v1,subdir=b",
      "after/b: . --against ../../before/b",
      ".: after/b/m1/a.proto --against before/b/m1/a.proto",
      "repo: ../repo --against ../before.zip",
      "after/x/a: ../../../after --against ../../../before",
      "repo: . --against .git#tag=v1 --path x/a,b/m1",
      'repo: . --against .git#tag=v1 --path "x/a',
      "after/b: ../../after --against ../../before --path nope",
      ".: after --against before.tar --path x",
    ],
  ],
  [
    "roots of v1beta1",
    ["src", "more"],
    ROOTS,
    [
      ".: after.tar --against before.tar",
      "repo: .git --against .git#tag=v1 --path more/m1",
      ".: after/src --against before/src",
      ".: after/src/m0 --against before/src/m0",
      "repo: .git#subdir=src/m0 --against .git#tag=v1,subdir=src/m0",
      ".: after/src/m0/a.proto --against before/src/m0/a.proto",
      "repo: src --against .git#tag=v1",
    ],
  ],
  [
    "a folder below a buf.yaml of v1",
    [".", "."],
    V1,
    [
      "after/m0: . --against ../../before/m0",
      "after/m1: . --against ../../before/m1",
      ".: after/m0 --against before/m0",
    ],
  ],
  [
    "words",
    [".", "."],
    V1,
    [
      ".: -#format=json --against before",
      ".: after#format=tar --against before",
      ".: after.json.gz#format=json --against before",
      ".: after-top.tgz.gz#format=tar --against before",
      "repo: . --against .git#tag=v1,depth=0",
      "repo: . --against .git#tag=v1 --disable-symlinks --timeout 1m",
      "repo: . --against .git#tag=v1 --timeout soon",
      "repo: . --against .git#tag=v1 --exclude-imports=T",
      "repo: --input . --against .git#tag=v1",
    ],
  ],
  [
    "a broken input against what is missing",
    [".", "."],
    { ...V1, "broken.proto": "message {" },
    [".: after --against nope.binpb", ".: after --against before --config {"],
  ],
];

describe.each(CASES)("about %s", (_name, folders, config, lines) => {
  it("says what buf says", { timeout: 120_000 }, async () => {
    const place = placeSides({ before: side("int32"), after: side("string"), files: [], folders: [] }, NATIVE_BUF);
    try {
      for (const line of lines)
        expect({ line, ...(await verdictOf(place, line)) }).toMatchObject({ line, verdict: "same" });
    } finally {
      place.close();
    }
  });

  function side(type: string): Files {
    return modules(type, folders, config);
  }
});

async function verdictOf({ folder }: Place, line: string) {
  const [cwd = "", words = ""] = line.split(": ");
  return raceBuf({ cwd: `${folder}/${cwd}`, words: words.split(" ") });
}
