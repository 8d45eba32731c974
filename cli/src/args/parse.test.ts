import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quickParse } from "./quick-parse.ts";
import { defineSpec } from "./spec.ts";
import { yargsParse } from "./yargs-parse.ts";

const spec = defineSpec({
  name: "judge",
  summary: "Judge something",
  description: "Longer.",
  positionals: [
    { name: "input", describe: "what", default: "." },
    { name: "other", describe: "what else" },
  ],
  options: {
    against: { type: "string", describe: "with what", required: true },
    errorFormat: { type: "string", describe: "how", choices: ["text", "json"], default: "text" },
    path: { type: "strings", describe: "which" },
    port: { type: "number", describe: "where", default: 80 },
    excludeImports: { type: "boolean", describe: "whether" },
  },
  examples: [["postel judge . --against x", "judges"]],
});
const program = { name: "postel", version: "1.2.3", specs: [spec] };

const read = (words: string[]) => yargsParse(program, ["judge", ...words]);

describe("quickParse", () => {
  it("reads flags, values, lists, numbers and words", () => {
    expect(
      quickParse(spec, ["a", "--against", "b", "--path=x", "--path", "y", "--port=7", "--exclude-imports"]),
    ).toEqual({
      input: "a",
      other: undefined,
      against: "b",
      errorFormat: "text",
      path: ["x", "y"],
      port: 7,
      excludeImports: true,
    });
  });

  it.each([
    [["--against"]],
    [["--agianst", "b"]],
    [["a"]],
    [["--against", "b", "--error-format", "xml"]],
    [["--against", "b", "--port", "x"]],
    [["--against", "b", "a", "b", "c"]],
    [["--against", "b", "--help"]],
    [["--against", "b", "--", "a"]],
    [["--against", "--exclude-imports"]],
  ])("leaves %j to yargs", (words) => {
    expect(quickParse(spec, words)).toBeUndefined();
  });

  it("is of yargs' opinion wherever it has one", async () => {
    const word = fc.constantFrom(
      "a",
      ".",
      "-",
      "-#format=json",
      "b/c.proto",
      "a=b",
      "7",
      "true",
      "x,y",
      "é",
      "1e3",
      "__proto__",
      ".git#branch=main",
    );
    const flag = fc.constantFrom("--against", "--error-format", "--path", "--port", "--exclude-imports");
    const value = fc.constantFrom(
      "a",
      "text",
      "json",
      "7",
      "007",
      "x=y",
      "a b",
      "-",
      "-#format=tar,compression=gzip",
      "true",
      "constructor",
    );
    const piece = fc.oneof(
      word.map((text) => [text]),
      flag.map((text) => [text]),
      fc.tuple(flag, value).map(([name, text]) => [`${name}=${text}`]),
      fc.tuple(flag, value).map(([name, text]) => [name, text]),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 5 }), async (pieces) => {
        const words = ["--against", "z", ...pieces.flat()];
        const quick = quickParse(spec, words);
        if (quick === undefined) return;
        expect(await read(words)).toEqual({ kind: "run", name: "judge", args: quick });
      }),
      { numRuns: 300 },
    );
  });
});

describe("yargsParse", () => {
  it("prints help with the summary, the options and the examples", async () => {
    const help = await read(["--help"]);
    expect(help.kind === "print" && help.text).toMatch(
      /postel judge \[input\] \[other\] \[options\][\s\S]*Judge something\.\nLonger\./,
    );
    expect(help.kind === "print" && help.text).toMatch(/--error-format[\s\S]*postel judge \. --against x/);
  });

  it("prints the same for -h", async () => {
    expect(await read(["-h"])).toEqual(await read(["--help"]));
  });

  it("reads booleans as Go does", async () => {
    const told = async (value: string) => {
      const parsed = await read(["--against", "b", `--exclude-imports=${value}`]);
      return parsed.kind === "run" && parsed.args.excludeImports;
    };
    expect(await Promise.all(["1", "T", "True"].map(told))).toEqual([true, true, true]);
    expect(await Promise.all(["0", "f", "FALSE"].map(told))).toEqual([false, false, false]);
  });

  it("prints the list of commands where none is named", async () => {
    const listed = await yargsParse(program, []);
    expect(listed.kind === "print" && listed.text).toMatch(/postel judge[\s\S]*Judge something/);
  });

  it.each([
    [["judg"], /there is no command judg; Did you mean judge\?/],
    [["quack"], /^there is no command quack$/],
    [["judge", "--against", "b", "--exclude-imports=x"], /--exclude-imports is true or false, not x/],
    [["judge", "--against", "b", "--input", "a"], /Unknown argument: input/],
    [["judge", "--agianst", "b"], /against/],
    [["judge", "a"], /Missing required argument: against/],
    [["judge", "--against", "b", "--error-format", "xml"], /error-format[\s\S]*xml[\s\S]*text/],
    [["judge", "--against", "b", "--port", "x"], /--port takes a whole number, not x/],
    [["judge", "--against", "b", "a", "b", "c"], /Unknown argument: c/],
  ])("explains what is wrong with %j", async (words, why) => {
    await expect(yargsParse(program, words)).rejects.toMatchObject({ code: "USAGE", exit: 2, message: why });
  });

  it("writes a completion script and completes commands", async () => {
    const script = await yargsParse(program, ["completion"]);
    expect(script.kind === "print" && script.text).toContain("postel");
    const words = await yargsParse(program, ["--get-yargs-completions", "postel", "ju"]);
    expect(words.kind === "print" && words.text).toContain("judge");
  });

  it("needs no name for a program of one command", async () => {
    const gen = { ...program, name: "judge", only: spec };
    expect(await yargsParse(gen, ["--against", "b", "here"])).toMatchObject({
      kind: "run",
      name: "judge",
      args: { input: "here" },
    });
    const help = await yargsParse(gen, ["--help"]);
    expect(help.kind === "print" && help.text).toContain("judge [input] [other] [options]");
  });
});
