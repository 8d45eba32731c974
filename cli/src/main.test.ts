import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { BIN, runBin, runNode } from "./testing-support/run-bin.ts";

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "..", "package.json"), "utf8"));

/** Writes the address of every loaded module to stderr. */
const TRACE = `data:text/javascript,${encodeURIComponent(
  'import { registerHooks } from "node:module"; registerHooks({ load(url, context, next) { process.stderr.write("loaded " + url + "\\n"); return next(url, context); } });',
)}`;

async function loadedBy(...words: string[]) {
  const ran = await runBin(words, { node: [`--import=${TRACE}`] });
  return { ...ran, modules: [...ran.stderr.matchAll(/^loaded (.*)$/gm)].map((match) => match[1] ?? "") };
}

describe("start-up", () => {
  it("prints the version and loads nothing but itself", async () => {
    const { code, stdout, modules } = await loadedBy("--version");
    expect([code, stdout]).toEqual([0, `${version}\n`]);
    const files = modules.filter((url) => url.startsWith("file:"));
    expect(files.filter((url) => !/cli\/(bin|dist)\//.test(url) || url.includes("yargs"))).toEqual([]);
  });

  it("helps without TypeScript and without plugins", async () => {
    const { code, stdout, modules } = await loadedBy("--help");
    expect([code, stdout]).toEqual([0, expect.stringContaining("postel rules [id]")]);
    expect(
      modules.filter((url) => /typescript|ts-morph|protoplugin|protoc-gen|fastify|plugins|registry/.test(url)),
    ).toEqual([]);
  });
});

describe("exit codes of the real program", () => {
  it("says what is wrong with a wrong call", async () => {
    expect(await runBin(["rulez"])).toEqual({
      code: 2,
      stdout: "",
      stderr: "error: there is no command rulez; Did you mean rules?\n  next:  run `postel --help`\n",
    });
  });

  it("says which Node it needs on an old one", async () => {
    const old = 'Object.defineProperty(process.versions, "node", { value: "20.20.2" });';
    const pretend = `data:text/javascript,${encodeURIComponent(old)}`;
    const { code, stderr } = await runNode([`--import=${pretend}`, BIN, "--version"]);
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^error: postel needs Node 22\.18 or newer, and this is 20\.20\.2\..*\n$/),
    ]);
  });
});

it("goes on when its reader closes the pipe", async () => {
  const child = spawn(process.execPath, [BIN, "rules"], { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.destroy();
  let stderr = "";
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect([code, stderr]).toEqual([0, ""]);
});
