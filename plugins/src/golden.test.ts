import { readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { GOLDEN, type GoldenCase, generateCase, readCode } from "./test-support/load-case.ts";
import { typeCheck } from "./test-support/type-check.ts";

const names = readdirSync(GOLDEN);
const cases = new Map<string, GoldenCase>();

beforeAll(async () => {
  for (const name of names) cases.set(name, await generateCase(name));
});

describe("generated code", () => {
  it.each(names)("%s is printed as committed", async (name) => {
    const ours = Object.entries(cases.get(name)?.code ?? {}).filter(([path]) => !path.endsWith("_pb.ts"));
    const committed = Object.keys(readCode(join(GOLDEN, name, "gen")));
    for (const [path, text] of ours) await expect(text).toMatchFileSnapshot(join(GOLDEN, name, "gen", path));
    expect(committed.filter((path) => !ours.some(([own]) => own === path))).toEqual([]);
  });

  it("compiles under the strictest options", () => {
    const files = [...cases].flatMap(([name, { code, authored }]) =>
      Object.entries({ ...code, ...authored }).map(([path, text]) => [`${name}/${path}`, text]),
    );
    expect(typeCheck(Object.fromEntries(files))).toEqual([]);
  });

  it("imports only the runtime, protobuf-es and its siblings", () => {
    const allowed = /^(\.\.?\/|@bufbuild\/protobuf($|\/)|@postel\/runtime\/gen\/v1$)/;
    const imports = [...cases.values()]
      .flatMap(({ code }) => Object.values(code))
      .flatMap((text) => [...text.matchAll(/^import .* from "(.*)";$/gm)].map(([, from]) => from ?? ""));
    expect(imports.filter((from) => !allowed.test(from))).toEqual([]);
  });
});
