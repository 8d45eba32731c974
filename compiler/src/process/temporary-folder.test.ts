import { existsSync, writeFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runChild } from "./run-child.ts";
import { withTemporaryFolder } from "./temporary-folder.ts";

const MODULE = JSON.stringify(new URL("./temporary-folder.ts", import.meta.url).href);

/** Starts a process that opens a temporary folder, prints it, and ends as `ending` says. */
async function endingBy(ending: string): Promise<{ folder: string; code: number; endedBy: string | null }> {
  const script = `import(${MODULE}).then(({ withTemporaryFolder }) => withTemporaryFolder(async (folder) => {
    require("fs").writeFileSync(folder + "/file", "x");
    process.stdout.write(folder);
    ${ending}
    await new Promise((resolve) => setTimeout(resolve, 5000));
  }))`;
  const { stdout, code, endedBy } = await runChild(process.execPath, ["-e", script], { tool: "node" });
  return { folder: Buffer.from(stdout).toString("utf8"), code, endedBy };
}

describe("withTemporaryFolder", () => {
  it("gives an empty folder that is gone afterwards", async () => {
    const folder = await withTemporaryFolder(async (path) => {
      await mkdir(join(path, "deep/er"), { recursive: true });
      await writeFile(join(path, "deep/er/file"), "x");
      return path;
    });
    expect(existsSync(folder)).toBe(false);
  });

  it("is gone after a failure, which passes through", async () => {
    let seen = "";
    const failing = withTemporaryFolder(async (path) => {
      seen = path;
      writeFileSync(join(path, "file"), "x");
      throw new Error("mine");
    });
    await expect(failing).rejects.toThrow("mine");
    expect(existsSync(seen)).toBe(false);
  });

  it.each(["SIGINT", "SIGTERM", "SIGHUP"])("is gone after %s, which still ends the process", async (signal) => {
    const { folder, endedBy } = await endingBy(`process.kill(process.pid, "${signal}");`);
    expect(endedBy).toBe(signal);
    expect(folder).toMatch(/postel-/);
    expect(existsSync(folder)).toBe(false);
  });

  it("is gone after process.exit", async () => {
    const { folder, code } = await endingBy("process.exit(7);");
    expect({ code, left: existsSync(folder) }).toEqual({ code: 7, left: false });
  });

  it("leaves a program's own handling of signals alone", async () => {
    const { code, endedBy } = await endingBy(
      'process.on("SIGTERM", () => process.exit(9)); process.kill(process.pid, "SIGTERM");',
    );
    expect({ code, endedBy }).toEqual({ code: 9, endedBy: null });
  });

  it("installs no handlers beyond its use", async () => {
    const before = process.listenerCount("SIGTERM");
    await withTemporaryFolder(async () => expect(process.listenerCount("SIGTERM")).toBe(before + 1));
    expect(process.listenerCount("SIGTERM")).toBe(before);
  });
});
