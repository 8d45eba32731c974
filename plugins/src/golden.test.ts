import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileProtos, ROOM } from "./test-support/compile-protos.ts";
import { type Code, generateAll, type Parameters } from "./test-support/generate-all.ts";
import { typeCheck } from "./test-support/type-check.ts";

const GOLDEN = join(ROOM, "testdata/golden");

/** One case: `case.json` with the folder of its schemas and the plugins' parameters, `gen/` with what they print. */
interface Case {
  readonly proto: string;
  readonly parameters: Parameters;
}

async function run(name: string): Promise<Code> {
  const { proto, parameters }: Case = JSON.parse(readFileSync(join(GOLDEN, name, "case.json"), "utf8"));
  return generateAll(compileProtos(join(GOLDEN, name, proto)), parameters);
}

/** The author's files of a case, beside the generated ones. */
function authored(name: string): Code {
  const folder = join(GOLDEN, name, "authored");
  if (!existsSync(folder)) return {};
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".ts"));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

const names = readdirSync(GOLDEN);

describe("generated code", () => {
  it.each(names)("%s is printed as committed", async (name) => {
    const code = await run(name);
    const ours = Object.entries(code).filter(([path]) => !path.endsWith("_pb.ts"));
    for (const [path, text] of ours) await expect(text).toMatchFileSnapshot(join(GOLDEN, name, "gen", path));
    const committed = readdirSync(join(GOLDEN, name, "gen"), { recursive: true, encoding: "utf8" });
    expect(ours.map(([path]) => path).sort()).toEqual(committed.filter((path) => path.endsWith(".ts")).sort());
  });

  it("compiles under the strictest options", async () => {
    const all = await Promise.all(
      names.map(async (name) => ({ name, code: { ...(await run(name)), ...authored(name) } })),
    );
    const files = all.flatMap(({ name, code }) =>
      Object.entries(code).map(([path, text]) => [`${name}/${path}`, text]),
    );
    expect(typeCheck(Object.fromEntries(files))).toEqual([]);
  });
});
