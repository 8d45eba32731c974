import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { printAnnotations } from "@postel/compat";
import { expect, it } from "vitest";
import { runBuf } from "../testing-support/run-buf.ts";
import { type TempFolder, tempFolder } from "../testing-support/temp-folder.ts";
import type { BreakingFindings } from "./breaking-request.ts";
import { findBreaking } from "./find-breaking.ts";

/** Enough files that a pull request is compiled piece by piece. */
const FILES = 210;

const GIT = ".git#branch=main,subdir=p";

const FORMATS = ["text", "json", "msvs", "junit", "github-actions", "gitlab-code-quality"] as const;

const wide = `syntax = "proto3";
package wide.v1;
import "google/protobuf/timestamp.proto";
message Wide { string s = 1; google.protobuf.Timestamp at = 2; message Inner {} }
message Spare {}
enum Kind { KIND_UNSPECIFIED = 0; KIND_ONE = 1; }
`;

const old = `syntax = "proto2";
package old.v1;
import "closed.proto";
message Old { optional Closed c = 1; required string name = 2; extensions 100 to 200; }
extend Old { optional int32 more = 100; }
`;

const leaf = (index: number) => `syntax = "proto3";
package leaf.p${index % 7}.v1;
import "wide.proto";
message Leaf${index} { wide.v1.Wide wide = 1; int32 n = 2; wide.v1.Kind kind = 3; }
service Leaves${index} { rpc Get(Leaf${index}) returns (Leaf${index}); }
`;

const base: Readonly<Record<string, string>> = {
  "buf.yaml": "version: v2\nbreaking: {use: [FILE, PACKAGE, WIRE_JSON, WIRE]}\n",
  "wide.proto": wide,
  "old.proto": old,
  "closed.proto": 'syntax = "proto2";\npackage old.v1;\nenum Closed { FIRST = 1; SECOND = 2; }\n',
  "only.proto": 'syntax = "proto3";\npackage only.v1;\nmessage Only {}\n',
  ...Object.fromEntries(Array.from({ length: FILES }, (_, index) => [`leaf/l${index}.proto`, leaf(index)])),
};

type Edit = Readonly<Record<string, string | undefined>>;

const edits: Readonly<Record<string, Edit>> = {
  "nothing at all": {},
  "a field of three leaf files": Object.fromEntries(
    [3, 4, 5].map((index) => [`leaf/l${index}.proto`, leaf(index).replace("int32 n = 2", "string m = 2")]),
  ),
  "a comment of a file that all import": { "wide.proto": `// New.\n${wide}` },
  "a field of a file that all import": { "wide.proto": wide.replace("string s = 1", "bytes s = 1") },
  "an enum's first value, the default of fields elsewhere": {
    "closed.proto": base["closed.proto"]?.replace("FIRST = 1; SECOND = 2;", "SECOND = 2; FIRST = 1;"),
  },
  "a message that nobody refers to is gone": { "wide.proto": wide.replace("message Spare {}\n", "") },
  "a message that others refer to is gone": { "wide.proto": wide.replace("message Wide", "message Narrow") },
  "a package is gone": { "only.proto": undefined },
  "a package is renamed": { "only.proto": base["only.proto"]?.replace("only.v1", "only.v2") },
  "a file is renamed": { "leaf/l9.proto": undefined, "leaf/renamed.proto": leaf(9) },
  "a message moves to another file of its package": {
    "leaf/l0.proto": leaf(0)
      .replace(/^service.*\n/m, "")
      .replace("message Leaf0", "message Moved"),
    "leaf/l7.proto": `${leaf(7)}message Leaf0 {}\n`,
  },
  "an import goes and leaves its type behind": { "leaf/l1.proto": leaf(1).replace('import "wide.proto";\n', "") },
  "an import that nothing uses": { "only.proto": `${base["only.proto"]}import "wide.proto";\n` },
  "a file that does not parse": { "leaf/l2.proto": "message {", "leaf/l5.proto": undefined },
  "a name that another file has": { "leaf/l8.proto": `${leaf(8)}message Leaf1 {}\n` },
  "another syntax": { "leaf/l6.proto": leaf(6).replace('"proto3"', '"proto2"') },
  "editions and features": {
    "old.proto": old
      .replace('syntax = "proto2";', 'edition = "2023";')
      .replaceAll("optional ", "")
      .replace("required ", ""),
  },
  "an extension with a number that is taken": {
    "extra.proto": `syntax = "proto2";\npackage x;\nimport "old.proto";\nextend old.v1.Old { optional int32 x = 100; }\n`,
  },
  "a file of the compiler's own": {
    "google/protobuf/timestamp.proto":
      'syntax = "proto3";\npackage google.protobuf;\nmessage Timestamp { int64 seconds = 1; }\n',
  },
};

/** The module, committed and beside as the folder `before`, with a cache of its own. */
function repository(): TempFolder {
  const under = (root: string) =>
    Object.fromEntries(Object.entries(base).map(([path, text]) => [`${root}/${path}`, text]));
  const folder = tempFolder({ ...under("p"), ...under("before") });
  folder.commit();
  process.env.POSTEL_CACHE_DIR = join(folder.path, "cache");
  return folder;
}

async function ask(folder: TempFolder, against: string): Promise<BreakingFindings> {
  const request = { input: "p", against, cwd: folder.path, path: [], excludePath: [], config: undefined };
  const flags = { limitToInputFiles: false, excludeImports: false, disableSymlinks: false };
  const rest = { againstConfig: undefined, errorFormat: "text", timeout: undefined } as const;
  const answer = await findBreaking({ ...request, ...flags, ...rest });
  if (answer.kind !== "findings") throw new Error("buf was asked");
  return answer;
}

async function withEdit<T>(folder: TempFolder, edit: Edit, use: () => Promise<T>): Promise<T> {
  const place = (changes: Edit) =>
    folder.write(Object.fromEntries(Object.entries(changes).map(([path, text]) => [`p/${path}`, text])));
  place(edit);
  try {
    return await use();
  } finally {
    place(Object.fromEntries(Object.keys(edit).map((path) => [path, base[path]])));
  }
}

it("finds what buf finds, in its words", { timeout: 300_000 }, async () => {
  const folder = repository();
  let round = 0;
  for (const [name, edit] of Object.entries(edits))
    await withEdit(folder, edit, async () => {
      const format = FORMATS[++round % FORMATS.length] ?? "json";
      const words = ["breaking", "p", "--against", "before", "--error-format", format];
      const [{ annotations }, buf] = await Promise.all([ask(folder, GIT), runBuf(words, { cwd: folder.path })]);
      expect(printAnnotations(annotations, format), name).toBe(buf.stdout);
    });
});

it("stays right when the cached base is poisoned where it is read", { timeout: 60_000 }, async () => {
  const folder = repository();
  await withEdit(folder, edits["a field of three leaf files"] ?? {}, async () => {
    const right = await ask(folder, GIT);
    expect(right.annotations.length).toBeGreaterThan(3);
    const images = join(folder.path, "cache/images");
    const [name = ""] = readdirSync(images);
    const stored = readFileSync(join(images, name));
    const places = [stored.indexOf("Leaf3", stored.indexOf("\n") + 200_000), stored.length - 40, 10, 300];
    for (const place of places) {
      const poisoned = Buffer.from(stored);
      poisoned[place] = (poisoned[place] ?? 0) ^ 1;
      writeFileSync(join(images, name), poisoned);
      expect(await ask(folder, GIT)).toEqual(right);
    }
  });
});
