import { describe, expect, it } from "vitest";
import { command } from "./args/command.ts";
import { defineSpec } from "./args/spec.ts";
import { CliError } from "./errors.ts";
import { run } from "./run.ts";
import { testIo } from "./testing-support/test-io.ts";

const spec = (name: string) =>
  defineSpec({
    name,
    summary: "Try something",
    positionals: [{ name: "what", describe: "What to do", required: true }],
    options: { json: { type: "boolean", describe: "As JSON" } },
    examples: [],
  });

async function handler({ what }: { readonly what: string }) {
  if (what === "refuse")
    throw new CliError("UNKNOWN_RULE", { rule: "X", hint: "did you mean Y?" }, { where: "a.proto:1:2", why: "so" });
  if (what === "break") throw new TypeError("oh");
  if (what === "elsewhere")
    throw Object.assign(new Error("no folder"), { name: "CompilerError", code: "source_missing", exit: 2 });
  return what === "find" ? "findings" : "clean";
}

const commands = ["try", "breaking"].map((name) => command(spec(name), async () => handler));
const program = { name: "postel", version: "1.2.3", commands };

async function tried(...words: string[]) {
  const io = testIo();
  return { code: await run(program, words, io), stdout: io.stdout(), stderr: io.stderr() };
}

describe("exit codes", () => {
  it.each([
    [["try", "well"], 0],
    [["try", "find"], 100],
    [["try", "refuse"], 2],
    [["try", "break"], 1],
    [["try", "elsewhere"], 2],
    [["try"], 2],
    [["tri"], 2],
    [["breaking"], 1],
    [["breaking", "elsewhere"], 1],
    [["--version"], 0],
    [["--help"], 0],
    [[], 0],
  ])("%j gives %i", async (words, code) => {
    expect((await tried(...words)).code).toBe(code);
  });
});

describe("errors", () => {
  it("say what, where, why and what next, on stderr", async () => {
    const { stdout, stderr } = await tried("try", "refuse");
    expect(stdout).toBe("");
    expect(stderr).toBe(
      "error: there is no rule X\n  where: a.proto:1:2\n  why:   so\n  next:  did you mean Y? (`postel rules` lists all)\n",
    );
  });

  it("are one JSON document for programs", async () => {
    expect(JSON.parse((await tried("try", "refuse", "--json")).stderr)).toEqual({
      version: 1,
      error: {
        code: "UNKNOWN_RULE",
        message: "there is no rule X",
        where: "a.proto:1:2",
        why: "so",
        next: "did you mean Y? (`postel rules` lists all)",
      },
    });
  });

  it("that nobody expected ask to be reported", async () => {
    expect((await tried("try", "break")).stderr).toMatch(/^error: postel failed: oh\n {2}next: {2}please report it/);
  });

  it("print their stack when asked", async () => {
    const io = testIo({ env: { POSTEL_DEBUG: "1" } });
    await run(program, ["try", "break"], io);
    expect(io.stderr()).toMatch(/TypeError: oh\n\s+at /);
  });
});

it("prints its version, and nothing else", async () => {
  expect(await tried("--version")).toEqual({ code: 0, stdout: "1.2.3\n", stderr: "" });
});

it("runs its only command without a name", async () => {
  const io = testIo();
  const [only] = commands;
  expect(await run({ ...program, name: "try", ...(only && { only }) }, ["find"], io)).toBe(100);
});
