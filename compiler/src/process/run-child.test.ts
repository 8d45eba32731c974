import { readFileSync } from "node:fs";
import { constants, getPriority } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { sandbox } from "../test-support/sandbox.ts";
import { runChild } from "./run-child.ts";

const node = (script: string, options: Partial<Parameters<typeof runChild>[2]> = {}, args: string[] = []) =>
  runChild(process.execPath, ["-e", script, ...args], { tool: "node", ...options });
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("utf8");
const FOREVER = "process.stdout.write(String(process.pid)); setInterval(() => {}, 1000);";

/** A killed orphan stays in the table as a zombie where nobody collects it. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

describe("runChild", () => {
  it("returns output and exit code", async () => {
    const result = await node("console.log('out'); console.error('err'); process.exitCode = 3;");
    expect({ ...result, stdout: text(result.stdout) }).toEqual({
      code: 3,
      endedBy: null,
      stdout: "out\n",
      stderr: "err\n",
    });
  });

  it("gives a child less priority when asked to", async () => {
    const niceness = async (isBackground: boolean) => {
      const script = "setTimeout(() => console.log(require('node:os').getPriority()), 100);";
      return Number(text((await node(script, { isBackground })).stdout));
    };
    expect(await niceness(false)).toBe(getPriority());
    expect(await niceness(true)).toBe(constants.priority.PRIORITY_BELOW_NORMAL);
  });

  it("feeds standard input, also to a child that does not read it", async () => {
    const input = Buffer.alloc(1_000_000, "x");
    const counted = await node(
      "let n = 0; process.stdin.on('data', (c) => { n += c.length; }).on('end', () => console.log(n));",
      { input },
    );
    expect(text(counted.stdout)).toBe("1000000\n");
    expect((await node("process.exit(4)", { input })).code).toBe(4);
  });

  it("passes arguments as they are, without a shell", async () => {
    const odd = ["$(id)", "`id`", "; rm -rf x", "a b", '"', "--", "-x"];
    const result = await node("console.log(JSON.stringify(process.argv.slice(1)))", {}, ["--", ...odd]);
    expect(JSON.parse(text(result.stdout))).toEqual(odd);
  });

  it("says which signal ended it", async () => {
    expect(await node("process.kill(process.pid, 'SIGSEGV'); setInterval(() => {}, 99);")).toMatchObject({
      code: -1,
      endedBy: "SIGSEGV",
    });
  });

  it("kills what takes too long", async () => {
    await expect(node(FOREVER, { timeout: 300 })).rejects.toMatchObject({
      code: "timeout",
      message: expect.stringContaining("0.3 s"),
    });
  });

  it("kills what writes too much", async () => {
    const endless =
      "const b = Buffer.alloc(65536); const w = () => { while (process.stdout.write(b)); process.stdout.once('drain', w); }; w();";
    await expect(node(endless, { maxBytes: 2 ** 20 })).rejects.toMatchObject({ code: "output_too_large" });
  });

  it("kills the child when the caller gives up", async () => {
    const controller = new AbortController();
    const running = node("require('fs').writeSync(2, String(process.pid)); setInterval(() => {}, 1000);", {
      signal: controller.signal,
    });
    setTimeout(() => controller.abort(), 200);
    await expect(running).rejects.toMatchObject({ code: "aborted" });
    await expect(node("", { signal: controller.signal })).rejects.toMatchObject({ code: "aborted" });
  });

  it("leaves no child behind when the process is stopped", async () => {
    const module = JSON.stringify(new URL("./run-child.ts", import.meta.url).href);
    const parent = `import(${module}).then(({ runChild }) => {
      runChild(process.execPath, ["-e", "require('fs').writeFileSync(process.argv[1], String(process.pid)); setInterval(() => {}, 1000)", process.argv[1]], { tool: "t" });
      const wait = setInterval(() => { try { process.stdout.write(require('fs').readFileSync(process.argv[1], 'utf8')); clearInterval(wait); process.kill(process.pid, 'SIGTERM'); } catch {} }, 20);
    })`;
    const result = await node(parent, {}, [join(sandbox().folder, "pid")]);
    expect(result.endedBy).toBe("SIGTERM");
    await sleep(100);
    expect(isAlive(Number(text(result.stdout)))).toBe(false);
  });

  it("says that a program is missing", async () => {
    await expect(runChild("/no/such/program", [], { tool: "nothing" })).rejects.toMatchObject({ code: "tool_missing" });
  });
});
